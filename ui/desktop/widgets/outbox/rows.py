"""A line of the outbox as data, and the columns it stands in."""

from __future__ import annotations

from dataclasses import dataclass

from ui.desktop.theme import Look
from ui.desktop.widgets.status import Status
from ui.words import _


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One act or one attachment. `reason`: why it is where it is. `hour`, `tries`: as written. `step`: the next
    thing a person can do, "" where there is none. `share`: how much of it has travelled, None when it does not.
    `child`: an attachment of the line above.
    """

    key: str
    status: Status
    what: str
    case: str
    reason: str
    hour: str = ""
    tries: str = ""
    step: str = ""
    share: float | None = None
    child: bool = False

    @property
    def about(self) -> str:
        """„преписка 4483“."""
        return _("преписка {number}").format(number=self.case) if self.case else ""

    @property
    def spoken(self) -> str:
        """The whole line for a screen reader."""
        about = f", {self.about}" if self.about else ""
        step = " " + _("Следваща стъпка: {step}.").format(step=self.step) if self.step else ""
        return f"{self.status.word}: {self.what}{about}. {self.reason}{step}"


@dataclass(frozen=True, slots=True)
class Columns:
    """Left edges and widths in px for one width of the list. Hour and tries give way where it is narrow."""

    state: tuple[int, int]
    middle: tuple[int, int]
    hour: tuple[int, int] | None
    tries: tuple[int, int] | None
    step: tuple[int, int]

    @classmethod
    def of(cls, width: int, look: Look) -> Columns:
        edge, gap = look.px("space.l"), look.px("space.m")
        state, step, hour, tries = (look.grown(px) for px in (160, 190, 72, 56))
        right = width - edge
        at_step = right - step
        roomy = width >= look.grown(900)
        at_tries = at_step - gap - tries if roomy else at_step
        at_hour = at_tries - hour if roomy else at_step
        middle = edge + state + gap
        return cls(
            (edge, state),
            (middle, at_hour - gap - middle),
            (at_hour, hour) if roomy else None,
            (at_tries, tries) if roomy else None,
            (at_step, step),
        )
