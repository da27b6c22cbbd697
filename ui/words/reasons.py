"""Why a check says what it says: one sentence for each reason of `operator_app.domain.checks`, for the clerk.

Parameters may name people, so these sentences are shown and never logged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from . import N_, _, formats, ngettext

Params = Mapping[str, str | int]
Words = str | Callable[[Params], str]


def _day(params: Params) -> str:
    return formats.date(date.fromisoformat(str(params["day"])))


def _number(params: Params, name: str) -> int:
    return int(params[name])


def _documents(params: Params) -> str:
    n = _number(params, "count")
    return ngettext("Приложен е {n} документ.", "Приложени са {n} документа.", n).format(n=n)


def _owner(params: Params) -> str:
    n = _number(params, "owners")
    if n == 1:
        return _("По имотния регистър лицето е единствен собственик.")
    return _("По имотния регистър лицето е съсобственик; собствениците са {n}.").format(n=n)


def _not_owner(params: Params) -> str:
    n = _number(params, "owners")
    if n == 0:
        return _("В имотния регистър не е посочен собственик.")
    if n == 1:
        return _("По имотния регистър собственик е друго лице.")
    return _("По имотния регистър собствениците са {n} и лицето не е сред тях.").format(n=n)


def _parent(params: Params) -> str:
    told = {
        "mother": N_("По регистъра заявителят е майка на детето."),
        "father": N_("По регистъра заявителят е баща на детето."),
        "adopter": N_("По регистъра заявителят е осиновител на детето."),
    }
    return _(told[str(params["relation"])])


def _young(params: Params) -> str:
    n = _number(params, "age")
    return ngettext("Детето е на {n} година.", "Детето е на {n} години.", n).format(n=n)


def _grown(params: Params) -> str:
    n = _number(params, "age")
    return ngettext("Лицето е на {n} година.", "Лицето вече е на {n} години.", n).format(n=n)


def _persons(params: Params) -> str:
    n, limit = _number(params, "present"), _number(params, "limit")
    if n == 0:
        return _("На адреса няма регистрирани лица; допускат се до {limit}.").format(limit=limit)
    told = ngettext(
        "На адреса е регистрирано {n} лице; допускат се до {limit}.",
        "На адреса са регистрирани {n} лица; допускат се до {limit}.",
        n,
    )
    return told.format(n=n, limit=limit)


def _too_many(params: Params) -> str:
    told = _("На адреса са регистрирани {present} лица, а се допускат до {limit}. Как се изчислява, още се уточнява.")
    return told.format(present=params["present"], limit=params["limit"])


REASONS: dict[str, Words] = {
    "needs_person": N_("Това го преценява служител: вижте документите или попитайте."),
    "party_missing": N_("В заявлението няма такова лице."),
    "register_silent": N_("Регистърът не отговори. Опитайте по-късно или проверете по документ."),
    # who they are
    "identified": N_("Самоличността е потвърдена ({source}) и имената съвпадат с регистъра."),
    "identified_low": N_("Самоличността е установена ({source}), но на по-ниско ниво от изискваното."),
    "not_identified": N_("Имената съвпадат с регистъра, но самоличността не е установена."),
    "name_differs": N_("В регистъра името е друго: {register}."),
    "person_unknown": N_("В регистъра на населението няма такова лице."),
    "person_dead": N_("По регистъра лицето е починало."),
    "number_sound": N_("Номерът е верен."),
    "number_doubtful": N_(
        "Контролната цифра на номера не излиза. Има и действителни такива номера: сверете с документ."
    ),
    "number_malformed": N_("Номерът няма десет цифри."),
    # parents and children
    "is_parent": _parent,
    "not_parent": N_("По регистъра заявителят не е родител или осиновител на детето."),
    "below_age": _young,
    "not_below_age": _grown,
    "age_unknown": N_("В регистъра няма дата на раждане."),
    # consent and signature
    "consent_given": lambda p: _("Има съгласие от {day}.").format(day=_day(p)),
    "consent_missing": N_("Няма съгласие."),
    "consent_withdrawn": lambda p: _("Съгласието е оттеглено на {day}.").format(day=_day(p)),
    "consent_not_asked": N_("Съгласие не се изисква: вижте документа, който го замества."),
    "consent_own": N_("Лицето е самият заявител; отделно съгласие не се иска."),
    "signed": N_("Подписано е и подписът е бил валиден."),
    "not_signed": N_("Не е подписано."),
    # papers
    "document_there": _documents,
    "document_missing": N_("Документът не е приложен."),
    "document_not_asked": N_("В този случай такъв документ не се иска."),
    "in_force": lambda p: _("В сила е до {day}.").format(day=_day(p)),
    "expired": lambda p: _("Не е в сила: изтекъл е на {day}.").format(day=_day(p)),
    "no_dates": N_("В данните за документа няма срок: прегледайте самия документ."),
    # the dwelling
    "address_missing": N_("В заявлението няма адрес."),
    "in_classifier": N_("Адресът е в НКНПА."),
    "not_in_classifier": N_("Адресът не е в НКНПА. Това не е отказ: провежда се процедурата за нов адрес."),
    "in_district": N_("Адресът е в район „{district}“."),
    "other_district": N_("Адресът е в район „{district}“, а не тук."),
    "is_owner": _owner,
    "not_owner": _not_owner,
    "property_unknown": N_("В имотния регистър няма такъв имот."),
    "is_home": N_("Имотът е записан като жилище."),
    "not_home": N_("Имотът не е записан като жилище."),
    "within_limit": _persons,
    "over_limit": _too_many,
    "limit_unknown": N_("В регистъра не пише колко лица са регистрирани и колко обичайно живеят на адреса."),
    "same_address": N_("Адресът съвпада с регистрирания."),
    "other_address": N_("Адресът е различен от регистрирания."),
}

SOURCES = {
    "eauth": N_("еАвт"),
    "qes": N_("КЕП"),
    "eid": N_("електронна лична карта"),
    "counter": N_("на гише"),
    "document": N_("документ за самоличност"),
}
"""How a party identified themselves; one that is not listed is said as it came."""


def explain(reason: str, params: Params) -> str:
    """The sentence of a reason in the reader's language. Raises KeyError for one without a sentence: a bug."""
    words = REASONS[reason]
    if callable(words):
        return formats.ended(words(params))
    said = {name: _source(value) if name == "source" else value for name, value in params.items()}
    return _(words).format_map(said)


def _source(value: str | int) -> str:
    known = SOURCES.get(str(value))
    return _(known) if known else str(value)
