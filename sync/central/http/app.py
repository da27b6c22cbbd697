"""The application: all paths over one centre, guarded from outside in."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.types import ASGIApp

from operator_app.domain.environment import Environment
from sync.central.centre import Centre

from . import admin, documents, entry, problems, sandbox, syncing
from .bodies import SizeLimit


def make_app(centre: Centre) -> ASGIApp:
    return problems.Guard(SizeLimit(make_api(centre)))


def make_api(centre: Centre) -> FastAPI:
    """Without pages that explain it: the contract is written down beside the messages."""
    api = FastAPI(title="Address desk: central service", version="1", docs_url=None, redoc_url=None, openapi_url=None)
    problems.install(api)
    for part in (entry, syncing, documents, admin):
        api.include_router(part.routes(centre))
    if centre.environment is Environment.SANDBOX:
        api.include_router(sandbox.routes(centre))
    return api
