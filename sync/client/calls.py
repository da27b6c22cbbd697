"""The requests of the sync protocol, one function each. All raise `LineFailed`."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from operator_app.formats import batch as texts
from operator_app.ports.sync_store import Device, Waiting, WantedDocument
from sync.contract import paths
from sync.contract.messages import DOCUMENT_PART, Hello, Page, PushReply

from . import failures
from .http import Answer, Ask, Line, parse

HELLO_BYTES = 64 * 1024
RULES_BYTES = 4 * 1024 * 1024
TRUST_BYTES = 4 * 1024 * 1024
DOCUMENT_BYTES = 64 * 1024 * 1024
_PART_MARGIN = 4096
_POLL_READ = 10.0  # seconds without even a blank line: the line is dead
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


def sign(device: Device, text: bytes) -> str:
    """Base64 of the device key's signature."""
    return base64.b64encode(Ed25519PrivateKey.from_private_bytes(device.private_key).sign(text)).decode()


def _filled(path: str, **parts: str) -> str:
    return path.format(**{name: quote(part, safe="") for name, part in parts.items()})


def hello(line: Line) -> Hello:
    answer = line.fetch(Ask("GET", paths.HELLO, signed_in=False, most=HELLO_BYTES))
    said = parse(answer, Hello)
    line.heard_time(said.server_time, answer.seconds)
    return said


def push_body(device: Device, batch: str, ops: Sequence[Waiting], skew: int) -> bytes:
    """The frozen bytes as JSON strings: nothing is parsed and written again."""
    signature = sign(device, texts.push_text(device.id, batch, (op.digest for op in ops)))
    return orjson.dumps(
        {
            "batch": batch,
            "device": device.id,
            "operations": [op.raw.decode() for op in ops],
            "signature": signature,
            "skew": skew,
        }
    )


def push(line: Line, device: Device, batch: str, ops: Sequence[Waiting], skew: int) -> PushReply:
    body = push_body(device, batch, ops, skew)
    answer = line.fetch(Ask("POST", paths.PUSH, headers={paths.IDEMPOTENCY_HEADER: batch}, body=body, pack=True))
    reply = parse(answer, PushReply)
    line.heard_time(reply.server_time, answer.seconds)
    return reply


@dataclass(frozen=True)
class Changes:
    page: Page
    seconds: float


def changes(line: Line, cursor: str, wait: int, limit: int) -> Changes:
    """With `wait` a long poll: headers at once, a blank line each half second, then the page."""
    params: dict[str, str | int] = {"cursor": cursor, "wait": wait, "limit": limit}
    read, whole = (_POLL_READ, wait + 60.0) if wait else (30.0, 120.0)
    answer = line.fetch(Ask("GET", paths.CHANGES, params=params, read=read, whole=whole))
    page = parse(answer, Page)
    if not wait:
        line.heard_time(page.server_time, answer.seconds)
    return Changes(page, answer.seconds)


def rules(line: Line, digest: str) -> bytes:
    """The package of service data with this digest. The store compares it."""
    return line.fetch(Ask("GET", _filled(paths.RULES, digest=digest), answers=("*",), most=RULES_BYTES)).body


def trust(line: Line) -> bytes:
    """The newest trust package. The store verifies it."""
    return line.fetch(Ask("GET", paths.TRUST, answers=("*",), most=TRUST_BYTES)).body


@dataclass(frozen=True)
class Part:
    """Bytes of a document from `offset`; `total` of the whole, whose SHA-256 is `etag`."""

    offset: int
    data: bytes
    total: int
    etag: str
    media_type: str


def document_part(line: Line, wanted: WantedDocument, size: int = DOCUMENT_PART) -> Part:
    """The next part. A document that changed meanwhile is answered 412 (the failure has that status)."""
    headers = {"Range": f"bytes={wanted.have}-{wanted.have + size - 1}", "Accept-Encoding": "identity"}
    if wanted.etag:
        headers["If-Match"] = f'"{wanted.etag}"'
    path = _filled(paths.DOCUMENT, case=wanted.case, document=wanted.document)
    answer = line.fetch(Ask("GET", path, headers=headers, answers=("*",), most=size + _PART_MARGIN))
    etag = answer.headers.get("etag", "").removeprefix("W/").strip('"')
    media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    offset, total = _place(answer, wanted.have)
    fits = offset == wanted.have and offset + len(answer.body) <= total <= DOCUMENT_BYTES
    if not fits or (not answer.body and total) or not re.fullmatch(r"[0-9a-f]{64}", etag):
        raise failures.server(failures.NONSENSE, answer.status)
    return Part(offset, answer.body, total, etag, media_type)


def _place(answer: Answer, asked: int) -> tuple[int, int]:
    """Where the part begins, and how long the whole is."""
    found = _RANGE.fullmatch(answer.headers.get("content-range", ""))
    if answer.status == 206 and found:
        first, last, total = (int(number) for number in found.groups())
        if last - first + 1 == len(answer.body):
            return first, total
    elif answer.status == 200 and asked == 0:
        return 0, len(answer.body)
    raise failures.server(failures.NONSENSE, answer.status)
