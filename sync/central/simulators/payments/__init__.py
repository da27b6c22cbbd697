"""SIMULATOR of pay.egov.bg: payment requests, their access codes, and what became of them."""

from __future__ import annotations

from .numbers import ACCESS_ALPHABET, access_code, request_number
from .simulator import Payments, seeded_request
from .statuses import SETTLED, Status

__all__ = ["ACCESS_ALPHABET", "SETTLED", "Payments", "Status", "access_code", "request_number", "seeded_request"]
