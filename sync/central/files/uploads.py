"""Attachments that desks send: part by part, taken up where the line broke, and hashed as a whole before they count."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, literal, select, update

from operator_app.domain import errors
from sync.central import ids
from sync.central.models import blob, blob_part, upload, upload_part
from sync.central.parts import Parts
from sync.contract import messages

from . import blobs

UNKNOWN = errors.code("upload.unknown")
TOO_LARGE = errors.code("upload.too_large")
OFFSET = errors.code("upload.offset")
OTHER_CONTENT = errors.code("upload.other_content")
BAD_PART = errors.code("upload.bad_part")

MOST = messages.Limits().document_bytes
PART_MOST = 1024 * 1024


@dataclass(frozen=True)
class Progress:
    id: str
    have: int
    size: int

    @property
    def done(self) -> bool:
        return self.have >= self.size


class Uploads:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def known(self, sha256: str) -> bool:
        with self._parts.store.read() as db:
            return blobs.size_of(db, sha256) is not None

    def begin(self, office: str, request: messages.UploadRequest) -> Progress:
        """A new upload, or the one of the same content that was broken off. Done at once where it is here already."""
        if not 0 < request.size <= MOST:
            raise errors.Refused(TOO_LARGE, limit=MOST)
        u = upload.c
        with self._parts.store.write() as db:
            if blobs.size_of(db, request.sha256) is not None:
                return Progress(request.sha256, request.size, request.size)
            wanted = select(u.id, u.have).where(u.office == office, u.sha256 == request.sha256, u.size == request.size)
            row = db.execute(wanted).first()
            if row is not None:
                return Progress(row.id, row.have, request.size)
            made = Progress(ids.new(), 0, request.size)
            values = {"id": made.id, "office": office, "sha256": request.sha256, "size": request.size}
            db.execute(insert(upload).values(**values, have=0, made=self._parts.clock.now()))
        return made

    def progress(self, office: str, id_: str) -> Progress:
        """Raises `Refused(upload.unknown)`, also once it is done: then the blob is known."""
        with self._parts.store.read() as db:
            return _find(db, office, id_)[0]

    def add(self, office: str, id_: str, offset: int, data: bytes) -> Progress:
        """The next part. Raises `Refused`: upload.offset (have: where it goes on), upload.bad_part, and
        upload.other_content where the whole is not what was named; then it begins again.
        """
        if not 0 < len(data) <= PART_MOST:
            raise errors.Refused(BAD_PART, limit=PART_MOST)
        with self._parts.store.write() as db:
            progress, sha256 = _find(db, office, id_)
            if offset != progress.have:
                raise errors.Refused(OFFSET, have=progress.have)
            if offset + len(data) > progress.size:
                raise errors.Refused(BAD_PART, limit=progress.size - offset)
            db.execute(insert(upload_part).values(upload=id_, start=offset, length=len(data), data=data))
            db.execute(update(upload).where(upload.c.id == id_).values(have=offset + len(data)))
            progress = Progress(id_, offset + len(data), progress.size)
            sound = not progress.done or self._complete(db, id_, sha256, progress.size)
        if not sound:
            raise errors.Refused(OTHER_CONTENT)
        return progress

    def _complete(self, db: Connection, id_: str, sha256: str, size: int) -> bool:
        """Its parts become the blob's, if they are what was named. Either way the upload is over."""
        p = upload_part.c
        whole = hashlib.sha256()
        for data in db.execute(select(p.data).where(p.upload == id_).order_by(p.start)).scalars():
            whole.update(data)
        sound = whole.hexdigest() == sha256
        if sound and blobs.size_of(db, sha256) is None:
            db.execute(insert(blob).values(sha256=sha256, size=size, stored=self._parts.clock.now()))
            parts = select(literal(sha256), p.start, p.length, p.data).where(p.upload == id_)
            db.execute(insert(blob_part).from_select(["sha256", "start", "length", "data"], parts))
        db.execute(delete(upload_part).where(p.upload == id_))
        db.execute(delete(upload).where(upload.c.id == id_))
        return sound


def _find(db: Connection, office: str, id_: str) -> tuple[Progress, str]:
    u = upload.c
    wanted = select(u.have, u.size, u.sha256).where(u.id == id_, u.office == office).with_for_update()
    row = db.execute(wanted).first()
    if row is None:
        raise errors.Refused(UNKNOWN)
    return Progress(id_, row.have, row.size), row.sha256
