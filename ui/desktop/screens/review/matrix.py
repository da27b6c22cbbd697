"""From the party matrix of a case to what the table shows. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from operator_app.domain.review import Cell, CellState, MatrixRow
from operator_app.domain.service import Service
from operator_app.services.views import CaseView
from ui.desktop.widgets.party_matrix import PartyView
from ui.desktop.widgets.status import Status
from ui.words import N_, _, language

LEVELS = {"low": N_("ниско"), "substantial": N_("значително"), "high": N_("високо")}
SOURCES = {
    "eauth": N_("еАвт"),
    "qes": N_("КЕП"),
    "eid": N_("ел. самоличност"),
    "counter": N_("на гише"),
    "register": N_("по НБД"),
    "portal": N_("от портала"),
    "seal": N_("сканирано"),
}


def views(
    rows: tuple[MatrixRow, ...], service: Service, today: date, shown: Mapping[str, str]
) -> tuple[PartyView, ...]:
    """`shown`: the full ЕГН of parties whose number was asked to be shown, by role."""
    return tuple(_view(row, service, today, shown) for row in rows)


def _view(row: MatrixRow, service: Service, today: date, shown: Mapping[str, str]) -> PartyView:
    role = row.role.title.in_(language())
    party = row.party
    cells = (
        _status(row.identity, _identity(row.identity), _("не е доказана")),
        _status(row.signature, _("подписано"), _("липсва")),
        _status(row.consent, _consent(row.consent, service), _("липсва")),
        _status(row.document, _("приложен"), _("липсва")),
    )
    if party is None:
        return PartyView(row.role.key, _("не е посочено"), role, "", cells)
    number = shown.get(row.role.key, party.person.identifier.masked)
    return PartyView(row.role.key, party.person.short_name, _role(row, today), number, cells, _notes(row, service))


def _role(row: MatrixRow, today: date) -> str:
    """A child's age belongs to what it is asked for."""
    words = row.role.title.in_(language())
    age = row.party.person.age_on(today) if row.party else None
    return _("{role}, {age} г.").format(role=words, age=age) if age is not None and age < 18 else words


def _status(cell: Cell, there: str, missing: str) -> Status:
    match cell.state:
        case CellState.THERE:
            return Status("s-ok", there, "success")
        case CellState.MISSING:
            return Status("s-stop", missing, "danger", loud=True)
        case CellState.WITHDRAWN:
            return Status("s-stop", _("оттеглено"), "danger", loud=True)
        case CellState.NOT_ASKED:
            return Status("s-none", _("не се иска"))


def _identity(cell: Cell) -> str:
    """„еАвт, високо“"""
    source, level = cell.params.get("source", ""), cell.params.get("level", "")
    parts = (_(SOURCES[source]) if source in SOURCES else source, _(LEVELS[level]) if level in LEVELS else level)
    return ", ".join(part for part in parts if part)


def _consent(cell: Cell, service: Service) -> str:
    """By what right it was given: the citation without the name of the act, which the checks say in full."""
    basis = service.bases.get(cell.params.get("ground", ""))
    return basis.citation.replace(" ЗГР", "") if basis else _("дадено")


def _notes(row: MatrixRow, service: Service) -> tuple[str, str, str, str]:
    consent = row.party.consent if row.party else None
    source = SOURCES.get(consent.source) if consent else None
    basis = service.bases.get(consent.ground) if consent else None
    parts = (basis.citation if basis else "", _(source) if source else "")
    return ("", "", ", ".join(part for part in parts if part), "")


ABOUT = {1: "identity_confirmed", 2: "signed_by", 3: "consent_given"}
"""Which check of a person a column of the matrix stands for."""
DOCUMENT = 4


def behind(view: CaseView, role: str, column: int) -> tuple[str, str]:
    """The id of the paper behind a cell, or the id of the check about it; empty where there is none."""
    declared = view.service.roles.get(role)
    if declared is not None and column == DOCUMENT:
        papers = view.case.documents_of(*declared.document)
        return (max(papers, key=lambda one: one.added_at).id, "") if papers else ("", "")
    about = ABOUT.get(column, "")
    found = (
        one.id for one in view.results if one.definition.function == about and one.definition.params.get("role") == role
    )
    return "", next(found, "")
