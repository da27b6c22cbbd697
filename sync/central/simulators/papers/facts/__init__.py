"""SIMULATOR: the facts of papers as the sandbox's people would fill them in.

Each function gives the flat facts of one kind, truthfully; what must be wrong is changed afterwards
(`facts.tenancy(…) | {"until": …}`).
"""

from __future__ import annotations

from .child import birth_certificate, court_decision, parent_consent
from .forms import address_card, application, certificate
from .home import owner_consent, property_certificate, tenancy, title_deed
from .words import Facts, day, document, euro, full, named

__all__ = [
    "Facts",
    "address_card",
    "application",
    "birth_certificate",
    "certificate",
    "court_decision",
    "day",
    "document",
    "euro",
    "full",
    "named",
    "owner_consent",
    "parent_consent",
    "property_certificate",
    "tenancy",
    "title_deed",
]
