"""Electronic payment (pay.egov.bg): the centre asks for a request and hears later what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from operator_app.domain.case import Case


@dataclass(frozen=True)
class PaymentRequest:
    """What the citizen pays by: the request's number and its access code, as the payment system gives them."""

    number: str
    access_code: str


class Payments(Protocol):
    def request(self, case: Case, amount: Decimal) -> PaymentRequest:
        """Enter a request for `amount` euro for the fee of this case; asking twice for one case gives the same one.

        Failure policy: raises `Trouble` where the payment system does not answer; the centre tries again later and the
        case stays without a number until then. A payment arrives on its own as `payment.received`.
        """
        ...
