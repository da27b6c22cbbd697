"""Checks about documents: whether the right one is there and still in force. What a paper *says* is for a person to
read.
"""

from __future__ import annotations

from datetime import date

from .finding import Facts, Finding, check, no, reason, undetermined, yes

DOCUMENT_THERE = reason("document_there")
DOCUMENT_MISSING = reason("document_missing")
DOCUMENT_NOT_ASKED = reason("document_not_asked")
IN_FORCE = reason("in_force")
EXPIRED = reason("expired")
NO_DATES = reason("no_dates")


@check
def document_there(facts: Facts, *, kinds: tuple[str, ...], only_if: str = "", values: tuple[str, ...] = ()) -> Finding:
    """At least one document of the kinds is attached. With `only_if` it is asked for only where that field has one of
    `values`.
    """
    if only_if and facts.case.fields.get(only_if) not in values:
        return yes(DOCUMENT_NOT_ASKED)
    found = facts.case.documents_of(*kinds)
    return yes(DOCUMENT_THERE, count=len(found)) if found else no(DOCUMENT_MISSING)


@check
def in_force(facts: Facts, *, kinds: tuple[str, ...]) -> Finding:
    """The newest document of the kinds has begun and has not ended, by the dates its issuer states."""
    found = facts.case.documents_of(*kinds)
    if not found:
        return no(DOCUMENT_MISSING)
    stated = max(found, key=lambda d: d.added_at).facts
    begins, ends = _day(stated.get("valid_from")), _day(stated.get("valid_until"))
    if ends is None or begins is None:
        return undetermined(NO_DATES)
    if facts.today > ends or facts.today < begins:
        return no(EXPIRED, day=ends.isoformat())
    return yes(IN_FORCE, day=ends.isoformat())


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
