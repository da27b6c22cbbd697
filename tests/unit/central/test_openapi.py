"""The written contract is what the centre serves."""

from __future__ import annotations

import json
import re

from sync.central.openapi import document
from sync.contract import openapi, paths


def test_the_written_contract_is_what_is_served() -> None:
    assert openapi.is_current(document()), "write it anew: python -m sync.central.openapi"


def test_it_holds_every_path_of_the_desk_and_nothing_of_the_administrator() -> None:
    written = json.loads(openapi.FILE.read_text("utf-8"))
    named = {value for value in vars(paths).values() if isinstance(value, str) and "/v1/" in value}
    assert set(written["paths"]) == named


def test_everything_that_it_refers_to_is_in_it() -> None:
    text = openapi.FILE.read_text("utf-8")
    referred = set(re.findall(r'"#/components/schemas/(\w+)"', text))
    assert referred
    assert referred <= set(json.loads(text)["components"]["schemas"])
