"""Everything that this device did and the centre has not confirmed yet; and taking it back while that is possible."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from operator_app.domain import bodies, errors
from operator_app.domain.bodies import Body
from operator_app.domain.lifecycle import ActorKind
from operator_app.domain.operation import Actor
from operator_app.domain.terms import SOFIA, sofia_day
from operator_app.formats import case_json, operation_json
from operator_app.ports.sync_store import Changed, OutboxState
from operator_app.storage import projection
from operator_app.storage.models import CaseBaseRow, LeaseRow, OperationRow
from operator_app.storage.repositories import desk, operations
from operator_app.storage.sync_store import release

from .acts import Acts
from .rows import outbox_row, undo_of
from .views import Operator, OutboxCounts, OutboxRow

UNKNOWN = errors.code("undo.unknown")
DONE = errors.code("undo.already_done")
SENT = errors.code("undo.already_sent")
NOT_LAST = errors.code("undo.not_last")
NOT_YOURS = errors.code("undo.not_yours")
NOT_STANDING = errors.code("outbox.nothing_to_set_aside")

UNFINISHED = (*operations.UNSENT, *operations.FAILED, OutboxState.RECEIPTED)


class Outbox:
    """`undo`, `set_aside` and `release_due` run on the writer lane, the rest on the reader lane."""

    def __init__(self, acts: Acts) -> None:
        self._acts, self._store = acts, acts.store

    def rows(self, limit: int) -> tuple[OutboxRow, ...]:
        """All that is unfinished and all of today, newest first: the outbox screen. What was let be is finished."""
        unfinished = OperationRow.state.in_(UNFINISHED) & OperationRow.set_aside.is_(None)
        return self._rows(limit, or_(unfinished, OperationRow.made_at >= self._midnight()))

    def recent(self, limit: int) -> tuple[OutboxRow, ...]:
        """The last acts of this device, newest first: the strip „Последни действия“."""
        return self._rows(limit, OperationRow.made_at >= self._midnight())

    def counts(self) -> OutboxCounts:
        """Acts of clerks; `audit.*` records go the same way and are nobody's work."""
        with self._store.reading() as session:

            def count(*where: object) -> int:
                query = select(func.count()).select_from(OperationRow)
                return session.scalar(query.where(OperationRow.own, operations.IN_ORDER, *where)) or 0  # type: ignore[arg-type]

            return OutboxCounts(
                waiting=count(OperationRow.state.in_(operations.UNSENT), OperationRow.together == ""),
                need_you=count(
                    or_(
                        OperationRow.state.in_(operations.FAILED) & OperationRow.set_aside.is_(None),
                        OperationRow.state.in_(operations.OVERLAID) & (OperationRow.code == projection.NO_LONGER_FITS),
                    )
                ),
                receipted_today=count(
                    OperationRow.state.in_((OutboxState.RECEIPTED, OutboxState.ARCHIVED)),
                    OperationRow.together == "",
                    OperationRow.received >= self._midnight(),
                ),
            )

    def undo(self, op: str) -> Changed:
        """Take an act back: while it rests it never leaves; released and never tried, an annulment goes with it.

        Raises `Refused`: `undo.already_sent` from the first attempt on, `undo.not_last` where later work of ours on
        the case stands on it, `undo.not_yours`, `undo.already_done`, `undo.unknown`.
        """
        with self._store.writing() as session:
            row = self._undoable(session, op)
            actor = self._actor(session, row)
            if row.state == OutboxState.RESTING:
                self._take_back(session, row, actor)
            else:
                partner = self._acts.annul(session, row, bodies.Annulled(row.id), actor)
                row.together, partner.together = partner.id, row.id
                release.freeze(partner, desk.device_row(session))
            operations.release_seal(session, row.id)
            _stand_again(session, row)
            projection.keep(session, self._store.rules, [row.case_id])
            return Changed(frozenset({row.case_id}), outbox=True)

    def set_aside(self, op: str) -> Changed:
        """The clerk has seen that the centre did not take this act and lets it be, with what waited for it. Recorded;
        the act stays in the chain. Raises `Refused("outbox.nothing_to_set_aside")`.
        """
        with self._store.writing() as session:
            row = operations.get(session, op)
            if row is None or row.state not in operations.FAILED or row.set_aside is not None:
                raise errors.Refused(NOT_STANDING)
            group = [row, *_blocked_by(session, row)]
            for one in group:
                one.set_aside = self._store.clock.now()
            facts: dict[str, str | int | bool] = {"operation": row.id, "count": len(group)}
            self._acts.audit(session, "audit.set_aside", facts, self._actor(session, row))
            projection.keep(session, self._store.rules, [row.case_id])
            return Changed(frozenset({row.case_id}), outbox=True)

    def resend(self, op: str, who: Operator, body: Body | None = None) -> tuple[str, Changed]:
        """„Поправи и изпрати пак“: the same act anew, or as `body` says it now, in the place of the one that the centre
        did not take. Raises `Refused`: `outbox.nothing_to_set_aside`, and the rules of the act's kind. A consent by a
        seal is scanned again instead.
        """
        with self._store.writing() as session:
            row = operations.get(session, op)
            if row is None or row.state not in operations.FAILED or row.set_aside is not None:
                raise errors.Refused(NOT_STANDING)
            said = body or operation_json.decode(row.raw).body
            if isinstance(said, bodies.ConsentGiven) and said.jti:
                raise errors.Refused(NOT_STANDING)
            return self._acts.make(session, who, row.case_id, row.kind, said, instead_of=op)

    def release_now(self) -> Changed:
        """Let what rests go at once; there is no taking back by rest any more."""
        with self._store.writing() as session:
            resting = session.scalars(
                select(OperationRow).where(OperationRow.own, OperationRow.state == OutboxState.RESTING)
            )
            now = self._store.clock.now()
            for row in resting:
                row.rest_until = now
            session.flush()
            return release.release_due(session, now)

    def release_due(self) -> Changed:
        """Freeze what has rested long enough; also at the start, for what rested when the program ended."""
        with self._store.writing() as session:
            return release.release_due(session, self._store.clock.now())

    def next_rest_end(self) -> datetime | None:
        with self._store.reading() as session:
            return release.next_rest_end(session)

    def _take_back(self, session: Session, row: OperationRow, actor: Actor) -> None:
        base = session.get(CaseBaseRow, row.case_id)
        case = case_json.load(base.snapshot) if base else None
        row.state, row.rest_until, row.code = OutboxState.UNDONE, None, ""
        facts: dict[str, str | int | bool] = {"operation": row.id, "kind": row.kind}
        self._acts.audit(session, "audit.undone", facts, actor, case=case)

    def _undoable(self, session: Session, op: str) -> OperationRow:
        row = operations.get(session, op)
        if row is None or not row.own:
            raise errors.Refused(UNKNOWN)
        if row.state == OutboxState.UNDONE or row.together:
            raise errors.Refused(DONE)
        if row.state not in (OutboxState.RESTING, OutboxState.QUEUED) or row.attempts:
            raise errors.Refused(SENT)
        signed_in = desk.setting(session, desk.SIGNED_IN)
        if signed_in and signed_in != row.actor:
            raise errors.Refused(NOT_YOURS)
        live = operations.acts_on(session, row.case_id).live
        if live and live[-1].id != row.id:
            raise errors.Refused(NOT_LAST)
        return row

    def _actor(self, session: Session, row: OperationRow) -> Actor:
        """Who is signed in takes it back; else who made it."""
        signed_in = desk.setting(session, desk.SIGNED_IN)
        lease = session.get(LeaseRow, signed_in) if signed_in else None
        if lease is None:
            return operation_json.decode(row.raw).actor
        return Actor(ActorKind.CLERK, lease.account, lease.name, lease.role)

    def _rows(self, limit: int, where: object) -> tuple[OutboxRow, ...]:
        with self._store.reading() as session:
            query = select(OperationRow).where(OperationRow.own, operations.IN_ORDER, where)  # type: ignore[arg-type]
            rows = session.scalars(query.order_by(OperationRow.seq.desc()).limit(limit)).all()
            last = _last_live(session, rows)
            return tuple(outbox_row(row, undo_of(row, last)) for row in rows)

    def _midnight(self) -> datetime:
        today = sofia_day(self._store.clock.now())
        return datetime.combine(today, time(), SOFIA)


def _last_live(session: Session, rows: Sequence[OperationRow]) -> set[str]:
    """The newest act of each case that can still be taken back."""
    early = {row.case_id for row in rows if row.state in (OutboxState.RESTING, OutboxState.QUEUED)}
    return {acts.live[-1].id for acts in operations.acts(session, early).values() if acts.live}


def _stand_again(session: Session, row: OperationRow) -> None:
    """An act that is taken back replaces nothing: what it stood for needs somebody again."""
    for op in operation_json.decode(row.raw).replaced:
        replaced = operations.get(session, op)
        if replaced is not None and replaced.state in operations.FAILED:
            replaced.set_aside = None


def _blocked_by(session: Session, row: OperationRow) -> list[OperationRow]:
    """What could not go in because this one did not, and what waited for those in turn."""
    standing = operations.acts_on(session, row.case_id).standing
    found, heads = [], {row.id}
    for other in standing:
        if other.state == OutboxState.BLOCKED and other.blocked_by in heads:
            found.append(other)
            heads.add(other.id)
    return found
