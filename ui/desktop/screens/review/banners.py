"""What holds for the whole case until somebody acts: one banner, the most pressing one. Pure."""

from __future__ import annotations

import json
from datetime import datetime

from operator_app.domain.lifecycle import CLOSED, State
from operator_app.ports.sync_store import OutboxState
from operator_app.services.views import Banner, CaseView, OutboxRow
from ui.desktop.views.moments import hour
from ui.desktop.widgets.banner import BannerView
from ui.words import _, sentences
from ui.words.acts import act, state

from .decisions import own_decision

FAILED = {
    Banner.CONFLICT: OutboxState.CONFLICT,
    Banner.REJECTED: OutboxState.REJECTED,
    Banner.BLOCKED: OutboxState.BLOCKED,
}


def banner(view: CaseView) -> BannerView | None:
    """Trouble with an own act first, then whose the case is, then that it is over."""
    if view.banner is not Banner.NONE:
        return _failed(view)
    if own_decision(view):
        return None  # the bar says where it is; the case is not closed before the centre says so
    if view.case.state in CLOSED or view.case.state is State.REGISTERED:
        return _closed(view)
    if view.case.assignee is not None and not view.mine:
        name = view.case.assignee_name or view.case.assignee
        return BannerView(
            "info",
            _("По преписката работи {name}.").format(name=name),
            _("Можете да я разгледате, а да я поемете – щом бъде освободена.").format(name=name),
        )
    return None


def _failed(view: CaseView) -> BannerView:
    row = next((one for one in view.outbox if one.state is FAILED[view.banner]), None)
    what = act(row.kind, row.facts) if row else _("Действие по преписката")
    match view.banner:
        case Banner.CONFLICT:
            return BannerView(
                "warning",
                _("{what}: не е влязло, преписката е променена междувременно.").format(what=what),
                _conflict(row),
            )
        case Banner.REJECTED:
            why = str(sentences.told(row.code, row.params)) if row and row.code else _("Центърът не го прие.")
            return BannerView(
                "danger", _("{what}: не е прието.").format(what=what), _("{why} Вижда се в „Изходящи“.").format(why=why)
            )
        case _:
            return BannerView(
                "warning",
                _("{what}: не влезе заради по-ранно действие по същата преписка.").format(what=what),
                _("Само не тръгва. Решете наново или го оставете в „Изходящи“ (Ctrl+3)."),
            )


def _conflict(row: OutboxRow | None) -> str:
    """Who changed what and when; our act stays here."""
    todo = _("Вижте как стои преписката сега и решете наново. Вашето действие е запазено в „Изходящи“.")
    if row is None or not row.theirs:
        return todo
    try:
        first = json.loads(row.theirs)[0]
        who, kind, at = str(first["actor"]), str(first["kind"]), datetime.fromisoformat(str(first["at"]))
    except (ValueError, KeyError, IndexError, TypeError):
        return todo
    return _("{who}: {what} в {time}.").format(who=who, what=act(kind).lower(), time=hour(at)) + " " + todo


def _closed(view: CaseView) -> BannerView:
    case = view.case
    title = _("Преписката е приключена: {state}.").format(state=state(case.state).lower())
    if case.state is State.REGISTERED:
        return BannerView(
            "success", _("Адресът е вписан."), _("Удостоверението се издава от центъра, щом вписването стигне до него.")
        )
    if case.state is State.CERTIFICATE_ISSUED:
        return BannerView("success", title, _("Удостоверението е сред документите."))
    if case.state is State.PASSED_ON:
        return BannerView("info", title, _("Продължава в компетентния район и излиза от тази опашка."))
    return BannerView("info", title, _("Остава за справка; нищо повече не се решава по нея."))
