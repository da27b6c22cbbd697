"""SIMULATOR: one application that a citizen is about to file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from operator_app.domain.service import Service
from sync.central.simulators.people import Move

from .flaws import Flaw

APPLICANT, OWNER, CHILD, OTHER_PARENT = "applicant", "owner", "child", "other_parent"


@dataclass(frozen=True)
class Draft:
    """`applicant_type` may differ from the move's: a tenant who takes themselves for an owner. `seed` decides the looks
    of the papers and the ways of identification.
    """

    case: str
    number: str
    office: str
    service: Service
    applicant_type: str
    move: Move
    filed_at: datetime
    flaws: frozenset[Flaw] = frozenset()
    seed: int = 0

    @property
    def for_child(self) -> bool:
        return CHILD in self.service.types[self.applicant_type].parties

    @property
    def by_court(self) -> bool:
        """A court has decided on parental rights, or the applicant says so."""
        return self.move.court_decision or self.has(Flaw.NO_COURT_PAPER)

    @property
    def at_home(self) -> bool:
        """Whether the applicant owns the dwelling: nobody consents to their own application."""
        return self.move.applicant_id in self.move.owners and not self.has(Flaw.NOT_PARENT)

    def has(self, flaw: Flaw) -> bool:
        return flaw in self.flaws


def permanent(service: Service) -> bool:
    """Whether the service is about permanent addresses: those are asked for by an application, current ones by a
    card.
    """
    return "application" in service.documents
