"""SIMULATOR: the registers' port over one town."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime, timedelta

from operator_app.domain.case import Case, RegisterAnswer
from operator_app.domain.service import Service
from operator_app.domain.terms import sofia_day
from sync.central.simulators.ports import Now
from sync.central.simulators.town import Town

from .answers import tell
from .questions import Question, questions

Silence = Container[str]  # the queries that get no answer
_UPDATED = timedelta(hours=3)  # how old the registers' own data are


class Registers:
    """Answers what the checks of the case read. Those in `silent` get no answer (`found` None)."""

    def __init__(self, town: Town, clock: Now, *, silent: Silence = frozenset()) -> None:
        self._town = town
        self._clock = clock
        self._silent = silent

    def ask(self, case: Case, service: Service) -> tuple[RegisterAnswer, ...]:
        return self.ask_at(case, service, self._clock.now())

    def ask_at(self, case: Case, service: Service, at: datetime) -> tuple[RegisterAnswer, ...]:
        """The answers as they were at `at`."""
        return tuple(self._answer(question, case, at) for question in questions(service, case.applicant_type))

    def _answer(self, question: Question, case: Case, at: datetime) -> RegisterAnswer:
        query, subject = question.query, question.subject
        if query in self._silent:
            return RegisterAnswer(query, subject, None, {}, at, at)
        told = tell(query, subject, case, self._town, sofia_day(at))
        return RegisterAnswer(query, subject, told is not None, told or {}, at - _UPDATED, at)
