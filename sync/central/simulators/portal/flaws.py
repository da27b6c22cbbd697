"""SIMULATOR: what goes wrong on the citizens' way to an application."""

from __future__ import annotations

from enum import StrEnum


class Flaw(StrEnum):
    """One thing that is missing, wrong or unclear in an application as it was filed."""

    UNSIGNED = "unsigned"
    LOW_IDENTITY = "low_identity"
    NO_IDENTITY = "no_identity"
    OTHER_NAME = "other_name"  # the form has another name than the register
    MISTYPED_NUMBER = "mistyped_number"  # a digit of the ЕГН or ЛНЧ is lost
    NO_DEED = "no_deed"
    NOT_OWNER = "not_owner"  # a tenant takes themselves for an owner
    NO_TENANCY = "no_tenancy"
    TENANCY_ENDED = "tenancy_ended"
    TENANCY_UNDATED = "tenancy_undated"  # the dates were not typed in; they are on the paper
    NO_CONSENT = "no_consent"  # the owner has not consented yet
    CONSENT_BY_OTHER = "consent_by_other"  # the owner's husband or wife consented, who owns nothing
    NO_PARENT_CONSENT = "no_parent_consent"
    NO_COURT_PAPER = "no_court_paper"  # „има съдебно решение“, and it is not attached
    NOT_PARENT = "not_parent"  # somebody who is no parent files for the child
    CHILD_AGE_UNKNOWN = "child_age_unknown"
    CHILD_GROWN = "child_grown"  # a wrong year of birth makes the child an adult
