"""The bytes of a case's document, whole and checked, or the honest answer that they are not here yet.

Opening a document is no act of its own: what a clerk may see they see with the case. Reading therefore stays on the
reader lane and writes nothing.
"""

from __future__ import annotations

from operator_app.domain import errors
from operator_app.storage.models import DocumentRow
from operator_app.storage.sync_store import documents

from .acts import Acts

NOT_HERE = errors.code("document.not_here")


class Documents:
    def __init__(self, acts: Acts) -> None:
        self._store = acts.store

    def bytes(self, case_id: str, document: str) -> tuple[str, bytes]:
        """Media type and content. Raises `Refused("document.not_here", have=…, size=…)` in bytes; where the last try
        failed, its own code instead (`document.damaged`, …).
        """
        with self._store.reading() as session:
            row = session.get(DocumentRow, (case_id, document))
            if row is None:
                raise errors.Refused(NOT_HERE, have=0, size=0)
            if not row.here:
                raise errors.Refused(row.code or NOT_HERE, have=row.have, size=row.size)
            return row.media_type, documents.content(session, row)
