"""The centre's replica, as one page changes it: each case is loaded once, changed in memory and written once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from operator_app.domain import errors
from operator_app.domain.apply import apply
from operator_app.domain.case import Case
from operator_app.domain.lifecycle import outside_order
from operator_app.domain.operation import Operation
from operator_app.formats import case_json
from operator_app.ports.sync_store import FeedEntry, OutboxState
from operator_app.storage.models import CaseBaseRow, DraftRow, OperationRow, TombstoneRow
from operator_app.storage.models.base import EPOCH
from operator_app.storage.repositories.rules import RulesBook

from . import documents

GAP = errors.code("feed.gap")
NEWS = errors.code("feed.news_of_purged")  # something happened to a case that is kept at the centre alone

PURGED = "purged"  # the reason of a tombstone that this desk set up itself


@dataclass
class Held:
    """A case as it stands in this page; `case` None: the centre has not given it to this office (any more)."""

    case: Case | None
    pos: int = 0
    stale: bool = False
    changed: bool = False
    at: datetime = EPOCH

    @property
    def version(self) -> int:
        return self.case.version if self.case else 0


class Bases:
    """Applies the entries of one page to the base rows of their cases, all fetched at once."""

    def __init__(self, session: Session, rules: RulesBook, case_ids: Collection[str]) -> None:
        self._session, self._rules = session, rules
        self._held: dict[str, Held] = {case_id: Held(None) for case_id in case_ids}
        self._rows = {row.id: row for row in session.scalars(select(CaseBaseRow).where(CaseBaseRow.id.in_(case_ids)))}
        for row in self._rows.values():
            self._held[row.id] = Held(case_json.load(row.snapshot), row.pos, row.stale, at=row.at)
        buried = select(TombstoneRow).where(TombstoneRow.id.in_(case_ids))
        self._buried = {row.id: row for row in session.scalars(buried)}

    def apply(self, entry: FeedEntry, operation: Operation) -> None:
        """The next version of a case. One that the base already contains is passed over; one too many is a gap."""
        if outside_order(operation.kind):
            return
        held = self._held[entry.case]
        if held.stale:
            held = self._anew(entry.case)  # the feed is read from the start: the case's first version comes first
        elif entry.ver <= held.version or self.is_over(entry):
            return
        if entry.ver != held.version + 1:
            buried = self._buried.get(entry.case)
            gone = held.case is None and buried is not None and buried.reason == PURGED
            raise errors.Trouble(NEWS) if gone else errors.Trouble(GAP, have=held.version, came=entry.ver)
        changed = apply(held.case, operation, self._rules.get(self._session, operation.rules))
        self._put(entry, replace(changed, version=entry.ver), held)

    def replace(self, entry: FeedEntry) -> None:
        """A whole case: it enters the office's feed in mid-life, or the feed is read anew."""
        held = self._held[entry.case]
        if held.stale:
            held = self._anew(entry.case)
        elif self.is_over(entry) or (held.case is not None and entry.ver < held.version):
            return
        case = case_json.load(entry.raw)
        if case.id != entry.case:
            raise errors.Trouble(GAP, have=held.version, came=entry.ver)
        self._put(entry, replace(case, version=entry.ver), held)

    def bury(self, entry: FeedEntry) -> bool:
        """The case left this office. What is personal about it goes; the acts of this device stay until they are
        settled and backed up. False: an old tombstone of a case that came back since.
        """
        held = self._held[entry.case]
        if not held.stale and held.pos > entry.pos:
            return False
        held.case, held.pos, held.stale, held.changed = None, entry.pos, False, True
        tombstone = self._buried.get(entry.case)
        if tombstone is None:
            tombstone = self._buried[entry.case] = TombstoneRow(id=entry.case)
            self._session.add(tombstone)
        tombstone.version, tombstone.pos, tombstone.received = entry.ver, entry.pos, entry.received
        tombstone.reason, tombstone.office = entry.reason, entry.office
        self._session.execute(
            delete(OperationRow).where(OperationRow.case_id == entry.case, OperationRow.own.is_(False))
        )
        self._session.execute(delete(DraftRow).where(DraftRow.case_id == entry.case))
        return True

    def save(self) -> set[str]:
        """Write what changed; returns the cases whose documents are other ones now."""
        changed = {case_id: held for case_id, held in self._held.items() if held.changed}
        here = {case_id: held.case for case_id, held in changed.items() if held.case is not None}
        for case_id in changed.keys() - here.keys():
            if case_id in self._rows:
                self._session.delete(self._rows[case_id])
            documents.forget_case(self._session, case_id)
        for case_id, case in here.items():
            row = self._rows.get(case_id)
            if row is None:
                row = CaseBaseRow(id=case_id)
                self._session.add(row)
            held = changed[case_id]
            row.version, row.pos, row.stale, row.snapshot = held.version, held.pos, held.stale, case_json.dump(case)
            row.at = held.at
        return documents.expect(self._session, here.values())

    def _anew(self, case_id: str) -> Held:
        """The centre begins the case again after a restore: what our operations became there before is void."""
        self._session.execute(
            update(OperationRow)
            .where(OperationRow.case_id == case_id, OperationRow.own, OperationRow.state == OutboxState.SENDING)
            .values(ver=None, pos=None)
        )
        held = self._held[case_id] = Held(None, changed=True)
        return held

    def is_over(self, entry: FeedEntry) -> bool:
        """Something from before the case left this office, or was purged here, read again."""
        tombstone = self._buried.get(entry.case)
        return tombstone is not None and self._held[entry.case].case is None and entry.pos <= tombstone.pos

    def _put(self, entry: FeedEntry, case: Case, held: Held) -> None:
        held.case, held.pos, held.stale, held.changed, held.at = case, entry.pos, False, True, entry.received
        tombstone = self._buried.pop(entry.case, None)
        if tombstone is not None:
            self._session.delete(tombstone)
