"""What an administrator may do, each act with its trace in the chain. Names and numbers of persons stay out of it."""

from __future__ import annotations

from sqlalchemy import select

from operator_app.domain import errors

from .access import operators, totp
from .access.enrolment import FIRST_ADMIN
from .access.passwords import Passwords, require_good
from .access.sessions import Session
from .admin import messages as m
from .centre import Centre
from .models import appointment, operator

THERE_IS_ONE = errors.code("admin.there_is_one")


class Administration:
    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self._passwords = Passwords(centre.parts.policy.password_cost)

    def bootstrap(self, request: m.Bootstrap) -> m.Entered:
        """The first administrator. Raises `Refused`: enrol.code_*, admin.there_is_one, operator.*, password.*"""
        require_good(request.password)
        parts, centre = self._centre.parts, self._centre
        verifier = self._passwords.verifier(request.password)
        with centre.store.write() as db:
            spent = centre.enrolment.spend(db, request.secret, FIRST_ADMIN)
            if spent.refusal is None and operators.has_administrator(db):
                raise errors.Refused(THERE_IS_ONE)
            if spent.refusal is None:
                secret, now = totp.new_secret(), parts.clock.now()
                account = operators.add(db, parts.sealing, request.account, request.name, verifier, secret, now)
                operators.appoint(db, account, operators.WHOLE_CITY, "administrator", now)
        if spent.refusal is not None:
            raise spent.refusal
        centre.acts.note("audit.first_administrator", {})
        return self._entered(account, secret)

    def add_operator(self, request: m.NewOperator, by: Session) -> m.Entered:
        """Raises `Refused`: operator.*, office.unknown, password.too_short."""
        require_good(request.password)
        parts = self._centre.parts
        verifier, secret, now = self._passwords.verifier(request.password), totp.new_secret(), parts.clock.now()
        with self._centre.store.write() as db:
            account = operators.add(db, parts.sealing, request.account, request.name, verifier, secret, now)
            operators.appoint(db, account, request.office, request.role, now)
        self.note("audit.operator_added", by, office=request.office, role=request.role)
        return self._entered(account, secret)

    def disable_operator(self, account: str, by: Session) -> m.Count:
        """Raises `Refused(operator.unknown)`."""
        with self._centre.store.write() as db:
            operators.disable(db, operators.normal(account), self._centre.parts.clock.now())
        self.note("audit.operator_disabled", by)
        return m.Count(count=1)

    def operators(self) -> m.OperatorList:
        o, a = operator.c, appointment.c
        joined = operator.outerjoin(appointment, (a.account == o.account) & a.until.is_(None))
        wanted = select(o.account, o.name, o.active, a.office, a.role).select_from(joined).order_by(o.account)
        with self._centre.store.read() as db:
            rows = list(db.execute(wanted))
        listed = [
            m.OperatorRow(account=r.account, name=r.name, active=r.active, office=r.office or "", role=r.role or "")
            for r in rows
        ]
        return m.OperatorList(operators=listed)

    def enrolment_code(self, office: str, by: Session) -> m.Code:
        """Raises `Refused(office.unknown)`."""
        with self._centre.store.write() as db:
            code = self._centre.enrolment.issue(db, office)
        self.note("audit.enrolment_code", by, office=office)
        return m.Code(code=code)

    def note(self, kind: str, by: Session, **facts: str | int | bool) -> None:
        """`by` is named by the session, which the centre's own tables lead back to a person."""
        self._centre.acts.note(kind, {"session": by.id, **facts})

    def _entered(self, account: str, secret: bytes) -> m.Entered:
        issuer = f"Address desk {self._centre.environment.value}"
        return m.Entered(account=account, totp=totp.address(account, secret, issuer))
