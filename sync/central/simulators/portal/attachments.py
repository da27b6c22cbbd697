"""SIMULATOR: the papers attached to an application, told and not yet made.

A document's facts hold what its issuer states (`valid_from`, `valid_until`, `signed_on`: ISO dates) and, under names
that begin with `sample_`, how its sample paper is to look; `papers` makes it from them when somebody first asks.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from operator_app.domain.case import Document
from operator_app.domain.terms import sofia_day
from sync.central.simulators import papers
from sync.central.simulators.town import Town

from .draft import OWNER, Draft, permanent
from .flaws import Flaw

LOOK, SEED, UNSIGNED, SIGNED = "sample_look", "sample_seed", "sample_unsigned", "sample_signed_how"
PDF, JPEG = "application/pdf", "image/jpeg"
PAPER_OF = {"other": "property_certificate"}  # where a kind of the service has a sample paper of another name
BY_QES = "подписано с квалифициран електронен подпис"
_ONE_PAGE = frozenset(
    {"owner_consent", "parent_consent", "birth_certificate", "property_certificate", "application", "address_card"}
)
_PHOTOGRAPHED = 0.1  # most papers come as files with text; scans are slow to make and to send
_SCANNED = 0.05


def attachments(draft: Draft, town: Town) -> tuple[Document, ...]:
    """What the citizen attaches, without what the flaws leave out."""
    rng = random.Random(draft.seed)
    return tuple(
        attach(draft.case, kind, draft.filed_at, rng.randrange(1_000_000), facts=_stated(draft, kind, town))
        for kind in _kinds(draft)
    )


def attach(
    case: str,
    kind: str,
    at: datetime,
    seed: int,
    *,
    facts: Mapping[str, str] | None = None,
    by: str = "",
    turn: int = 0,
) -> Document:
    """A document whose bytes are made later. `turn` counts documents of one kind in one case."""
    stated = {SEED: str(seed), LOOK: _look(kind, seed), **(facts or {})}
    name, media_type = _file(kind, stated[LOOK])
    return Document(document_id(case, kind, turn), kind, media_type, at, name=name, by=by, facts=stated)


def document_id(case: str, kind: str, turn: int = 0) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{case}/{kind}/{turn}"))


def _look(kind: str, seed: int) -> str:
    """Scans only of papers of one page: a longer one costs seconds to wear."""
    chance = random.Random(seed).random()
    if PAPER_OF.get(kind, kind) not in _ONE_PAGE or kind in ("application", "address_card"):
        return "pdf"
    return "poor_scan" if chance < _PHOTOGRAPHED else "scan" if chance < _PHOTOGRAPHED + _SCANNED else "pdf"


def _file(kind: str, look: str) -> tuple[str, str]:
    """The name and media type that the paper will have."""
    paper = PAPER_OF.get(kind, kind)
    stem = papers.KINDS[paper].file
    if look == "pdf":
        return f"{stem}.pdf", PDF
    if look == "poor_scan" and paper in _ONE_PAGE:
        return f"{stem}.jpg", JPEG
    return f"{stem}-скан.pdf", PDF


def _kinds(draft: Draft) -> Iterator[str]:
    move = draft.move
    for kind in draft.service.types[draft.applicant_type].documents:
        match kind:
            case "title_deed" if draft.has(Flaw.NO_DEED):
                continue
            case "tenancy" if draft.has(Flaw.NO_TENANCY):
                continue
            case "owner_consent" if draft.has(Flaw.NO_CONSENT):
                continue
            case "parent_consent" if draft.by_court or draft.has(Flaw.NO_PARENT_CONSENT):
                continue
        yield kind
    if not draft.for_child:
        if OWNER in draft.service.types[draft.applicant_type].parties and not draft.has(Flaw.NO_CONSENT):
            yield "title_deed"  # the landlord's, beside the consent
        return
    yield "title_deed"
    if move.court_decision and not draft.has(Flaw.NO_COURT_PAPER):
        yield "court_decision"
    if not draft.at_home and not draft.has(Flaw.NO_CONSENT):
        yield "owner_consent"


def _stated(draft: Draft, kind: str, town: Town) -> Mapping[str, str]:
    """What the issuer states, and who has not signed."""
    filed = sofia_day(draft.filed_at)
    match kind:
        case "application" | "address_card":
            if not draft.has(Flaw.UNSIGNED):
                return {SIGNED: BY_QES}
            return {UNSIGNED: "applicant" if permanent(draft.service) else "person"}
        case "owner_consent" | "parent_consent":
            return {"signed_on": (filed - timedelta(days=1)).isoformat(), SIGNED: BY_QES}
        case "tenancy":
            return {} if draft.has(Flaw.TENANCY_UNDATED) else _term(*tenancy_term(draft, town, filed))
        case _:
            return {}


def _term(begins: date, ends: date) -> Mapping[str, str]:
    return {"valid_from": begins.isoformat(), "valid_until": ends.isoformat()}


def tenancy_term(draft: Draft, town: Town, on: date) -> tuple[date, date]:
    """First and last day of the contract; an ended one ran out some weeks before."""
    found = town.registers.tenancy(draft.move.dwelling_id, draft.move.applicant_id, town.on)
    begins = found.since if found else on - timedelta(days=20)
    ends = (found.until if found else begins + timedelta(days=366)) - timedelta(days=1)
    if draft.has(Flaw.TENANCY_ENDED):
        ends = on - timedelta(days=12 + draft.seed % 30)
        begins = ends - timedelta(days=364)
    return begins, ends
