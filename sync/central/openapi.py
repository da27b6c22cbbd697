"""`python -m sync.central.openapi`: write down what this centre serves to desks, as `sync/contract/openapi.json`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from operator_app.domain.environment import Environment
from operator_app.storage.cipher import RawKey
from sync.contract import messages, openapi

from .centre import Centre, Opening
from .http.app import make_api

_ADMIN = "/admin/"


def document() -> dict[str, Any]:
    """The contract with desks: all paths but the administrator's, all messages, problems as they are answered."""
    with tempfile.TemporaryDirectory(prefix="contract-") as folder:
        url = f"sqlite:///{Path(folder) / 'centre.db'}"
        centre = Centre(Opening(Environment.SANDBOX, url, RawKey.new()))
        try:
            api = make_api(centre)
            made = get_openapi(title=api.title, version=api.version, routes=api.routes)
        finally:
            centre.close()
    made["paths"] = {path: told for path, told in made["paths"].items() if not path.startswith(_ADMIN)}
    kinds = [kind for kind in vars(messages).values() if _is_message(kind)]
    _, schema = models_json_schema(
        [(kind, "serialization") for kind in kinds], ref_template="#/components/schemas/{model}"
    )
    made["components"] = {"schemas": schema["$defs"]}
    for path in made["paths"].values():
        for operation in path.values():
            _answers_problems(operation)
    return made


def _is_message(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, messages.Message) and kind is not messages.Message


def _answers_problems(operation: dict[str, Any]) -> None:
    """Every path can refuse; none answers in the library's own form."""
    operation["responses"].pop("422", None)
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    operation["responses"]["default"] = {"description": "Refused, or trouble", "content": content}


def main() -> int:
    changed = openapi.write(document())
    sys.stdout.write(f"{openapi.FILE.name} {'written' if changed else 'is as it was'}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
