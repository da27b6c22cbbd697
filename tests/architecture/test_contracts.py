"""The direction of imports: every contract holds, and each one is broken by what it forbids, and by nothing else."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]

pytestmark = pytest.mark.xdist_group("contracts")  # one process checks all plants, once


def lazily(line: str) -> str:
    """An import inside a function counts."""
    return f"def later():\n    {line}"


def for_types(line: str) -> str:
    """An import for the type checker counts."""
    return f"from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    {line}"


# (the contract that must break, where, what); a file that is not there is made.
PLANTS = [
    ("packages", "operator_app/services/plant.py", "from ui.words import _"),
    ("packages", "operator_app/evidence/plant.py", lazily("from sync.contract import messages")),
    ("packages", "operator_app/storage/plant.py", for_types("from ui import words")),
    ("core", "operator_app/evidence/plant.py", "from operator_app.storage import profile"),
    ("core", "operator_app/devices/plant.py", lazily("import operator_app.evidence")),
    ("core", "operator_app/storage/plant.py", for_types("from operator_app import evidence")),
    ("domain", "operator_app/domain/plant.py", "import random"),
    ("domain", "operator_app/domain/plant.py", "from time import monotonic"),
    ("domain", "operator_app/domain/plant.py", lazily("import pydantic")),
    ("domain", "operator_app/domain/plant.py", for_types("from sqlalchemy import Row")),
    ("domain", "operator_app/domain/plant.py", "from operator_app import system"),
    ("formats", "operator_app/formats/plant.py", "from operator_app import system"),
    ("ports", "operator_app/ports/plant.py", "import pydantic"),
    ("cipher", "operator_app/storage/cipher/plant.py", lazily("from operator_app.ports import clock")),
    ("cipher", "operator_app/storage/cipher/plant.py", "from operator_app.domain import case"),
    ("system", "operator_app/system.py", "import psutil"),
    ("one-system", "operator_app/storage/plant.py", "import fcntl"),
    ("one-system", "ui/terminal/plant.py", lazily("import termios")),
    ("one-system", "sync/central/plant.py", lazily("import pwd")),
    ("one-system", "sync/client/plant.py", "import msvcrt"),
    ("core-outside", "operator_app/services/plant.py", lazily("import httpx")),
    ("core-outside", "operator_app/evidence/plant.py", "from fastapi import FastAPI"),
    ("contract", "sync/contract/plant.py", "from operator_app.ports import clock"),
    ("client", "sync/client/plant.py", lazily("import sync.central")),
    ("central", "sync/central/plant.py", "from operator_app.storage import profile"),
    ("central", "sync/central/plant.py", lazily("from operator_app.services import views")),
    ("central", "sync/central/plant.py", for_types("from operator_app.devices import wedge")),
    ("central", "sync/central/plant.py", "from sync.client import backoff"),
    ("resources", "resources/plant.py", "import platformdirs"),
    ("words", "ui/words/plant.py", "from operator_app.services import views"),
    ("front-ends", "ui/terminal/plant.py", lazily("from ui.desktop import theme")),
    ("front-ends", "ui/desktop/plant.py", "import ui.terminal"),
    ("front-ends", "ui/plant.py", for_types("from ui.desktop import theme")),
    ("qt", "ui/terminal/plant.py", lazily("from PySide6.QtCore import QTimer")),
    ("qt", "ui/plant.py", for_types("from PySide6 import QtGui")),
    ("qt", "operator_app/devices/plant.py", "import shiboken6"),
    ("qt", "sync/client/plant.py", "from PySide6 import QtNetwork"),
    ("screens-outside", "ui/desktop/screens/plant.py", "import sqlalchemy.orm"),
    ("screens-outside", "ui/desktop/screens/plant.py", lazily("import httpx")),
    ("screens-outside", "ui/desktop/screens/plant.py", "import keyring"),
    ("screens-outside", "ui/desktop/screens/plant.py", for_types("from sync.contract import messages")),
    ("widgets", "ui/desktop/widgets/plant.py", "from operator_app.domain import errors"),
    ("widgets", "ui/desktop/theme/plant.py", lazily("import structlog")),
]
# Violations that need two files.
PAIRS = [
    ("screens", "ui/desktop/screens/a/plant.py", "from ui.desktop.screens import b", "ui/desktop/screens/b.py", ""),
    ("cycles", "sync/client/one.py", "from . import other", "sync/client/other.py", for_types("from . import one")),
]
ALL = [(name, {path: text}) for name, path, text in PLANTS]
ALL += [(name, {path: text, other: more}) for name, path, text, other, more in PAIRS]
NAMES = [f"{name}-{number}" for number, (name, _plant) in enumerate(ALL)]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """The broken contracts of the packages as they are, then those of each plant in ALL."""
    copy = tmp_path_factory.mktemp("copy")
    shutil.copy(ROOT / "pyproject.toml", copy)
    for name in [*SETTINGS["root_packages"], "tests/architecture"]:
        shutil.copytree(ROOT / name, copy / name, ignore=lambda _folder, names: [n for n in names if _is_other(n)])
    done = subprocess.run(
        [sys.executable, ROOT / "tests/architecture/planted.py"],
        input=json.dumps([plant for _name, plant in ALL]),
        cwd=copy,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _is_other(name: str) -> bool:
    return name == "__pycache__" or ("." in name and not name.endswith(".py"))


def test_every_contract_holds(answers: list[list[str]]) -> None:
    assert answers[0] == [], "run .venv/bin/lint-imports: it says which line"


@pytest.mark.parametrize("number", range(len(ALL)), ids=NAMES)
def test_a_planted_violation_breaks_its_contract_and_no_other(answers: list[list[str]], number: int) -> None:
    name, plant = ALL[number]
    assert answers[1 + number] == [name], plant


def test_every_contract_is_proven() -> None:
    assert {contract["id"] for contract in SETTINGS["contracts"]} == {name for name, _plant in ALL}
