"""The application that uvicorn serves."""

from __future__ import annotations

from fastapi import FastAPI

from operator_app.domain.environment import Environment
from sync.central.centre import Centre

from . import admin, files, front, play, problems, sync_routes

VERSION = "1"


def build(centre: Centre) -> FastAPI:
    """One application for one centre. No pages, no interactive documentation: the contract is `openapi.json`."""
    app = FastAPI(title="Address desk: central service", version=VERSION, docs_url=None, redoc_url=None, openapi_url=None)
    problems.install(app)
    for module in (front, sync_routes, files, admin):
        app.include_router(module.router(centre))
    if centre.environment is Environment.SANDBOX:
        app.include_router(play.router(centre))
    return app
