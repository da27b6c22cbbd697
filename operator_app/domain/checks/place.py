"""Checks about the dwelling: the classifier, the district, the owner, how many may live there."""

from __future__ import annotations

from operator_app.domain.address import Address

from .finding import Facts, Finding, check, no, reason, undetermined, yes
from .people import PARTY_MISSING, REGISTER_SILENT

ADDRESS = "address"
PROPERTY = "property"

ADDRESS_MISSING = reason("address_missing")
IN_CLASSIFIER = reason("in_classifier")
NOT_IN_CLASSIFIER = reason("not_in_classifier")
IN_DISTRICT = reason("in_district")
OTHER_DISTRICT = reason("other_district")
IS_OWNER = reason("is_owner")
NOT_OWNER = reason("not_owner")
PROPERTY_UNKNOWN = reason("property_unknown")
IS_HOME = reason("is_home")
NOT_HOME = reason("not_home")
WITHIN_LIMIT = reason("within_limit")
OVER_LIMIT = reason("over_limit")
LIMIT_UNKNOWN = reason("limit_unknown")
SAME_ADDRESS = reason("same_address")
OTHER_ADDRESS = reason("other_address")


@check
def in_classifier(facts: Facts, *, field: str) -> Finding:
    """The address is in НКНПА. One that is not there is a longer way (чл. 89 ЗГР), not a refusal."""
    if facts.case.address(field) is None:
        return no(ADDRESS_MISSING)
    answer = facts.case.register(ADDRESS, field)
    if answer is None or answer.found is None:
        return undetermined(REGISTER_SILENT)
    return yes(IN_CLASSIFIER) if answer.found else undetermined(NOT_IN_CLASSIFIER)


@check
def in_district(facts: Facts, *, field: str) -> Finding:
    """The address decides which district is competent (чл. 92, ал. 1 ЗГР)."""
    address: Address | None = facts.case.address(field)
    if address is None:
        return no(ADDRESS_MISSING)
    if address.district != facts.case.office:
        return no(OTHER_DISTRICT, district=address.district_name)
    return yes(IN_DISTRICT, district=address.district_name)


@check
def owner_of(facts: Facts, *, role: str, field: str) -> Finding:
    """Имотен регистър names the party among the owners of the dwelling; any one co-owner is enough."""
    party = facts.case.party(role)
    if party is None:
        return no(PARTY_MISSING, role=role)
    answer = facts.case.register(PROPERTY, field)
    if answer is None or answer.found is None:
        return undetermined(REGISTER_SILENT)
    if not answer.found:
        return undetermined(PROPERTY_UNKNOWN)
    owners = str(answer.facts.get("owners", "")).split()
    if party.person.identifier.value in owners:
        return yes(IS_OWNER, owners=len(owners))
    return no(NOT_OWNER, owners=len(owners))


@check
def is_home(facts: Facts, *, field: str) -> Finding:
    """The property is registered as a dwelling and not as an atelier or an office."""
    answer = facts.case.register(PROPERTY, field)
    if answer is None or answer.found is None:
        return undetermined(REGISTER_SILENT)
    if not answer.found:
        return undetermined(PROPERTY_UNKNOWN)
    use = str(answer.facts.get("use", ""))
    return yes(IS_HOME) if use == "home" else no(NOT_HOME)


@check
def within_limit(facts: Facts, *, field: str, factor: int = 2) -> Finding:
    """Чл. 92 ЗГР: at most `factor` times the persons that usually inhabit the dwelling. How that number is computed is
    not confirmed, so going over it is a warning for a person and never a „не“ by machine.
    """
    answer = facts.case.register(PROPERTY, field)
    if answer is None or answer.found is None:
        return undetermined(REGISTER_SILENT)
    usual, present = answer.facts.get("usual_persons"), answer.facts.get("registered")
    if not isinstance(usual, int) or not isinstance(present, int):
        return undetermined(LIMIT_UNKNOWN)
    if present + 1 > factor * usual:
        return undetermined(OVER_LIMIT, present=present, limit=factor * usual)
    return yes(WITHIN_LIMIT, present=present, limit=factor * usual)


@check
def same_as_register(facts: Facts, *, field: str, role: str, query: str = "permanent_address") -> Finding:
    """The address asked for is the registered one of a party (a minor's permanent address is that of a parent)."""
    address = facts.case.address(field)
    if address is None:
        return no(ADDRESS_MISSING)
    answer = facts.case.register(query, role)
    if answer is None or answer.found is None:
        return undetermined(REGISTER_SILENT)
    if answer.facts.get("dwelling") == "|".join(address.dwelling):
        return yes(SAME_ADDRESS)
    return no(OTHER_ADDRESS)
