"""The filter step for others' frameworks: one thin file each, imported by whoever has it.

Nothing is imported here, so that a framework is loaded only by those who use it.
"""
