"""Publishing: service data and the list of sealing keys. What is published is kept for ever, and every desk hears of it
through the feed.
"""

from __future__ import annotations

from datetime import timedelta

from cryptography.hazmat.primitives import serialization
from sqlalchemy import Connection, func, insert, select

from operator_app.domain import errors
from operator_app.evidence.trust import TrustKey, TrustPackage, make_package
from operator_app.formats import service_file
from operator_app.formats.seal_claims import SealKind
from resources import paths

from .commit.bench import Bench
from .commit.hand import Hand
from .commit.journal import Closed, Journal
from .models import trust
from .parts import Parts

NO_TRUST = errors.code("trust.none_published")

TRUST_DAYS = 30
_FRESH = timedelta(days=1)
CALENDAR = "calendar.toml"


class Publishing:
    def __init__(self, parts: Parts, bench: Bench) -> None:
        self._parts, self._bench = parts, bench

    def shipped_rules(self) -> list[str]:
        """Publish the service files that came with the program and are not known yet; their digests."""
        folder = paths.services_dir()
        files = [file for file in sorted(folder.glob("*.toml")) if file.name != CALENDAR]
        calendar = (folder / CALENDAR).read_text("utf-8")
        packed = [service_file.pack(file.read_text("utf-8"), calendar) for file in files]
        return [digest for digest in map(self.rules, packed) if digest]

    def rules(self, package: bytes) -> str:
        """Publish one package; its digest, or nothing where it is known. Raises `Refused(service.broken)`."""
        shelf, bench, now = self._parts.shelf, self._bench, self._parts.clock.now()
        try:
            with bench.store.write() as db:
                service = shelf.put(db, package, now)
                if service is None:
                    return ""
                closed = self._announce(db, "rules", service.digest)
        except BaseException:
            shelf.forget()
            raise
        bench.after(closed)
        return service.digest

    def trust(self) -> int:
        """The version of the newest list of sealing keys; a new one is published where the newest grows old, or where
        the centre's clock was set to a time that it does not cover.
        """
        parts, bench, now = self._parts, self._bench, self._parts.clock.now()
        with bench.store.write() as db:
            newest = select(trust.c.version, trust.c.published).order_by(trust.c.version.desc()).limit(1)
            row = db.execute(newest).first()
            if row is not None and row.published <= now < row.published + _FRESH:
                return int(row.version)
            version = (row.version if row else 0) + 1
            raw = make_package(seal_list(parts, version), parts.keys.trust)
            db.execute(insert(trust).values(version=version, package=raw, published=now))
            closed = self._announce(db, "trust", str(version))
        bench.after(closed)
        return version

    def trust_package(self) -> bytes:
        """The newest one. Raises `Refused(trust.none_published)` in the first moments of a new centre."""
        with self._bench.store.read() as db:
            newest = select(trust.c.package).order_by(trust.c.version.desc()).limit(1)
            raw: bytes | None = db.execute(newest).scalar_one_or_none()
        if raw is None:
            raise errors.Refused(NO_TRUST)
        return raw

    def trust_version(self, db: Connection) -> int:
        return int(db.execute(select(func.max(trust.c.version))).scalar() or 0)

    def _announce(self, db: Connection, package: str, name: str) -> Closed:
        journal = Journal(db, self._bench.home.series)
        hand = Hand(db, journal, self._bench.home, self._bench.new_id)
        hand.publish(package, name, self._parts.clock.now())
        hand.done()
        return journal.close()


def issuer(parts: Parts) -> str:
    """What seals of this centre say in `iss`."""
    return f"portal.{parts.home.environment.value}"


def kid(parts: Parts) -> str:
    """The name of the centre's sealing key."""
    return f"portal-{parts.home.environment.value}-1"


def seal_list(parts: Parts, version: int) -> TrustPackage:
    now = parts.clock.now()
    point = parts.keys.seal.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    key = TrustKey(
        kid=kid(parts),
        alg="ES256",
        public_key=point,
        issuer=issuer(parts),
        issuer_name="Портал на Столична община",
        kinds=frozenset(SealKind),
        # Seals of a seeded past were made before the list was.
        valid_from=now - timedelta(days=3 * 365),
        valid_to=now + timedelta(days=3 * 365),
    )
    return TrustPackage(
        version=version,
        environment=parts.home.environment,
        issued_at=now,
        next_update=now + timedelta(days=TRUST_DAYS),
        keys=(key,),
        commitment_key=parts.keys.commitment,
    )
