"""A scanner that types: telling its burst of keys from a person's typing. Pure: no clock, no timer, no Qt.

Keys of a scanner come at most 35 ms apart, at least six of them, and end with Enter (all settings). Nobody types like
that, but the first keys of a burst look like anybody's, so a key that could begin one is held until it is clear: a
person's key goes on its way 35 ms late, in order, and nothing else waits. What turns out to be no scan is replayed
whole. Once a burst is long enough to be one, every key is swallowed: a control character in a code must not become a
shortcut; and a longer pause is then the machine's stutter, not a person's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from .scancodes import ENTER, KEYPAD, TAB, Platform, us_sign

# Stands in a scan for a key that is no printable ASCII sign; `evidence.verify` refuses a text that holds it.
FOREIGN = "\N{REPLACEMENT CHARACTER}"
_MAX_KEYS = 8192
_MAX_FOREIGN = 64
_CLOCK = 1 << 32  # X11 counts milliseconds in 32 bits and begins again after 49 days


class Suffix(StrEnum):
    """The key that the scanner is set to send at the end."""

    ENTER = "enter"
    TAB = "tab"
    NONE = "none"


@dataclass(frozen=True)
class WedgeSettings:
    """`prefix`: a text that the scanner is set to send before each code; with it nothing else is ever taken for a scan.

    `pause_ms`: the longest pause in a burst that is already long enough, where an end is to come. `tail_ms`: how long
    after a scan a second line end (CR and LF) is still the scanner's. `certain`: beginnings that make a burst a scan
    even where its suffix has not come.
    """

    gap_ms: int = 35
    pause_ms: int = 150
    min_keys: int = 6
    prefix: str = ""
    suffix: Suffix = Suffix.ENTER
    tail_ms: int = 150
    certain: tuple[str, ...] = ("SF1:", "HC1:", "shc:/", "otpauth://", "openid4vp://", "https://")


@dataclass(frozen=True)
class KeyStroke:
    """One key going down (never up, and never a modifier by itself).

    `text` is what the layout made of it, `command` whether Ctrl, Alt or Meta is down, `repeat` whether the system
    repeats a key held down, `t_ms` the time of the event itself in milliseconds, not of its arrival: a busy program
    receives keys late and all at once.
    """

    scan_code: int
    text: str
    shift: bool
    t_ms: int
    platform: Platform
    command: bool = False
    repeat: bool = False

    @property
    def sign(self) -> str:
        """The US sign of this key, whatever the layout; "" where it has none."""
        if self.scan_code in KEYPAD[self.platform] and not self._makes_a_sign:
            return ""  # keypad without NumLock: arrows and Delete
        return us_sign(self.platform, self.scan_code, shift=self.shift)

    @property
    def can_be_scanned(self) -> bool:
        """Whether a scanner could have sent this as part of a code."""
        return not self.command and (bool(self.sign) or self._makes_a_sign)

    @property
    def _makes_a_sign(self) -> bool:
        return len(self.text) == 1 and self.text.isprintable()

    def ends(self, suffix: Suffix) -> bool:
        """Told by the key itself, and by its text only where the number of the key says nothing."""
        if suffix is Suffix.NONE:
            return False
        codes, texts = (TAB, "\t") if suffix is Suffix.TAB else (ENTER, "\r\n")
        if self.scan_code and codes[self.platform]:
            return self.scan_code in codes[self.platform]
        return self.text != "" and self.text in texts

    @property
    def is_line_end(self) -> bool:
        return self.ends(Suffix.ENTER) or self.ends(Suffix.TAB) or (self.command and self.text in ("\n", "\r"))


@dataclass(frozen=True)
class Pass:
    """This key is not the wedge's business: let it go where it goes."""


@dataclass(frozen=True)
class Swallow:
    """This key goes nowhere for now (it is kept, and may come back in a Replay) or ever (it was part of a scan)."""


@dataclass(frozen=True)
class Replay:
    """These keys were a person's after all: deliver them now, in this order, before anything that follows.

    `long`: the burst was long enough for a scan and only lacked its end. Such keys are printable ones only, and they
    are text: they must not be let loose on anything that takes bare keys for commands.
    """

    strokes: tuple[KeyStroke, ...]
    long: bool = False


@dataclass(frozen=True)
class Scan:
    """A code was scanned. `text`: rebuilt from scan codes; `typed`: what the layout made of it. They are the same where
    the scan codes say nothing; then `layouts.ungarble` may help.
    """

    text: str
    typed: str


Output = Pass | Swallow | Replay | Scan


