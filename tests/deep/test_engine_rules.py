"""The engine's rules over long histories: 200 of 40 steps, where the suite has 50 of 30."""

from __future__ import annotations

from hypothesis import settings

from tests.unit.sync.test_engine_rules import OneDesk


class OneDeskForLong(OneDesk):
    """The same machine."""


TestOneDeskForLong = OneDeskForLong.TestCase
TestOneDeskForLong.settings = settings(max_examples=200, stateful_step_count=40)
