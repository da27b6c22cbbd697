"""Which card a decision opens before it is made; None where the key alone is enough."""

from __future__ import annotations

from datetime import date

from operator_app.services.views import CaseView
from ui.words import _

from . import choices
from .card import DecisionCard
from .decisions import FEE, PASS_ON, REFUSE


def card_for(kind: str, view: CaseView, today: date, reasons: str) -> DecisionCard | None:
    """`reasons`: what was half written for this case before."""
    if kind == REFUSE:
        return _refusal(view, reasons)
    if kind == FEE:
        return _fee(view, today)
    if kind == PASS_ON:
        return _pass_on(view)
    return None


def _refusal(view: CaseView, reasons: str) -> DecisionCard:
    return DecisionCard(
        _("Отказ на регистрацията: с какви основания"),
        _("Откажи регистрацията"),
        "danger",
        options=choices.grounds(view),
        chosen=choices.likely_grounds(view),
        many=True,
        reasons=reasons,
        hint=_("Влизат в решението под избраните основания. Ctrl+Enter решава и оттук."),
        told=(_("Гражданинът ще прочете за обжалването"), choices.appeal(view)),
        sample=choices.sample_word(view.environment, choices.appeal_confirmed(view)),
    )


def _fee(view: CaseView, today: date) -> DecisionCard | None:
    """One speed needs no question."""
    offered = choices.fees(view, today)
    if len(offered) < 2:
        return None
    return DecisionCard(
        _("Каква такса да се поиска"),
        _("Поискай такса"),
        "primary",
        options=[option for option, _body in offered],
        chosen=(offered[0][0].key,),
        lines=[_("Гражданинът получава заявка за плащане; вписването идва след плащането.")],
    )


def _pass_on(view: CaseView) -> DecisionCard | None:
    other = choices.other_office(view)
    if other is None:
        return None
    return DecisionCard(
        _("Препращане към район „{name}“").format(name=other[1]),
        _("Препрати към „{name}“").format(name=other[1]),
        "primary",
        lines=[
            _("Новият адрес е в район „{name}“, затова преписката се решава там.").format(name=other[1]),
            _("Излиза от тази опашка, щом центърът потвърди. Гражданинът не подава нищо наново."),
        ],
    )
