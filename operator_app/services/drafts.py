"""Half-typed text, kept per operator, case and field: it survives a kill, a sign-out, another operator's day."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, select

from operator_app.ports.sync_store import Changed
from operator_app.storage.models import DraftRow
from operator_app.storage.store import Store

MOST = 64 * 1024  # characters; more is a paste by mistake, and its beginning is kept


class Drafts:
    def __init__(self, store: Store) -> None:
        self._store = store

    def save(self, account: str, case_id: str, field: str, text: str) -> Changed:
        """Keep what stands in the field now; an empty text forgets it. On the writer lane."""
        with self._store.writing() as session:
            if not text:
                session.execute(
                    delete(DraftRow).where(
                        DraftRow.operator == account, DraftRow.case_id == case_id, DraftRow.field == field
                    )
                )
            else:
                session.merge(
                    DraftRow(
                        operator=account, case_id=case_id, field=field, text=text[:MOST], at=self._store.clock.now()
                    )
                )
        return Changed()

    def load(self, account: str, case_id: str) -> Mapping[str, str]:
        """All drafts of the operator on the case, by field."""
        with self._store.reading() as session:
            query = select(DraftRow.field, DraftRow.text)
            rows = session.execute(query.where(DraftRow.operator == account, DraftRow.case_id == case_id))
            return dict(rows.all())

    def clear(self, account: str, case_id: str) -> Changed:
        """The act was made; its drafts are done."""
        with self._store.writing() as session:
            session.execute(delete(DraftRow).where(DraftRow.operator == account, DraftRow.case_id == case_id))
        return Changed()
