"""Rules and the trust list, as the feed announces them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import orjson
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from operator_app.ports.sync_store import Changed, EntryKind, FeedPage
from operator_app.storage.models import TrustRow
from operator_app.storage.repositories import desk
from operator_app.storage.repositories.rules import RulesBook

RULES = "rules"


def missing_rules(session: Session, rules: RulesBook, page: FeedPage) -> Sequence[str]:
    return rules.missing(session, _named(page))


def _named(page: FeedPage) -> Iterator[str]:
    for entry in page.entries:
        if entry.kind is EntryKind.PACKAGE:
            if entry.package == RULES:
                yield entry.name
        elif entry.kind in (EntryKind.OPERATION, EntryKind.SNAPSHOT):
            named = orjson.loads(entry.raw).get("rules")
            if isinstance(named, str):
                yield named


def trust_version(session: Session) -> int:
    return session.scalar(select(func.max(TrustRow.version))) or 0


def put_trust(session: Session, package: bytes, verify: Callable[[bytes, bytes, int], int], now: datetime) -> Changed:
    """Verified against the device's trust root; raises what the verifier raises, such as for an older version."""
    newest = trust_version(session)
    version = verify(package, desk.device_row(session).trust_root, newest)
    if version == newest:
        return Changed()
    session.add(TrustRow(version=version, package=package, taken=now))
    return Changed(packages=True)


def trust_package(session: Session) -> bytes | None:
    """The newest trust package that was verified here."""
    return session.scalar(select(TrustRow.package).order_by(TrustRow.version.desc()).limit(1))
