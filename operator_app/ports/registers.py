"""The state's registers (population, property, …), as the centre asks them through the municipality's adapter."""

from __future__ import annotations

from typing import Protocol

from operator_app.domain.case import Case, RegisterAnswer
from operator_app.domain.service import Service


class Registers(Protocol):
    """Asked once for a whole case: which queries its checks read is the service's data."""

    def ask(self, case: Case, service: Service) -> tuple[RegisterAnswer, ...]:
        """One answer for each query and subject that the checks of the case's type read.

        Failure policy: a register that is down, late or contradicts itself gives an answer with `found` None, never an
        exception and never a guess; the check then says *undetermined* with that as its reason. Takes up to half a
        minute at work, so it is never called inside a transaction nor on a thread that a person waits for.
        """
        ...
