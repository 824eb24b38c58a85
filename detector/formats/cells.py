"""Keeps what stands in a cell from being a formula when somebody opens the table as a spreadsheet.

A spreadsheet runs a cell that begins as a formula does, and one that a scraped page chose may send
away what stands beside it (OWASP, CSV Injection). A single quotation mark in front makes it text.
"""

import re

# What stands in front of a formula and does not stop it: spaces, quotation marks, what is unseen.
BEFORE = r"[\s\x00-\x1f\"'`\u2018-\u201f\u00ab\u00bb\u200b-\u200f\u2060\ufeff]*"
BEGINS = "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212"  # full width and small, too
FORMULA = re.compile(rf"[\t\r\n]|{BEFORE}[{BEGINS}]")
NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def guarded(cell: str) -> str:
    """Return a cell with a quotation mark in front if it might be a formula; numbers are none."""
    if FORMULA.match(cell) and not NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell
