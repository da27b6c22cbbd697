"""Whatever is lost, repeated or comes late: each operation has its effect once, in order, and no other effect.

Desks push by the rules of the protocol (in order within a case, the same bytes until a result has come); the line
between loses replies and repeats batches. What the centre then holds is rebuilt from its own feed by `apply`.
"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
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


def a_day(centre: Centre, tmp: random.Random, number: int) -> list[Released]:
    """Two desks work on two cases over a bad line; everything they released."""
    cases = [file_case(centre, f"case-{number}-{n}") for n in range(2)]
    desks = [TestDesk(centre), TestDesk(centre, actor=OTHER)]
    waiting: dict[str, list[Released]] = {desk.id: [] for desk in desks}
    last: dict[tuple[str, str], str] = {}
    made: list[Released] = []
    for step in range(14):
        desk, case = tmp.choice(desks), tmp.choice(cases)
        where = {"prev": last[desk.id, case.id]} if (desk.id, case.id) in last else {"base": case.version}
        if (desk.id, case.id) not in last and tmp.random() < 0.5:
            released = desk.claim(case)
        elif tmp.random() < 0.3:
            released = desk.note(case.id, f"бележка {step}", **where)
        else:
            released = desk.answer(case.id, tmp.choice(CHECKS), tmp.choice(list(Value)), **where)
        last[desk.id, case.id] = released.operation.id
        waiting[desk.id].append(released)
        made.append(released)
        if tmp.random() < 0.6:
            send(desk, waiting[desk.id], tmp)
    for desk in desks:
        while waiting[desk.id]:
            send(desk, waiting[desk.id], tmp, lossy=False)
    return made


def send(desk: TestDesk, waiting: list[Released], tmp: random.Random, *, lossy: bool = True) -> None:
    batch = waiting[: tmp.randint(1, 5)]
    results = desk.results(*batch)
    if lossy and tmp.random() < 0.4:
        return  # the reply is lost: the same bytes come again
    settled = {result.op for result in results if result.result != "retry"}
    waiting[:] = [released for released in waiting if released.operation.id not in settled]


def rebuilt(centre: Centre) -> dict[str, bytes]:
    """Every case, from the feed alone."""
    cases: dict[str, Case] = {}
    cursor, more = "", True
    with centre.store.read() as db:
        while more:
            page = centre.feed.page(b.OFFICE, cursor, 40)
            cursor, more = page.cursor, page.more
            for entry in page.entries:
                if isinstance(entry, OperationEntry):
                    operation = operation_json.decode(entry.operation.encode())
                    service = centre.parts.shelf.service(db, operation.rules)
                    assert service is not None
                    before = cases.get(entry.case)
                    assert entry.ver == (before.version if before else 0) + 1, "the versions of a case have no gap"
                    made = apply(before, operation, service)
                    cases[entry.case] = case_json.load(case_json.dump(made)).__class__(
                        **{**made.__dict__, "version": entry.ver}
                    )
    return {id_: case_json.dump(case) for id_, case in cases.items()}


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    with opened(tmp_path_factory.mktemp("centre")) as made:
        yield made


days = iter(range(10_000))


@given(seed=st.integers(0, 2**32))
def test_each_operation_has_its_effect_once_in_order_and_nothing_else_has(centre: Centre, seed: int) -> None:
    made = a_day(centre, random.Random(seed), next(days))
    held = inspect(centre)
    assert held["chain"]["holds"]
    for released in made:
        assert released.operation.id in held["outcomes"], "everything that was released is settled"
        assert held["effects"].get(released.operation.id, 0) <= 1
    applied = Counter(entry.operation for entry in entries(centre) if isinstance(entry, OperationEntry))
    assert max(applied.values()) == 1
    for desk_case, numbers in numbers_in_feed(centre).items():
        assert numbers == sorted(numbers), f"order of {desk_case}"
    kept = {id_: case["snapshot"] for id_, case in held["cases"].items()}
    assert {id_: digest(raw) for id_, raw in rebuilt(centre).items()} == kept


def test_the_proof_fails_where_idempotency_is_broken(tmp_path: Path) -> None:
    with opened(tmp_path, Faults(break_idempotency=True)) as broken:
        case = file_case(broken)
        desk = TestDesk(broken)
        note = desk.note(case.id)
        desk.push(note)
        desk.push(note)
        assert inspect(broken)["effects"][note.operation.id] == 2


def entries(centre: Centre) -> list[object]:
    page = centre.feed.page(b.OFFICE, "", 500)
    found = list(page.entries)
    while page.more:
        page = centre.feed.page(b.OFFICE, page.cursor, 500)
        found += page.entries
    return found


def numbers_in_feed(centre: Centre) -> dict[tuple[str, str], list[int]]:
    numbers: dict[tuple[str, str], list[int]] = {}
    for entry in entries(centre):
        if isinstance(entry, OperationEntry):
            thawed = operation_json.thaw(entry.operation.encode())
            numbers.setdefault((thawed.operation.device, entry.case), []).append(thawed.place.dseq)
    return numbers


def digest(raw: bytes) -> str:
    import hashlib

    return hashlib.sha256(raw).hexdigest()
