"""A self-contained page: no scripts, nothing fetched, whatever the texts on it say.

Texts are escaped, and for the case that one were forgotten the page's own policy forbids everything
but its one style sheet, named by its hash (Content Security Policy Level 3, 2.3.1). Without a
referrer, a reader who follows an address that the page shows does not tell where it stood.
"""

from base64 import b64encode
from hashlib import sha256
from html import escape

from detector.printable import printable

POLICY = "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
DOCUMENT = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{sheet}</style>
</head>
<body>
{body}
</body>
</html>
"""


def document(title: str, sheet: str, body: str) -> str:
    """Return a page; `title` is any text, `sheet` is CSS of our own and `body` HTML."""
    digest = b64encode(sha256(sheet.encode()).digest()).decode()
    policy = POLICY.format(digest=digest)
    return DOCUMENT.format(policy=policy, title=escaped(title), sheet=sheet, body=body)


def escaped(text: str) -> str:
    """Return text of whatever origin as HTML that shows it and does nothing else."""
    return escape(printable(text))


def isolated(text: str) -> str:
    """Return the same for a piece of a sentence, whose own direction must not turn the rest."""
    return f"<bdi>{escaped(text)}</bdi>"
