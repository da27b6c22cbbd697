"""Imports modules behind a wall: the walled names cannot be imported, as on a machine that does not have them.

    python -m tests.architecture.walled NAME,NAME MODULE…

Only the standard library keeps them: it goes other ways on another system, which cannot be gone here.
"""

from __future__ import annotations

import builtins
import importlib
import sys
from collections.abc import Mapping, Sequence
from typing import Any

real_import = builtins.__import__


def build(walled: frozenset[str]) -> None:
    """Put the wall up. It stands in `__import__`, since a module that is loaded already passes every finder."""

    def guarded(
        name: str,
        globals: Mapping[str, Any] | None = None,  # noqa: A002 (the names are the builtin's)
        locals: Mapping[str, Any] | None = None,  # noqa: A002
        fromlist: Sequence[str] = (),
        level: int = 0,
    ) -> object:
        importer = str((globals or {}).get("__name__", ""))
        of_python = importer != "__main__" and importer.partition(".")[0] in sys.stdlib_module_names
        if level == 0 and name.partition(".")[0] in walled and not of_python:
            raise ModuleNotFoundError(f"{importer} imports {name}, which is not on that machine", name=name)
        return real_import(name, globals, locals, fromlist, level)

    builtins.__import__ = guarded


def main() -> None:
    """Import each module; the first one that cannot be imported ends the process with its traceback."""
    build(frozenset(sys.argv[1].split(",")))
    for name in sys.argv[2:]:
        importlib.import_module(name)
    print(len(sys.argv) - 2)


if __name__ == "__main__":
    main()
