"""A centre without a database: it applies operations by the same rules and keeps the cases in a dict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from cryptography.hazmat.primitives.asymmetric import ec

from operator_app.domain.bodies import Body, Filed
from operator_app.domain.case import Case
from operator_app.domain.environment import Environment
from operator_app.domain.lifecycle import ActorKind, State
from operator_app.domain.operation import CENTRE, Actor, Moment, Operation
from operator_app.domain.service import Service
from sync.central.acts import Wish
from sync.central.commit.judging import take
from sync.central.simulators.town import Town, town
from sync.central.simulators_api import Sealer
from tests import builders as b
from tests.clocks import START, SetClock

FIRST, OTHERS = "68134-01", ("68134-16", "68134-17")
OFFICES = (FIRST, *OTHERS)
ON = date(2026, 11, 23)


@cache
def small_town() -> Town:
    return town(7, ON, more={FIRST: 26, **dict.fromkeys(OTHERS, 10)})


def staff() -> dict[str, tuple[Actor, ...]]:
    return {
        office: (
            Actor(ActorKind.CLERK, f"clerk-{office}", "Първа Служителка", "clerk"),
            Actor(ActorKind.CLERK, f"senior-{office}", "Старша Служителка", "senior"),
        )
        for office in OFFICES
    }


@dataclass
class Kept:
    """`simulators_api.Kept` in memory."""

    facts: dict[str, bytes] = field(default_factory=dict)

    def get(self, name: str) -> bytes | None:
        return self.facts.get(name)

    def put(self, name: str, value: bytes) -> None:
        self.facts[name] = value


@dataclass
class MemoryActs:
    """`Acts` over dicts; `wishes` are all acts in their order, `transactions` how many came together each time."""

    clock: SetClock = field(default_factory=lambda: SetClock(START))
    cases: dict[str, Case] = field(default_factory=dict)
    wishes: list[Wish] = field(default_factory=list)
    transactions: list[int] = field(default_factory=list)
    made: int = 0

    def act(self, kind: str, body: Body, *, case: str, actor: Actor, office: str, at: datetime | None = None) -> Case:
        return self.act_all([Wish(kind, body, case, actor, office, at or self.clock.now())])[0]

    def act_all(self, wishes: Sequence[Wish], *, react: bool = True) -> list[Case]:
        after = [self._one(wish) for wish in wishes]
        self.wishes += wishes
        self.transactions.append(len(wishes))
        return after

    def case(self, id_: str) -> Case | None:
        return self.cases.get(id_)

    def cases_in(self, *states: State) -> list[Case]:
        return [case for case in self.cases.values() if case.state in states]

    def service(self, number: str) -> Service:
        return b.service(number)

    def services(self) -> tuple[Service, ...]:
        return b.service("2079"), b.service("2107")

    def _one(self, wish: Wish) -> Case:
        self.made += 1
        before = self.cases.get(wish.case)
        number = wish.body.service if isinstance(wish.body, Filed) else before.service if before else ""
        service = self.service(number)
        operation = Operation(
            id=f"op-{self.made}",
            kind=wish.kind,
            device=CENTRE,
            environment=Environment.SANDBOX,
            office=wish.office,
            rules=service.digest,
            actor=wish.actor,
            moment=Moment(wish.at, 0, CENTRE),
            body=wish.body,
            case=wish.case,
        )
        self.cases[wish.case] = take(operation, before, service)
        return self.cases[wish.case]


@cache
def sealer() -> Sealer:
    return Sealer(ec.generate_private_key(ec.SECP256R1()), "portal-test-1", "portal.sandbox", b"c" * 32)
