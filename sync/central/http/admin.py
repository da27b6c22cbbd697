"""`/admin/v1`: what `central-admin` asks for. Every change leaves an `audit.…` operation in the chain."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from sync.central.admin import messages as m
from sync.central.administration import Administration
from sync.central.centre import Centre

from . import auth
from .bodies import message


def routes(centre: Centre) -> APIRouter:
    router = APIRouter(tags=["admin"])
    work = Administration(centre)

    @router.post(m.BOOTSTRAP, response_model=m.Entered)
    def bootstrap(request: Request, body: m.Bootstrap) -> Response:
        return message(request, work.bootstrap(body))

    @router.post(m.SIGN_IN, response_model=m.AdminSession)
    def sign_in(request: Request, body: m.AdminSignIn) -> Response:
        session = centre.sign_in.sign_in_admin(body.account, body.password, body.code)
        return message(request, m.AdminSession(session=session))

    @router.post(m.OFFICES, response_model=m.OfficeList)
    def offices(request: Request) -> Response:
        auth.administrator(centre, request)
        return message(request, work.offices())

    @router.post(m.OPERATORS, response_model=m.OperatorList)
    def operators(request: Request) -> Response:
        auth.administrator(centre, request)
        return message(request, work.operators())

    @router.post(m.NEW_OPERATOR, response_model=m.Entered)
    def new_operator(request: Request, body: m.NewOperator) -> Response:
        return message(request, work.add_operator(body, auth.administrator(centre, request)))

    @router.post(m.DISABLE_OPERATOR, response_model=m.Count)
    def disable(request: Request, body: m.Account) -> Response:
        return message(request, work.disable_operator(body.account, auth.administrator(centre, request)))

    _add_machines(router, centre, work)
    return router


def _add_machines(router: APIRouter, centre: Centre, work: Administration) -> None:
    """Devices, sessions, the clock, service data."""

    @router.post(m.ENROLMENT_CODE, response_model=m.Code)
    def enrolment_code(request: Request, body: m.ForOffice) -> Response:
        return message(request, work.enrolment_code(body.office, auth.administrator(centre, request)))

    @router.post(m.DEVICES, response_model=m.DeviceList)
    def devices(request: Request) -> Response:
        auth.administrator(centre, request)
        return message(request, work.devices())

    @router.post(m.REVOKE_DEVICE, response_model=m.Count)
    def revoke_device(request: Request, body: m.DeviceId) -> Response:
        return message(request, work.revoke_device(body.device, auth.administrator(centre, request)))

    @router.post(m.REVOKE_SESSIONS, response_model=m.Count)
    def revoke_sessions(request: Request, body: m.Account) -> Response:
        return message(request, work.revoke_sessions(body.account, auth.administrator(centre, request)))

    @router.post(m.CLOCK, response_model=m.ClockAt)
    def clock(request: Request, body: m.ClockAt) -> Response:
        return message(request, work.set_clock(body.at, auth.administrator(centre, request)))

    @router.post(m.RULES, response_model=m.Published)
    def rules(request: Request, body: m.RulesPackage) -> Response:
        return message(request, work.publish_rules(body, auth.administrator(centre, request)))
