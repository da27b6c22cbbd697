"""SIMULATOR: the statuses of a payment request, in the words of pay.egov.bg."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    PENDING = "Pending"  # Очаква плащане
    AUTHORIZED = "Authorized"  # Платено с карта
    ORDERED = "Ordered"  # Платено по банков път
    PAID = "Paid"  # Получено плащане
    EXPIRED = "Expired"  # Изтекъл срок
    CANCELED = "Canceled"  # Отказано
    SUSPENDED = "Suspended"  # Прекратена услуга
    IN_PROCESS = "InProcess"  # В процес на обработка


SETTLED = frozenset({Status.AUTHORIZED, Status.PAID})  # those with which a case may go on
