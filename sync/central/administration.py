"""What an administrator may do, each act with its trace in the chain. Names and numbers of persons stay out of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from operator_app.domain import errors
from operator_app.domain.operation import CENTRE
from operator_app.formats import canonical, service_file

from .access import devices, operators, sessions, totp
from .access.enrolment import FIRST_ADMIN
from .access.passwords import Passwords, require_good
from .access.sessions import Session
from .admin import messages as m
from .centre import Centre
from .models import appointment, device, office, operator

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

    def offices(self) -> m.OfficeList:
        wanted = select(office.c.code, office.c.name, office.c.opened).order_by(office.c.code)
        with self._centre.store.read() as db:
            return m.OfficeList(offices=[m.OfficeRow(**row._asdict()) for row in db.execute(wanted)])

    def devices(self) -> m.DeviceList:
        d = device.c
        wanted = select(d.id, d.office, d.name, d.enrolled, d.revoked, d.settled_floor).where(d.id != CENTRE)
        with self._centre.store.read() as db:
            rows = list(db.execute(wanted.order_by(d.office, d.enrolled)))
        return m.DeviceList(devices=[m.DeviceRow(**row._asdict()) for row in rows])

    def revoke_device(self, device_id: str, by: Session) -> m.Count:
        """Raises `Refused(device.unknown)`."""
        with self._centre.store.write() as db:
            devices.revoke(db, device_id, self._centre.parts.clock.now())
        self.note("audit.device_revoked", by, device=device_id)
        return m.Count(count=1)

    def revoke_sessions(self, account: str, by: Session) -> m.Count:
        with self._centre.store.write() as db:
            count = sessions.revoke_of_account(db, operators.normal(account), self._centre.parts.clock.now())
        self.note("audit.sessions_revoked", by, count=count)
        return m.Count(count=count)

    def set_clock(self, at: datetime, by: Session) -> m.ClockAt:
        """Raises `Refused(clock.real)` at work."""
        self._centre.set_clock(at)
        self.note("audit.clock_set", by, at=at.isoformat())
        return m.ClockAt(at=self._centre.parts.clock.now())

    def publish_rules(self, request: m.RulesPackage, by: Session) -> m.Published:
        """Raises `Refused(service.broken)` with the place in the file."""
        package = service_file.pack(request.service, request.calendar)
        published = self._centre.publishing.rules(package)
        digest = canonical.digest(package)
        self.note("audit.rules_published", by, digest=digest)
        return m.Published(digest=digest, new=bool(published))

    def enrolment_code(self, office_code: str, by: Session) -> m.Code:
        """Raises `Refused(office.unknown)`."""
        with self._centre.store.write() as db:
            code = self._centre.enrolment.issue(db, office_code)
        self.note("audit.enrolment_code", by, office=office_code)
        return m.Code(code=code)

    def note(self, kind: str, by: Session, **facts: str | int | bool) -> None:
        """`by` is named by the session, which the centre's own tables lead back to a person."""
        self._centre.acts.note(kind, {"session": by.id, **facts})

    def _entered(self, account: str, secret: bytes) -> m.Entered:
        issuer = f"Address desk {self._centre.environment.value}"
        return m.Entered(account=account, totp=totp.address(account, secret, issuer))
