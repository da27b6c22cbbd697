"""The sandbox's ready accounts: a clerk and a senior for three districts, and an administrator. All of them invented,
and their passwords no secret: whoever reaches a sandbox may be anybody in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from sync.contract import messages

from .access import operators, totp
from .access.enrolment import office_name
from .access.passwords import Passwords
from .centre import Centre
from .models import operator
from .policy import OPEN_SECRET

SINCE = datetime(2020, 1, 1, tzinfo=UTC)  # before anything that a seeded past holds


@dataclass(frozen=True)
class Ready:
    """`password`: figures and a hyphen, which every keyboard layout types alike."""

    account: str
    name: str
    role: str
    office: str
    password: str


READY = (
    Ready("sredets", "Примера Образцова", "clerk", "68134-01", "1111-1111-01"),
    Ready("sredets.senior", "Мострена Главанова", "senior", "68134-01", "2222-2222-01"),
    Ready("studentski", "Пробин Учебнев", "clerk", "68134-16", "1111-1111-16"),
    Ready("studentski.senior", "Старша Пробинова", "senior", "68134-16", "2222-2222-16"),
    Ready("vitosha", "Опитка Примерова", "clerk", "68134-17", "1111-1111-17"),
    Ready("vitosha.senior", "Главан Мостров", "senior", "68134-17", "2222-2222-17"),
    Ready("admin", "Администратор на пясъчника", "administrator", operators.WHOLE_CITY, "9999-9999-00"),
)


def enter_accounts(centre: Centre) -> None:
    """Those that are not there yet."""
    parts, passwords = centre.parts, Passwords(OPEN_SECRET)
    with centre.store.write() as db:
        known = set(db.execute(select(operator.c.account)).scalars())
        for ready in READY:
            if ready.account in known:
                continue
            verifier, secret = passwords.verifier(ready.password), totp.new_secret()
            operators.add(db, parts.sealing, ready.account, ready.name, verifier, secret, parts.clock.now())
            operators.appoint(db, ready.account, ready.office, ready.role, SINCE)


def accounts(centre: Centre, office: str = "") -> messages.SandboxAccounts:
    """The ready accounts (of one office, if named) with a code that will be taken: the present one or, where that was
    used, the next.
    """
    parts = centre.parts
    real = parts.clock.real()
    step = totp.step_of(real)
    made: list[messages.SandboxAccount] = []
    with centre.store.read() as db:
        for ready in READY:
            if office and ready.office not in (office, operators.WHOLE_CITY):
                continue
            known = operators.find(db, parts.sealing, ready.account)
            if known.verifier is None:
                continue  # disabled by an administrator who plays
            fresh = max(step, known.totp_step + 1)
            name = office_name(db, ready.office) or ""
            made.append(
                messages.SandboxAccount(
                    account=ready.account,
                    name=ready.name,
                    role=ready.role,
                    office=ready.office,
                    office_name=name,
                    password=ready.password,
                    code=totp.code_at(known.totp, fresh),
                    code_seconds=int((fresh + 1) * totp.STEP - real.timestamp()),
                )
            )
    return messages.SandboxAccounts(accounts=made, server_time=parts.clock.now())
