"""SIMULATOR: which questions a case asks of the registers: those whose answers its checks read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from operator_app.domain.checks.people import KINSHIP, PERSON
from operator_app.domain.checks.place import ADDRESS, PROPERTY
from operator_app.domain.service import Param, Service

PERMANENT = "permanent_address"
CURRENT = "current_address"


@dataclass(frozen=True, order=True)
class Question:
    """`subject` is a role of the case, or the key of one of its fields."""

    query: str
    subject: str


Params = Mapping[str, Param]

# A check of the domain → what it reads of the registers.
_READS: Mapping[str, Callable[[Params], Question]] = {
    "identity_confirmed": lambda params: Question(PERSON, str(params["role"])),
    "parent_of": lambda params: Question(KINSHIP, str(params["child"])),
    "in_classifier": lambda params: Question(ADDRESS, str(params["field"])),
    "owner_of": lambda params: Question(PROPERTY, str(params["field"])),
    "is_home": lambda params: Question(PROPERTY, str(params["field"])),
    "within_limit": lambda params: Question(PROPERTY, str(params["field"])),
    "same_as_register": lambda params: Question(str(params.get("query", PERMANENT)), str(params["role"])),
}


def questions(service: Service, applicant_type: str) -> tuple[Question, ...]:
    """Each once, in the order of the checks."""
    found: dict[Question, None] = {}
    for key in service.types[applicant_type].checks:
        definition = service.checks[key]
        reads = _READS.get(definition.function)
        if reads is not None:
            found[reads(definition.params)] = None
    return tuple(found)
