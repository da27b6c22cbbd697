"""The desk's store as a plain list: what is durable stays when the engine is thrown away."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace

from operator_app.ports.sync_store import FeedPage, OutboxState, Settlement, Waiting

S = OutboxState
TO_SEND = (S.QUEUED, S.SENDING)
ANNUL = "operation.annulled"


@dataclass
class FakeStore:
    ops: dict[str, Waiting] = field(default_factory=dict)
    sent: set[str] = field(default_factory=set)  # ever marked as sending
    cursor: str = ""
    epoch: str = ""
    rows: list[tuple[int, str, int]] = field(default_factory=list)  # position, case, version
    next_dseq: int = 1

    def make(self, case: str, kind: str = "note.added", together: str = "") -> str:
        """A released operation with frozen bytes."""
        op = f"op-{self.next_dseq}"
        live = [w.op for w in self.ops.values() if w.case == case and w.state in TO_SEND and not w.together]
        prev = live[-1] if live and not together else ""
        flat = {"op": op, "case": case, "kind": kind, "dseq": self.next_dseq, "prev": prev, "together": together}
        self._put(Waiting(op, case, kind, self.next_dseq, b"", "", S.QUEUED, 0, together), flat)
        self.next_dseq += 1
        return op

    def _put(self, waiting: Waiting, flat: dict[str, object]) -> None:
        raw = json.dumps(flat, sort_keys=True).encode()
        self.ops[waiting.op] = replace(waiting, raw=raw, digest=hashlib.sha256(raw).hexdigest())

    def undo_last(self, case: str) -> bool:
        """Annul the last operation of the case, if no attempt to send it was made."""
        live = [
            w for w in self.ops.values() if w.case == case and not w.together and w.state in (*TO_SEND, S.RECEIPTED)
        ]
        if not live or live[-1].state is not S.QUEUED or live[-1].attempts:
            return False
        target = live[-1]
        annul = self.make(case, ANNUL, together=target.op)
        self.ops[target.op] = replace(target, together=annul)
        return True

    def waiting(self, limit: int) -> list[Waiting]:
        found = sorted((w for w in self.ops.values() if w.state in TO_SEND), key=lambda w: w.dseq)
        listed = found[:limit]
        while missing := {w.together for w in listed if w.together} - {w.op for w in listed} - self._settled():
            last = max(self.ops[op].dseq for op in missing)
            listed = [w for w in found if w.dseq <= max(last, listed[-1].dseq)]
        return listed

    def _settled(self) -> set[str]:
        return {op for op, w in self.ops.items() if w.state not in TO_SEND}

    def mark_sending(self, ops: tuple[Waiting, ...], batch: str) -> tuple[Waiting, ...]:
        for op in ops:
            now = self.ops[op.op]
            assert now.state in TO_SEND, f"{op.op} is {now.state} and would be sent"
            assert now.raw == op.raw
            self.ops[op.op] = replace(now, state=S.SENDING, attempts=now.attempts + 1, batch=batch)
            self.sent.add(op.op)
        return tuple(self.ops[op.op] for op in ops)

    def settle(self, results: tuple[Settlement, ...]) -> None:
        for result in results:
            now = self.ops[result.op]
            if now.state in TO_SEND:
                self.ops[result.op] = replace(now, state=result.state)

    def take_page(self, page: FeedPage) -> None:
        mark, _, pos = self.cursor.rpartition(":")
        assert not mark or mark.partition("/")[0] == page.epoch, "a page of another epoch on top of this one"
        for entry in page.entries:
            assert entry.pos > int(pos or 0), "a page that begins before the cursor"
            self.rows.append((entry.pos, entry.case, entry.ver))
        self.cursor = page.cursor

    def forget_cursor(self, epoch: str) -> None:
        """In a new epoch what was settled above the backup is offered again (here: everything)."""
        restored, self.epoch = bool(self.epoch) and epoch != self.epoch, epoch
        self.cursor, self.rows = "", []
        for op, now in self.ops.items():
            if restored and now.state in (S.RECEIPTED, S.ANNULLED, S.ARCHIVED):
                self.ops[op] = replace(now, state=S.SENDING)

    def unsettled(self) -> list[str]:
        return [op for op, w in self.ops.items() if w.state in TO_SEND]
