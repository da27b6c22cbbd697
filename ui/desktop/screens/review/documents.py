"""From the documents of a case to the tabs and the notes of the viewer. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from operator_app.services.views import DocumentView as Stored
from ui.desktop.views.moments import local
from ui.desktop.widgets.document.view import DocumentView
from ui.desktop.widgets.status import Status
from ui.words import N_, _, formats, language, sentences

PDF = "application/pdf"
BY = {"counter": N_("приложено на гише"), "clerk": N_("приложено от служител"), "centre": N_("издадено от центъра")}


def views(documents: tuple[Stored, ...], pages: Mapping[str, int]) -> list[DocumentView]:
    """`pages`: counted in files that were opened; until then what the application says."""
    return [_view(one, pages) for one in documents]


def _view(one: Stored, pages: Mapping[str, int]) -> DocumentView:
    added = _("добавен на {date}").format(date=formats.date(local(one.document.added_at).date()))
    known = pages.get(one.document.id, one.document.pages)
    return DocumentView(
        key=one.document.id,
        name=one.title.in_(language()),
        pages=known,
        state=_state(one),
        note=f"{_(BY[one.document.by])}, {added}" if one.document.by in BY else added,
        missing="" if one.here else missing(one),
    )


def _state(one: Stored) -> Status:
    if not one.here:
        return Status("s-wait", _("Още не е на този компютър"))
    if one.document.media_type == PDF:
        return Status("s-info", _("Електронен документ"), "info")
    return Status("s-info", _("Сканирано копие, без електронен подпис"), "info")


def missing(one: Stored) -> str:
    """Why it cannot be shown yet, how much of it is here, and when the rest comes."""
    if one.trouble:
        return str(sentences.told(one.trouble, {"have": one.have, "size": one.size}))
    come = _("Документът още не е изтеглен на този компютър.")
    if one.have and one.size:
        come = _("Документът още не е изтеглен докрай: тук са {have} от {size}.").format(
            have=formats.size(one.have), size=formats.size(one.size)
        )
    return come + " " + _("Идва сам, щом има връзка; дотогава можете да работите по останалото.")
