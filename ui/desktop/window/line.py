"""What the window says of the line as a whole, for as long as it is true: pure."""

from __future__ import annotations

from dataclasses import dataclass

from operator_app.services.views import LineStatus
from ui.causes import PASSING, meaning
from ui.desktop.widgets.banner import BannerView
from ui.words import _, sentences


@dataclass(frozen=True)
class Held:
    """`asks_sign_in`: the banner has the key that leads to the sign-in."""

    view: BannerView
    asks_sign_in: bool


def held(line: LineStatus) -> Held | None:
    """A line that is only cut comes back by itself and stands in the status line. What does not pass without somebody
    (a certificate, a stranger at the address, a program that is too old, a disk) is said where nobody can miss it, and
    so is why there is no session: it ended, was revoked, the computer was struck off, or there was none.
    """
    if line.code and line.code not in PASSING:
        said = sentences.told(line.code, line.params)
        return Held(BannerView(meaning(line.code), said.what, said.next_step), asks_sign_in=line.sign_in_needed)
    if line.sign_in_needed:
        text = _("Работете спокойно: всичко се пази тук и тръгва, щом влезете отново.")
        return Held(BannerView("warning", _("Нямате действаща сесия в центъра."), text), asks_sign_in=True)
    return None
