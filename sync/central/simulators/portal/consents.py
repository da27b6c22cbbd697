"""SIMULATOR: consents that owners and other parents sign on the portal after the application, or take back."""

from __future__ import annotations

from datetime import datetime

from operator_app.domain.bodies import ConsentGiven, ConsentWithdrawn, DocumentAdded
from operator_app.domain.case import Case, Consent, ConsentState
from operator_app.domain.service import Service
from operator_app.domain.terms import sofia_day

from .attachments import BY_QES, SIGNED, attach
from .draft import OTHER_PARENT, OWNER
from .words import CONSENT_WITHDRAWN

_DECLARATIONS = {OWNER: "owner_consent", OTHER_PARENT: "parent_consent"}


def signed(case: Case, service: Service, role: str, at: datetime) -> ConsentGiven:
    """The body of `consent.signed`. Raises KeyError where the case has no such party."""
    party = case.party(role)
    if party is None:
        raise KeyError(role)
    ground = service.roles[role].consent
    consent = Consent(ConsentState.GIVEN, at, ground, source="portal", proof="signed", signer=party.person.name)
    return ConsentGiven(role, consent)


def declaration(case: Case, role: str, at: datetime, seed: int) -> DocumentAdded:
    """The signed paper that goes with it."""
    kind = _DECLARATIONS[role]
    facts = {"signed_on": sofia_day(at).isoformat(), SIGNED: BY_QES}
    return DocumentAdded(attach(case.id, kind, at, seed, facts=facts, turn=len(case.documents_of(kind))))


def withdrawn(role: str) -> ConsentWithdrawn:
    return ConsentWithdrawn(role, CONSENT_WITHDRAWN)
