"""SIMULATOR: the parties of an application, as the citizen names them and as far as they have proved who they are."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

from operator_app.domain.case import Consent, ConsentState, Identification, Party
from operator_app.domain.person import Person
from operator_app.domain.service import Service
from sync.central.simulators.town import Town

from .draft import APPLICANT, CHILD, OTHER_PARENT, OWNER, Draft
from .flaws import Flaw

_WAYS = (
    Identification("eauth", "high"),
    Identification("eauth", "substantial"),
    Identification("qes", "high"),
    Identification("eid", "high"),
)
_SIGNATURE = Identification("qes", "high")
_GROWN_BY = 11  # years


def parties(draft: Draft, town: Town) -> tuple[Party, ...]:
    """Those whom the applicant type asks for and whom there are, in the order of the service's data."""
    made = {
        APPLICANT: _applicant,
        OWNER: _owner,
        CHILD: _child,
        OTHER_PARENT: _other_parent,
    }
    found = (made[role](draft, town) for role in draft.service.types[draft.applicant_type].parties)
    return tuple(party for party in found if party is not None)


def applicant_of(draft: Draft, town: Town) -> str:
    """The id of who files: the one who moves, or a stranger."""
    if not draft.has(Flaw.NOT_PARENT):
        return draft.move.applicant_id
    family = {draft.move.applicant_id, draft.move.other_parent_id, *draft.move.owners}
    strangers = [m.applicant_id for m in town.moves if m.applicant_type == "tenant" and m.applicant_id not in family]
    return random.Random(draft.seed).choice(strangers)


def owner_of(draft: Draft, town: Town) -> str:
    """Who is named as owner: the applicant themselves where they own, else who let the dwelling."""
    move = draft.move
    if move.applicant_id in move.owners:
        return move.applicant_id
    owner = move.landlord_id or move.owners[0]
    if draft.has(Flaw.CONSENT_BY_OTHER):
        return town.registers.spouse(owner, town.on) or owner
    return owner


def consent(service: Service, role: str, signer: str, draft: Draft) -> Consent:
    """A declaration signed electronically some hours before the application was filed."""
    hours = 2 + draft.seed % 40
    at, ground = draft.filed_at - timedelta(hours=hours), service.roles[role].consent
    return Consent(ConsentState.GIVEN, at, ground, source="portal", proof="signed", signer=signer)


def _applicant(draft: Draft, town: Town) -> Party:
    person = town.party(applicant_of(draft, town))
    if draft.has(Flaw.OTHER_NAME):
        person = _misnamed(person)
    if draft.has(Flaw.MISTYPED_NUMBER):
        person = replace(person, identifier=replace(person.identifier, value=person.identifier.value[:9]))
    proof: Identification | None = _WAYS[draft.seed % len(_WAYS)]
    if draft.has(Flaw.LOW_IDENTITY):
        proof = Identification("eauth", "low")
    if draft.has(Flaw.NO_IDENTITY):
        proof = None
    return Party(APPLICANT, person, proof, signed=not draft.has(Flaw.UNSIGNED))


def _misnamed(person: Person) -> Person:
    """The father's name left out, or given and family name changed places."""
    if person.father:
        return replace(person, father="")
    return replace(person, given=person.family, family=person.given)


def _owner(draft: Draft, town: Town) -> Party:
    person = town.party(owner_of(draft, town))
    if draft.at_home:
        return Party(OWNER, person, _SIGNATURE)
    if draft.has(Flaw.NO_CONSENT):
        return Party(OWNER, person)
    return Party(OWNER, person, _SIGNATURE, consent=consent(draft.service, OWNER, person.name, draft))


def _child(draft: Draft, town: Town) -> Party:
    person = town.party(draft.move.subject_id)
    if draft.has(Flaw.CHILD_AGE_UNKNOWN):
        person = replace(person, birth_date=None)
    elif draft.has(Flaw.CHILD_GROWN) and person.birth_date is not None:
        person = replace(person, birth_date=person.birth_date.replace(year=person.birth_date.year - _GROWN_BY, day=1))
    return Party(CHILD, person)


def _other_parent(draft: Draft, town: Town) -> Party | None:
    """Not named where a court has decided: nothing is asked of them then."""
    if draft.move.other_parent_id is None or draft.by_court:
        return None
    person = town.party(draft.move.other_parent_id)
    if draft.has(Flaw.NO_PARENT_CONSENT):
        return Party(OTHER_PARENT, person)
    return Party(OTHER_PARENT, person, _SIGNATURE, consent=consent(draft.service, OTHER_PARENT, person.name, draft))
