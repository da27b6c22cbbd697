"""What `central-admin` asks for: offices, operators, codes, revocations, the set clock, service data."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Request
from sqlalchemy import select
from starlette.concurrency import run_in_threadpool

from sync.central.access import devices, operators, sessions, totp
from sync.central.access.enrolment import FIRST_ADMIN
from sync.central.access.passwords import Passwords
from sync.central.centre import Centre
from sync.central.models import device, office, operator
from sync.contract import messages

from . import bodies, guard

RULES_MOST = 1024 * 1024
PREFIX = "/admin/v1"


class AdminSignIn(messages.Message):
    account: str
    password: str
    code: str


class FirstAdmin(messages.Message):
    """The one-time code that a new centre prints makes the first administrator."""

    secret: str
    account: str
    name: str
    password: str


class NewOperator(messages.Message):
    account: str
    name: str
    password: str
    office: str
    role: str


class NewCode(messages.Message):
    office: str


class Named(messages.Message):
    name: str


class SetClock(messages.Message):
    at: datetime


def router(centre: Centre) -> APIRouter:
    routes = APIRouter(prefix=PREFIX, include_in_schema=False)
    parts = centre.parts

    def admin(request: Request) -> None:
        guard.session(centre, request, sessions.ADMIN)

    async def asked(request: Request, kind):  # type: ignore[no-untyped-def]
        await run_in_threadpool(admin, request)
        return await bodies.message(request, kind)

    @routes.post("/sign-in")
    async def sign_in(request: Request) -> dict[str, str]:
        said = await bodies.message(request, AdminSignIn)
        token = await run_in_threadpool(centre.sign_in.sign_in_admin, said.account, said.password, said.code)
        return {"session": token}

    @routes.post("/first")
    async def first(request: Request) -> dict[str, str]:
        said = await bodies.message(request, FirstAdmin)
        return await run_in_threadpool(_first_admin, centre, said)

    @routes.get("/offices")
    def offices(request: Request) -> list[dict[str, str]]:
        admin(request)
        with centre.store.read() as db:
            return [{"code": row.code, "name": row.name} for row in db.execute(select(office).order_by(office.c.code))]

    @routes.get("/operators")
    def list_operators(request: Request) -> list[dict[str, str | bool]]:
        admin(request)
        with centre.store.read() as db:
            rows = db.execute(select(operator).order_by(operator.c.account)).all()
        return [{"account": row.account, "name": row.name, "active": row.active} for row in rows]

    @routes.post("/operators")
    async def add_operator(request: Request) -> dict[str, str]:
        said = await asked(request, NewOperator)
        return await run_in_threadpool(_add, centre, said)

    @routes.post("/operators/disable")
    async def disable(request: Request) -> dict[str, bool]:
        said = await asked(request, Named)
        now = parts.clock.now()

        def work() -> dict[str, bool]:
            with centre.store.write() as db:
                operators.disable(db, operators.normal(said.name), now)
            return {"ok": True}

        return await run_in_threadpool(work)

    @routes.post("/enrolment-codes")
    async def new_code(request: Request) -> dict[str, str]:
        said = await asked(request, NewCode)

        def work() -> dict[str, str]:
            with centre.store.write() as db:
                return {"code": centre.enrolment.issue(db, said.office)}

        return await run_in_threadpool(work)

    @routes.get("/devices")
    def list_devices(request: Request) -> list[dict[str, str | bool]]:
        admin(request)
        with centre.store.read() as db:
            rows = db.execute(select(device).order_by(device.c.enrolled)).all()
        return [{"id": r.id, "office": r.office, "name": r.name, "revoked": r.revoked is not None} for r in rows]

    @routes.post("/devices/revoke")
    async def revoke(request: Request) -> dict[str, bool]:
        said = await asked(request, Named)

        def work() -> dict[str, bool]:
            with centre.store.write() as db:
                devices.revoke(db, said.name, parts.clock.now())
            return {"ok": True}

        return await run_in_threadpool(work)

    @routes.post("/clock")
    async def clock(request: Request) -> dict[str, str]:
        said = await asked(request, SetClock)
        await run_in_threadpool(centre.set_clock, said.at)
        return {"now": parts.clock.now().isoformat()}

    @routes.post("/rules")
    async def rules(request: Request) -> dict[str, str]:
        await run_in_threadpool(admin, request)
        package = await bodies.read(request, RULES_MOST)
        return {"digest": await run_in_threadpool(centre.publishing.rules, package)}

    return routes


def _add(centre: Centre, said: NewOperator) -> dict[str, str]:
    """A new operator with a password and a fresh secret for their codes, which is shown once."""
    parts, account = centre.parts, operators.normal(said.account)
    verifier, secret = Passwords(parts.policy.password_cost).verifier(said.password), totp.new_secret()
    with centre.store.write() as db:
        now = parts.clock.now()
        operators.add(db, parts.sealing, account, said.name, verifier, secret, now)
        operators.appoint(db, account, said.office, said.role, now)
    return {"account": account, "totp": totp.address(account, secret, "Sofia address desk")}


def _first_admin(centre: Centre, said: FirstAdmin) -> dict[str, str]:
    with centre.store.write() as db:
        spent = centre.enrolment.spend(db, said.secret, FIRST_ADMIN)
    if spent.refusal is not None:
        raise spent.refusal
    wanted = NewOperator(
        account=said.account,
        name=said.name,
        password=said.password,
        office=operators.WHOLE_CITY,
        role="administrator",
    )
    return _add(centre, wanted)
