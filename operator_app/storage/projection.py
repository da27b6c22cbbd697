"""Projection = base + overlay, by `apply` and nothing else. The one function for it is `project`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from operator_app.domain import errors
from operator_app.domain.apply import apply
from operator_app.domain.case import Case
from operator_app.formats import case_json, operation_json
from operator_app.storage.models import CaseBaseRow, CaseViewRow, OperationRow

from . import view_rows
from .repositories import operations
from .repositories.rules import RulesBook

NO_LONGER_FITS = errors.code("outbox.no_longer_fits")


@dataclass(frozen=True)
class Projection:
    """A case as the desk shows it. `left_out`: operations that no longer apply to what the centre says meanwhile, by
    id, with the code of why; they wait for the centre's word and the clerk.
    """

    case: Case | None
    version: int
    applied: tuple[str, ...] = ()
    left_out: dict[str, errors.Refused] = field(default_factory=dict)


def project(session: Session, rules: RulesBook, case_id: str) -> Projection:
    """The case from its base and our operations that the base does not contain yet. `case` None: not here."""
    base = session.get(CaseBaseRow, case_id)
    case = case_json.load(base.snapshot) if base else None
    applied: list[str] = []
    left_out: dict[str, errors.Refused] = {}
    for row in operations.overlay(session, case_id):
        operation = operation_json.decode(row.raw)
        try:
            case = apply(case, operation, rules.get(session, operation.rules))
        except errors.Refused as refused:
            left_out[row.id] = refused
        else:
            applied.append(row.id)
    return Projection(case, base.version if base else 0, tuple(applied), left_out)


def keep(session: Session, rules: RulesBook, case_id: str) -> Projection:
    """Project the case anew and keep the outcome: its row in the queue, its words in the search."""
    session.flush()
    projected = project(session, rules, case_id)
    _mark(session, case_id, projected)
    row = session.scalar(select(CaseViewRow).where(CaseViewRow.id == case_id))
    if projected.case is None:
        if row is not None:
            session.execute(text("DELETE FROM case_fts WHERE rowid = :row"), {"row": row.row})
            session.delete(row)
        return projected
    service = rules.get(session, projected.case.rules)
    columns = view_rows.columns(projected.case, service) | _state_of_work(session, case_id, projected)
    if row is None:
        row = CaseViewRow(id=case_id, version=projected.version, **columns)
        session.add(row)
    else:
        row.version = projected.version
        for name, value in columns.items():
            setattr(row, name, value)
    session.flush()
    found = view_rows.search_words(projected.case, service)
    session.execute(
        text("INSERT OR REPLACE INTO case_fts (rowid, number, names, address) VALUES (:row, :number, :names, :address)"),
        {"row": row.row, **found},
    )
    return projected


def rebuild(session: Session, rules: RulesBook) -> int:
    """Throw all projections away and make them anew; returns how many. The outcome is what was there before."""
    session.execute(text("DELETE FROM case_fts"))
    session.execute(delete(CaseViewRow))
    session.expire_all()
    acted = select(OperationRow.case_id).where(OperationRow.own, OperationRow.case_id != "")
    for case_id in session.scalars(select(CaseBaseRow.id).union(acted).order_by(CaseBaseRow.id)).all():
        keep(session, rules, case_id)
    return len(session.scalars(select(CaseViewRow.row)).all())


def _mark(session: Session, case_id: str, projected: Projection) -> None:
    """Say on each live operation whether it still fits."""
    for row in operations.live(session, case_id):
        refused = projected.left_out.get(row.id)
        code = NO_LONGER_FITS if refused else ""
        if row.code != code:
            row.code, row.params = code, {"why": refused.code} if refused else {}


def _state_of_work(session: Session, case_id: str, projected: Projection) -> dict[str, Any]:
    live = operations.live(session, case_id)
    failed = {row.state for row in operations.standing(session, case_id)}
    return {
        "unsent": any(row.state in operations.UNSENT for row in live),
        "banner": view_rows.banner(failed, bool(projected.left_out)),
        "snapshot": case_json.dump(projected.case) if projected.case else b"",
    }
