"""A centre of a few plain rules: it keeps what it did, and says aloud whatever the protocol forbids."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sync.contract.messages import (
    Applied,
    Blocked,
    Conflict,
    Duplicate,
    Head,
    Hello,
    Limits,
    OperationEntry,
    Page,
    PushReply,
    Result,
    Retry,
)

THEN = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ANNUL = "operation.annulled"
PATIENCE = 5  # times that an operation is put off whose predecessor is not here


@dataclass
class FakeCentre:
    """`scripts`: what is to become of an operation, by id: "conflict", or a number of times to answer `retry`."""

    epoch: str = "epoch-1"
    limit: int = 500
    session_ok: bool = True
    results: dict[str, tuple[str, Result]] = field(default_factory=dict)
    feed: list[OperationEntry] = field(default_factory=list)
    pos: int = 0
    last_dseq: dict[str, int] = field(default_factory=dict)
    scripts: dict[str, str | int] = field(default_factory=dict)
    forgets: int = 0  # times that all cursors given before were forgotten
    down: bool = False
    restores: int = 0
    tries: dict[str, int] = field(default_factory=dict)
    wrongs: list[str] = field(default_factory=list)

    def push(self, batch: str, raws: Sequence[bytes]) -> PushReply:
        flats = [json.loads(raw) for raw in raws]
        self._pairs_are_whole(flats)
        annulled = {flat["together"] for flat in flats if flat["kind"] == ANNUL}
        annulled |= {flat["op"] for flat in flats if flat["kind"] == ANNUL}
        waiting: set[str] = set()
        results = [self._judge(flat, raw, annulled, waiting) for flat, raw in zip(flats, raws, strict=True)]
        return PushReply(
            batch=batch,
            results=results,
            head=self.head,
            epoch=self.epoch,
            server_time=THEN,
        )

    def _pairs_are_whole(self, flats: Sequence[dict[str, str]]) -> None:
        inside = {flat["op"] for flat in flats}
        for flat in flats:
            if flat["together"] and flat["together"] not in inside:
                self.wrongs.append(f"{flat['op']} came without its partner")

    def _judge(self, flat: dict[str, str], raw: bytes, annulled: set[str], waiting: set[str]) -> Result:
        op, case, digest = flat["op"], flat["case"], hashlib.sha256(raw).hexdigest()
        known = self.results.get(op)
        if known is not None:
            if known[0] != digest:
                self.wrongs.append(f"{op} came again with other bytes")
            return Duplicate(op=op, original=known[1])  # type: ignore[arg-type]
        script = self.scripts.get(op)
        if flat["prev"] in waiting:
            waiting.add(op)
            return Blocked(op=op, by=flat["prev"])  # for now: nothing is written down
        if isinstance(script, int) and script > 0:
            self.scripts[op] = script - 1
            waiting.add(op)
            return Retry(op=op, after=3)
        if flat["prev"] and flat["prev"] not in self.results and op not in annulled:
            if not self.restores:
                self.wrongs.append(f"{op} came before {flat['prev']}, which it follows")
            # A restored centre has lost it and waits until the desk offers it again, as the real one does; not for
            # ever, for what had no effect is not offered again.
            self.tries[op] = self.tries.get(op, 0) + 1
            if self.tries[op] <= PATIENCE:
                waiting.add(op)
                return Retry(op=op, after=3)
            self.results[op] = (digest, Blocked(op=op, by=flat["prev"]))
            return self.results[op][1]
        if op not in annulled:  # what is only recorded has no place in the case's order
            if int(flat["dseq"]) < self.last_dseq.get(case, 0):
                self.wrongs.append(f"{op} of {case} came after a later one")
            self.last_dseq[case] = int(flat["dseq"])
        result = self._settle(flat, raw, digest, op in annulled, script == "conflict")
        self.results[op] = (digest, result)
        return result

    def _settle(self, flat: dict[str, str], raw: bytes, digest: str, annulled: bool, clash: bool) -> Result:
        op, case = flat["op"], flat["case"]
        before = self.results.get(flat["prev"])
        self.pos += 1
        if annulled:
            return Applied(op=op, pos=self.pos, received=THEN, effect="recorded")
        if clash:
            return Conflict(op=op, class_="C2", ver=self.version(case))
        if before is not None and isinstance(before[1], Conflict | Blocked):
            return Blocked(op=op, by=flat["prev"])
        ver = self.version(case) + 1
        self.feed.append(
            OperationEntry(pos=self.pos, case=case, ver=ver, operation=raw.decode(), digest=digest, received=THEN)
        )
        return Applied(op=op, ver=ver, pos=self.pos, receipt=f"R-{self.pos}", received=THEN)

    def version(self, case: str) -> int:
        return max((entry.ver for entry in self.feed if entry.case == case), default=0)

    @property
    def mark(self) -> str:
        """What makes a cursor one of ours."""
        return f"{self.epoch}/{self.forgets}"

    @property
    def head(self) -> Head:
        return Head(pos=self.pos, hash=hashlib.sha256(str(self.pos).encode()).hexdigest())

    def hello(self) -> Hello:
        limits = Limits(batch_operations=50, page_entries=7)
        return Hello(epoch=self.epoch, server_time=THEN, environment="sandbox", limits=limits)

    def changes(self, cursor: str, limit: int) -> Page | None:
        """None: 410, the cursor is not known."""
        mark, _, pos = (cursor or f"{self.mark}:0").rpartition(":")
        if mark != self.mark:
            return None
        entries = [entry for entry in self.feed if entry.pos > int(pos)]
        page, more = entries[:limit], len(entries) > limit
        last = page[-1].pos if more else max(self.pos, int(pos))
        return Page(
            entries=list(page),
            cursor=f"{self.mark}:{last}",
            more=more,
            epoch=self.epoch,
            head=self.head,
            server_time=THEN,
        )

    def backup(self) -> FakeCentre:
        return deepcopy(self)

    def restored(self, backup: FakeCentre, epoch: str) -> FakeCentre:
        """What stands after the backup was put back: later work is lost here, and the epoch is a new one."""
        copy = deepcopy(backup)
        copy.epoch, copy.wrongs, copy.scripts, copy.session_ok = epoch, self.wrongs, self.scripts, self.session_ok
        copy.limit, copy.restores = self.limit, self.restores + 1
        return copy
