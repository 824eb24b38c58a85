"""How structures read a page: one file a kind of reading, used by the traits and by nothing else.

A trait's own file says what counts and shows it; what takes more than a page of code to find is
found here.
"""
