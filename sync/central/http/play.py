"""What only the sandbox answers: its ready accounts, its ledger for the self-test, and what its simulators show."""

from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse

from sync.central import sandbox, sandbox_ledger
from sync.central.centre import Centre
from sync.contract import messages, paths

from . import guard


def router(centre: Centre) -> APIRouter:
    routes = APIRouter()

    @routes.get(paths.SANDBOX_ACCOUNTS)
    def accounts() -> messages.SandboxAccounts:
        return sandbox.accounts(centre)

    @routes.get("/sandbox/v1/ledger", include_in_schema=False)
    def ledger(request: Request) -> JSONResponse:
        who = guard.session(centre, request)
        return JSONResponse(asdict(sandbox_ledger.dump(centre.store, who.office)))

    for path, answer in centre.simulators.routes().items():
        where = path if path.startswith("/") else f"/sandbox/v1/{path}"
        routes.add_api_route(where, answer, methods=["GET"], include_in_schema=False)
    return routes
