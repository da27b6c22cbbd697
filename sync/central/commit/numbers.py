"""The chain of one device: its numbers, each naming the operation before it, and how far all of it is settled."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select, update

from operator_app.domain import errors
from operator_app.domain.operation import FIRST_HASH, Place
from sync.central.models import device, operation

from .judging import CHAIN
from .outcomes import Fate

REUSED_NUMBER = errors.code("operation.number_reused")


class Numbers:
    """Locks the device's row for the transaction: two batches of one device never run at once."""

    def __init__(self, db: Connection, device_id: str) -> None:
        self._db, self._device = db, device_id
        wanted = select(device.c.settled_floor).where(device.c.id == device_id).with_for_update()
        self.floor: int = db.execute(wanted).scalar_one()
        self._known: dict[int, tuple[str, str]] = {}

    def load(self, numbers: Iterable[int]) -> None:
        """The operations that have these numbers, and those before them."""
        o = operation.c
        ordered = sorted({n for number in numbers for n in (number, number - 1)})
        for at in range(0, len(ordered), 500):
            some = ordered[at : at + 500]
            wanted = select(o.dseq, o.id, o.digest).where(o.device == self._device, o.dseq.in_(some))
            self._known |= {row.dseq: (row.id, row.digest) for row in self._db.execute(wanted)}

    def took(self, number: int, op: str, digest: str) -> None:
        self._known[number] = (op, digest)

    def taken(self, number: int | None, op: str) -> bool:
        """Whether the number is another operation's."""
        return number is not None and self._known.get(number, (op, ""))[0] != op

    def forgotten(self, number: int | None) -> bool:
        """Settled so long ago that its row is no longer kept."""
        return number is not None and number <= self.floor and number not in self._known

    def fault(self, op: str, place: Place) -> str:
        """The code of what is wrong with its place, or nothing.

        A gap is no fault: cases travel on lanes of their own and may overtake one another, and one that is stuck must
        not hold up the others. `settled_floor` shows what is missing.
        """
        if self.taken(place.dseq, op):
            return REUSED_NUMBER
        before = self._known.get(place.dseq - 1)
        expected = FIRST_HASH if place.dseq == 1 else before[1] if before else place.previous_hash
        return "" if place.previous_hash == expected and place.dseq >= 1 else CHAIN

    def settle(self) -> int:
        """Move the floor over all that is settled without a gap. After the last row was written."""
        o = operation.c
        above = select(o.dseq, o.digest).where(o.device == self._device, o.dseq > self.floor)
        settled = above.where(o.outcome != Fate.PENDING)
        tail = ""
        for row in self._db.execute(settled.order_by(o.dseq)):
            if row.dseq != self.floor + 1:
                break
            self.floor, tail = row.dseq, row.digest
        if tail:
            changed = update(device).where(device.c.id == self._device)
            self._db.execute(changed.values(settled_floor=self.floor, tail=tail))
        return self.floor
