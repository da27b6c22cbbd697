"""The state of a case as shape and word. What waits on this computer or asks for a person is said before the state
itself.
"""

from __future__ import annotations

from operator_app.domain.lifecycle import State
from operator_app.services.views import Banner
from ui.desktop.widgets.status import Status
from ui.words import _
from ui.words.acts import state as word

SHAPES = {
    State.DRAFT: ("pen", "quiet"),
    State.SUBMITTED: ("s-new", "info"),
    State.IN_REVIEW: ("s-eye", "quiet"),
    State.RETURNED: ("s-return", "quiet"),
    State.AWAITING_PAYMENT: ("s-euro", "quiet"),
    State.PAID: ("s-euro", "success"),
    State.REGISTERED: ("s-ok", "success"),
    State.CERTIFICATE_ISSUED: ("s-ok", "success"),
    State.REFUSED: ("s-stop", "quiet"),
    State.WITHDRAWN: ("s-none", "quiet"),
    State.TERMINATED: ("s-none", "quiet"),
    State.PASSED_ON: ("s-send", "quiet"),
}
DECIDED = frozenset(
    {State.RETURNED, State.AWAITING_PAYMENT, State.REGISTERED, State.REFUSED, State.TERMINATED, State.PASSED_ON}
)


def plain(state: State) -> Status:
    shape, meaning = SHAPES[state]
    return Status(shape, word(state), meaning)


def status(state: State, banner: Banner = Banner.NONE, unsent: bool = False) -> Status:
    """`unsent`: something of the case is on this computer only, so its state is not the centre's yet."""
    match banner:
        case Banner.CONFLICT:
            return Status("s-warn", _("Иска вас: конфликт"), "warning", loud=True)
        case Banner.REJECTED:
            return Status("s-stop", _("Не е прието"), "danger", loud=True)
        case Banner.BLOCKED:
            return Status("s-pause", _("Иска вас: задържано"), "warning", loud=True)
        case Banner.NONE if unsent and state in DECIDED:
            return Status("s-saved", _("Решено, записано тук"), "offline")
        case Banner.NONE if unsent:
            return Status("s-saved", _("{state}, записано тук").format(state=word(state)), "offline")
    return plain(state)
