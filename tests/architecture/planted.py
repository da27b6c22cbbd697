"""Checks the contracts on a copy of the packages, once as it is and once for each planted violation.

A process of its own: its folder is the copy, so that import-linter finds that and not the installed project. Reads a
list of plants from standard input, each `{"path": "source text to add"}`, and writes for each a list of the contracts
that it breaks (their ids), the first one without any plant.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from importlinter.application import use_cases
from importlinter.configuration import configure

Plant = dict[str, str]


@contextlib.contextmanager
def planted(plant: Plant) -> Iterator[None]:
    """Adds to the files, or makes them, and takes it back; a folder on the way that is no package yet becomes one."""
    before: dict[Path, str | None] = {}
    for name, text in plant.items():
        path = Path(name)
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True)
            (path.parent / "__init__.py").touch()
        before[path] = path.read_text() if path.exists() else None
        path.write_text((before[path] or "") + "\n" + text + "\n")
    try:
        yield
    finally:
        for path, text in before.items():
            path.unlink() if text is None else path.write_text(text)


def broken() -> list[str]:
    """The ids of the contracts that do not hold; a contract that cannot be checked is an error."""
    report = use_cases.create_report(use_cases.read_user_options("pyproject.toml"), cache_dir=".cache")
    if report.could_not_run:
        raise RuntimeError(report.invalid_contract_options)
    return [contract.contract_options["id"] for contract, check in report.get_contracts_and_checks() if not check.kept]


def main() -> None:
    """See the module."""
    sys.path.insert(0, str(Path.cwd()))
    configure()
    use_cases._register_built_in_contract_types()
    answers = []
    with contextlib.redirect_stdout(sys.stderr):
        for plant in [{}, *json.load(sys.stdin)]:
            with planted(plant):
                answers.append(broken())
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
