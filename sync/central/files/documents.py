"""Documents of cases: made when somebody first asks for them, kept by content from then on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from operator_app.domain import errors
from operator_app.domain.case import Case, Document
from operator_app.formats import case_json
from sync.central.models import case_state
from sync.central.models import document as documents
from sync.central.parts import Parts
from sync.central.ports.documents import DocumentMaker

from . import blobs

UNKNOWN = errors.code("document.unknown")
NOT_THERE = errors.code("document.not_there")
CHANGED = errors.code("document.changed")


@dataclass(frozen=True)
class Whole:
    """A document whose bytes are here."""

    sha256: str
    size: int
    media_type: str


class Documents:
    """Threads share it. Two that ask for the same new document wait for one making."""

    def __init__(self, parts: Parts, maker: DocumentMaker) -> None:
        self._parts, self._maker = parts, maker
        self._making: dict[tuple[str, str], threading.Lock] = {}
        self._lock = threading.Lock()

    def find(self, office: str, case_id: str, document_id: str) -> Whole:
        """Raises `Refused`: document.unknown (also for a case of another office), document.not_there."""
        with self._parts.store.read() as db:
            case, document = _named(db, office, case_id, document_id)
            whole = _kept(db, case, document)
        return whole or self._make(case, document)

    def read(self, whole: Whole, start: int, end: int) -> bytes:
        with self._parts.store.read() as db:
            return blobs.read(db, whole.sha256, start, end)

    def _make(self, case: Case, document: Document) -> Whole:
        with self._alone(case.id, document.id):
            with self._parts.store.read() as db:
                whole = _kept(db, case, document)
            if whole is not None:
                return whole
            made = self._maker.make(case, document)
            if made is None:
                raise errors.Refused(NOT_THERE)
            now = self._parts.clock.now()
            with self._parts.store.write() as db:
                sha256 = blobs.put(db, made.data, now)
                row = {"case_id": case.id, "id": document.id, "sha256": sha256, "media_type": made.media_type}
                db.execute(insert(documents).values(**row, made=now))
            return Whole(sha256, len(made.data), made.media_type)

    @contextmanager
    def _alone(self, case_id: str, document_id: str) -> Iterator[None]:
        with self._lock:
            mine = self._making.setdefault((case_id, document_id), threading.Lock())
        with mine:
            yield
        with self._lock:
            self._making.pop((case_id, document_id), None)


def _named(db: Connection, office: str, case_id: str, document_id: str) -> tuple[Case, Document]:
    c = case_state.c
    raw = db.execute(select(c.snapshot).where(c.id == case_id, c.office == office)).scalar_one_or_none()
    case = None if raw is None else case_json.load(raw)
    found = next((one for one in case.documents if one.id == document_id), None) if case else None
    if case is None or found is None:
        raise errors.Refused(UNKNOWN)
    return case, found


def _kept(db: Connection, case: Case, document: Document) -> Whole | None:
    """By content where the case names it, else what was made for it."""
    if document.sha256:
        size = blobs.size_of(db, document.sha256)
        return None if size is None else Whole(document.sha256, size, document.media_type)
    d = documents.c
    row = db.execute(select(d.sha256, d.media_type).where(d.case_id == case.id, d.id == document.id)).first()
    if row is None:
        return None
    size = blobs.size_of(db, row.sha256)
    assert size is not None
    return Whole(row.sha256, size, row.media_type)
