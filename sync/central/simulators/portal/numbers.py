"""SIMULATOR: incoming and outgoing numbers in the form of Столична община (domain notes, 7.1).

The index belongs to no register of the municipality, so that a number of the sandbox (ПС00, „пясъчник“) or of training
(ОБ00, „обучение“) is known for what it is. Six unit codes were seen in the city's own numbers;
the others are this project's until the municipality says its.
"""

from __future__ import annotations

from datetime import date

from operator_app.domain.environment import Environment

INDEX = {Environment.SANDBOX: "ПС00", Environment.TRAINING: "ОБ00"}
_OUTGOING = {"ПС00": "ПС01", "ОБ00": "ОБ01"}
UNITS = {
    "68134-01": "РСЦ",
    "68134-02": "РКС",
    "68134-03": "РВЗ",
    "68134-04": "РОБ",
    "68134-05": "РСР",
    "68134-06": "РПД",
    "68134-07": "РСЛ",
    "68134-08": "РИЗ",
    "68134-09": "РЛЦ",
    "68134-10": "РТР",
    "68134-11": "РКП",
    "68134-12": "РИЛ",
    "68134-13": "РНД",
    "68134-14": "РИС",
    "68134-15": "РМЛ",
    "68134-16": "РСТ",
    "68134-17": "РВТ",
    "68134-18": "РОК",
    "68134-19": "РЛН",
    "68134-20": "РВР",
    "68134-21": "РНИ",
    "68134-22": "РКР",
    "68134-23": "РПЧ",
    "68134-24": "РБН",
}


def incoming(environment: Environment, office: str, on: date, serial: int) -> str:
    """`РСЦ26-ПС00-1101`."""
    return f"{UNITS[office]}{on.year % 100:02d}-{INDEX[environment]}-{serial}"


def outgoing(number: str) -> str:
    """The certificate's own number, beside the case's: `РСЦ26-ПС01-1101`."""
    for index, out in _OUTGOING.items():
        number = number.replace(f"-{index}-", f"-{out}-")
    return number
