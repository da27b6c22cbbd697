"""Push and pull."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from operator_app.domain import errors
from operator_app.formats import batch as texts
from operator_app.formats import canonical
from sync.central.access import devices, sessions
from sync.central.centre import Centre
from sync.central.commit.judging import Desk
from sync.central.notifier import Waiter
from sync.contract import messages, paths

from . import bodies, guard
from .front import _takes

OTHER_OFFICE = errors.code("push.other_office")
TOO_MANY = errors.code("push.too_many")
BEAT_S = 0.5
LONGEST_WAIT_S = 60.0


def router(centre: Centre) -> APIRouter:
    routes = APIRouter()

    @routes.post(paths.PUSH, response_model=messages.PushReply, openapi_extra=_takes(messages.PushRequest))
    async def push(request: Request) -> messages.PushReply:
        said = guard.token(request)
        raw = await bodies.read(request, messages.MAX_BATCH_BYTES)
        return await run_in_threadpool(_push, centre, said, raw)

    @routes.get(paths.CHANGES, response_model=messages.Page)
    async def changes(request: Request, cursor: str = "", wait: float = 0, limit: int = 200) -> Response:
        """With `wait` the headers leave at once and a blank line follows each half second, so that a desk can stop within a
        second; the page is the last line. The wait holds neither a thread nor a connection.
        """
        who = await run_in_threadpool(guard.session, centre, request)
        page = await run_in_threadpool(centre.feed.page, who.office, cursor, limit)
        if page.entries or wait <= 0:
            return Response(page.model_dump_json(by_alias=True), media_type=paths.JSON)
        seconds = min(wait, LONGEST_WAIT_S)
        stream = _long_poll(centre, request, who.office, page, limit, seconds)
        return StreamingResponse(stream, media_type=paths.JSON, headers={"Cache-Control": "no-store"})

    @routes.get(paths.RULES)
    def rules(request: Request, digest: str) -> Response:
        guard.session(centre, request)
        with centre.store.read() as db:
            package = centre.parts.shelf.package(db, digest)
        if package is None:
            raise errors.Refused("request.not_found")
        return Response(package, media_type=paths.BYTES, headers={"ETag": f'"{digest}"'})

    @routes.get(paths.TRUST)
    def trust(request: Request) -> Response:
        guard.session(centre, request)
        return Response(centre.publishing.trust_package(), media_type=paths.BYTES)

    return routes


def _push(centre: Centre, token: str, raw: bytes) -> messages.PushReply:
    """The device key plus any valid session at that office: a colleague's unsent work does not wait for them."""
    asked = bodies.parsed(raw, messages.PushRequest)
    if len(asked.operations) > messages.MAX_BATCH_OPERATIONS:
        raise errors.Refused(TOO_MANY, limit=messages.MAX_BATCH_OPERATIONS)
    with centre.store.read() as db:
        who = sessions.find(db, token, centre.parts.clock.now())
        device = devices.find(db, asked.device)
    if device is None or device.revoked:
        raise errors.Refused(sessions.REVOKED)
    if device.office != who.office:
        raise errors.Refused(OTHER_OFFICE)
    digests = (canonical.digest(one.encode()) for one in asked.operations)
    devices.require_signed(device.public_key, asked.signature, texts.push_text(device.id, asked.batch, digests))
    desk = Desk(device.id, device.office, centre.environment)
    return centre.push.commit_batch(desk, asked.batch, asked.operations)


async def _long_poll(
    centre: Centre, request: Request, office: str, page: messages.Page, limit: int, seconds: float
) -> AsyncIterator[bytes]:
    end = time.monotonic() + seconds
    with Waiter(centre.notifier, office) as waiter:
        # What was committed between the first look and this line has woken nobody.
        page = await run_in_threadpool(centre.feed.page, office, page.cursor, limit)
        while not page.entries and time.monotonic() < end and not centre.notifier.closed:
            yield b"\n"
            if await waiter.wait(min(BEAT_S, max(0.0, end - time.monotonic()))):
                page = await run_in_threadpool(centre.feed.page, office, page.cursor, limit)
            elif await request.is_disconnected():
                return
    yield page.model_dump_json(by_alias=True).encode() + b"\n"
