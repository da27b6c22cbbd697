"""The shelf of published service data: every version ever published, kept for ever, parsed once."""

from __future__ import annotations

import threading

from sqlalchemy import Connection, func, insert, select

from operator_app.domain import errors
from operator_app.domain.service import Service
from operator_app.formats import canonical

from .models import rules

NONE_PUBLISHED = errors.code("service.none_published")


class Shelf:
    """Services by digest. Threads share it; a lookup outside the cache reads on the caller's connection."""

    def __init__(self) -> None:
        self._parsed: dict[str, Service] = {}
        self._newest: dict[str, str] = {}
        self._lock = threading.Lock()

    def service(self, db: Connection, digest: str) -> Service | None:
        """The published version of that digest, or None."""
        found = self._parsed.get(digest)
        if found is None:
            raw = self.package(db, digest)
            if raw is None:
                return None
            found = self._keep(raw)
        return found

    def newest(self, db: Connection, number: str) -> Service:
        """What the centre's own operations are made under. Raises `Refused(service.none_published)`."""
        digest = self._newest.get(number)
        if digest is None:
            wanted = select(rules.c.digest).where(rules.c.service == number).order_by(rules.c.serial.desc()).limit(1)
            digest = db.execute(wanted).scalar_one_or_none()
            if digest is None:
                raise errors.Refused(NONE_PUBLISHED, service=number)
            self._newest[number] = digest
        found = self.service(db, digest)
        assert found is not None
        return found

    def services(self, db: Connection) -> tuple[Service, ...]:
        """Every service in its newest version, by number."""
        numbers = select(rules.c.service).distinct().order_by(rules.c.service)
        return tuple(self.newest(db, number) for number in db.execute(numbers).scalars())

    def package(self, db: Connection, digest: str) -> bytes | None:
        raw: bytes | None = db.execute(select(rules.c.package).where(rules.c.digest == digest)).scalar_one_or_none()
        return raw

    def digests(self, db: Connection) -> list[str]:
        """In the order of publishing."""
        return list(db.execute(select(rules.c.digest).order_by(rules.c.serial)).scalars())

    def put(self, db: Connection, package: bytes, published: object) -> Service | None:
        """Keep a package that was read soundly; None where it is there already. `forget` after a rollback."""
        digest = canonical.digest(package)
        if self.package(db, digest) is not None:
            return None
        service = self._keep(package)
        serial = (db.execute(select(func.max(rules.c.serial))).scalar() or 0) + 1
        values = {"digest": digest, "service": service.number, "serial": serial, "package": package}
        db.execute(insert(rules).values(**values, published=published))
        self._newest.pop(service.number, None)
        return service

    def forget(self) -> None:
        """The next question asks the database again."""
        self._parsed.clear()
        self._newest.clear()

    def _keep(self, package: bytes) -> Service:
        from operator_app.formats import service_file

        with self._lock:
            service = service_file.read(package)
            return self._parsed.setdefault(service.digest, service)
