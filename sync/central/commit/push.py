"""A desk's batch: one transaction, one result for each operation, and no effect ever twice."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert

from sync.central.models import batch as batch_table
from sync.central.store import Facts
from sync.contract import messages

from . import arrivals
from .batch import taken
from .bench import Bench
from .judging import Desk


class Push:
    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def commit_batch(self, desk: Desk, batch: str, operations: Sequence[str]) -> messages.PushReply:
        """Judge and write the operations of an authenticated device. The reply exists only after the commit.

        Raises `Refused(push.malformed)`, and `Trouble` where the database does not do its part; then nothing of the
        batch was written and all of it may come again.
        """
        bench = self._bench
        came = arrivals.read(operations)
        now = bench.clock.now()
        with bench.store.write() as db:
            work = taken(db, bench, desk, now, came)
            floor = work.settle()
            told = ", ".join(f"{fate} {count}" for fate, count in sorted(work.fates.items()))
            row = {"id": bench.new_id(), "batch": batch, "device": desk.id, "received": now}
            db.execute(insert(batch_table).values(**row, operations=len(came), outcomes=told))
            backed_up = Facts(db).number("backed_up_through")
            closed = work.journal.close()
        bench.after(closed)
        return messages.PushReply(
            batch=batch,
            results=work.answers(came, closed),
            head=messages.Head(pos=closed.head.pos, hash=closed.head.hash),
            epoch=bench.home.epoch,
            backed_up_through=backed_up,
            settled_floor=floor,
            server_time=now,
        )
