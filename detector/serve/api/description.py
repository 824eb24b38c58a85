"""What can be asked, and what is answered, as OpenAPI 3.1."""

from collections.abc import Mapping
from typing import Any

from detector.lines.cleaned import ResidueKind
from detector.serve.api import queries
from detector.serve.settings import Settings
from detector.verdict import SCHEMA, Kind, Label
from detector.version import __version__

JSON, NDJSON, PROBLEM = "application/json", "application/x-ndjson", "application/problem+json"
LINES = (NDJSON, "text/plain")
Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
MAYBE: Schema = {"type": ["string", "null"]}
SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
COUNT: Schema = {"type": "integer", "minimum": 0}
PLACE = {"start": COUNT, "end": COUNT}

REFUSED: Mapping[int, str] = {
    400: "The body is no JSON, or no gzip data.",
    401: "A token is needed.",
    403: "A browser sent this from a page of another site.",
    413: "The body, or the number of articles, is larger than allowed.",
    415: "The body is of a type or an encoding that is not understood.",
    421: "The request names a host that is none of the service's.",
    422: "An option or an article is not as it should be.",
    429: "Too many requests are under way.",
    500: "Something went wrong that should not.",
    503: "It took too long, or the service is starting or stopping.",
}
ALWAYS = (401, 403, 421, 429, 500)
OF_BODIES = (400, 413, 415, 422, 503)


def description(settings: Settings) -> Schema:
    """Return the whole description; limits are those of this service."""
    limits = settings.limits
    many = f"An article, or a list of at most {limits.articles}: 413 answers more."
    articles = {"oneOf": [_ref("Article"), _list_of("Article")], "description": many}
    scored = {"oneOf": [_ref("Scored"), _list_of("Scored")]}
    cleaned = {"oneOf": [_ref("Cleaned"), _list_of("Cleaned")]}
    lines: Schema = {"type": "string", "description": "A record a line."}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "article-detector",
            "version": __version__,
            "description": "Tells articles worth keeping from filler, spam and boilerplate, with "
            "the reasons, and cuts residue away.",
        },
        "paths": {
            "/v1/score": _post("Score articles", queries.SCORE, (JSON,), articles, JSON, scored),
            "/v1/clean": _post("Cut residue away", queries.CLEAN, (JSON,), articles, JSON, cleaned),
            "/v1/filter": _post(
                "Filter a stream of records", queries.FILTER, LINES, lines, NDJSON, lines
            ),
            "/healthz": _get("Whether the service runs", JSON, _ref("Well"), ()),
            "/readyz": _get("Whether it takes requests", JSON, _ref("Well"), (503,)),
            "/metrics": _get("Counters", "text/plain", {"type": "string"}, (401, 429)),
        },
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        **({"security": [{"token": []}]} if settings.token is not None else {}),
    }


def _post(
    summary: str,
    options: Mapping[str, queries.Option],
    takes: tuple[str, ...],
    body: Schema,
    gives: str,
    answer: Schema,
) -> Schema:
    return {
        "post": {
            "summary": summary,
            "operationId": summary.lower().replace(" ", "_"),
            "parameters": [_parameter(name, option) for name, option in options.items()],
            "requestBody": {
                "required": takes == (JSON,),
                "content": {kind: {"schema": body} for kind in takes},
            },
            "responses": {"200": _answer("Done", gives, answer), **_refusals(ALWAYS + OF_BODIES)},
        }
    }


def _get(summary: str, gives: str, answer: Schema, refused: tuple[int, ...]) -> Schema:
    return {
        "get": {
            "summary": summary,
            "operationId": summary.lower().replace(" ", "_"),
            "responses": {"200": _answer("Done", gives, answer), **_refusals((*refused, 421, 500))},
        }
    }


def _parameter(name: str, option: queries.Option) -> Schema:
    return {"name": name, "in": "query", "description": option.about, "schema": option.schema}


def _refusals(codes: tuple[int, ...]) -> Schema:
    found = {str(code): _answer(REFUSED[code], PROBLEM, _ref("Problem")) for code in sorted(codes)}
    for code in ("429", "503"):
        if code in found:
            found[code]["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    return found


def _answer(about: str, media_type: str, schema: Schema) -> Schema:
    return {"description": about, "content": {media_type: {"schema": schema}}}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _list_of(name: str) -> Schema:
    return {"type": "array", "items": _ref(name)}


def _object(required: tuple[str, ...], **properties: Schema) -> Schema:
    return {"type": "object", "required": list(required), "properties": properties}


def _one_of(names: Any, *, or_null: bool = False) -> Schema:
    if or_null:
        return {"type": ["string", "null"], "enum": [*map(str, names), None]}
    return {"type": "string", "enum": [*map(str, names)]}


def _schemas() -> Schema:
    fields = {"text": TEXT, "id": {"type": ["string", "number", "null"]}}
    fields |= dict.fromkeys(("url", "host", "title"), MAYBE)
    contribution = {"feature": TEXT, "contribution": {"type": "number"}}
    residue = _object(("residue_share", "residue"), **_residue())
    said = {"type": TEXT, "title": TEXT, "status": COUNT, "detail": TEXT}
    return {
        "Article": _object(("text",), **fields) | {"additionalProperties": False},
        "Contribution": _object(tuple(contribution), **contribution, **PLACE),
        "Verdict": _verdict(),
        "Scored": _object(("text", "detector"), text=TEXT, detector=_ref("Verdict")),
        "Cleaned": _object(("text", "detector"), text=TEXT, detector=residue),
        "Problem": _object(tuple(said), **said),
        "Well": _object(("status",), status={"const": "ok"}),
    }


def _verdict() -> Schema:
    """Describe what docs/wire-schema.md does."""
    span = _object(("trait", "start", "end"), trait=TEXT, **PLACE)
    always: Schema = {
        "schema": {"const": SCHEMA},
        "model": TEXT,
        "quality": SHARE,
        "label": _one_of(Label),
        "kind": _one_of(Kind, or_null=True),
        "traits": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}},
        "reasons": _list_of("Contribution"),
    }
    sometimes: Schema = {
        "unsure_because": TEXT,
        "spans": {"type": "array", "items": span},
        "contributions": _list_of("Contribution"),
        **_residue(),
    }
    return _object(tuple(always), **always, **sometimes)


def _residue() -> Schema:
    piece = {**PLACE, "kind": _one_of(ResidueKind), "probability": SHARE, "text": TEXT}
    found = _object(tuple(piece), **piece, replacement=TEXT)
    return {"residue_share": SHARE, "residue": {"type": "array", "items": found}}
