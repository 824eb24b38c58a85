"""What can be asked, and what is answered, as OpenAPI 3.1."""

from collections.abc import Mapping
from typing import Any

from detector.lines.cleaned import ResidueKind
from detector.serve.api import queries
from detector.serve.settings import Settings
from detector.verdict import SCHEMA, Kind, Label
from detector.version import __version__

JSON, NDJSON, PROBLEM = "application/json", "application/x-ndjson", "application/problem+json"
Schema = dict[str, Any]

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
    articles = {"oneOf": [_ref("Article"), _list_of("Article", limits.articles)]}
    scored = {"oneOf": [_ref("Scored"), _list_of("Scored", limits.articles)]}
    cleaned = {"oneOf": [_ref("Cleaned"), _list_of("Cleaned", limits.articles)]}
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
            "/v1/score": _post("Score articles", queries.SCORE, JSON, articles, JSON, scored),
            "/v1/clean": _post("Cut residue away", queries.CLEAN, JSON, articles, JSON, cleaned),
            "/v1/filter": _post(
                "Filter a stream of records", queries.FILTER, NDJSON, lines, NDJSON, lines
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
    takes: str,
    body: Schema,
    gives: str,
    answer: Schema,
) -> Schema:
    return {
        "post": {
            "summary": summary,
            "operationId": summary.lower().replace(" ", "_"),
            "parameters": [_parameter(name, option) for name, option in options.items()],
            "requestBody": {"required": True, "content": {takes: {"schema": body}}},
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


def _list_of(name: str, most: int) -> Schema:
    return {"type": "array", "items": _ref(name), "maxItems": most}


def _object(required: tuple[str, ...], **properties: Schema) -> Schema:
    return {"type": "object", "required": list(required), "properties": properties}


def _one_of(names: Any, *, or_null: bool = False) -> Schema:
    if or_null:
        return {"type": ["string", "null"], "enum": [*map(str, names), None]}
    return {"type": "string", "enum": [*map(str, names)]}


def _schemas() -> Schema:
    text, maybe = {"type": "string"}, {"type": ["string", "null"]}
    number, share = {"type": "number"}, {"type": "number", "minimum": 0, "maximum": 1}
    whole = {"type": "integer", "minimum": 0}
    many: Schema = {"type": "array"}
    fields: Schema = {"text": text, "id": {"type": ["string", "integer", "null"]}}
    fields |= dict.fromkeys(("url", "host", "title"), maybe)
    article = _object(("text",), **fields) | {"additionalProperties": False}
    place: Schema = {"start": whole, "end": whole}
    residue = _object(
        ("start", "end", "kind", "probability", "text"),
        **place,
        kind=_one_of(ResidueKind),
        probability=share,
        text=text,
        replacement=text,
    )
    cut: Schema = {"residue_share": share, "residue": {**many, "items": residue}}
    contribution = _object(("feature", "contribution"), feature=text, contribution=number, **place)
    verdict = _object(
        ("schema", "model", "quality", "label", "kind", "traits", "reasons"),
        schema={"const": SCHEMA},
        model=text,
        quality=share,
        label=_one_of(Label),
        kind=_one_of(Kind, or_null=True),
        traits={"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}},
        reasons={**many, "items": _ref("Contribution")},
        unsure_because=text,
        spans={**many, "items": _object(("trait", "start", "end"), trait=text, **place)},
        contributions={**many, "items": _ref("Contribution")},
        **cut,
    )
    return {
        "Article": article,
        "Contribution": contribution,
        "Verdict": verdict,
        "Scored": _object(("text", "detector"), text=text, detector=_ref("Verdict")),
        "Cleaned": _object(
            ("text", "detector"), text=text, detector=_object(("residue_share", "residue"), **cut)
        ),
        "Problem": _object(
            ("type", "title", "status", "detail"), type=text, title=text, status=whole, detail=text
        ),
        "Well": _object(("status",), status={"const": "ok"}),
    }
