"""What the centre does by itself after an operation: ask the registers, request a payment, issue a certificate.

One thread, outside every transaction, after the commit: the desk's answer never waits for a register. Nothing depends
on it being quick or on the process living on: what a port could not do is tried again, later each time, and `catch_up`
finds at a start what is still owed by the cases' own states.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable

from operator_app.domain import errors
from operator_app.domain.bodies import CertificateIssued, PaymentRequested, RegistersAnswered
from operator_app.domain.case import Case, Document
from operator_app.domain.lifecycle import State
from operator_app.domain.operation import Operation
from operator_app.ports.payments import Payments
from operator_app.ports.registers import Registers

from .acts import SYSTEM, Acts
from .clock import CentreClock
from .commit.journal import Closed
from .shelf import Shelf
from .store import Store

log = logging.getLogger("central.reactions")

ASKS_REGISTERS = frozenset({"case.filed", "case.received", "citizen.answered"})
MOST = 300.0  # seconds between two tries
Heard = Callable[[Case, Operation], None]
Work = Callable[[], None]


class Later:
    """What a port could not do now: again after `first` seconds, then after twice as long each time."""

    def __init__(self, first: float) -> None:
        self._first = first
        self._tries: dict[Work, int] = {}
        self._times: list[tuple[float, Work]] = []

    def add(self, work: Work) -> None:
        tries = self._tries[work] = self._tries.get(work, 0) + 1
        self._times.append((time.monotonic() + min(self._first * 2.0 ** min(tries - 1, 10), MOST), work))
        self._times.sort(key=lambda waiting: waiting[0])

    def done(self, work: Work) -> None:
        self._tries.pop(work, None)

    def wait(self) -> float | None:
        """Seconds until the first is due; None where nothing waits."""
        return max(0.0, self._times[0][0] - time.monotonic()) if self._times else None

    def due(self) -> Work | None:
        return self._times.pop(0)[1] if self._times and self._times[0][0] <= time.monotonic() else None


class Reactions:
    """`hear` adds who wants to know of each applied operation (the simulators): called on this thread, after the
    centre's own reaction, with the case as it was after that operation.
    """

    def __init__(
        self,
        acts: Acts,
        store: Store,
        shelf: Shelf,
        clock: CentreClock,
        registers: Registers,
        payments: Payments,
        again: float,
    ) -> None:
        self._acts, self._store, self._shelf, self._clock = acts, store, shelf, clock
        self._registers, self._payments = registers, payments
        self._heard: list[Heard] = []
        self._later = Later(again)
        self._closing = False
        self._waiting: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="reactions", daemon=True)
        self._thread.start()

    def hear(self, heard: Heard) -> None:
        self._heard.append(heard)

    def after(self, closed: Closed) -> None:
        for case, operation in closed.changed:
            self._waiting.put(lambda case=case, operation=operation: self._react(case, operation))  # type: ignore[misc]

    def catch_up(self) -> None:
        """What was still owed when the process ended."""
        self._waiting.put(self._owed)

    def settle(self, seconds: float = 10.0) -> bool:
        """Wait until everything that waits now is done; for tests and for an orderly end."""
        done = threading.Event()
        self._waiting.put(done.set)
        return done.wait(seconds)

    def close(self) -> None:
        """What still waits is left: `catch_up` finds it at the next start."""
        self._closing = True
        self._waiting.put(None)
        self._thread.join()

    # --- on the thread

    def _run(self) -> None:
        while (work := self._next()) is not None and not self._closing:
            try:
                work()
                self._later.done(work)
            except errors.Refused as refused:  # somebody was faster: the case's state says what is still owed
                log.info("not any more: %s", refused.code)
                self._later.done(work)
            except errors.Trouble as trouble:
                log.info("left for later: %s", trouble.code)
                self._later.add(work)
            except Exception as bug:  # noqa: BLE001  (the boundary: one case must not end the reactions of all)
                log.error("reaction failed: %s", type(bug).__name__)

    def _next(self) -> Work | None:
        while True:
            try:
                return self._waiting.get(timeout=self._later.wait())
            except queue.Empty:
                due = self._later.due()
                if due is not None:
                    return due

    def _react(self, case: Case, operation: Operation) -> None:
        if operation.kind in ASKS_REGISTERS:
            self._ask(case.id)
        elif operation.kind == "decision.fee_requested":
            self._request_payment(case.id)
        elif operation.kind == "decision.registered":
            self._issue(case.id)
        for heard in self._heard:
            heard(case, operation)

    def _owed(self) -> None:
        steps: list[tuple[Callable[[str], None], list[Case]]] = [
            (self._ask, [c for c in self._acts.cases_in(State.SUBMITTED) if not c.registers]),
            (self._request_payment, self._acts.cases_in(State.AWAITING_PAYMENT)),
            (self._issue, self._acts.cases_in(State.REGISTERED)),
        ]
        for step, cases in steps:
            for case in cases:
                self._waiting.put(lambda step=step, id_=case.id: step(id_))  # type: ignore[misc]

    def _ask(self, case_id: str) -> None:
        case = self._acts.case(case_id)
        if case is None:
            return
        with self._store.read() as db:
            service = self._shelf.newest(db, case.service)
        answers = self._registers.ask(case, service)
        if answers:
            body = RegistersAnswered(answers)
            self._acts.act("registers.answered", body, case=case.id, actor=SYSTEM, office=case.office)

    def _request_payment(self, case_id: str) -> None:
        case = self._acts.case(case_id)
        if case is None or case.payment is None or case.payment.number or case.state is not State.AWAITING_PAYMENT:
            return
        request = self._payments.request(case, case.payment.amount)
        body = PaymentRequested(request.number, request.access_code)
        self._acts.act("payment.requested", body, case=case.id, actor=SYSTEM, office=case.office)

    def _issue(self, case_id: str) -> None:
        case = self._acts.case(case_id)
        if case is None or case.state is not State.REGISTERED:
            return
        with self._store.read() as db:
            service = self._shelf.newest(db, case.service)
        if service.certificate:
            body = CertificateIssued(certificate_of(case, service.certificate, self._clock))
            self._acts.act("certificate.issued", body, case=case.id, actor=SYSTEM, office=case.office)


def certificate_of(case: Case, kind: str, clock: CentreClock) -> Document:
    """The certificate by name; its bytes are made when somebody first asks for them."""
    return Document(
        id=f"{kind}-{case.id}"[:64],
        kind=kind,
        media_type="application/pdf",
        added_at=clock.now(),
        name=f"{kind}.pdf",
        pages=1,
        by=SYSTEM.name,
    )
