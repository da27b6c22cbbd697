"""What is said of an enrolment code that was mistyped."""

from __future__ import annotations

from ui.words import N_

CODES: dict[str, tuple[str, str]] = {
    "enrol.code_sign": (
        N_("В група {group} на кода има знак „{sign}“, който не се ползва в такива кодове."),
        N_("Сверете групата с разпечатката. Кодът е само от цифри и латински букви, без I, L, O и U."),
    ),
    "enrol.code_group": (
        N_("Има сгрешен знак в кода, група: {groups}."),
        N_("Сверете посоченото с разпечатката и го въведете отново; останалото е вярно."),
    ),
    "enrol.code_group_length": (
        N_("Група {group} на кода е с дължина {signs}, а всяка група е от 5 знака."),
        N_("Сверете групата с разпечатката."),
    ),
    "enrol.code_length": (
        N_("Дължината на кода е {signs}, а трябва да е {wanted}."),
        N_("Сверете кода с разпечатката: девет групи по пет знака. Тиретата не са задължителни."),
    ),
}
