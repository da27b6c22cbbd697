"""The rules of `test_engine_rules` would notice: an engine that takes a lost reply for a receipt is found out."""

from __future__ import annotations

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from operator_app.ports.sync_store import OutboxState, Settlement
from sync.client import engine
from sync.client.commands import Command
from sync.client.events import Failed
from sync.client.failures import Kind
from sync.client.push_lane import PushLane, Step

from .test_engine_rules import OneDesk

ONCE = settings(max_examples=200, stateful_step_count=40, phases=(Phase.generate,))


def test_a_lost_reply_taken_for_a_receipt_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = PushLane.on_failed

    def optimistic(self: PushLane, event: Failed) -> tuple[Command, ...]:
        ops, pushing = self.ops, self.step is Step.PUSHING
        commands = honest(self, event)
        if pushing and event.failure.kind is Kind.LINE:
            return self._settle(event.now, tuple((Settlement(op.op, OutboxState.RECEIPTED),) for op in ops))
        return commands

    monkeypatch.setitem(engine._PUSH_EVENTS, Failed, optimistic)
    with pytest.raises(AssertionError, match="receipted"):
        run_state_machine_as_test(OneDesk, settings=ONCE)
