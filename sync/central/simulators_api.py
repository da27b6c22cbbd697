"""What the simulators of the sandbox and training get, and what they have to be. Work has none.

    def start(tools: Tools) -> Simulators: ...          # in `sync.central.simulators`

The centre asks their registers, requests payments and makes documents through ports, at the moments that `reactions`
names; everything that a citizen does goes in by `tools.acts`, and nothing else may write.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric import ec

from operator_app.domain import errors
from operator_app.domain.case import Case, Document, RegisterAnswer
from operator_app.domain.environment import Environment
from operator_app.domain.operation import Operation
from operator_app.domain.service import Service
from operator_app.ports.payments import PaymentRequest, Payments
from operator_app.ports.registers import Registers

from .acts import Acts
from .clock import CentreClock
from .ports.documents import DocumentMaker, Made

NO_PAYMENTS = errors.code("payment.no_system")


@dataclass(frozen=True)
class Sealer:
    """The centre's sealing key, for consents that the portal seals: `formats.seal.encode(claims, kid=…, key=…)`.

    `issuer` is what the claims must say; `commitment_key` is for `seal_claims.commitment`.
    """

    key: ec.EllipticCurvePrivateKey = field(repr=False)
    kid: str
    issuer: str
    commitment_key: bytes = field(repr=False)


@dataclass(frozen=True)
class Tools:
    """`first_office`: the office whose desk started this centre; its cases come first. `facts` is a small shelf that
    survives a restart (`get(name)`, `put(name, bytes)`): a seed that has been sown says so there.
    """

    acts: Acts
    clock: CentreClock
    environment: Environment
    sealer: Sealer
    first_office: str
    facts: Kept


class Kept(Protocol):
    """Small facts in the centre's database, by name."""

    def get(self, name: str) -> bytes | None: ...

    def put(self, name: str, value: bytes) -> None: ...


class Simulators(Protocol):
    """All that the centre asks of them."""

    registers: Registers
    payments: Payments
    documents: DocumentMaker

    def seed(self) -> None:
        """Sow the sandbox's cases, once. On a thread of its own after the centre answers; short transactions."""
        ...

    def on_applied(self, case: Case, operation: Operation) -> None:
        """After each applied operation, a desk's or the centre's, on the reactions' thread. May act at once; what comes
        later (a citizen who pays in a while) is theirs to time.
        """
        ...

    def routes(self) -> Mapping[str, Callable[..., object]]:
        """Paths below `/sandbox/v1/` (such as `seals/{case}`) with the functions that answer a GET there, as FastAPI
        takes them.
        """
        ...

    def close(self) -> None: ...


class Nothing:
    """No simulator: registers are silent, payments do not answer, documents are not there. What work begins with."""

    def __init__(self) -> None:
        self.registers: Registers = self
        self.payments: Payments = self
        self.documents: DocumentMaker = self

    def ask(self, case: Case, service: Service) -> tuple[RegisterAnswer, ...]:
        return ()

    def request(self, case: Case, amount: Decimal) -> PaymentRequest:
        raise errors.Trouble(NO_PAYMENTS)

    def make(self, case: Case, document: Document) -> Made | None:
        return None

    def seed(self) -> None:
        """Nothing to sow."""

    def on_applied(self, case: Case, operation: Operation) -> None:
        """Nobody listens."""

    def routes(self) -> Mapping[str, Callable[..., object]]:
        return {}

    def close(self) -> None:
        """Nothing is open."""
