"""ЕГН and ЛНЧ: personal numbers with an explicit type.

A string may pass the check of both (domain notes: `9001016380`), so the type is never guessed. Check digits are
python-stdnum's (`stdnum.bg.egn`, `stdnum.bg.pnf`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stdnum.bg import egn, pnf

from .environment import Environment

MASK = "••••"


class IdentifierKind(StrEnum):
    EGN = "egn"  # ЕГН, единен граждански номер
    LNC = "lnc"  # ЛНЧ, личен номер на чужденец


class Digit(StrEnum):
    """What the check digit says under the policy of an environment."""

    SOUND = "sound"
    DOUBTFUL = "doubtful"  # a warning, never a refusal: wrong digits exist among real historic numbers
    MALFORMED = "malformed"


@dataclass(frozen=True)
class Identifier:
    """A personal number of ten digits with its type."""

    kind: IdentifierKind
    value: str

    @property
    def masked(self) -> str:
        """`841203••••`: the only form for lists, tables and titles."""
        return self.value[:6] + MASK if self.kind is IdentifierKind.EGN else "••" + self.value[2:6] + MASK

    def digit(self, environment: Environment) -> Digit:
        """In work a wrong digit is doubtful. In sandbox and training people carry a deliberately wrong digit, which
        satisfies the check there; a right one is doubtful, because it may be the number of a living person.
        """
        if len(self.value) != 10 or not (self.value.isascii() and self.value.isdigit()):
            return Digit.MALFORMED
        right = check_digit(self.kind, self.value[:9]) == self.value[9]
        return Digit.SOUND if right == environment.real else Digit.DOUBTFUL

    def birth_date(self) -> date | None:
        """The date inside an ЕГН; it only confirms the age known from the register. An ЛНЧ holds none."""
        if self.kind is not IdentifierKind.EGN or len(self.value) != 10 or not self.value.isdigit():
            return None
        try:
            return egn.get_birth_date(self.value)
        except ValueError:
            return None


def check_digit(kind: IdentifierKind, nine: str) -> str:
    """The tenth digit for the first nine."""
    module = egn if kind is IdentifierKind.EGN else pnf
    return str(module.calc_check_digit(nine))
