"""What the two commands say on a console stands for codes that exist, in words."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

import operator_app
import sync.central
from operator_app.domain import errors
from operator_app.domain.errors import Refused
from sync.central.console import WORDS, line


def test_every_line_is_of_a_code_that_somebody_raises() -> None:
    for package in (operator_app, sync.central):
        for found in walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations." not in found.name:
                import_module(found.name)
    assert set(WORDS) - set(errors.codes()) == set()


def test_a_line_has_words_and_the_code() -> None:
    said = line(Refused("service.broken", where="checks.home", why="no such check function: is_castle"))
    assert said == "the service file is broken at checks.home: no such check function: is_castle (service.broken)"
    assert line(Refused("service.broken")).endswith("(service.broken)"), "a parameter that is missing breaks nothing"
    assert "case.taken" in line(Refused("case.taken", clerk="x")), "what has no line is shown as it is"
