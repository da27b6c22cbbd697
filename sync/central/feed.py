"""Reading the feed: one office's page after a cursor, in one walk along an index."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import select

from operator_app.domain import errors
from sync.contract import messages

from .commit.journal import EVERYWHERE
from .models import feed, feed_head, operation
from .parts import Parts
from .store import Facts

FOREIGN_CURSOR = errors.code("cursor.foreign")
KV = 1  # version of the cursor's own form
_MAC_BYTES = 16


@dataclass(frozen=True)
class Cursor:
    epoch: str
    pos: int
    scope: str


class Feed:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def page(self, office: str, cursor: str, limit: int) -> messages.Page:
        """What the office has not seen. Raises `Refused(cursor.foreign)`: another epoch, office or signature; the desk
        then starts anew.
        """
        parts = self._parts
        since = self._read(cursor, office) if cursor else Cursor(parts.home.epoch, 0, office)
        limit = max(1, min(limit, messages.MAX_PAGE_ENTRIES))
        f = feed.c
        wanted = select(*feed.columns, operation.c.raw, operation.c.digest).select_from(feed.outerjoin(operation))
        with parts.store.read() as db:
            # The head first: what is committed after it has a higher position and is left for the next page.
            head = db.execute(select(feed_head.c.pos, feed_head.c.hash)).one()
            here = wanted.where(f.scope.in_((office, EVERYWHERE)), f.pos > since.pos, f.pos <= head.pos)
            rows = list(db.execute(here.order_by(f.pos).limit(limit + 1)))
            backed_up = Facts(db).number("backed_up_through")
        more = len(rows) > limit
        entries = [_entry(row) for row in rows[:limit]]
        pos = entries[-1].pos if more else head.pos
        return messages.Page(
            entries=entries,
            cursor=self._write(Cursor(parts.home.epoch, pos, office)),
            more=more,
            epoch=parts.home.epoch,
            head=messages.Head(pos=head.pos, hash=head.hash),
            backed_up_through=backed_up,
            server_time=parts.clock.now(),
        )

    def _write(self, cursor: Cursor) -> str:
        body = orjson.dumps({"epoch": cursor.epoch, "pos": cursor.pos, "scope": cursor.scope, "kv": KV})
        return base64.urlsafe_b64encode(self._mac(body) + body).decode().rstrip("=")

    def _read(self, text: str, office: str) -> Cursor:
        try:
            raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            mac, body = raw[:_MAC_BYTES], raw[_MAC_BYTES:]
            if not hmac.compare_digest(mac, self._mac(body)):
                raise errors.Refused(FOREIGN_CURSOR)
            told = orjson.loads(body)
        except (binascii.Error, ValueError) as error:
            raise errors.Refused(FOREIGN_CURSOR) from error
        if told["kv"] != KV or told["scope"] != office or told["epoch"] != self._parts.home.epoch:
            raise errors.Refused(FOREIGN_CURSOR)
        return Cursor(told["epoch"], told["pos"], told["scope"])

    def _mac(self, body: bytes) -> bytes:
        return hmac.new(self._parts.keys.cursor, body, hashlib.sha256).digest()[:_MAC_BYTES]


def _entry(row: Any) -> messages.Entry:
    case = {"pos": row.pos, "case": row.case_id, "ver": row.ver, "received": row.received}
    match row.entry:
        case "operation":
            return messages.OperationEntry(**case, operation=row.raw.decode(), digest=row.digest, marked=row.marked)
        case "snapshot":
            return messages.SnapshotEntry(**case, snapshot=row.snapshot.decode())
        case "tombstone":
            return messages.TombstoneEntry(**case, reason=row.reason, office=row.office, retention="closed")
        case _:
            return messages.PackageEntry(pos=row.pos, kind=row.package, name=row.name, received=row.received)
