"""Making an operation: the one way in which anything is changed from this desk.

The domain permits or refuses; the operation rests, the projection is kept, all in the caller's transaction.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from operator_app.domain import errors, making
from operator_app.domain.bodies import Audit, Body
from operator_app.domain.case import Case
from operator_app.domain.environment import Environment
from operator_app.domain.lifecycle import ActorKind
from operator_app.domain.making import Circumstances
from operator_app.domain.merge import touches
from operator_app.domain.operation import Actor, Moment, Operation
from operator_app.domain.service import Service
from operator_app.formats import operation_json
from operator_app.ports.sync_store import Changed, OutboxState
from operator_app.storage import projection
from operator_app.storage.models import OperationRow
from operator_app.storage.repositories import desk, operations
from operator_app.storage.store import Store
from operator_app.storage.sync_store import sessions

from .views import Operator

NOT_HERE = errors.code("case.not_here")


def actor_of(who: Operator) -> Actor:
    return Actor(ActorKind.CLERK, who.account, who.name, who.role)


class Acts:
    """`skew`: milliseconds by which the centre's clock is ahead, as the line knows it."""

    def __init__(self, store: Store, skew: Callable[[], int] = lambda: 0) -> None:
        self.store, self._skew = store, skew

    def standing(self, session: Session, case_id: str) -> tuple[Case, Service]:
        """The case as it stands, with the service data for new work. Raises `Refused("case.not_here")`."""
        case = projection.projected(session, self.store.rules, case_id).case
        if case is None:
            raise errors.Refused(NOT_HERE)
        return case, self.store.rules.current(session, case)

    def make(
        self, session: Session, who: Operator, case_id: str, kind: str, body: Body, *, instead_of: str = ""
    ) -> tuple[str, Changed]:
        """One act of the clerk on the case; returns the operation's id. The same act again while it still rests (a
        key pressed twice) is the same operation. `instead_of`: an act that the centre did not take and that the clerk
        replaces by this one. Raises `Refused` with the domain's code.
        """
        acts = operations.acts_on(session, case_id)
        twin = "" if instead_of else _twin(acts.live, kind, body, who)
        if twin:
            return twin, Changed()
        case, service = self.standing(session, case_id)
        operation = making.make(kind, body, case, service, self._circumstances(session, actor_of(who)))
        operation = _superseding(operation, acts.standing, instead_of)
        rests = timedelta(seconds=desk.rest_seconds(session))
        operations.enter(session, operation, operation.moment.at + rests, case.number)
        projection.keep(session, self.store.rules, [case_id])
        return operation.id, Changed(frozenset({case_id}), outbox=True)

    def audit(
        self,
        session: Session,
        kind: str,
        facts: Mapping[str, str | int | bool],
        actor: Actor | None,
        *,
        case: Case | None = None,
        id_: str = "",
        at: datetime | None = None,
    ) -> str:
        """Record a local act that changes no case. It does not rest. `actor` None: nobody is signed in, so the device
        itself says it. Never personal data in `facts`.
        """
        where = self._circumstances(session, actor or Actor(ActorKind.SYSTEM, desk.device_row(session).id))
        moment = replace(where.moment, at=at) if at else where.moment
        operation = Operation(
            id=id_ or where.id,
            kind=kind,
            device=where.device,
            environment=where.environment,
            office=where.office,
            rules=case.rules if case else "",
            actor=where.actor,
            moment=moment,
            body=Audit(dict(facts)),
            case=case.id if case else "",
            session=where.session,
        )
        operations.enter(session, operation, where.moment.at, case.number if case else "")
        return operation.id

    def annul(self, session: Session, annulled: OperationRow, body: Body, actor: Actor) -> OperationRow:
        """The operation that takes back a released one: the same case, outside its order."""
        where = self._circumstances(session, actor)
        taken = operation_json.decode(annulled.raw)
        operation = replace(
            taken,
            id=where.id,
            kind="operation.annulled",
            actor=actor,
            moment=where.moment,
            body=body,
            session=where.session,
            figures=None,
            blobs=(),
            supersedes="",
            supersedes_also=(),
        )
        return operations.enter(session, operation, where.moment.at, annulled.number)

    def keyed(self, session: Session, said: str) -> str:
        """A name that stands for `said` in audit facts and says nothing without this store's key."""
        return hmac.new(desk.device_row(session).hash_key, said.casefold().encode(), hashlib.sha256).hexdigest()[:32]

    def _circumstances(self, session: Session, actor: Actor) -> Circumstances:
        device, clock = desk.device_row(session), self.store.clock
        now = clock.now()
        own = sessions.of(session, actor.id, now)
        return Circumstances(
            id=self.store.new_id(),
            device=device.id,
            environment=Environment(device.environment),
            office=device.office,
            actor=actor,
            moment=Moment(now, clock.monotonic_ms(), clock.boot_id(), self._skew()),
            # The session's name, never its token: an operation is kept for ever and read by many.
            # The actor's own one or none: a colleague's that carries it to the centre has not made it.
            session=hashlib.sha256(own.token.encode()).hexdigest()[:16] if own else "",
        )


def _superseding(operation: Operation, standing: tuple[OperationRow, ...], instead_of: str) -> Operation:
    """A new act in the place of what the centre did not take says what it replaces; that no longer needs anybody.

    It replaces what wrote the same cells, and what the clerk named. A note or a document writes none: another one is
    no answer to the one that was refused.
    """
    cells = touches(operation)
    replaced = [row for row in standing if row.id == instead_of or touches(operation_json.decode(row.raw)) & cells]
    for row in replaced:
        row.set_aside = operation.moment.at
    *others, last = [row.id for row in replaced] or [""]
    return replace(operation, supersedes=last, supersedes_also=tuple(others))


def _twin(live: tuple[OperationRow, ...], kind: str, body: Body, who: Operator) -> str:
    """The clerk's last act on the case, if it is this very one and still rests."""
    last = live[-1] if live else None
    if last is None or (last.kind, last.actor, last.state) != (kind, who.account, OutboxState.RESTING):
        return ""
    return last.id if operation_json.decode(last.raw).body == body else ""
