"""SIMULATOR: the stories from which the sandbox's first cases are made: who applies, what goes wrong, how far it has
come.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from operator_app.domain.checks.people import KINSHIP, PERSON
from operator_app.domain.checks.place import ADDRESS, PROPERTY
from sync.central.simulators.portal import Flaw


class Ending(StrEnum):
    """How far a case has come; each ends in the state of its name unless it says otherwise."""

    FRESH = "fresh"  # submitted, within the last hours
    SUBMITTED = "submitted"
    CONSENTED_LATER = "consented_later"  # submitted; the owner's consent came after the application
    WITHDREW_CONSENT = "withdrew_consent"  # submitted; the owner took the consent back
    PUT_BACK = "put_back"  # submitted again: a clerk began and put it back
    IN_REVIEW = "in_review"
    HALF_REVIEWED = "half_reviewed"  # in review, with a note and some answers
    RETURNED = "returned"
    ANSWERED = "answered"  # in review again, with what the citizen sent
    AWAITING_PAYMENT = "awaiting_payment"
    PAID = "paid"
    REGISTERED = "registered"
    CERTIFICATE_ISSUED = "certificate_issued"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"
    PASSED_ON = "passed_on"  # submitted at the competent office, which the centre enters it at


class Home(StrEnum):
    """What the dwelling is like."""

    SOUND = "sound"
    ATELIER = "atelier"  # not registered as a home
    UNKNOWN = "unknown"  # not in the classifier of addresses yet
    CROWDED = "crowded"  # the limit of persons is reached
    ELSEWHERE = "elsewhere"  # in another district than the office
    CHILD_ALONE = "child_alone"  # a child's: no parent is registered there yet


@dataclass(frozen=True)
class Story:
    """`filed`: working days ago (0: the last one before today). `silent`: queries that the registers did not answer.
    `service`: the number of the service, empty for either.
    """

    applicant_type: str
    ending: Ending
    filed: int
    flaws: frozenset[Flaw] = frozenset()
    home: Home = Home.SOUND
    silent: tuple[str, ...] = ()
    service: str = ""


def _tell(
    applicant_type: str, ending: Ending, *days: int, flaws: tuple[Flaw, ...] = (), home: Home = Home.SOUND,
    silent: tuple[str, ...] = (), service: str = "",
) -> Iterator[Story]:  # fmt: skip
    """The same story for each of the days."""
    for day in days:
        yield Story(applicant_type, ending, day, frozenset(flaws), home, silent, service)


OWNER, TENANT, PARENT = "owner", "tenant", "parent"
E, F, H = Ending, Flaw, Home


def open_stories() -> Iterator[Story]:
    """What waits for a clerk: clean cases, and each kind of „не“ and „неясно“."""
    yield from _tell(OWNER, E.FRESH, 0, 0)
    yield from _tell(TENANT, E.FRESH, 0, flaws=(F.NO_CONSENT,))
    yield from _tell(PARENT, E.FRESH, 0)
    yield from _tell(OWNER, E.SUBMITTED, 0, 1, 2, 4, 7)
    yield from _tell(TENANT, E.SUBMITTED, 0, 2, 5, flaws=(F.NO_CONSENT,))
    yield from _tell(TENANT, E.SUBMITTED, 1, 6)
    yield from _tell(PARENT, E.SUBMITTED, 0, 3)
    yield from _tell(PARENT, E.SUBMITTED, 1, 4, flaws=(F.NO_PARENT_CONSENT,))
    yield from _tell(OWNER, E.IN_REVIEW, 2)
    yield from _tell(TENANT, E.IN_REVIEW, 3, flaws=(F.NO_CONSENT,))
    yield from _tell(PARENT, E.IN_REVIEW, 3)
    yield from _owners_open()
    yield from _tenants_open()
    yield from _parents_open()


def _owners_open() -> Iterator[Story]:
    yield from _tell(OWNER, E.SUBMITTED, 3, flaws=(F.NO_DEED,))
    yield from _tell(OWNER, E.SUBMITTED, 5, flaws=(F.UNSIGNED,))
    yield from _tell(OWNER, E.SUBMITTED, 1, home=H.UNKNOWN)
    yield from _tell(OWNER, E.IN_REVIEW, 2, home=H.ATELIER)
    yield from _tell(OWNER, E.SUBMITTED, 2, silent=(PROPERTY,))
    yield from _tell(OWNER, E.SUBMITTED, 8, flaws=(F.LOW_IDENTITY,))
    yield from _tell(OWNER, E.SUBMITTED, 1, flaws=(F.OTHER_NAME,))
    yield from _tell(OWNER, E.SUBMITTED, 3, flaws=(F.MISTYPED_NUMBER,))
    yield from _tell(OWNER, E.IN_REVIEW, 1, flaws=(F.NOT_OWNER,))
    yield from _tell(OWNER, E.HALF_REVIEWED, 4, silent=(ADDRESS,))
    yield from _tell(OWNER, E.SUBMITTED, 0, home=H.ELSEWHERE)
    yield from _tell(OWNER, E.PUT_BACK, 3)


def _tenants_open() -> Iterator[Story]:
    yield from _tell(TENANT, E.SUBMITTED, 1, flaws=(F.NO_TENANCY,))
    yield from _tell(TENANT, E.SUBMITTED, 2, flaws=(F.TENANCY_ENDED,))
    yield from _tell(TENANT, E.SUBMITTED, 0, flaws=(F.TENANCY_UNDATED,))
    yield from _tell(TENANT, E.IN_REVIEW, 1, flaws=(F.CONSENT_BY_OTHER,))
    yield from _tell(TENANT, E.SUBMITTED, 2, home=H.CROWDED)
    yield from _tell(TENANT, E.CONSENTED_LATER, 3, flaws=(F.NO_CONSENT,))
    yield from _tell(TENANT, E.WITHDREW_CONSENT, 2)
    yield from _tell(TENANT, E.SUBMITTED, 1, flaws=(F.NO_IDENTITY,))
    yield from _tell(TENANT, E.HALF_REVIEWED, 5, silent=(PERSON,))


def _parents_open() -> Iterator[Story]:
    yield from _tell(PARENT, E.SUBMITTED, 1, flaws=(F.NO_COURT_PAPER,))
    yield from _tell(PARENT, E.SUBMITTED, 2, flaws=(F.NOT_PARENT,))
    yield from _tell(PARENT, E.SUBMITTED, 2, flaws=(F.CHILD_AGE_UNKNOWN,))
    yield from _tell(PARENT, E.SUBMITTED, 0, flaws=(F.CHILD_GROWN,))
    yield from _tell(PARENT, E.SUBMITTED, 5, silent=(KINSHIP,))
    yield from _tell(PARENT, E.SUBMITTED, 1, home=H.CHILD_ALONE, flaws=(F.NO_CONSENT,))


def moving_stories() -> Iterator[Story]:
    """What waits for the citizen, for money or for the entry."""
    yield from _tell(TENANT, E.RETURNED, 3, 4, flaws=(F.NO_CONSENT,))
    yield from _tell(OWNER, E.RETURNED, 3, flaws=(F.NO_DEED,))
    yield from _tell(PARENT, E.RETURNED, 4, flaws=(F.NO_PARENT_CONSENT,))
    yield from _tell(OWNER, E.ANSWERED, 6, flaws=(F.NO_DEED,))
    yield from _tell(TENANT, E.ANSWERED, 7, flaws=(F.TENANCY_ENDED,))
    yield from _tell(PARENT, E.ANSWERED, 6, flaws=(F.NO_COURT_PAPER,))
    yield from _tell(OWNER, E.AWAITING_PAYMENT, 3, 5)
    yield from _tell(TENANT, E.AWAITING_PAYMENT, 4)
    yield from _tell(PARENT, E.AWAITING_PAYMENT, 6)
    yield from _tell(OWNER, E.PAID, 5, 6)
    yield from _tell(TENANT, E.PAID, 5)
    yield from _tell(PARENT, E.PAID, 7)
    yield from _tell(OWNER, E.REGISTERED, 6)
    yield from _tell(TENANT, E.REGISTERED, 7)


def closed_stories() -> Iterator[Story]:
    """What is over."""
    yield from _tell(OWNER, E.CERTIFICATE_ISSUED, 6, 8, 10, 12)
    yield from _tell(TENANT, E.CERTIFICATE_ISSUED, 7, 9)
    yield from _tell(PARENT, E.CERTIFICATE_ISSUED, 8, 11)
    yield from _tell(OWNER, E.REFUSED, 8, home=H.ATELIER)
    yield from _tell(TENANT, E.REFUSED, 9, flaws=(F.NO_CONSENT,))
    yield from _tell(TENANT, E.WITHDRAWN, 5, flaws=(F.NO_CONSENT,))
    yield from _tell(OWNER, E.WITHDRAWN, 3)
    yield from _tell(TENANT, E.TERMINATED, 13, flaws=(F.NO_CONSENT,))
    yield from _tell(PARENT, E.TERMINATED, 14, flaws=(F.NO_PARENT_CONSENT,))
    yield from _tell(OWNER, E.PASSED_ON, 4, home=H.ELSEWHERE)


def all_stories() -> tuple[Story, ...]:
    """In the order in which a clerk wants to see them."""
    return (*open_stories(), *moving_stories(), *closed_stories())


def short_stories() -> tuple[Story, ...]:
    """One of each ending, and what is new of each applicant type: for an office that is looked at in passing."""
    found: dict[tuple[Ending, str], Story] = {}
    for story in all_stories():
        each = story.applicant_type if story.ending in (Ending.FRESH, Ending.SUBMITTED, Ending.IN_REVIEW) else ""
        found.setdefault((story.ending, each), story)
    return tuple(found.values())
