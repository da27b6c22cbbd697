"""Checks about persons: who they are, how old, whose parent, who agreed and who signed."""

from __future__ import annotations

from operator_app.domain.case import ConsentState
from operator_app.domain.identifiers import Digit
from operator_app.domain.person import same_name
from operator_app.domain.terms import sofia_day

from .finding import Facts, Finding, check, no, reason, undetermined, yes

PERSON = "person"
KINSHIP = "kinship"

PARTY_MISSING = reason("party_missing")
REGISTER_SILENT = reason("register_silent")
NEEDS_PERSON = reason("needs_person")
IDENTIFIED = reason("identified")
IDENTIFIED_LOW = reason("identified_low")
NOT_IDENTIFIED = reason("not_identified")
NAME_DIFFERS = reason("name_differs")
PERSON_UNKNOWN = reason("person_unknown")
PERSON_DEAD = reason("person_dead")
NUMBER_SOUND = reason("number_sound")
NUMBER_DOUBTFUL = reason("number_doubtful")
NUMBER_MALFORMED = reason("number_malformed")
IS_PARENT = reason("is_parent")
NOT_PARENT = reason("not_parent")
BELOW_AGE = reason("below_age")
NOT_BELOW_AGE = reason("not_below_age")
AGE_UNKNOWN = reason("age_unknown")
CONSENT_GIVEN = reason("consent_given")
CONSENT_MISSING = reason("consent_missing")
CONSENT_WITHDRAWN = reason("consent_withdrawn")
CONSENT_NOT_ASKED = reason("consent_not_asked")
CONSENT_OWN = reason("consent_own")
SIGNED = reason("signed")
NOT_SIGNED = reason("not_signed")

LEVELS = ("low", "substantial", "high")


@check
def clerk_decides(facts: Facts) -> Finding:
    """Only a person can say: a look at the papers or at the citizen."""
    return undetermined(NEEDS_PERSON)


@check
def identity_confirmed(facts: Facts, *, role: str, level: str = "substantial") -> Finding:
    """The party identified themselves at least at `level`, and the register knows them by the same name."""
    party = facts.case.party(role)
    if party is None:
        return no(PARTY_MISSING, role=role)
    answer = facts.case.register(PERSON, role)
    if answer is None or answer.found is None:
        return undetermined(REGISTER_SILENT)
    if not answer.found:
        return no(PERSON_UNKNOWN)
    if answer.facts.get("dead"):
        return no(PERSON_DEAD)
    if not same_name(str(answer.facts.get("name", "")), party.person.name):
        return no(NAME_DIFFERS, register=str(answer.facts.get("name", "")))
    proof = party.identification
    if proof is None:
        return undetermined(NOT_IDENTIFIED)
    if LEVELS.index(proof.level) < LEVELS.index(level):
        return undetermined(IDENTIFIED_LOW, source=proof.source)
    return yes(IDENTIFIED, source=proof.source)


@check
def number_sound(facts: Facts, *, role: str) -> Finding:
    """The check digit of the party's ЕГН or ЛНЧ. A wrong digit is a warning for a person to look at, never a
    refusal.
    """
    party = facts.case.party(role)
    if party is None:
        return no(PARTY_MISSING, role=role)
    match party.person.identifier.digit(facts.environment):
        case Digit.SOUND:
            return yes(NUMBER_SOUND)
        case Digit.DOUBTFUL:
            return undetermined(NUMBER_DOUBTFUL)
        case Digit.MALFORMED:
            return no(NUMBER_MALFORMED)


@check
def parent_of(facts: Facts, *, parent: str, child: str) -> Finding:
    """„Справка за родственост“: the register names the party as father, mother or adopter of the child."""
    party, young = facts.case.party(parent), facts.case.party(child)
    if party is None or young is None:
        return no(PARTY_MISSING, role=parent if party is None else child)
    answer = facts.case.register(KINSHIP, child)
    if answer is None or answer.found is None:
        return undetermined(REGISTER_SILENT)
    for relation in ("mother", "father", "adopter"):
        if answer.facts.get(relation) == party.person.identifier.value:
            return yes(IS_PARENT, relation=relation)
    return no(NOT_PARENT)


@check
def below_age(facts: Facts, *, role: str, years: int) -> Finding:
    """Age comes from the register; the ЕГН only confirms it."""
    party = facts.case.party(role)
    if party is None:
        return no(PARTY_MISSING, role=role)
    age = party.person.age_on(facts.today)
    if age is None:
        return undetermined(AGE_UNKNOWN)
    return yes(BELOW_AGE, age=age) if age < years else no(NOT_BELOW_AGE, age=age)


@check
def consent_given(facts: Facts, *, role: str, waived_by: str = "", waivers: tuple[str, ...] = ()) -> Finding:
    """The party's consent is there. `waived_by` names a field whose value, one of `waivers`, makes it unnecessary;
    whether the paper behind the waiver is there is another check's business.
    """
    if waived_by and facts.case.fields.get(waived_by) in waivers:
        return yes(CONSENT_NOT_ASKED)
    party = facts.case.party(role)
    if party is None:
        return no(PARTY_MISSING, role=role)
    applicant = facts.case.applicant
    if applicant is not None and role != applicant.role and party.person.identifier == applicant.person.identifier:
        return yes(CONSENT_OWN)
    if party.consent is None:
        return no(CONSENT_MISSING)
    if party.consent.state is ConsentState.WITHDRAWN:
        return no(CONSENT_WITHDRAWN, day=sofia_day(party.consent.at).isoformat())
    return yes(CONSENT_GIVEN, day=sofia_day(party.consent.at).isoformat())


@check
def signed_by(facts: Facts, *, role: str) -> Finding:
    """The application itself carries the party's signature, valid when it was made (the portal checked the QES)."""
    party = facts.case.party(role)
    if party is None:
        return no(PARTY_MISSING, role=role)
    return yes(SIGNED) if party.signed else no(NOT_SIGNED)
