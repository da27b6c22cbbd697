"""Documents fetched ahead: which ones are wanted, and taking them in parts, content-addressed.

The whole is checked against the digest that the centre named; a content is stored once, whoever refers to it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from operator_app.domain import errors
from operator_app.domain.case import Case
from operator_app.ports.sync_store import Changed, WantedDocument
from operator_app.storage.models import CaseViewRow, DocumentRow, PartRow
from operator_app.storage.repositories import desk

DAMAGED = errors.code("document.damaged")
TOO_LARGE = errors.code("document.too_large")
NONSENSE = errors.code("document.nonsense")

PART = 256 * 1024
CAP = 512 * 1024 * 1024
LARGEST = 64 * 1024 * 1024
_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=1)
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Part:
    """One part as it came; `etag` is the SHA-256 of the whole in hex."""

    wanted: WantedDocument
    offset: int
    data: bytes
    total: int
    etag: str
    media_type: str


def expect(session: Session, cases: Collection[Case]) -> set[str]:
    """Note the cases' documents as wanted; returns the cases with a new one or one with another content."""
    ids = [case.id for case in cases]
    rows = session.scalars(select(DocumentRow).where(DocumentRow.case_id.in_(ids)))
    known = {(row.case_id, row.id): row for row in rows}
    changed = set()
    for case in cases:
        for document in case.documents:
            row = known.get((case.id, document.id))
            if row is None:
                row = _new(case.id, document.id, document.media_type, document.size)
                session.add(row)
            elif not document.sha256 or not row.sha256 or row.sha256 == document.sha256:
                continue
            changed.add(case.id)
            if document.sha256:
                _take_over(session, row, document.sha256)
    return changed


def _new(case_id: str, document: str, media_type: str = "", size: int = 0) -> DocumentRow:
    return DocumentRow(
        case_id=case_id, id=document, sha256="", media_type=media_type, size=size, have=0, here=False, code="", tries=0
    )


def _take_over(session: Session, row: DocumentRow, sha256: str) -> bool:
    """The document has this content. True: it is here already, under another document, and serves for both."""
    _drop_content(session, row)
    row.sha256, row.have, row.here = sha256, 0, False
    whole = _whole(session, sha256) if sha256 else None
    if whole is None:
        return False
    row.size, row.have, row.here = whole, whole, True
    return True


def _whole(session: Session, sha256: str) -> int | None:
    """The size of a content that is here already."""
    return session.scalar(select(DocumentRow.size).where(DocumentRow.sha256 == sha256, DocumentRow.here).limit(1))


def wanted(session: Session, limit: int, cap: int, now: datetime) -> Sequence[WantedDocument]:
    """Of open cases, what is not here: claimed by the signed-in operator first, then the newest; within the cap."""
    held = used(session)
    if held >= cap:
        return ()
    signed_in = desk.setting(session, desk.SIGNED_IN)
    rows = session.scalars(
        select(DocumentRow)
        .join(CaseViewRow, CaseViewRow.id == DocumentRow.case_id)
        .where(
            CaseViewRow.closed.is_(False),
            DocumentRow.here.is_(False),
            or_(DocumentRow.not_before.is_(None), DocumentRow.not_before <= now),
            DocumentRow.size - DocumentRow.have <= cap - held,
        )
        .order_by((CaseViewRow.assignee == signed_in).desc(), CaseViewRow.submitted_at.desc(), DocumentRow.id)
        .limit(limit)
    ).all()
    return tuple(WantedDocument(row.case_id, row.id, row.have, row.sha256) for row in rows)


def used(session: Session) -> int:
    """Bytes of documents in this store."""
    return session.scalar(select(func.coalesce(func.sum(func.length(PartRow.data)), 0))) or 0


