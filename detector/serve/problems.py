"""What a service says when it cannot do what it was asked: problem details, RFC 9457."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from detector.errors import DetectorError

MEDIA_TYPE = "application/problem+json"
KIND = "urn:article-detector:problem:"
LOG = logging.getLogger("detector.serve")


class ProblemError(Exception):
    """Ends a request with an answer that says what is wrong and what to do.

    `kind` names the sort of problem, `detail` tells this one; `more` are members beside them.
    """

    def __init__(
        self,
        status: int,
        kind: str,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.kind = kind
        self.detail = detail
        self.headers = headers or {}
        self.more = more


def response(problem: ProblemError) -> Response:
    """Return a problem as it goes over the wire."""
    body = {
        "type": KIND + problem.kind,
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        **problem.more,
    }
    headers = {"Cache-Control": "no-store", **problem.headers}
    return Response(orjson.dumps(body), problem.status, headers, media_type=MEDIA_TYPE)


def add_to(app: FastAPI) -> None:
    """Have whatever goes wrong answered as a problem."""
    app.add_exception_handler(ProblemError, _of_ours)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(DetectorError, _of_detector)
    app.add_exception_handler(Exception, _unexpected)


async def _of_ours(_: Request, problem: Exception) -> Response:
    assert isinstance(problem, ProblemError)
    return response(problem)


async def _of_http(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    phrase = HTTPStatus(fault.status_code).phrase
    kind = phrase.lower().replace(" ", "-")
    detail = fault.detail
    if detail == phrase:
        detail = f"{request.method} {request.url.path}: see /openapi.json for what there is"
    return response(ProblemError(fault.status_code, kind, detail, headers=fault.headers))


def of_detector(fault: DetectorError) -> Response:
    """Return what the detector cannot do as it goes over the wire."""
    return response(ProblemError(422, "not-possible", str(fault)))


def unexpected(request: Request, fault: Exception) -> Response:
    """Return that something went wrong that should not, and log what."""
    LOG.error("%s %s: %r", request.method, request.url.path, fault)
    said = "this should not have happened: the log of the service says more; please report it"
    return response(ProblemError(500, "unexpected", said))


async def _of_detector(_: Request, fault: Exception) -> Response:
    assert isinstance(fault, DetectorError)
    return of_detector(fault)


async def _unexpected(request: Request, fault: Exception) -> Response:
    return unexpected(request, fault)
