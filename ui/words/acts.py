"""What an operation is called in a list, a strip or a history: past, as something that was done."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from operator_app.domain.lifecycle import State

from . import N_, _, formats

ACTS = {
    "case.filed": N_("Подадено заявление"),
    "case.claimed": N_("Поета преписка"),
    "case.taken_over": N_("Прехвърлена преписка"),
    "case.put_back": N_("Върната в опашката"),
    "case.received": N_("Приета от друг район"),
    "case.withdrawn": N_("Оттеглено заявление"),
    "check.answered": N_("Отговор на проверка"),
    "consent.recorded": N_("Записано съгласие"),
    "consent.signed": N_("Подписано съгласие"),
    "consent.withdrawn": N_("Оттеглено съгласие"),
    "registers.answered": N_("Справка в регистрите"),
    "document.added": N_("Приложен документ"),
    "note.added": N_("Бележка към преписката"),
    "decision.returned": N_("Върнато с указания"),
    "citizen.answered": N_("Отговор на гражданина"),
    "decision.fee_requested": N_("Поискана такса"),
    "payment.requested": N_("Създадена заявка за плащане"),
    "payment.received": N_("Получено плащане"),
    "decision.registered": N_("Вписан адрес"),
    "certificate.issued": N_("Издадено удостоверение"),
    "decision.refused": N_("Отказана регистрация"),
    "decision.terminated": N_("Прекратено производство"),
    "decision.passed_on": N_("Препратено към друг район"),
    "operation.annulled": N_("Анулирано действие"),
    "audit.undone": N_("Взето обратно действие"),
    "audit.sign_in_failed": N_("Неуспешно влизане"),
    "audit.signed_in": N_("Влизане"),
    "audit.signed_out": N_("Излизане"),
    "audit.lease_ended": N_("Прекратен вход без връзка"),
    "audit.identifier_shown": N_("Показан ЕГН"),
    "audit.document_viewed": N_("Прегледан документ"),
    "audit.store_tries": N_("Опити за отключване"),
}

STATES = {
    State.DRAFT: N_("Чернова"),
    State.SUBMITTED: N_("Ново"),
    State.IN_REVIEW: N_("В преглед"),
    State.RETURNED: N_("Чака гражданина"),
    State.AWAITING_PAYMENT: N_("Чака плащане"),
    State.PAID: N_("Платено, за вписване"),
    State.REGISTERED: N_("Вписано"),
    State.CERTIFICATE_ISSUED: N_("Издадено удостоверение"),
    State.REFUSED: N_("Отказано"),
    State.WITHDRAWN: N_("Оттеглено"),
    State.TERMINATED: N_("Прекратено"),
    State.PASSED_ON: N_("Препратено"),
}


def act(kind: str, facts: Mapping[str, str | int] | None = None) -> str:
    """The act in words; an amount is said with it. An `audit.*` kind of a newer version is called by its general
    name.
    """
    words = ACTS.get(kind) or (N_("Записано събитие") if kind.startswith("audit.") else N_("Действие по преписката"))
    said = _(words)
    amount = (facts or {}).get("amount")
    if amount:
        try:
            return f"{said} {formats.money(Decimal(str(amount)))}"
        except InvalidOperation:
            return said
    return said


def state(value: State) -> str:
    return _(STATES[value])


def short_number(number: str) -> str:
    """The last digits, by which clerks call a case among themselves."""
    return number.rpartition("-")[2] or number
