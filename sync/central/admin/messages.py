"""The messages of `/admin/v1`: between this centre and its own `central-admin`, no part of the desks' contract."""

from __future__ import annotations

from datetime import datetime

from sync.contract.messages import Message

BOOTSTRAP = "/admin/v1/bootstrap"
SIGN_IN = "/admin/v1/sign-in"
OFFICES = "/admin/v1/offices"
OPERATORS = "/admin/v1/operators"
NEW_OPERATOR = "/admin/v1/operators/new"
DISABLE_OPERATOR = "/admin/v1/operators/disable"
ENROLMENT_CODE = "/admin/v1/enrolment-code"
DEVICES = "/admin/v1/devices"
REVOKE_DEVICE = "/admin/v1/devices/revoke"
REVOKE_SESSIONS = "/admin/v1/sessions/revoke"
CLOCK = "/admin/v1/clock"
RULES = "/admin/v1/rules"


class Bootstrap(Message):
    """The first administrator: `secret` is the one-time part of the code that the service printed at its start."""

    secret: str
    account: str
    name: str
    password: str


class AdminSignIn(Message):
    account: str
    password: str
    code: str


class AdminSession(Message):
    session: str


class OfficeRow(Message):
    code: str
    name: str
    opened: bool


class OfficeList(Message):
    offices: list[OfficeRow]


class OperatorRow(Message):
    account: str
    name: str
    active: bool
    office: str
    role: str


class OperatorList(Message):
    operators: list[OperatorRow]


class NewOperator(Message):
    account: str
    name: str
    office: str
    role: str
    password: str


class Entered(Message):
    """`totp` is the `otpauth://` address for the operator's authenticator; it is shown this once."""

    account: str
    totp: str


class Account(Message):
    account: str


class ForOffice(Message):
    office: str


class Code(Message):
    code: str


class DeviceRow(Message):
    id: str
    office: str
    name: str
    enrolled: datetime
    revoked: datetime | None
    settled_floor: int


class DeviceList(Message):
    devices: list[DeviceRow]


class DeviceId(Message):
    device: str


class Count(Message):
    count: int


class ClockAt(Message):
    at: datetime


class RulesPackage(Message):
    """A service file and the calendar of non-working days, as they are on disk."""

    service: str
    calendar: str


class Published(Message):
    """`new` False: this very package was published before."""

    digest: str
    new: bool
