"""What is said when a rule does not permit an act on a case: what stands in the way, and what to do first."""

from __future__ import annotations

from datetime import date

from operator_app.domain.lifecycle import State
from ui.words import N_, _, acts, formats, ngettext

from . import Entry

Params = dict[str, object]
_AGAIN = N_("Отворете преписката отново и вижте как стоят нещата.")
_ADMIN = N_("Нищо не е променено. Обадете се на системния администратор.")


def _state(params: Params) -> str:
    said = str(params.get("state", ""))
    return acts.state(State(said)).lower() if said in set(State) else said


def _closed(params: Params) -> tuple[str, str]:
    what = _("Преписката е приключена ({state}).").format(state=_state(params))
    return what, _("По нея вече не се решава.")


def _not_now(params: Params) -> tuple[str, str]:
    what = _("Сега преписката е „{state}“ и това решение не може да се вземе.").format(state=_state(params))
    return what, _("Вижте в историята какво е последното действие.")


def _transition(params: Params) -> tuple[str, str]:
    if params.get("state") == "none":
        return _("Преписката още не е тук."), _("Изчакайте да дойде от центъра.")
    what = _("Сега преписката е „{state}“ и това действие не може да се направи.").format(state=_state(params))
    return what, _(_AGAIN)


def _open_no(params: Params) -> tuple[str, str]:
    n = int(str(params["count"]))
    what = ngettext("Има {n} проверка с отговор „не“.", "Има {n} проверки с отговор „не“.", n)
    return what.format(n=n), _("Върнете преписката с указания или променете отговора, ако не е верен.")


def _open_checks(params: Params) -> tuple[str, str]:
    n = int(str(params["count"]))
    what = ngettext("Има {n} проверка без ясен отговор.", "Има {n} проверки без ясен отговор.", n)
    return what.format(n=n), _("Отговорете с „да“ или „не“ на всяка.")


def _term(params: Params) -> tuple[str, str]:
    day = formats.date(date.fromisoformat(str(params["day"])))
    what = _("Срокът за гражданина тече до {day}.").format(day=day)
    return formats.ended(what), _("До тогава преписката не може да се прекрати.")


CODES: dict[str, Entry] = {
    "case.transition": _transition,
    "case.taken": (
        N_("Преписката вече е поета от {clerk}."),
        N_("Изберете друга. Ако трябва да мине към вас, началникът може да я прехвърли."),
    ),
    "check.unknown": (N_("Тази преписка няма такава проверка."), _AGAIN),
    "consent.unknown_role": (
        N_("По тази преписка няма лице, от което да се иска това съгласие."),
        N_("Проверете дали е отворена точната преписка."),
    ),
    "consent.not_asked": (
        N_("От това лице не се иска съгласие."),
        N_("Няма какво да се записва; продължете с проверките."),
    ),
    "decision.not_in_this_state": _not_now,
    "decision.case_closed": _closed,
    "decision.not_yours": (
        N_("Преписката е на {clerk}."),
        N_("Решава, който я е поел. Началникът може да я прехвърли към вас."),
    ),
    "decision.not_claimed": (N_("Преписката още не е поета."), N_("Поемете я и после решете.")),
    "decision.open_no": _open_no,
    "decision.open_checks": _open_checks,
    "decision.nothing_to_mend": (
        N_("Никоя проверка не е с отговор „не“, затова няма какво да се поправя."),
        N_("Отговорете с „не“ на това, което не е наред, и тогава върнете преписката."),
    ),
    "decision.no_instructions": (
        N_("Няма нито едно указание към гражданина."),
        N_("Отговорете с „не“ на това, което не е наред: указанието идва от проверката."),
    ),
    "decision.fee_not_paid": (
        N_("Таксата още не е платена."),
        N_("Поискайте я от гражданина или изчакайте плащането."),
    ),
    "decision.no_fee": (N_("За тази услуга днес не се дължи такса."), N_("Впишете направо.")),
    "decision.already_paid": (N_("Таксата вече е платена."), N_("Впишете направо.")),
    "decision.wrong_fee": (
        N_("Сумата {amount} € не е тази от тарифата."),
        N_("Изберете отново вида на услугата: сумата идва от тарифата."),
    ),
    "decision.no_ground": (
        N_("Не е избрано основание за отказ."),
        N_("Изберете поне едно основание за отказ."),
    ),
    "decision.unknown_ground": (
        N_("Това основание за отказ вече не е сред основанията на услугата ({ground})."),
        N_("Изберете основание от списъка."),
    ),
    "decision.right_district": (
        N_("Адресът е в нашия район и преписката е тук на място."),
        N_("Решете я тук."),
    ),
    "decision.wrong_target": (
        N_("Адресът на преписката не е в посочения район ({office})."),
        N_("Препратете я към района на адреса."),
    ),
    "decision.term_runs": _term,
    "decision.no_term": (
        N_("По тази преписка не тече срок, който да е изтекъл."),
        N_("Прекратява се само преписка, по която срокът за отстраняване на нередовностите е минал."),
    ),
    "decision.unconfirmed_ground": (
        N_("Правното основание на мотива „{ground}“ още не е потвърдено от общината."),
        N_("Махнете го или изберете друг мотив."),
    ),
    "decision.unconfirmed_fee": (
        N_("Тарифата за тази такса още не е потвърдена от общината."),
        N_("Дотогава такса не се иска. Питайте началника си как да се постъпи по тази преписка."),
    ),
    "decision.unconfirmed_basis": (
        N_("Правното основание на това решение още не е потвърдено от общината."),
        N_("Дотогава то е затворено. Питайте началника си как да се постъпи по тази преписка."),
    ),
    "decision.unknown": (N_("Тази услуга няма такова решение."), N_("Изберете от решенията на лентата долу.")),
    "operation.unknown_kind": (
        N_("Тук има действие от по-нова версия на програмата."),
        N_("Инсталирайте по-новата версия. Нищо не е изгубено."),
    ),
    "operation.unknown_version": (
        N_("Тук има действие, записано от друга версия на програмата."),
        N_("Инсталирайте по-новата версия. Нищо не е изгубено."),
    ),
    "operation.other_rules": (N_("Действието е направено по друга версия на данните за услугата."), _ADMIN),
    "operation.malformed": (N_("Записът на едно действие не може да се прочете."), _ADMIN),
    "operation.too_large": (
        N_("Действието носи повече текст, отколкото може да се изпрати."),
        N_("Съкратете текста и го запишете отново. Написаното стои на екрана."),
    ),
    "service.broken": (
        N_("Данните за услугата не могат да се прочетат ({where}: {why})."),
        N_("Работата по другите услуги продължава. Обадете се на системния администратор."),
    ),
}
