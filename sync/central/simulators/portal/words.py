"""SIMULATOR: what citizens and clerks of the sandbox write, in their words."""

from __future__ import annotations

ANSWERS = (
    "Прилагам исканите документи.",
    "Изпращам документа, който липсваше.",
    "Отстраних нередовностите, моля да продължите.",
)
WITHDRAWALS = ("Отказвам се от заявлението.", "Ще подам ново заявление за друг адрес.")
TERM_PASSED = "Нередовностите не са отстранени в срока."
CONSENT_WITHDRAWN = "Наемателят напусна жилището."
