"""SIMULATOR: what the citizens of the sandbox do of themselves after the seeding. Off but for paying.

The agenda lies in memory; after a restart it is made again from the cases that wait.
"""

from __future__ import annotations

import heapq
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from operator_app.domain.bodies import PaymentReceived
from operator_app.domain.case import Case
from operator_app.domain.errors import Refused
from operator_app.domain.lifecycle import State
from operator_app.domain.operation import Operation
from sync.central.simulators.payments import Status
from sync.central.simulators.policy import Policy
from sync.central.simulators.ports import Acts, Now

from . import actors, answers


class Citizens:
    """`heard` is told every change of a case, once it is durable; `tick` does what is due by the set clock."""

    def __init__(self, acts: Acts, clock: Now, policy: Policy | None = None) -> None:
        self._acts = acts
        self._clock = clock
        self._policy = policy or Policy()
        self._agenda: list[tuple[datetime, str, str]] = []
        self._lock = threading.Lock()
        self._does: dict[str, Callable[[Case], None]] = {"pay": self.pay, "answer": self.answer}

    def heard(self, case: Case, operation: Operation) -> None:
        """Never acts itself: it is called on the thread of whoever changed the case."""
        if operation.kind == "payment.requested":
            self._plan("pay", case.id, self._policy.pay)
        elif operation.kind == "decision.returned":
            self._plan("answer", case.id, self._policy.answer)

    def resume(self, since: datetime) -> None:
        """After a restart: the payments asked for after `since` (the end of the seeding) are still to come."""
        for case in self._acts.cases_in(State.AWAITING_PAYMENT):
            if case.payment is not None and case.payment.number and case.payment.requested_at > since:
                self._plan("pay", case.id, self._policy.pay)

    def tick(self) -> int:
        """Do what is due; how much was done."""
        done = 0
        for what, case_id in self._due():
            case = self._acts.case(case_id)
            if case is None:
                continue
            try:
                self._does[what](case)
            except Refused:
                continue  # the case has moved on meanwhile: withdrawn, terminated, paid already
            done += 1
        return done

    def pay(self, case: Case) -> None:
        """Raises `Refused` where no payment is awaited."""
        number = case.payment.number if case.payment else ""
        body = PaymentReceived(Status.PAID, self._clock.now(), number)
        self._acts.act("payment.received", body, case=case.id, actor=actors.PAYMENTS, office=case.office)

    def answer(self, case: Case) -> None:
        """Raises `Refused` where nothing is asked of the citizen."""
        now = self._clock.now()
        body = answers.answer(case, self._acts.service(case.service), now, len(case.documents))
        self._acts.act("citizen.answered", body, case=case.id, actor=actors.applicant(case), office=case.office)

    def _plan(self, what: str, case: str, after: timedelta | None) -> None:
        if after is None:
            return
        with self._lock:
            heapq.heappush(self._agenda, (self._clock.now() + after, what, case))

    def _due(self) -> list[tuple[str, str]]:
        now = self._clock.now()
        due: list[tuple[str, str]] = []
        with self._lock:
            while self._agenda and self._agenda[0][0] <= now:
                _, what, case = heapq.heappop(self._agenda)
                due.append((what, case))
        return due
