"""A refusal as RFC 9457 problem details: the code and its parameters, never a sentence and never personal data."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from operator_app.domain import errors
from operator_app.domain.errors import Refused, Told, Trouble
from sync.contract import messages, paths

log = logging.getLogger(__name__)

MALFORMED = errors.code("request.malformed")
TOO_LARGE = errors.code("request.too_large")
NOT_FOUND = errors.code("request.not_found")
INSIDE = errors.code("centre.inside")

_STATUS = {
    "session.ended": 401,
    "session.revoked": 401,
    "session.missing": 401,
    "cursor.foreign": 410,
    "document.unknown": 404,
    "document.not_there": 404,
    "document.changed": 412,
    "upload.unknown": 404,
    "upload.offset": 409,
    "upload.too_large": 413,
    "trust.none_published": 503,
    NOT_FOUND: 404,
    TOO_LARGE: 413,
    MALFORMED: 400,
}


def problem(code: str, params: dict[str, str | int] | None = None, status: int = 403) -> Response:
    """The answer that says no."""
    body = messages.Problem(title=code, status=status, code=code, params=params or {})
    headers = {"Retry-After": str(params["seconds"])} if params and status in (429, 503) and "seconds" in params else {}
    return Response(body.model_dump_json(), status, headers, media_type=paths.PROBLEM)


def of(told: Told) -> Response:
    """A `Told` as an answer: what a rule refuses is the caller's, what the environment does is ours (503)."""
    params = {name: value if isinstance(value, int) else str(value) for name, value in told.params.items()}
    status = _STATUS.get(told.code, 503 if isinstance(told, Trouble) else 403)
    return problem(told.code, params, status)


def install(app: FastAPI) -> None:
    """Every way out of a request that is not its answer."""

    @app.exception_handler(Refused)
    @app.exception_handler(Trouble)
    async def told(_request: Request, error: Told) -> Response:
        return of(error)

    @app.exception_handler(RequestValidationError)
    async def malformed(_request: Request, _error: RequestValidationError) -> Response:
        return problem(MALFORMED, status=422)

    @app.exception_handler(HTTPException)
    async def not_found(_request: Request, error: HTTPException) -> Response:
        return problem(NOT_FOUND, status=error.status_code)

    @app.exception_handler(Exception)
    async def inside(_request: Request, error: Exception) -> Response:
        log.error("a request failed inside: %s", type(error).__name__, exc_info=error)
        return problem(INSIDE, status=500)
