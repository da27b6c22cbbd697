"""Whatever is lost, repeated or comes late: each operation has its effect once, in order, and no other effect.

Desks push by the rules of the protocol (in order within a case, the same bytes until a result has come); the line
between loses replies and repeats batches. What the centre then holds is rebuilt from its own feed by `apply`.
"""

from __future__ import annotations

import hashlib
import itertools
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operator_app.domain.apply import apply
from operator_app.domain.case import Case, Value
from operator_app.domain.operation import Released
from operator_app.formats import case_json, operation_json
from sync.central.centre import Centre
from sync.central.commit.faults import Faults
from sync.central.inspection import inspect
from sync.contract.messages import OperationEntry
from tests import builders as b

from .core import OTHER, TestDesk, file_case, opened

CHECKS = ("identity", "signature", "district", "classifier", "owner", "home")
DAYS = itertools.count()


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    with opened(tmp_path_factory.mktemp("centre")) as made:
        yield made


@settings(max_examples=12)
@given(seed=st.integers(0, 2**32))
def test_each_operation_has_its_effect_once_in_order_and_nothing_else_has(centre: Centre, seed: int) -> None:
    since = end(centre)
    made = a_day(centre, random.Random(seed), next(DAYS))
    came = entries(centre, since)
    held = inspect(centre)
    assert held["chain"]["holds"]
    assert all(released.operation.id in held["outcomes"] for released in made), "what was released is settled"
    effects = Counter(operation_json.decode(entry.operation.encode()).id for entry in came)
    assert max(effects.values()) == 1
    assert {op for op in effects if held["outcomes"][op] != "applied"} == set()
    orders: dict[tuple[str, str], list[int]] = {}
    for entry in came:
        thawed = operation_json.thaw(entry.operation.encode())
        orders.setdefault((thawed.operation.device, entry.case), []).append(thawed.place.dseq)
    assert all(numbers == sorted(numbers) for numbers in orders.values())
    for id_, case in rebuilt(centre, came).items():
        assert hashlib.sha256(case_json.dump(case)).hexdigest() == held["cases"][id_]["snapshot"]


def test_the_proof_fails_where_idempotency_is_broken(tmp_path: Path) -> None:
    with opened(tmp_path, Faults(break_idempotency=True)) as broken:
        case, desk = file_case(broken), TestDesk(broken)
        note = desk.note(case.id)
        desk.push(note)
        desk.push(note)
        assert inspect(broken)["effects"][note.operation.id] == 2


def a_day(centre: Centre, chance: random.Random, number: int) -> list[Released]:
    """Two desks work on two cases over a bad line; everything they released."""
    cases = [file_case(centre, f"case-{number}-{n}") for n in range(2)]
    desks = [TestDesk(centre), TestDesk(centre, actor=OTHER)]
    waiting: dict[str, list[Released]] = {desk.id: [] for desk in desks}
    last: dict[tuple[str, str], str] = {}
    made: list[Released] = []
    for step in range(14):
        desk, case = chance.choice(desks), chance.choice(cases)
        before = last.get((desk.id, case.id))
        where = {"prev": before} if before else {"base": case.version}
        if before is None and chance.random() < 0.5:
            released = desk.claim(case)
        elif chance.random() < 0.3:
            released = desk.note(case.id, f"бележка {step}", **where)
        else:
            released = desk.answer(case.id, chance.choice(CHECKS), chance.choice(list(Value)), **where)
        last[desk.id, case.id] = released.operation.id
        waiting[desk.id].append(released)
        made.append(released)
        if chance.random() < 0.6:
            send(desk, waiting[desk.id], chance)
    for desk in desks:
        while waiting[desk.id]:
            send(desk, waiting[desk.id], chance, lossy=False)
    return made


def send(desk: TestDesk, waiting: list[Released], chance: random.Random, *, lossy: bool = True) -> None:
    results = desk.results(*waiting[: chance.randint(1, 5)])
    if lossy and chance.random() < 0.4:
        return  # the reply is lost: the same bytes come again
    settled = {result.op for result in results if result.result != "retry"}
    waiting[:] = [released for released in waiting if released.operation.id not in settled]


def entries(centre: Centre, cursor: str) -> list[OperationEntry]:
    """The office's operations after the cursor."""
    found: list[OperationEntry] = []
    more = True
    while more:
        page = centre.feed.page(b.OFFICE, cursor, 10)
        cursor, more = page.cursor, page.more
        found += [entry for entry in page.entries if isinstance(entry, OperationEntry)]
    return found


def end(centre: Centre) -> str:
    cursor, more = "", True
    while more:
        page = centre.feed.page(b.OFFICE, cursor, 500)
        cursor, more = page.cursor, page.more
    return cursor


def rebuilt(centre: Centre, came: list[OperationEntry]) -> dict[str, Case]:
    """Every case, from the feed alone; its versions have no gap."""
    cases: dict[str, Case] = {}
    for entry in came:
        operation = operation_json.decode(entry.operation.encode())
        before = cases.get(entry.case)
        assert entry.ver == (before.version if before else 0) + 1
        with centre.store.read() as db:
            service = centre.parts.shelf.service(db, operation.rules)
        assert service is not None
        cases[entry.case] = replace(apply(before, operation, service), version=entry.ver)
    return cases
