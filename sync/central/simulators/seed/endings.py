"""SIMULATOR: how each ending comes about, day by day."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from operator_app.domain.case import Value

from .stories import Ending
from .telling import AFTERNOON, CITIZENS_HOURS, OFFICE_HOURS, Telling


def _stays(story: Telling) -> None:
    """Filed, and nobody has looked at it yet."""


def _consented_later(story: Telling) -> None:
    story.on(_days(story) - 1, CITIZENS_HOURS)
    story.consent()


def _withdrew_consent(story: Telling) -> None:
    story.on(_days(story) - 1, CITIZENS_HOURS)
    story.take_consent_back()


def _put_back(story: Telling) -> None:
    _claimed(story)
    story.pass_(30)
    story.put_back()


def _claimed(story: Telling) -> None:
    story.on(max(_days(story) - 1, 0), OFFICE_HOURS)
    story.claim()


def _half_reviewed(story: Telling) -> None:
    _claimed(story)
    story.pass_(8)
    story.note()
    story.settle(Value.UNDETERMINED)


def _returned(story: Telling) -> None:
    _claimed(story)
    story.on(max(_days(story) - 2, 0), AFTERNOON)
    story.return_()


def _answered(story: Telling) -> None:
    _returned(story)
    story.on(max(_days(story) - 3, 0), CITIZENS_HOURS)
    story.answer_instructions()


def _awaiting_payment(story: Telling) -> None:
    _claimed(story)
    story.settle(Value.UNDETERMINED)
    story.on(max(_days(story) - 2, 0), AFTERNOON)
    story.ask_fee()


def _paid(story: Telling) -> None:
    _awaiting_payment(story)
    story.on(max(_days(story) - 3, 0), CITIZENS_HOURS)
    story.pay()


def _registered(story: Telling) -> None:
    _paid(story)
    story.on(max(_days(story) - 4, 0), AFTERNOON)
    story.register()


def _issued(story: Telling) -> None:
    _registered(story)
    story.pass_(2)
    story.issue()


def _refused(story: Telling) -> None:
    _claimed(story)
    story.on(max(_days(story) - 3, 0), AFTERNOON)
    story.refuse()


def _withdrawn(story: Telling) -> None:
    story.on(_days(story) - 1, CITIZENS_HOURS)
    story.withdraw()


def _terminated(story: Telling) -> None:
    _returned(story)
    term = story.case.term
    assert term is not None
    days = story.stage.days
    over = next(back for back in range(_days(story), -1, -1) if days.back(back) > term.last_day)
    story.on(over, OFFICE_HOURS)
    story.term_passes()


def _passed_on(story: Telling) -> None:
    _claimed(story)
    story.pass_(15)
    story.pass_on()


def _days(story: Telling) -> int:
    return story.role.story.filed


ENDINGS: Mapping[Ending, Callable[[Telling], None]] = {
    Ending.FRESH: _stays,
    Ending.SUBMITTED: _stays,
    Ending.CONSENTED_LATER: _consented_later,
    Ending.WITHDREW_CONSENT: _withdrew_consent,
    Ending.PUT_BACK: _put_back,
    Ending.IN_REVIEW: _claimed,
    Ending.HALF_REVIEWED: _half_reviewed,
    Ending.RETURNED: _returned,
    Ending.ANSWERED: _answered,
    Ending.AWAITING_PAYMENT: _awaiting_payment,
    Ending.PAID: _paid,
    Ending.REGISTERED: _registered,
    Ending.CERTIFICATE_ISSUED: _issued,
    Ending.REFUSED: _refused,
    Ending.WITHDRAWN: _withdrawn,
    Ending.TERMINATED: _terminated,
    Ending.PASSED_ON: _passed_on,
}