@dataclass
class Wedge:
    """Feed it every key that goes down, in order; call `flush` when nothing came for `patience_ms`. The outputs are in
    the order in which to act.
    """

    settings: WedgeSettings = field(default_factory=WedgeSettings)
    _held: list[KeyStroke] = field(default_factory=list)
    _foreign: list[int] = field(default_factory=list)
    _last_ms: int = 0
    _scan_ended_ms: int | None = None

    @property
    def holding(self) -> bool:
        return bool(self._held)

    @property
    def patience_ms(self) -> int:
        """The longest gap, by the time of the strokes, before a key that still belongs to what is held."""
        ended_by_gap = self.settings.suffix is Suffix.NONE or not self.capturing
        return self.settings.gap_ms if ended_by_gap else max(self.settings.gap_ms, self.settings.pause_ms)

    @property
    def capturing(self) -> bool:
        """The burst is long enough to be a scan: every key is swallowed."""
        return len(self._held) >= self.settings.min_keys

    def feed(self, stroke: KeyStroke) -> list[Output]:
        outputs: list[Output] = []
        if self._held and self._since(self._last_ms, stroke.t_ms) > self.patience_ms:
            outputs += self.flush()
        if self._held:
            return outputs + self._go_on(stroke)
        if self._is_tail(stroke):
            return [*outputs, Swallow()]
        self._scan_ended_ms = None  # whatever else comes is a new beginning
        # Inside a burst a repeated key is no key held down, which takes a quarter of a second to begin: X11 takes a key
        # that comes again in the same millisecond for a repetition.
        if not stroke.can_be_scanned or stroke.repeat:
            return [*outputs, Pass()]
        self._hold(stroke)
        return [*outputs, Swallow()]

    def flush(self) -> list[Output]:
        """No more keys belong to what is held: a scan that needs no suffix, or keys to give back."""
        if not self._held:
            return []
        if self.capturing and self._meant() and self._needs_no_suffix():
            return [self._scan()]
        strokes, was_long = tuple(self._held), self.capturing
        self._forget()
        return [Replay(strokes, was_long)]

    def _go_on(self, stroke: KeyStroke) -> list[Output]:
        if stroke.ends(self.settings.suffix) and not stroke.command:
            if self.capturing and self._meant():
                self._last_ms = stroke.t_ms
                return [self._scan(), Swallow()]
            return [*self.flush(), Pass()]
        if stroke.can_be_scanned and len(self._held) < _MAX_KEYS:
            self._hold(stroke)
            return [Swallow()]
        if self.capturing:
            if len(self._foreign) < _MAX_FOREIGN:  # one is enough to spoil it
                self._foreign.append(len(self._held))
            self._last_ms = stroke.t_ms
            return [Swallow()]
        return [*self.flush(), Pass()]

    def _hold(self, stroke: KeyStroke) -> None:
        self._held.append(stroke)
        self._last_ms = stroke.t_ms

    def _is_tail(self, stroke: KeyStroke) -> bool:
        ended = self._scan_ended_ms
        return ended is not None and stroke.is_line_end and self._since(ended, stroke.t_ms) <= self.settings.tail_ms

    def _meant(self) -> bool:
        """Whether the burst has the scanner's prefix, where it is set to send one."""
        return self._rebuilt().startswith(self.settings.prefix) or self._typed().startswith(self.settings.prefix)

    def _needs_no_suffix(self) -> bool:
        if self.settings.suffix is Suffix.NONE:
            return True
        return self._rebuilt().removeprefix(self.settings.prefix).startswith(self.settings.certain)

    def _scan(self) -> Scan:
        prefix = self.settings.prefix
        scan = Scan(self._rebuilt().removeprefix(prefix), self._typed().removeprefix(prefix))
        self._scan_ended_ms = self._last_ms
        self._forget()
        return scan

    def _rebuilt(self) -> str:
        """US signs; where one key has none, what the layout made, for the whole text: half of each would be neither."""
        signs = [stroke.sign for stroke in self._held]
        return self._with_foreign(signs) if all(signs) else self._typed()

    def _typed(self) -> str:
        return self._with_foreign([stroke.text or FOREIGN for stroke in self._held])

    def _with_foreign(self, signs: list[str]) -> str:
        for place in reversed(self._foreign):
            signs.insert(place, FOREIGN)
        return "".join(signs)

    def _forget(self) -> None:
        self._held.clear()
        self._foreign.clear()

    @staticmethod
    def _since(earlier_ms: int, later_ms: int) -> int:
        return (later_ms - earlier_ms) % _CLOCK
