"""What comes in and goes out: bounded before and after unpacking, digested where the sender says so."""

from __future__ import annotations

import zlib

import zstandard
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from operator_app.domain import errors
from sync.contract import digest, messages, paths

from .problems import BAD_REQUEST, refused

TOO_LARGE = errors.code("request.too_large")
BAD_ENCODING = errors.code("request.bad_encoding")

MOST_PACKED = messages.MAX_BATCH_BYTES
MOST_UNPACKED = messages.MAX_BATCH_BYTES + 512 * 1024  # escapes and envelope of a batch at its limit
_WINDOW = 8 * 1024 * 1024
_WORTH_PACKING = 1024


class SizeLimit:
    """No request body is read beyond what any path takes, whatever its headers say."""

    def __init__(self, app: ASGIApp, most: int = MOST_PACKED) -> None:
        self._app, self._most = app, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        told = dict(scope["headers"]).get(b"content-length", b"0")
        if not told.isdigit() or int(told) > self._most:
            await refused(errors.Refused(TOO_LARGE, limit=self._most))(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._most:
                raise errors.Refused(TOO_LARGE, limit=self._most)
            return message

        await self._app(scope, counted, send)


async def raw_body(request: Request) -> bytes:
    """The body as it travelled, its `Content-Digest` checked where there is one."""
    try:
        body = await request.body()
    except ClientDisconnect as gone:
        raise errors.Refused(BAD_REQUEST) from gone
    told = request.headers.get(paths.DIGEST_HEADER)
    if told and not digest.holds(told, body):
        raise errors.Refused(BAD_REQUEST)
    return body


def unpack(body: bytes, encoding: str, most: int = MOST_UNPACKED) -> bytes:
    """Raises `Refused`: request.too_large, request.bad_encoding. A bomb is stopped at the limit."""
    try:
        match encoding.strip().lower():
            case "" | "identity":
                whole = body
            case "zstd":
                with zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(body) as reader:
                    whole = reader.read(most + 1)
            case "gzip":
                whole = zlib.decompressobj(wbits=31).decompress(body, most + 1)
            case _:
                raise errors.Refused(BAD_ENCODING)
    except (zstandard.ZstdError, zlib.error) as error:
        raise errors.Refused(BAD_REQUEST) from error
    if len(whole) > most:
        raise errors.Refused(TOO_LARGE, limit=most)
    return whole


def message(request: Request, said: messages.Message, **headers: str) -> Response:
    """A message as JSON, packed where the desk takes it."""
    body = said.model_dump_json(by_alias=True).encode()
    named = {**headers, "Cache-Control": "no-store"}
    accepted = {word.partition(";")[0].strip() for word in request.headers.get("accept-encoding", "").split(",")}
    if len(body) > _WORTH_PACKING and "zstd" in accepted:
        body, named["Content-Encoding"] = zstandard.ZstdCompressor(level=1).compress(body), "zstd"
    elif len(body) > _WORTH_PACKING and "gzip" in accepted:
        packer = zlib.compressobj(6, wbits=31)
        body, named["Content-Encoding"] = packer.compress(body) + packer.flush(), "gzip"
    return Response(body, 200, named, paths.JSON)
