"""Push and pull, and what was published."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from operator_app.domain import errors
from operator_app.formats import batch, canonical
from sync.central.access import devices, sessions
from sync.central.centre import Centre
from sync.central.commit.judging import Desk
from sync.central.notifier import Waiter
from sync.contract import messages, paths

from . import auth
from .bodies import message, raw_body, unpack
from .problems import BAD_REQUEST

TOO_OLD = errors.code("line.too_old")
TOO_MANY = errors.code("push.too_many")
UNKNOWN_RULES = errors.code("rules.unknown")

BEAT = 0.5  # seconds between blank lines, so that a desk notices a dead line and can leave within a second
LONGEST_WAIT = 60


def _body_of(name: str) -> dict[str, Any]:
    reference = {"schema": {"$ref": f"#/components/schemas/{name}"}}
    return {"requestBody": {"required": True, "content": {paths.JSON: reference}}}


def routes(centre: Centre) -> APIRouter:
    router = APIRouter(tags=["sync"])

    @router.post(paths.PUSH, response_model=messages.PushReply, openapi_extra=_body_of("PushRequest"))
    async def push(request: Request) -> Response:
        """A batch, zstd, gzip or plain. The answer leaves only after the durable commit."""
        body = await raw_body(request)
        reply = await run_in_threadpool(_push, centre, request, body)
        return message(request, reply)

    @router.get(paths.CHANGES, response_model=messages.Page)
    async def changes(request: Request, cursor: str = "", wait: int = 0, limit: int = 500) -> Response:
        """The office's feed after the cursor. With `wait` it is held until something comes: headers at once, a blank
        line each half second, then the page.
        """
        _require_protocol(request)
        session = await run_in_threadpool(auth.desk_session, centre, request)
        page = await run_in_threadpool(centre.feed.page, session.office, cursor, limit)
        if page.entries or wait <= 0:
            return message(request, page)
        waited = _poll(centre, session.office, cursor, limit, min(wait, LONGEST_WAIT))
        return StreamingResponse(waited, headers={"Cache-Control": "no-store"}, media_type=paths.JSON)

    @router.get(paths.RULES, response_class=Response)
    def rules(request: Request, digest: str) -> Response:
        auth.desk_session(centre, request)
        with centre.store.read() as db:
            package = centre.parts.shelf.package(db, digest)
        if package is None:
            raise errors.Refused(UNKNOWN_RULES)
        return Response(package, media_type=paths.BYTES, headers={"ETag": f'"{digest}"'})

    @router.get(paths.TRUST, response_class=Response)
    def trust(request: Request) -> Response:
        auth.desk_session(centre, request)
        return Response(centre.publishing.trust_package(), media_type=paths.BYTES)

    return router


def _require_protocol(request: Request) -> None:
    """For pulling only: an old program may still deliver its work when it can no longer read ours."""
    told = request.headers.get(paths.PROTOCOL_HEADER, str(messages.PROTOCOL))
    if told != str(messages.PROTOCOL):
        raise errors.Refused(TOO_OLD)


def _push(centre: Centre, request: Request, body: bytes) -> messages.PushReply:
    """Any valid session of the office, and the device's key: a colleague's unsent work does not wait for them."""
    session = auth.desk_session(centre, request)
    try:
        batched = messages.PushRequest.model_validate_json(unpack(body, request.headers.get("content-encoding", "")))
    except ValidationError:
        # Without the cause: pydantic quotes the input.
        raise errors.Refused(BAD_REQUEST) from None
    if not 0 < len(batched.operations) <= messages.MAX_BATCH_OPERATIONS:
        raise errors.Refused(TOO_MANY, limit=messages.MAX_BATCH_OPERATIONS)
    with centre.store.read() as db:
        device = devices.find(db, batched.device)
    if device is None or device.revoked:
        raise errors.Refused(sessions.STRUCK_OFF)
    if device.office != session.office:
        raise errors.Refused(sessions.REVOKED)
    digests = [canonical.digest(operation.encode()) for operation in batched.operations]
    text = batch.push_text(batched.device, batched.batch, digests)
    devices.require_signed(device.public_key, batched.signature, text)
    desk = Desk(device.id, device.office, centre.environment)
    return centre.push.commit_batch(desk, batched.batch[:64], batched.operations)


async def _poll(centre: Centre, office: str, cursor: str, limit: int, wait: int) -> AsyncIterator[bytes]:
    """Holds neither a thread nor a connection while nothing happens."""
    with Waiter(centre.notifier, office) as waiter:
        yield b"\n"
        # Asked again after the waiter stands: what came in between would wake nobody.
        page = await run_in_threadpool(centre.feed.page, office, cursor, limit)
        beats = int(wait / BEAT)
        while not page.entries and beats > 0 and not centre.notifier.closed:
            if await waiter.wait(BEAT):
                page = await run_in_threadpool(centre.feed.page, office, cursor, limit)
            else:
                beats -= 1
                yield b"\n"
    yield page.model_dump_json(by_alias=True).encode()
