"""SIMULATOR: facts of the papers about a child and its parents."""

from __future__ import annotations

from datetime import date

from operator_app.domain.address import Address
from sync.central.simulators.people import DemoDwelling, DemoPerson, address

from .words import Facts, child_words, day, full, named


def parent_consent(
    declarant: DemoPerson,
    declarant_home: Address | None,
    parent: DemoPerson,
    child: DemoPerson,
    home: DemoDwelling,
    *,
    address_kind: str,
    signed_on: date,
) -> Facts:
    return {
        **full("declarant", declarant, declarant_home),
        **named("parent", parent),
        **child_words(child),
        "address_kind": address_kind,
        "dwelling_address": address(home).full,
        "signed_on": day(signed_on),
    }


def birth_certificate(child: DemoPerson, mother: DemoPerson, father: DemoPerson | None, *, district: str) -> Facts:
    """`district` in words: who issued it."""
    words = {
        **child_words(child),
        "child_sex": "мъжки" if child.sex == "m" else "женски",
        "child_birth_place": child.birth_place,
        "child_citizenship": child.country,
        **_parent("mother", mother),
        "act_number": f"{child.born.timetuple().tm_yday * 7 % 1900 + 12:04d}",
        "act_date": day(child.born),
        "issued_on": day(child.born),
        "issued_by": f"район „{district}“",
    }
    return words | (_parent("father", father) if father else {})


def court_decision(
    claimant: DemoPerson,
    respondent: DemoPerson,
    child: DemoPerson,
    home: DemoDwelling,
    *,
    case_number: str,
    decided_on: date,
    in_force_on: date,
) -> Facts:
    """The claimant gets the parental rights; the child lives in `home`."""
    return {
        **named("claimant", claimant),
        "claimant_role": _role(claimant),
        **named("respondent", respondent),
        "respondent_role": _role(respondent),
        **child_words(child),
        "home_address": address(home).full,
        "decision_number": str(int(case_number.split("/", maxsplit=1)[0]) % 19000 + 200),
        "decision_date": day(decided_on),
        "case_number": case_number,
        "in_force_on": day(in_force_on),
    }


def _parent(prefix: str, parent: DemoPerson) -> Facts:
    return {**named(prefix, parent), f"{prefix}_born": day(parent.born), f"{prefix}_citizenship": parent.country}


def _role(parent: DemoPerson) -> str:
    return "майката" if parent.sex == "f" else "бащата"
