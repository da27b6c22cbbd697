"""Refusals and trouble as `application/problem+json` (RFC 9457): a code and its parameters, never personal data, and
never what a bug has to say.
"""

from __future__ import annotations

import logging
import traceback

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from operator_app.domain import errors
from sync.central.commit.outcomes import plain
from sync.contract import messages, paths

log = logging.getLogger("central.http")

BAD_REQUEST = errors.code("request.malformed")
NOT_FOUND = errors.code("request.unknown_path")
FAULT = errors.code("centre.fault")

STATUS = {
    "request.malformed": 400,
    "request.too_large": 413,
    "request.bad_encoding": 415,
    "push.malformed": 400,
    "push.too_many": 413,
    "device.bad_signature": 401,
    "device.unknown": 404,
    "session.ended": 401,
    "session.revoked": 401,
    "session.device_revoked": 401,
    "sign_in.wrong_password": 403,
    "sign_in.wrong_code": 403,
    "sign_in.code_used": 403,
    "sign_in.other_office": 403,
    "sign_in.blocked": 429,
    "sign_in.device_revoked": 403,
    "sign_in.clock": 403,
    "enrol.code_unknown": 404,
    "enrol.code_used": 409,
    "enrol.code_expired": 410,
    "enrol.blocked": 429,
    "cursor.foreign": 410,
    "line.too_old": 426,
    "document.unknown": 404,
    "document.not_there": 404,
    "document.changed": 412,
    "document.bad_range": 416,
    "upload.unknown": 404,
    "upload.too_large": 413,
    "upload.offset": 409,
    "rules.unknown": 404,
    "trust.none_published": 404,
    "operator.unknown": 404,
    "operator.taken": 409,
    "office.unknown": 404,
    "case.unknown": 404,
    "admin.no_right": 403,
}
"""HTTP's word for each refusal; 422 for the rest."""


def answer(code: str, status: int, params: dict[str, str | int] | None = None, **headers: str) -> Response:
    problem = messages.Problem(title=code, status=status, code=code, params=params or {})
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(problem.model_dump_json(), status, named, paths.PROBLEM)


def refused(refusal: errors.Refused) -> Response:
    params, headers = plain(refusal.params), {}
    if refusal.code == "upload.offset":
        headers[paths.OFFSET_HEADER] = str(params["have"])
    if "seconds" in params and refusal.code.endswith(".blocked"):
        headers["Retry_After"] = str(params["seconds"])
    return answer(refusal.code, STATUS.get(refusal.code, 422), params, **headers)


def install(api: FastAPI) -> None:
    """All that can be raised has an answer here; bugs are the business of `Guard`."""

    async def on_refused(_: Request, refusal: Exception) -> Response:
        assert isinstance(refusal, errors.Refused)
        return refused(refusal)

    async def on_trouble(_: Request, trouble: Exception) -> Response:
        assert isinstance(trouble, errors.Trouble)
        log.error("trouble: %s", trouble.code)
        return answer(trouble.code, 503, plain(trouble.params), Retry_After="2")

    async def on_invalid(_: Request, invalid: Exception) -> Response:
        # The library's own answer would quote what was sent: passwords, names.
        return answer(BAD_REQUEST, 400)

    async def on_http(_: Request, found: Exception) -> Response:
        assert isinstance(found, HTTPException)
        return answer(NOT_FOUND if found.status_code == 404 else BAD_REQUEST, found.status_code)

    async def on_bug(_: Request, bug: Exception) -> Response:
        return answer(FAULT, 500)  # and it is raised again: `Guard` logs it

    api.add_exception_handler(Exception, on_bug)
    api.add_exception_handler(errors.Refused, on_refused)
    api.add_exception_handler(errors.Trouble, on_trouble)
    api.add_exception_handler(RequestValidationError, on_invalid)
    api.add_exception_handler(HTTPException, on_http)


class Guard:
    """The outermost layer: a bug is logged by place and kind, without its message, which may quote a citizen."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as bug:  # noqa: BLE001  (the boundary: one request's bug is not the service's end)
            log.error("fault: %s at %s", type(bug).__name__, where(bug))
            if not started:
                await answer(FAULT, 500)(scope, receive, send)


def where(bug: BaseException) -> str:
    """The last calls as `file:line`, nothing of what they held."""
    frames = traceback.extract_tb(bug.__traceback__)[-4:]
    return " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in reversed(frames))
