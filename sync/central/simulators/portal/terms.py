"""SIMULATOR: terms that pass. A case whose instructions were not met in time is terminated by the system."""

from __future__ import annotations

from datetime import date

from operator_app.domain.bodies import Terminated
from operator_app.domain.errors import Refused
from operator_app.domain.lifecycle import State
from operator_app.domain.terms import sofia_day
from sync.central.simulators.policy import Policy
from sync.central.simulators.ports import Acts, Now

from .actors import TERMS
from .words import TERM_PASSED


class Terms:
    """Looks once for each day of the set clock, also where it was set forward or back."""

    def __init__(self, acts: Acts, clock: Now, policy: Policy | None = None) -> None:
        self._on = (policy or Policy()).terms
        self._acts = acts
        self._clock = clock
        self._looked_on: date | None = None

    def tick(self) -> int:
        """Terminate what is over; how many cases."""
        today = sofia_day(self._clock.now())
        if not self._on or today == self._looked_on:
            return 0
        ended = 0
        for case in self._acts.cases_in(State.RETURNED):
            term = case.term
            if term is None or term.paused_on is not None or today <= term.last_day:
                continue
            try:
                self._acts.act(
                    "decision.terminated", Terminated(TERM_PASSED), case=case.id, actor=TERMS, office=case.office
                )
            except Refused:
                continue  # the citizen answered in this very moment
            ended += 1
        self._looked_on = today
        return ended
