"""A centre without HTTP, and desks that push to it: for what happens to operations."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from operator_app.domain.bodies import Annulled, Body, CheckAnswered, Claimed, NoteAdded, RegistersAnswered
from operator_app.domain.case import Case, Value
from operator_app.domain.environment import Environment
from operator_app.domain.lifecycle import ANNUL, ActorKind
from operator_app.domain.operation import FIRST_HASH, Actor, Moment, Operation, Place, Released
from operator_app.formats import operation_json
from operator_app.storage.cipher import RawKey
from sync.central import ids
from sync.central.access import devices, operators
from sync.central.centre import Centre, Opening
from sync.central.commit.faults import Faults
from sync.central.commit.judging import Desk
from sync.central.policy import Cost, Drift, Policy
from sync.contract import messages
from tests import builders as b

KEY = RawKey(bytes(range(32)))
CHEAP = Policy(password_cost=Cost(1, 64, 1), drift=Drift(1, 100))
OTHER_OFFICE = "68134-17"
LIMIT = 20.0
CLERK = Actor(ActorKind.CLERK, "clerk1", "Първа Служителка", "clerk")
OTHER = Actor(ActorKind.CLERK, "clerk2", "Втори Служител", "clerk")
SENIOR = Actor(ActorKind.CLERK, "senior1", "Старша Служителка", "senior")
OPERATORS = ((CLERK, b.OFFICE), (OTHER, b.OFFICE), (SENIOR, b.OFFICE))
LONG_AGO = timedelta(days=400)


@contextmanager
def opened(
    folder: Path, faults: Faults | None = None, environment: Environment = Environment.SANDBOX
) -> Iterator[Centre]:
    """With rules published and the three operators appointed; no simulators."""
    opening = Opening(environment, f"sqlite:///{folder / 'centre.db'}", KEY, CHEAP, faults or Faults())
    centre = Centre(opening)
    try:
        centre.publishing.shipped_rules()
        since = centre.parts.clock.now() - LONG_AGO
        with centre.store.write() as db:
            for actor, office in OPERATORS:
                operators.add(db, centre.parts.sealing, actor.id, actor.name, "none", bytes(20), since)
                operators.appoint(db, actor.id, office, actor.role, since)
        yield centre
    finally:
        centre.close()


def file_case(centre: Centre, case: str = "case-1", *, registers: bool = True) -> Case:
    """A citizen's application; `registers`: asked at once, so that a decision is possible."""
    filed = b.owner_filed(number=f"РСЦ26-ГР94-{abs(hash(case)) % 10000:04d}")
    centre.acts.act("case.filed", filed, case=case, actor=b.CITIZEN, office=b.OFFICE)
    assert centre.reactions.settle()
    if registers:
        answers = RegistersAnswered(b.good_registers(filed.parties[0]))
        centre.acts.act("registers.answered", answers, case=case, actor=b.SYSTEM, office=b.OFFICE)
    found = centre.acts.case(case)
    assert found is not None
    return found


@dataclass
class TestDesk:
    """One device: makes released operations with its own chain and pushes them past HTTP."""

    __test__ = False

    centre: Centre
    office: str = b.OFFICE
    actor: Actor = CLERK
    id: str = ""
    dseq: int = 0
    tail: str = FIRST_HASH
    batches: Iterator[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        if self.id:
            return
        with self.centre.store.write() as db:
            self.id = devices.add(db, self.office, "test", bytes(32), self.centre.parts.clock.now())

    def make(
        self,
        kind: str,
        body: Body,
        case: str = "case-1",
        *,
        base: int | None = None,
        prev: str = "",
        service: str = "2107",
        at: datetime | None = None,
        **changes: object,
    ) -> Released:
        """Released: numbered, chained, frozen."""
        operation = Operation(
            id=ids.new(),
            kind=kind,
            device=self.id,
            environment=self.centre.environment,
            office=self.office,
            rules=self.centre.acts.service(service).digest,
            actor=self.actor,
            moment=Moment(at or self.centre.parts.clock.now(), 1, "boot"),
            body=body,
            case=case,
        )
        return self.release(replace(operation, **changes), base=base, prev=prev)  # type: ignore[arg-type]

    def release(self, operation: Operation, *, base: int | None = None, prev: str = "") -> Released:
        self.dseq += 1
        released = operation_json.freeze(operation, Place(self.dseq, self.tail, base, prev))
        self.tail = released.digest
        return released

    def claim(self, case: Case, **more: object) -> Released:
        body = Claimed(self.actor.id, self.actor.name)
        return self.make("case.claimed", body, case.id, base=case.version, **more)  # type: ignore[arg-type]

    def answer(self, case: str, check: str, value: Value = Value.YES, **more: object) -> Released:
        return self.make("check.answered", CheckAnswered(check, value, "вижда се"), case, **more)  # type: ignore[arg-type]

    def note(self, case: str = "case-1", text: str = "обади се", **more: object) -> Released:
        return self.make("note.added", NoteAdded(text), case, **more)  # type: ignore[arg-type]

    def annul(self, released: Released) -> Released:
        return self.make(ANNUL, Annulled(released.operation.id), released.operation.case)

    def push(self, *released: Released) -> messages.PushReply:
        raw = [one.raw.decode() for one in released]
        desk = Desk(self.id, self.office, self.centre.environment)
        return self.centre.push.commit_batch(desk, f"batch-{next(self.batches)}", raw)

    def results(self, *released: Released) -> list[messages.Result]:
        return self.push(*released).results


def outcomes(results: Sequence[messages.Result]) -> list[str]:
    return [result.result for result in results]


def eventually(true: Callable[[], bool], limit: float = LIMIT) -> None:
    """A condition, looked at until it holds."""
    end, pause = time.monotonic() + limit, threading.Event()
    while not true():
        assert time.monotonic() < end, "it never came"
        pause.wait(0.01)
