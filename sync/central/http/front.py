"""Before there is a session: hello, the CA, enrolment, sign-in."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse

from operator_app.domain.lifecycle import ANNUL, BY_KIND
from sync.central.centre import Centre
from sync.contract import messages, paths

from . import bodies, guard


def router(centre: Centre) -> APIRouter:
    routes = APIRouter()

    @routes.get(paths.HELLO)
    def hello() -> messages.Hello:
        parts = centre.parts
        with centre.store.read() as db:
            digests, version = parts.shelf.digests(db), centre.publishing.trust_version(db)
        return messages.Hello(
            kinds={kind: [1] for kind in (*BY_KIND, ANNUL)},
            epoch=parts.home.epoch,
            server_time=parts.clock.now(),
            environment=parts.home.environment.value,
            lease_hours=parts.policy.lease_hours,
            trust_version=version,
            rules=digests,
        )

    @routes.get(paths.CA, response_class=PlainTextResponse)
    def authority() -> PlainTextResponse:
        """The CA certificate. Nobody believes it for itself: the enrolment code carries its fingerprint."""
        return PlainTextResponse(centre.parts.keys.authority.pem, media_type="application/x-pem-file")

    @routes.post(paths.DEVICES, response_model=messages.Enrolled, openapi_extra=_takes(messages.EnrolRequest))
    async def enrol(request: Request) -> messages.Enrolled:
        asked = await bodies.message(request, messages.EnrolRequest)
        return await run_in_threadpool(centre.enrolment.enrol, asked)

    @routes.post(paths.SIGN_IN, response_model=messages.SignedIn, openapi_extra=_takes(messages.SignInRequest))
    async def sign_in(request: Request) -> messages.SignedIn:
        asked = await bodies.message(request, messages.SignInRequest)
        return await run_in_threadpool(centre.sign_in.sign_in, asked)

    @routes.post(paths.RENEW, response_model=messages.Renewed, openapi_extra=_takes(messages.RenewRequest))
    async def renew(request: Request) -> messages.Renewed:
        said = guard.token(request)
        asked = await bodies.message(request, messages.RenewRequest)
        return await run_in_threadpool(centre.sign_in.renew, said, asked)

    return routes


def _takes(kind: type[messages.Message]) -> dict[str, object]:
    """The body in the OpenAPI document; it is read by hand, with a cap, before it is parsed."""
    schema = {"$ref": f"#/components/schemas/{kind.__name__}"}
    return {"requestBody": {"required": True, "content": {paths.JSON: {"schema": schema}}}}
