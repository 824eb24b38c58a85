"""Renders a page, whatever the texts on it say.

Templates escape every value (Jinja's autoescape), characters that would steer the page are taken
out first, and the policy that travels with each page lets nothing run, load or be sent but what
this service itself serves (Content Security Policy Level 3).
"""

from functools import cache
from typing import Any

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from detector.printable import printable
from detector.version import __version__

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page made of `templates/TEMPLATE` and values, which may be texts of any origin."""
    settings = request.app.state.settings
    shown = {"path": request.url.path, "version": __version__, "settings": settings, **values}
    html = _environment().get_template(template).render(shown)
    return HTMLResponse(html, status_code=status, headers=HEADERS)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("detector.serve"),
        autoescape=True,
        finalize=_printable,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _printable(value: Any) -> Any:
    """Return a text without what would steer the page; what is HTML already has been through it."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
