"""SIMULATOR of the portal and of the citizens behind it.

An application is a `Draft`: who moves where, under which service, with which flaws; `filed` makes the body of
`case.filed` of it. Papers are told at filing and made when somebody first asks (`DocumentMaker`). Owners and other
parents sign consents on the portal or hold them as sealed codes (`Seals`).
"""

from __future__ import annotations

from .application import filed
from .draft import APPLICANT, CHILD, OTHER_PARENT, OWNER, Draft, permanent
from .flaws import Flaw
from .maker import DocumentMaker
from .seals import Sample, Seals, Worth
from .told import NotOfThisTown

__all__ = [
    "APPLICANT",
    "CHILD",
    "OTHER_PARENT",
    "OWNER",
    "DocumentMaker",
    "Draft",
    "Flaw",
    "NotOfThisTown",
    "Sample",
    "Seals",
    "Worth",
    "filed",
    "permanent",
]