def put_part(session: Session, part: Part, cap: int, now: datetime) -> Changed:
    """Keep one part. Raises `Refused`: `document.nonsense` (not where the last one ended, not a digest),
    `document.too_large`. A whole that is not what was named is thrown away and noted as `document.damaged`.
    """
    _check(part)
    row = _row(session, part.wanted)
    if row.here:
        return Changed()
    # The first part, or the centre names another content than before.
    if row.sha256 != part.etag and _take_over(session, row, part.etag):
        return Changed(documents=frozenset({row.case_id}))
    if part.offset != row.have:
        raise errors.Refused(NONSENSE, offset=part.offset, have=row.have)
    make_room(session, len(part.data), cap)
    session.merge(PartRow(sha256=part.etag, n=part.offset // PART, data=part.data))
    row.have, row.size = part.offset + len(part.data), part.total
    row.media_type = part.media_type or row.media_type
    row.code, row.not_before = "", None
    if row.have == row.size:
        session.flush()
        if _digest(session, part.etag) == part.etag:
            row.here = True
        else:
            _drop_content(session, row)
            _failed(row, DAMAGED, now)
    return Changed(documents=frozenset({row.case_id}))


def _check(part: Part) -> None:
    last = part.offset + len(part.data) == part.total
    placed = part.offset >= 0 and part.offset % PART == 0 and part.offset + len(part.data) <= part.total
    filled = len(part.data) == PART or (last and (part.data or not part.total))
    if not (_SHA256.fullmatch(part.etag) and placed and filled):
        raise errors.Refused(NONSENSE, offset=part.offset, have=part.wanted.have)
    if part.total > LARGEST:
        raise errors.Refused(TOO_LARGE, size=part.total, most=LARGEST)


def _row(session: Session, wanted: WantedDocument) -> DocumentRow:
    row = session.get(DocumentRow, (wanted.case, wanted.document))
    if row is None:
        row = _new(wanted.case, wanted.document)
        session.add(row)
        session.flush()
    return row


def failed(session: Session, wanted: WantedDocument, code: str, now: datetime) -> Changed:
    """It could not be had now; asked for again after a wait that grows to an hour."""
    _failed(_row(session, wanted), code, now)
    return Changed(documents=frozenset({wanted.case}))


def _failed(row: DocumentRow, code: str, now: datetime) -> None:
    row.code, row.tries = code, row.tries + 1
    row.not_before = now + min(_FIRST_WAIT * (1 << min(row.tries - 1, 10)), _LONGEST_WAIT)


def _digest(session: Session, sha256: str) -> str:
    whole = hashlib.sha256()
    for data in session.scalars(select(PartRow.data).where(PartRow.sha256 == sha256).order_by(PartRow.n)):
        whole.update(data)
    return whole.hexdigest()


def _drop_content(session: Session, row: DocumentRow) -> None:
    """Forget what came of the document's content, unless another document has the same."""
    if not row.sha256:
        return
    session.flush()
    others = session.scalar(
        select(func.count())
        .select_from(DocumentRow)
        .where(DocumentRow.sha256 == row.sha256, (DocumentRow.case_id != row.case_id) | (DocumentRow.id != row.id))
    )
    if not others:
        session.execute(delete(PartRow).where(PartRow.sha256 == row.sha256))
    row.sha256, row.have, row.here = "", 0, False


def make_room(session: Session, size: int, cap: int) -> None:
    """Forget documents of closed cases, the oldest first, until `size` more bytes fit."""
    over = used(session) + size - cap
    if over <= 0:
        return
    closed = session.scalars(
        select(DocumentRow)
        .outerjoin(CaseViewRow, CaseViewRow.id == DocumentRow.case_id)
        .where(DocumentRow.have > 0, or_(CaseViewRow.closed, CaseViewRow.id.is_(None)))
        .order_by(CaseViewRow.submitted_at)
    ).all()
    for row in closed:
        if over <= 0:
            return
        over -= row.have
        _drop_content(session, row)


def forget_case(session: Session, case_id: str) -> None:
    """The case is not this office's any more: neither are its papers."""
    for row in session.scalars(select(DocumentRow).where(DocumentRow.case_id == case_id)).all():
        _drop_content(session, row)
        session.delete(row)


def content(session: Session, row: DocumentRow) -> bytes:
    """The whole of a document that is here."""
    return b"".join(session.scalars(select(PartRow.data).where(PartRow.sha256 == row.sha256).order_by(PartRow.n)))
