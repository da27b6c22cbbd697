"""Projection = base + overlay, by `apply` and nothing else. The one function for it is `project`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from operator_app.domain import errors
from operator_app.domain.apply import apply
from operator_app.domain.case import Case
from operator_app.formats import case_json, operation_json
from operator_app.storage.models import CaseBaseRow, CaseViewRow, OperationRow

from . import view_rows
from .repositories import operations
from .repositories.operations import Acts
from .repositories.rules import RulesBook

NO_LONGER_FITS = errors.code("outbox.no_longer_fits")
_CHUNK = 500


@dataclass(frozen=True)
class Projection:
    """A case as the desk shows it; `case` None: not here. `left_out`: operations that no longer apply to what the
    centre says meanwhile, by id, with the reason; they wait for the centre's word and the clerk.
    """

    case: Case | None
    version: int
    applied: tuple[str, ...] = ()
    left_out: dict[str, errors.Refused] = field(default_factory=dict)


def project(session: Session, rules: RulesBook, base: CaseBaseRow | None, acts: Acts) -> Projection:
    """The case from its base and our operations that the base does not contain yet."""
    case = case_json.load(base.snapshot) if base else None
    applied: list[str] = []
    left_out: dict[str, errors.Refused] = {}
    for row in acts.overlay(base.version if base else None):
        operation = operation_json.decode(row.raw)
        try:
            case = apply(case, operation, rules.get(session, operation.rules))
        except errors.Refused as refused:
            left_out[row.id] = refused
        else:
            applied.append(row.id)
    return Projection(case, base.version if base else 0, tuple(applied), left_out)


def projected(session: Session, rules: RulesBook, case_id: str) -> Projection:
    """One case as it stands now, inside the caller's transaction."""
    return project(session, rules, session.get(CaseBaseRow, case_id), operations.acts_on(session, case_id))


def keep(session: Session, rules: RulesBook, case_ids: Collection[str]) -> None:
    """Project the cases anew and keep the outcome: their rows in the queue, their words in the search."""
    session.flush()
    ordered = sorted(case_ids)
    for start in range(0, len(ordered), _CHUNK):
        _keep(session, rules, ordered[start : start + _CHUNK])


def rebuild(session: Session, rules: RulesBook) -> int:
    """Throw all projections away and make them anew; returns how many. The outcome is what was there before."""
    session.execute(text("DELETE FROM case_fts"))
    session.execute(delete(CaseViewRow))
    acted = select(OperationRow.case_id).where(OperationRow.own, OperationRow.case_id != "")
    cases = session.scalars(select(CaseBaseRow.id).union(acted)).all()
    keep(session, rules, cases)
    return len(cases)


def _keep(session: Session, rules: RulesBook, case_ids: Collection[str]) -> None:
    bases = {row.id: row for row in session.scalars(select(CaseBaseRow).where(CaseBaseRow.id.in_(case_ids)))}
    acts = operations.acts(session, case_ids)
    rows, found = [], {}
    for case_id in case_ids:
        own = acts.get(case_id) or Acts()
        made = project(session, rules, bases.get(case_id), own)
        _mark(own, made)
        if made.case is None:
            continue
        service = rules.get(session, made.case.rules)
        rows.append(
            {
                "id": case_id,
                "version": made.version,
                "unsent": own.unsent,
                "banner": view_rows.banner({row.state for row in own.standing}, bool(made.left_out)),
                "snapshot": case_json.dump(made.case),
                **view_rows.columns(made.case, service),
            }
        )
        found[case_id] = view_rows.search_words(made.case, service)
    gone = set(case_ids) - found.keys()
    if gone:
        view_rows.forget(session, gone)
    view_rows.write(session, rows, found)


def _mark(acts: Acts, made: Projection) -> None:
    """Say on each live operation whether it still fits."""
    for row in acts.live:
        refused = made.left_out.get(row.id)
        code = NO_LONGER_FITS if refused else ""
        if row.code != code:
            row.code, row.params = code, {"why": refused.code} if refused else {}
