"""The centre as the store sees it, small enough to be read whole: it applies operations and makes feed entries."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from operator_app.domain import errors
from operator_app.domain.apply import apply
from operator_app.domain.bodies import Body, Filed, RegistersAnswered
from operator_app.domain.case import Case
from operator_app.domain.lifecycle import ANNUL, outside_order
from operator_app.domain.operation import CENTRE, FIRST_HASH, Actor, Operation, Place
from operator_app.domain.service import Service
from operator_app.formats import canonical, case_json, operation_json
from operator_app.ports.sync_store import EntryKind, FeedEntry, FeedPage, OutboxState, Settlement, Settlements, Waiting
from tests import builders as b


@dataclass
class TinyCentre:
    """Judges nothing but what `apply` forbids and what the test says. `at` is its clock."""

    at: datetime = b.NOON
    office: str = b.OFFICE
    rules: dict[str, Service] = field(default_factory=lambda: {s.digest: s for s in (b.service(), b.service("2079"))})
    cases: dict[str, Case] = field(default_factory=dict)
    entries: list[FeedEntry] = field(default_factory=list)
    results: dict[str, Settlement] = field(default_factory=dict)
    epoch: str = "epoch-1"
    backed_up: int = 0
    made: int = 0

    @property
    def pos(self) -> int:
        return self.entries[-1].pos if self.entries else 0

    def file(self, case_id: str = "case-1", filed: Filed | None = None, *, registers: bool = True) -> Case:
        """A citizen files, and the registers are asked at once."""
        said = filed or b.owner_filed()
        self.act("case.filed", said, case_id, b.CITIZEN)
        if registers:
            answers = b.good_registers(said.parties[0])
            self.act("registers.answered", RegistersAnswered(answers), case_id, b.SYSTEM)
        return self.cases[case_id]

    def act(self, kind: str, body: Body, case_id: str = "case-1", actor: Actor = b.OTHER_CLERK, **changes: Any) -> Case:
        """An operation that is not this desk's."""
        self.made += 1
        before = self.cases.get(case_id)
        service = changes.pop("rules", None) or self.newest(body.service if isinstance(body, Filed) else before)
        operation = b.operation(
            kind, body, id_=f"centre-{self.made}", case=case_id, actor=actor, at=self.at, rules=service, device=CENTRE
        )
        operation = replace(operation, office=self.office, **changes)
        raw = operation_json.freeze(operation, Place(self.made, FIRST_HASH)).raw
        self.take(operation, raw)
        return self.cases[case_id]

    def newest(self, of: Case | str | None) -> Service:
        number = of.service if isinstance(of, Case) else of
        return next(s for s in reversed(self.rules.values()) if s.number == number)

    def publish(self, service: Service) -> None:
        self.rules.pop(service.digest, None)
        self.rules[service.digest] = service
        self.entries.append(FeedEntry(EntryKind.PACKAGE, self.pos + 1, self.at, package="rules", name=service.digest))

    def take(self, operation: Operation, raw: bytes) -> int:
        """Apply and put into the feed; returns the new version."""
        before = self.cases.get(operation.case)
        case = apply(before, operation, self.rules[operation.rules])
        ver = (before.version if before else 0) + 1
        self.cases[operation.case] = replace(case, version=ver)
        self.entries.append(
            FeedEntry(EntryKind.OPERATION, self.pos + 1, self.at, operation.case, ver, raw, canonical.digest(raw))
        )
        return ver

    def leave(self, case_id: str, office: str = "68134-17") -> None:
        case = self.cases.pop(case_id)
        self.entries.append(
            FeedEntry(
                EntryKind.TOMBSTONE, self.pos + 1, self.at, case_id, case.version, reason="passed_on", office=office
            )
        )

    def enter(self, case: Case) -> None:
        self.cases[case.id] = case
        raw = case_json.dump(case)
        self.entries.append(FeedEntry(EntryKind.SNAPSHOT, self.pos + 1, self.at, case.id, case.version, raw))

    def page(self, since: int = 0, limit: int = 500) -> FeedPage:
        entries = tuple(e for e in self.entries if e.pos > since)[:limit]
        last = entries[-1].pos if entries else since
        return FeedPage(entries, str(last), self.epoch, self.pos, f"{self.pos:064x}", self.backed_up, self.at)

    def judge(self, batch: list[Waiting]) -> Settlements:
        """Take a batch: each operation once, annulled pairs recorded, what does not apply refused."""
        annulled = {w.together for w in batch if w.kind == ANNUL}
        for waiting in batch:
            if waiting.op not in self.results:
                self.results[waiting.op] = self._judge(waiting, annulled)
        return self.reply(*(self.results[waiting.op] for waiting in batch))

    def reply(self, *results: Settlement) -> Settlements:
        return Settlements(results, self.pos, f"{self.pos:064x}", self.backed_up, 0, self.at)

    def _judge(self, waiting: Waiting, annulled: set[str]) -> Settlement:
        receipt, said = f"118-{len(self.results) + 1}", {"received": self.at, "pos": self.pos}
        if waiting.op in annulled or outside_order(waiting.kind):
            return Settlement(waiting.op, OutboxState.RECEIPTED, receipt=receipt, effect="recorded", **said)
        try:
            ver = self.take(operation_json.decode(waiting.raw), waiting.raw)
        except errors.Refused as refused:
            return Settlement(waiting.op, OutboxState.REJECTED, problem_code=refused.code, received=self.at)
        return Settlement(waiting.op, OutboxState.RECEIPTED, ver, self.pos, receipt, self.at)
