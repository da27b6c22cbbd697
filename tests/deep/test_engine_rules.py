"""The engine's rules over long histories: 2,000 of 60 steps, where the suite has 50 of 30."""

from __future__ import annotations

from hypothesis import settings

from tests.unit.sync.test_engine_rules import OneDesk


class OneDeskForLong(OneDesk):
    """The same machine."""


TestOneDeskForLong = OneDeskForLong.TestCase
TestOneDeskForLong.settings = settings(max_examples=2000, stateful_step_count=60)
