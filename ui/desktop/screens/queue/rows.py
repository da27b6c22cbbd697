"""From a row of the queue to a row of the table, and the tabs with their counts. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from operator_app.domain.case import Channel
from operator_app.services.views import Filter, QueueRow, Sort, Tab
from ui.desktop.views import states, terms
from ui.desktop.views.moments import local
from ui.desktop.widgets.badge import Mark
from ui.desktop.widgets.case_table.rows import CaseRow
from ui.desktop.widgets.empty import EmptyView
from ui.desktop.widgets.tabs import CountTab
from ui.words import N_, _, formats, language, ngettext

TABS = {
    Tab.NEW: N_("Нови"),
    Tab.MINE: N_("Мои"),
    Tab.CITIZEN: N_("Чакат гражданина"),
    Tab.PAYMENT: N_("Чакат плащане"),
    Tab.TO_REGISTER: N_("За вписване"),
    Tab.DUE: N_("Изтичат"),
    Tab.OPEN: N_("Всички открити"),
    Tab.CLOSED: N_("Приключени"),
}
SORTS = {
    Sort.DUE: N_("по срок"),
    Sort.NUMBER: N_("по номер"),
    Sort.APPLICANT: N_("по име"),
    Sort.SUBMITTED: N_("по подаване"),
}
SORT_COLUMNS = {Sort.DUE: "clock", Sort.NUMBER: "number", Sort.APPLICANT: "person"}
COLUMN_SORTS = {"clock": Sort.DUE, "number": Sort.NUMBER, "short": Sort.NUMBER, "person": Sort.APPLICANT}
LETTERS = 4  # of a service's first word where there is no room for all of it


def case_row(row: QueueRow, today: date) -> CaseRow:
    prefix, dash, last = row.number.rpartition("-")
    service = row.service_title.in_(language())
    return CaseRow(
        key=row.id,
        prefix=prefix + dash,
        number=last,
        filed=formats.short_moment(local(row.submitted_at)),
        person=compact(row.applicant),
        marks=_marks(row),
        address=row.address,
        service=first_word(service),
        service_short=short(service),
        kind=row.type_title.in_(language()),
        status=states.status(row.state, row.banner, row.unsent),
        clock=terms.clock(row.term, today),
        who=_("вие") if row.mine else initial(row.assignee),
        mine=row.mine,
    )


def _marks(row: QueueRow) -> tuple[Mark, ...]:
    kind = Mark(row.type_title.in_(language()), in_type=True)
    return (kind, Mark(_("на гише"))) if row.channel is Channel.COUNTER else (kind,)


def first_word(title: str) -> str:
    """„Настоящ“ for „Настоящ адрес“: the word by which clerks tell services apart."""
    return title.partition(" ")[0]


def compact(name: str) -> str:
    """„Елица П. Пейчева“: the family name, by which people are called, is not the part that gives way."""
    parts = name.split()
    return f"{parts[0]} {parts[1][0]}. {parts[2]}" if len(parts) == 3 else name


def initial(name: str) -> str:
    """„К. Вътев“: as colleagues sign."""
    given, _space, family = name.rpartition(" ")
    return f"{given[0]}. {family}" if given else name


def short(title: str) -> str:
    """„наст.“ where there is no room for the word."""
    first = first_word(title).lower()
    return first if len(first) <= LETTERS + 1 else f"{first[:LETTERS]}."


def tabs(counts: Mapping[Tab, int]) -> list[CountTab]:
    """Closed cases are not counted on the tab: their number says nothing about the day's work."""
    return [
        CountTab(tab.value, _(name), _figure(tab, counts), "warning" if tab is Tab.DUE else "")
        for tab, name in TABS.items()
    ]


def _figure(tab: Tab, counts: Mapping[Tab, int]) -> int | None:
    return None if tab is Tab.CLOSED else counts.get(tab)


def sort_words(chosen: Filter) -> str:
    """„Ред: по срок ↑“."""
    arrow = "↓" if chosen.descending else "↑"
    return _("Подредба: {sort} {arrow}").format(sort=_(SORTS[chosen.sort]), arrow=arrow)


def next_sort(chosen: Sort) -> Sort:
    kinds = list(SORTS)
    return kinds[(kinds.index(chosen) + 1) % len(kinds)]


def shown_words(count: int, capped: bool, chosen: Filter) -> str:
    """How many rows there are, at the right of the filter line."""
    if chosen.text.strip():
        if capped:
            return _("повече от {n} намерени, напишете още нещо").format(n=formats.count(count))
        return ngettext("{n} намерена", "{n} намерени", count).format(n=formats.count(count))
    return ngettext("{n} преписка", "{n} преписки", count).format(n=formats.count(count))


def empty(chosen: Filter) -> EmptyView:
    """Why there is nothing, and what to do."""
    if chosen.text.strip():
        return EmptyView(
            "search",
            _("Няма преписка с тези думи в „{tab}“.").format(tab=_(TABS[chosen.tab])),
            _("Търси се по номер, последни цифри, име и адрес. Esc изчиства, Ctrl+Tab минава на друг изглед."),
        )
    titles = {
        Tab.NEW: (_("Няма нови преписки."), _("Всички са поети. Следващата се появява тук сама.")),
        Tab.MINE: (_("Няма преписки при вас."), _("F2 поема и отваря следващата свободна.")),
        Tab.CITIZEN: (
            _("Никоя преписка не чака гражданин."),
            _("Върнатите с указания стоят тук, докато дойде отговор."),
        ),
        Tab.PAYMENT: (
            _("Никоя преписка не чака плащане."),
            _("Щом гражданинът плати, преписката минава в „За вписване“."),
        ),
        Tab.TO_REGISTER: (_("Няма платени преписки за вписване."), _("Появяват се тук, щом плащането пристигне.")),
        Tab.DUE: (_("Нищо не изтича скоро."), _("Тук стоят преписките с край на срока днес, утре или вече минал.")),
        Tab.OPEN: (_("Няма открити преписки."), _("Новите се появяват тук сами, щом пристигнат от портала.")),
        Tab.CLOSED: (
            _("Още няма приключени преписки."),
            _("Вписаните, отказаните и препратените остават тук за справка."),
        ),
    }
    return EmptyView("s-ok" if chosen.tab is not Tab.CLOSED else "doc", *titles[chosen.tab])
