"""What only a sandbox answers: its ready accounts, and a look at what the centre holds, for the self-test."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from sync.central import sandbox
from sync.central.centre import Centre
from sync.central.inspection import inspect
from sync.contract import messages, paths

from .bodies import message

STATE = "/sandbox/v1/state"


def routes(centre: Centre) -> APIRouter:
    router = APIRouter(tags=["sandbox"])

    @router.get(paths.SANDBOX_ACCOUNTS, response_model=messages.SandboxAccounts)
    def accounts(request: Request, office: str = "") -> Response:
        return message(request, sandbox.accounts(centre, office))

    @router.get(STATE, include_in_schema=False)
    def state() -> dict[str, Any]:
        """Every case with its version and the digest of its snapshot, and how often each operation had an effect."""
        return inspect(centre)

    for path, function in centre.simulators.routes().items():
        router.add_api_route(
            f"/sandbox/v1/{path}", function, methods=["GET"], response_model=None, include_in_schema=False
        )
    return router
