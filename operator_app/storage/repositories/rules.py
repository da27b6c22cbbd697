"""Published service data by digest. A digest never changes its content, so what was read once stays in memory."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from operator_app.domain import errors
from operator_app.domain.case import Case
from operator_app.domain.service import Service
from operator_app.formats import service_file
from operator_app.storage.models import RulesRow

MISSING = errors.code("rules.missing")


class RulesBook:
    """Rules by digest; filled from whichever lane asks first."""

    def __init__(self) -> None:
        self._known: dict[str, Service] = {}

    def get(self, session: Session, digest: str) -> Service:
        """The service data of a digest. Raises `Trouble("rules.missing")` where this store has no such package."""
        found = self._known.get(digest)
        if found is None:
            package = session.scalar(select(RulesRow.package).where(RulesRow.digest == digest))
            if package is None:
                raise errors.Trouble(MISSING, digest=digest[:12])
            found = self._known[digest] = _read(package)
        return found

    def current(self, session: Session, case: Case) -> Service:
        """The version for new work on the case: the newest published of its service that still knows its type."""
        newest = self.newest(session).get(case.service)
        if newest is not None:
            service = self.get(session, newest)
            if case.applicant_type in service.types:
                return service
        return self.get(session, case.rules)

    def newest(self, session: Session) -> dict[str, str]:
        """The digest of the newest published version, by the service's number."""
        rows = session.execute(select(RulesRow.service, RulesRow.digest).order_by(RulesRow.published, RulesRow.digest))
        return dict(rows.all())

    def put(self, session: Session, package: bytes) -> str:
        """Keep a package; returns its digest. Raises `Refused("service.broken")`; one that is here already is fine."""
        service = _read(package)
        if session.get(RulesRow, service.digest) is None:
            session.add(RulesRow(digest=service.digest, service=service.number, package=package, published=0))
        self._known[service.digest] = service
        return service.digest

    def publish(self, session: Session, digest: str, pos: int) -> None:
        """The feed says that this version was published at `pos`."""
        row = session.get(RulesRow, digest)
        if row is None:
            raise errors.Trouble(MISSING, digest=digest[:12])
        row.published = max(row.published, pos)

    def missing(self, session: Session, digests: Iterable[str]) -> tuple[str, ...]:
        """Those of the digests that this store does not hold, each once, in their order."""
        wanted = [digest for digest in dict.fromkeys(digests) if digest and digest not in self._known]
        if not wanted:
            return ()
        held = set(session.scalars(select(RulesRow.digest).where(RulesRow.digest.in_(wanted))))
        return tuple(digest for digest in wanted if digest not in held)


@lru_cache(maxsize=32)
def _read(package: bytes) -> Service:
    """Reading a package costs tens of milliseconds; its bytes say all that there is to it."""
    return service_file.read(package)
