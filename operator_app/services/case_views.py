"""A case opened for review: the case, its checks, what may be decided, its papers, its history, what is on its way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from operator_app.domain import decisions, review
from operator_app.domain.case import Case, Document
from operator_app.domain.environment import Environment
from operator_app.domain.lifecycle import ANNUL
from operator_app.domain.service import Service, Text
from operator_app.domain.terms import sofia_day
from operator_app.storage import projection, view_rows
from operator_app.storage.models import DocumentRow
from operator_app.storage.repositories import desk, operations
from operator_app.storage.repositories.operations import Acts

from .acts import actor_of
from .rows import history_row, outbox_row, term_of, undo_of
from .views import Banner, CaseView, DocumentView, Operator, OutboxRow


def case_view(session: Session, case: Case, service: Service, who: Operator, now: datetime) -> CaseView:
    """Computed at `now`; nothing of it is stored."""
    environment = Environment(desk.device_row(session).environment)
    today = sofia_day(now)
    results = review.results(case, service, today, environment)
    acts = operations.acts_on(session, case.id)
    history = operations.history(session, case.id)
    return CaseView(
        case=case,
        service=service,
        environment=environment,
        results=results,
        matrix=review.matrix(case, service),
        rulings=decisions.rulings(case, service, results, actor_of(who), today, environment),
        documents=_documents(session, case, service),
        history=tuple(history_row(row, who.account) for row in history if row.kind != ANNUL),
        outbox=_outbox(acts),
        banner=_banner(acts),
        term=term_of(case, service, today),
        mine=case.assignee == who.account,
    )


def _outbox(acts: Acts) -> tuple[OutboxRow, ...]:
    """What of this case has not come to its end, newest first."""
    last = {acts.live[-1].id} if acts.live else set()
    found = sorted((*acts.live, *acts.standing), key=lambda row: row.seq, reverse=True)
    return tuple(outbox_row(row, undo_of(row, last)) for row in found)


def _banner(acts: Acts) -> Banner:
    unfit = any(row.code == projection.NO_LONGER_FITS for row in acts.live)
    return Banner(view_rows.banner({row.state for row in acts.standing}, unfit))


def _documents(session: Session, case: Case, service: Service) -> tuple[DocumentView, ...]:
    rows = session.scalars(select(DocumentRow).where(DocumentRow.case_id == case.id))
    known = {row.id: row for row in rows}
    return tuple(_document(document, service, known) for document in case.documents)


def _document(document: Document, service: Service, known: Mapping[str, DocumentRow]) -> DocumentView:
    definition = service.documents.get(document.kind)
    title = definition.title if definition else Text(document.name, document.name)
    row = known.get(document.id)
    if row is None:
        return DocumentView(document, title, here=False, size=document.size)
    return DocumentView(document, title, row.here, row.have, row.size or document.size, row.code)
