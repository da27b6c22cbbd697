"""Whatever happens at the desk and at the centre: what is shown is base and overlay, and can be made anew from them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from operator_app.domain import bodies
from operator_app.domain.apply import apply
from operator_app.domain.case import Case, Instruction, Value
from operator_app.domain.errors import Refused
from operator_app.domain.service import Service
from operator_app.formats import case_json, operation_json, service_file
from operator_app.ports.sync_store import OutboxState
from operator_app.services.views import Filter, Tab
from operator_app.storage import projection
from operator_app.storage.models import CaseBaseRow, CaseViewRow, OperationRow
from resources import paths
from tests import builders as b
from tests import desk
from tests.desk import Office

TOLD = Instruction("sign", "missing", "signature", "Подпишете.")
CASES = ("case-1", "case-2")


@cache
def newer_rules() -> Service:
    """Another version of the same service: another term to decide, another title, one check less."""
    folder = paths.services_dir()
    text = (folder / "2107.toml").read_text("utf-8")
    changed = text.replace("days = 7", "days = 5").replace('"home", "limit"]', '"home"]').replace("Впиши", "Впишете")
    assert changed != text
    return service_file.read(desk.know(service_file.pack(changed, (folder / "calendar.toml").read_text("utf-8"))))


def mine(kind: str, body: bodies.Body) -> Callable[[Office, str], object]:
    return lambda office, case: office.cases.decide(case, kind, body, desk.WHO)


def theirs(kind: str, body: bodies.Body, actor: Any = b.OTHER_CLERK) -> Callable[[Office, str], object]:
    return lambda office, case: office.centre.act(kind, body, case, actor)


def lose_reply(office: Office, _case: str) -> None:
    """The centre has committed, and the desk does not know."""
    office.rest()
    office.sync.release_due(office.clock.now())
    batch = list(office.sync.waiting(10))
    if batch:
        office.sync.mark_sending([one.op for one in batch], "lost", office.clock.now())
        office.centre.judge(batch)


def conflict(office: Office, _case: str) -> None:
    """The centre takes none of what waits."""
    office.rest()
    office.sync.release_due(office.clock.now())
    batch = [one for one in office.sync.waiting(10) if one.op not in office.centre.results]
    if batch:
        from operator_app.ports.sync_store import Settlement

        office.sync.mark_sending([one.op for one in batch], "clash", office.clock.now())
        states = [OutboxState.CONFLICT] + [OutboxState.BLOCKED] * (len(batch) - 1)
        results = tuple(Settlement(one.op, state) for one, state in zip(batch, states, strict=True))
        office.centre.results |= {one.op: one for one in results}
        office.sync.settle(office.centre.reply(*results))


def undo(office: Office, _case: str) -> object:
    rows = office.outbox.rows(1)
    return office.outbox.undo(rows[0].op) if rows else None


def new_rules(office: Office, _case: str) -> None:
    newest = office.centre.newest("2107")
    office.centre.publish(b.service() if newest.digest == newer_rules().digest else newer_rules())


STEPS: dict[str, Callable[[Office, str], object]] = {
    "claim": lambda office, case: office.cases.claim(case, desk.WHO),
    "put back": lambda office, case: office.cases.put_back(case, desk.WHO),
    "answer": lambda office, case: office.cases.answer(case, "owner", Value.YES, "видях акта", desk.WHO),
    "answer no": lambda office, case: office.cases.answer(case, "signature", Value.NO, "", desk.WHO),
    "note": lambda office, case: office.cases.note(case, "обадих се", desk.WHO),
    "return": mine("decision.returned", bodies.Returned((TOLD,))),
    "refuse": mine("decision.refused", bodies.Denied(("limit",))),
    "undo": undo,
    "their claim": theirs("case.claimed", bodies.Claimed("clerk2", "Втори")),
    "their note": theirs("note.added", bodies.NoteAdded("и аз")),
    "their answer": theirs("check.answered", bodies.CheckAnswered("owner", Value.NO, "не е")),
    "withdrawn": theirs("case.withdrawn", bodies.Withdrawn("размислих"), b.CITIZEN),
    "citizen answers": theirs("citizen.answered", bodies.CitizenAnswered("ето"), b.CITIZEN),
    "rest": lambda office, _case: office.rest(),
    "push": lambda office, _case: office.push(),
    "lost reply": lose_reply,
    "conflict": conflict,
    "pull": lambda office, _case: office.pull(page=2),
    "new rules": new_rules,
}
HISTORY = st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.sampled_from(CASES)), min_size=3, max_size=24)


def kept(office: Office) -> dict[str, dict[str, Any]]:
    with office.store.reading() as session:
        columns = [column for column in CaseViewRow.__table__.columns if column.name != "row"]
        return {row.id: dict(row._mapping) for row in session.execute(select(*columns))}


def from_nothing(office: Office, case_id: str) -> Case:
    """The case from its whole history, by `apply` alone: the centre's order, then what of ours is still to come."""
    with office.store.reading() as session:
        rows = session.scalars(select(OperationRow).where(OperationRow.case_id == case_id)).all()
        settled = sorted((row for row in rows if row.ver and _in_base(session, row)), key=lambda row: row.ver or 0)
        overlaid = (OutboxState.RESTING, OutboxState.QUEUED, OutboxState.SENDING, OutboxState.RECEIPTED)
        coming = [row for row in rows if row.own and row.state in overlaid and not row.together and row not in settled]
        case: Case | None = None
        for row in settled:
            operation = operation_json.decode(row.raw)
            case = replace(apply(case, operation, office.store.rules.get(session, operation.rules)), version=row.ver)
        for row in sorted(coming, key=lambda row: row.seq):
            operation = operation_json.decode(row.raw)
            if operation.kind.startswith(("audit.", "operation.")):
                continue
            try:
                case = apply(case, operation, office.store.rules.get(session, operation.rules))
            except Refused:
                continue
        assert case is not None
        return case


def _in_base(session: Any, row: OperationRow) -> bool:
    version = session.scalar(select(CaseBaseRow.version).where(CaseBaseRow.id == row.case_id))
    return bool(version and row.ver and row.ver <= version)


@settings(max_examples=4)  # tests/deep has 150
@given(HISTORY)
def test_projection_rebuilt_from_nothing_is_the_kept_one(history: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder, desk.office(Path(folder), *CASES) as office:
        for step, case in history:
            with suppress(Refused):  # a rule said no, to the clerk or to the other side: nothing has changed
                STEPS[step](office, case)
            before = kept(office)
            for case_id in CASES:
                assert case_json.load(before[case_id]["snapshot"]) == from_nothing(office, case_id)
        with office.store.writing() as session:
            projection.rebuild(session, office.store.rules)
        assert kept(office) == before
        assert_found_by_search(office)
        settle_everything(office)


def assert_found_by_search(office: Office) -> None:
    for n, case_id in enumerate(CASES):
        found = [
            row.id
            for tab in (Tab.OPEN, Tab.CLOSED)
            for row in office.queue.page(Filter(tab, text=f"{4483 + n}"), "", 9, desk.WHO).rows
        ]
        assert found == [case_id]


def settle_everything(office: Office) -> None:
    """After everything has gone both ways, desk and centre say the same of every case, and nothing waits."""
    for _ in range(2):
        office.drain()
    shown = kept(office)
    for case_id in CASES:
        assert case_json.load(shown[case_id]["snapshot"]) == office.centre.cases[case_id]
    assert office.outbox.counts().waiting == 0
    assert not any(row["unsent"] for row in shown.values())
