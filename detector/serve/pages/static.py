"""The style sheet and the scripts of the pages, under addresses that change when they do."""

from functools import cache
from hashlib import sha256
from importlib.resources import files

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from detector.pages.style import style
from detector.traits import TRAITS

TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
HEADERS = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}


def add_to(app: FastAPI) -> None:
    """Serve what lies in `static/`."""
    app.add_route("/static/{name}", static, include_in_schema=False)


async def static(request: Request) -> Response:
    """Return a file by its name; 304 to whoever has it."""
    name = request.path_params["name"]
    found = _contents().get(name)
    if found is None:
        raise HTTPException(404, f"there is no {name!r} here")
    content, tag = found
    headers = {**HEADERS, "ETag": tag}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    kind = TYPES[f".{name.rpartition('.')[2]}"]
    return Response(content, media_type=f"{kind}; charset=utf-8", headers=headers)


@cache
def _contents() -> dict[str, tuple[bytes, str]]:
    """Return the files and their tags; the style sheet begins as that of an explanation."""
    folder = files("detector.serve") / "static"
    found = {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}
    found["style.css"] = style(len(TRAITS)).encode() + found["style.css"]
    return {name: (data, f'"{sha256(data).hexdigest()[:16]}"') for name, data in found.items()}
