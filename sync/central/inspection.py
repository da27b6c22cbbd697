"""A look at all that the centre holds, by digests: what the self-test compares a desk with. Sandbox only."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

from sqlalchemy import select

from .centre import Centre
from .commit.chain import START, link
from .models import case_state, feed_head, operation


def inspect(centre: Centre) -> dict[str, Any]:
    """`prepared`: the sandbox is sown. `cases` by id, `effects` by operation (1 each, or idempotency is broken),
    `chain`: whether it holds.
    """
    c, o = case_state.c, operation.c
    with centre.store.read() as db:
        cases = {
            row.id: {
                "number": row.number,
                "office": row.office,
                "state": row.state,
                "version": row.version,
                "snapshot": hashlib.sha256(row.snapshot).hexdigest(),
            }
            for row in db.execute(select(c.id, c.number, c.office, c.state, c.version, c.snapshot))
        }
        chained = select(o.id, o.outcome, o.digest, o.pos, o.hash).where(o.pos.is_not(None))
        settled = list(db.execute(chained.order_by(o.pos)))
        head = db.execute(select(feed_head.c.pos, feed_head.c.hash)).one()
    effects = Counter(row.id.partition("~")[0] for row in settled if row.outcome in ("applied", "recorded"))
    return {
        "prepared": centre.prepared(0),
        "cases": cases,
        "effects": dict(effects),
        "outcomes": {row.id: row.outcome for row in settled},
        "chain": {"pos": head.pos, "hash": head.hash, "holds": _holds(settled, head.hash)},
    }


def _holds(settled: list[Any], head: str) -> bool:
    """Gapless, each hash made of the one before, and the head the last of them."""
    previous = START
    for number, row in enumerate(settled, start=1):
        previous = link(previous, row.digest, row.outcome, row.pos)
        if row.pos != number or row.hash != previous:
            return False
    return previous == head
