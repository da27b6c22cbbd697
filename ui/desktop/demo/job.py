"""The main job of a clerk, step by step, by keys alone: the demo takes pictures of it, the journeys test it.

Keys go to whatever has the focus; nothing here knows a widget. Between the steps it waits for what a person would have seen.
"""

from __future__ import annotations

import ssl
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

from .program import Program
from .x_keyboard import XKeyboard

Picture = Callable[[str], None]


@dataclass
class Clerk:
    """Hands and eyes: a keyboard on the display, and the program's trace."""

    keys: XKeyboard
    program: Program
    picture: Picture

    # --- sign in ----------------------------------------------------------------------------------------------------

    def ready(self) -> float:
        """Wait for a sign-in field that takes keys with the centre answering; seconds since the start."""
        self.program.wait("painted", screen="sign_in")
        self.keys.focus(self.keys.windows()[-1].id)
        found = self.program.wait("line", lambda event: event["accounts"] > 0, online=True)
        return float(found["t"]) - self.program.began

    def sign_in(self) -> float:
        """The first ready account of the sandbox, by its key; seconds from credentials to a painted queue."""
        self.keys.press("F2")
        began = self.program.wait("credentials")
        queue = self.program.wait("painted", lambda event: event["rows"] > 0, screen="queue")
        return float(queue["t"]) - float(began["t"])
