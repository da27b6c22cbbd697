"""What opens the profile for one command: a secret from a descriptor, else asked for where there is a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from operator_app.domain import errors
from operator_app.domain.errors import Refused
from operator_app.storage.keys.codes import NO_SLOT, SLOT_CLOSED, WHOSE
from ui.backstage import Stage, Standing
from ui.words import _, sentences

if TYPE_CHECKING:
    from operator_app.services.views import Operator
    from ui.compose import Desk
    from ui.opening import Opening

    from .call import Call

NOBODY = errors.code("access.nobody_signed_in")
CLOSED = errors.code("vault.closed")


def unlocked(opening: Opening, call: Call) -> Standing:
    """The store, open where the command gave or the person typed what opens it; else the standing stays `CLOSED`."""
    if opening.standing.stage is not Stage.CLOSED:
        return opening.standing
    if call.given("passphrase"):
        return opening.unlock(call.secret("passphrase", ""))
    if call.given("password") or call.has_terminal:
        return _by_password(opening, call)
    return opening.standing


def _by_password(opening: Opening, call: Call) -> Standing:
    """An empty answer opens nothing and costs no try. Whoever has no way in of their own yet is asked for the
    passphrase of the computer.
    """
    password = call.secret("password", _("Парола"))
    if not password:
        return opening.standing
    try:
        return _whoever(opening, call, password)
    except Refused as refused:
        if refused.code not in (NO_SLOT, SLOT_CLOSED) or not call.has_terminal:
            raise
        call.note(str(sentences.told(refused.code, refused.params)))
    phrase = call.secret("passphrase", _("Паролна фраза на компютъра"))
    return opening.unlock(phrase) if phrase else opening.standing


def _whoever(opening: Opening, call: Call, password: str) -> Standing:
    try:
        return opening.unlock_by_password(call.account, password)
    except Refused as refused:
        if refused.code != WHOSE or not call.has_terminal:
            raise
    return opening.unlock_by_password(call.ask("--account", _("Потребител")), password)


def ready(opening: Opening, call: Call) -> tuple[Desk, Operator]:
    """An unlocked store with somebody signed in. Raises `Refused`: `vault.closed`, `access.nobody_signed_in`."""
    if unlocked(opening, call).stage is Stage.CLOSED:
        raise Refused(CLOSED)
    who = opening.desk.access.current()
    if who is None:
        raise Refused(NOBODY)
    return opening.desk, who
