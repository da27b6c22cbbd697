"""The way in: what the centre speaks, its certificate authority, enrolment, sign-in."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from operator_app.domain.bodies import BODIES, versions
from sync.central.centre import Centre
from sync.contract import messages, paths

from . import auth
from .bodies import message

KINDS = {kind: list(versions(kind)) for kind in (*sorted(BODIES), "audit.*")}


def routes(centre: Centre) -> APIRouter:
    router = APIRouter(tags=["entry"])

    @router.get(paths.HELLO, response_model=messages.Hello)
    def hello(request: Request) -> Response:
        parts = centre.parts
        with centre.store.read() as db:
            known, trust = parts.shelf.digests(db), centre.publishing.trust_version(db)
        said = messages.Hello(
            kinds=KINDS,
            epoch=parts.home.epoch,
            server_time=parts.clock.now(),
            environment=centre.environment.value,
            lease_hours=parts.policy.lease_hours,
            trust_version=trust,
            rules=known,
        )
        return message(request, said)

    @router.get(paths.CA, response_class=Response)
    def authority() -> Response:
        """The certificate of this centre's authority (PEM). It proves nothing by itself: the enrolment code holds its
        fingerprint.
        """
        return Response(centre.parts.keys.authority.pem, media_type="application/x-pem-file")

    @router.post(paths.DEVICES, response_model=messages.Enrolled)
    def enrol(request: Request, body: messages.EnrolRequest) -> Response:
        return message(request, centre.enrolment.enrol(body))

    @router.post(paths.SIGN_IN, response_model=messages.SignedIn)
    def sign_in(request: Request, body: messages.SignInRequest) -> Response:
        return message(request, centre.sign_in.sign_in(body))

    @router.post(paths.RENEW, response_model=messages.Renewed)
    def renew(request: Request, body: messages.RenewRequest) -> Response:
        return message(request, centre.sign_in.renew(auth.token(request), body))

    return router
