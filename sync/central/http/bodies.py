"""Request bodies: capped while they are read, capped again while they are unpacked, and only then parsed."""

from __future__ import annotations

import zlib
from typing import TypeVar

import zstandard
from pydantic import ValidationError
from starlette.requests import Request

from operator_app.domain import errors
from sync.contract import digest, messages, paths

from .problems import MALFORMED, TOO_LARGE

M = TypeVar("M", bound=messages.Message)

SMALL = 16 * 1024
_WINDOW = 8 * 1024 * 1024


async def read(request: Request, most: int) -> bytes:
    """The body, unpacked. Raises `Refused`: request.too_large, request.malformed."""
    pieces: list[bytes] = []
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > most:
            raise errors.Refused(TOO_LARGE, limit=most)
        pieces.append(piece)
    raw = b"".join(pieces)
    told = request.headers.get(paths.DIGEST_HEADER)
    if told is not None and not digest.holds(told, raw):
        raise errors.Refused(MALFORMED)
    return _unpacked(raw, request.headers.get("content-encoding", ""), most)


def parsed(raw: bytes, kind: type[M]) -> M:
    try:
        return kind.model_validate_json(raw)
    except ValidationError:
        # Without the cause: pydantic quotes the input.
        raise errors.Refused(MALFORMED) from None


async def message(request: Request, kind: type[M], most: int = SMALL) -> M:
    return parsed(await read(request, most), kind)


def _unpacked(raw: bytes, encoding: str, most: int) -> bytes:
    try:
        match encoding.strip().lower():
            case "" | "identity":
                whole = raw
            case "zstd":
                with zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(raw) as reader:
                    whole = reader.read(most + 1)
            case "gzip":
                whole = zlib.decompressobj(wbits=31).decompress(raw, most + 1)
            case _:
                raise errors.Refused(MALFORMED)
    except (zstandard.ZstdError, zlib.error) as error:
        raise errors.Refused(MALFORMED) from error
    if len(whole) > most:
        raise errors.Refused(TOO_LARGE, limit=most)
    return whole
