"""SIMULATOR: what a citizen sends when a case comes back with instructions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from operator_app.domain.bodies import CitizenAnswered
from operator_app.domain.case import Case, Document
from operator_app.domain.service import CheckDef, Service
from operator_app.domain.terms import sofia_day

from .attachments import BY_QES, SIGNED, attach
from .words import ANSWERS

_TERM = timedelta(days=364)


def answer(case: Case, service: Service, at: datetime, seed: int) -> CitizenAnswered:
    """Papers for each instruction that a paper can meet; the rest is words."""
    kinds = dict.fromkeys(
        kind
        for instruction in case.instructions
        if (kind := _paper_for(service.checks[instruction.check], service)) is not None
    )
    papers = tuple(_paper(case, kind, at, seed + place) for place, kind in enumerate(kinds))
    return CitizenAnswered(ANSWERS[seed % len(ANSWERS)], papers)


def _paper_for(definition: CheckDef, service: Service) -> str | None:
    """The kind of document that answers a „не“ of this check, or None."""
    kinds = definition.params.get("kinds")
    if isinstance(kinds, tuple) and kinds:
        return kinds[0]
    if definition.function == "signed_by":
        return definition.evidence
    kind = _MENDS.get(definition.function)
    return kind if kind in service.documents else None


_MENDS: Mapping[str, str] = {
    "owner_of": "other",
    "is_home": "other",
    "within_limit": "other",
    "parent_of": "birth_certificate",
}


def _paper(case: Case, kind: str, at: datetime, seed: int) -> Document:
    turn = len(case.documents_of(kind))
    facts: dict[str, str] = {}
    today = sofia_day(at)
    if kind == "tenancy":
        begins = today - timedelta(days=10)
        facts = {"valid_from": begins.isoformat(), "valid_until": (begins + _TERM).isoformat()}
    elif kind in ("application", "address_card"):
        facts = {SIGNED: BY_QES}
    return attach(case.id, kind, at, seed, facts=facts, turn=turn)
