"""What the desk under test can be asked. Nothing here changes anything."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from operator_app.domain.lifecycle import ANNUL
from operator_app.services.views import Filter, Tab
from operator_app.storage.models import CaseViewRow, OperationRow
from ui.opening import Opening
from ui.terminal.describe import describe

from .acts import signed_in

Facts = dict[str, Any]


def new_cases(opening: Opening) -> Facts:
    """Cases that nobody has taken yet, whole."""
    desk, who = opening.desk, signed_in(opening)
    page = desk.queue.page(Filter(Tab.NEW), "", 1000, who)
    return {"cases": [describe(desk.cases.open(row.id, who)) for row in page.rows]}


def show(opening: Opening, case: str) -> Facts:
    return {"case": describe(opening.desk.cases.open(case, signed_in(opening)))}


def wait_for_documents(opening: Opening, case: str, seconds: float) -> Facts:
    """Until the documents of the case have been fetched ahead, or the time is up."""
    desk, who = opening.desk, signed_in(opening)
    came = threading.Event()

    def missing() -> list[str]:
        return [d.document.id for d in desk.cases.open(case, who).documents if not d.here]

    end = desk.subscribe(lambda _changed: came.set() if not missing() else None)
    try:
        if missing():
            came.wait(seconds)
        return {"missing": len(missing())}
    finally:
        end()


def documents(opening: Opening, case: str) -> Facts:
    """Open each document of the case from the encrypted store and look at its first page."""
    desk, who = opening.desk, signed_in(opening)
    seen = []
    for view in desk.cases.open(case, who).documents:
        media_type, content = desk.documents.bytes(case, view.document.id)
        pages = desk.pdf.page_count(content) if media_type == "application/pdf" else 1
        if media_type == "application/pdf":
            desk.pdf.render(content, 0, 0.5)
        seen.append({"kind": view.document.kind, "bytes": len(content), "pages": pages})
    return {"documents": seen}


def outbox(opening: Opening) -> Facts:
    """Every act of this device that is kept here, with where it stands."""
    rows = opening.desk.outbox.rows(1000)
    return {
        "rows": [
            {
                "op": row.op,
                "kind": row.kind,
                "state": row.state.value,
                "receipt": row.receipt,
                "attempts": row.attempts,
                "code": row.code,
            }
            for row in rows
        ]
    }


def operations(opening: Opening) -> Facts:
    """All operations of this device, `audit.*` and annulments with them, as the store has them."""
    with opening.desk.store.reading() as session:
        own = session.scalars(select(OperationRow).where(OperationRow.own)).all()
        return {
            "operations": {
                row.id: {"kind": row.kind, "state": str(row.state), "annulled": bool(row.together) or row.kind == ANNUL}
                for row in own
            }
        }


def projection(opening: Opening) -> Facts:
    """Version and digest of every case as this desk shows it."""
    with opening.desk.store.reading() as session:
        rows = session.execute(select(CaseViewRow.id, CaseViewRow.version, CaseViewRow.snapshot)).all()
        return {"cases": {id_: [version, hashlib.sha256(snapshot).hexdigest()] for id_, version, snapshot in rows}}


VERBS: dict[str, Callable[..., Facts]] = {
    "new_cases": new_cases,
    "show": show,
    "wait_for_documents": wait_for_documents,
    "documents": documents,
    "outbox": outbox,
    "operations": operations,
    "projection": projection,
}
