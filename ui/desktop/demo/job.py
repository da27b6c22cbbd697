"""The main job of a clerk, step by step, by keys alone: the demo takes pictures of it, the journeys test it.

Keys go to whatever has the focus; nothing here knows a widget. Between the steps it waits for what a person would have
seen, as the program's trace tells it.
"""

from __future__ import annotations

import json
import ssl
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field

from .program import Event, NotSeen, Program
from .x_keyboard import XKeyboard

MOST_CASES = 60
MOST_PRESSES = 3
PRESS_S = 12.0


@dataclass
class Clerk:
    """Hands and eyes: a keyboard on the display, the program's trace, and somebody who takes pictures."""

    keys: XKeyboard
    program: Program
    picture: Callable[[str], None]
    url: str = ""
    receipted: int = field(default=0)

    # --- sign in ----------------------------------------------------------------------------------------------------

    def ready(self) -> float:
        """Wait for a sign-in field that takes keys, with the centre answering; seconds since the start."""
        self.program.wait("painted", screen="sign_in")
        self.keys.focus(self.keys.windows()[-1].id)
        found = self.program.wait("line", lambda event: event["accounts"] > 0, online=True)
        self.url = found["url"]
        return float(found["t"]) - self.program.began

    def sign_in(self) -> tuple[float, float]:
        """The first ready account of the sandbox, by its key. Seconds to a painted queue: from the credentials being
        accepted, and from the key.
        """
        self.keys.press("F2")
        began = self.program.wait("credentials")
        accepted = self.program.wait("signed_in")
        queue = self.program.wait("painted", lambda event: event["rows"] > 0, screen="queue")
        return float(queue["t"]) - float(accepted["t"]), float(queue["t"]) - float(began["t"])

    # --- cases ------------------------------------------------------------------------------------------------------

    def next_case(self, fits: Callable[[Event], bool]) -> Event:
        """From the queue: open the first case, then go on with F2 until one fits."""
        self.keys.press("Enter")
        for _ in range(MOST_CASES):
            shown = self.program.wait("painted", screen="review")
            if fits(shown):
                return shown
            self.keys.press("F2")
        raise NotSeen("no case of the queue fits")

    def claim(self) -> Event:
        self.keys.press("F4")
        return self.program.wait("painted", screen="review", mine=True, state="in_review")

    def document_shown(self, case: str) -> None:
        """Until a page of this case's papers is on the screen; it may have come while something else was waited for."""
        for event in reversed(self.program.events):
            if event.get("screen") == "page":
                return
            if event.get("screen") == "review" and event.get("case", case) != case:
                break
        self.program.wait("painted", screen="page")

    def to_queue(self) -> None:
        self.keys.press("Ctrl+1")
        self.program.wait("screen", screen="queue")
        self.program.wait("painted", lambda event: event["rows"] > 0, screen="queue")

    def settle_unclear(self, shown: Event) -> Event:
        """Every check that a machine left open is answered „да“, one key each; the next open one becomes current."""
        while shown["unclear"]:
            before = int(shown["unclear"])
            self.keys.press("1")
            shown = self.program.wait("painted", _fewer("unclear", before), screen="review")
        return shown

    # --- scanning ---------------------------------------------------------------------------------------------------

    def seal(self, case: str, worth: str = "good") -> str:
        """What the citizen shows on their telephone: the sealed consent for this case, from the sandbox's portal."""
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        with urllib.request.urlopen(f"{self.url}/sandbox/v1/seals/{case}", context=trusting, timeout=10) as answer:  # noqa: S310
            samples = json.loads(answer.read())
        return str(next(sample["text"] for sample in samples if sample["worth"] == worth))

    def scan(self, payload: str) -> Event:
        """A wedge scanner types through the active layout and ends with Enter; once is enough."""
        self.keys.scan(payload)
        verdict = self.program.wait("verdict")
        if verdict["worth"] != "Proof":
            raise NotSeen(f"the scan proves nothing: {verdict}")
        return verdict

    def press_until(self, chord: str, event: str) -> Event:
        """A key that did not seem to do anything is pressed again, as a person does."""
        for _ in range(MOST_PRESSES):
            self.keys.press(chord)
            try:
                return self.program.wait(event, limit=PRESS_S)
            except NotSeen:
                continue
        raise NotSeen(f"{chord} did not lead to {event}")

    # --- line and outbox --------------------------------------------------------------------------------------------

    def cut(self) -> None:
        self.keys.press("Ctrl+F12")
        self.program.wait("line", online=False)

    def restore(self) -> None:
        self.keys.press("Ctrl+F12")
        self.program.wait("line", online=True)

    def drained(self) -> Event:
        """Nothing waits any more: the centre has receipted all of it."""
        return self.program.wait("outbox", lambda event: event["receipted"] > 0, waiting=0, need_you=0)


def _fewer(name: str, than: int) -> Callable[[Event], bool]:
    return lambda event: bool(event[name] < than)


def consent_lacks(event: Event) -> bool:
    """Of a tenant whose landlord has not agreed on the portal."""
    return bool(event["no"] == 1 and event["consent_missing"] == "owner" and event["state"] == "submitted")


def clean(event: Event) -> bool:
    return bool(event["no"] == 0 and event["state"] == "submitted" and not event["consent_missing"])


def has_no(event: Event) -> bool:
    return bool(event["no"] > 0 and event["state"] == "submitted" and event["here"])


def main_job(clerk: Clerk) -> None:
    """From the queue to the receipt: scan a consent, decide, take one back, work without a line, drain."""
    keys, program = clerk.keys, clerk.program
    clerk.picture("02-queue")

    # A consent is missing: the citizen has it on the telephone.
    case = clerk.next_case(consent_lacks)
    clerk.claim()
    clerk.document_shown(case["case"])
    clerk.picture("03-review-open-no")
    clerk.scan(clerk.seal(case["case"]))
    clerk.picture("05-scan-card")
    clerk.press_until("Enter", "consent_recorded")
    shown = program.wait("painted", screen="review", case=case["case"], no=0)
    clerk.settle_unclear(shown)

    # The fee: decided, taken back while it rests, decided again.
    keys.press("F6", "Enter")
    program.wait("decided", kind="decision.fee_requested")
    program.wait("painted", screen="review", state="awaiting_payment")
    clerk.picture("06-decision-resting-undo")
    keys.press("Ctrl+Z")
    program.wait("undone")
    program.wait("painted", screen="review", state="in_review")
    keys.press("F6", "Enter")
    program.wait("decided", kind="decision.fee_requested")
    clerk.drained()
    clerk.to_queue()

    # The plug is pulled; a case is opened with its papers and returned with instructions all the same.
    clerk.next_case(has_no)
    clerk.cut()
    keys.press("Ctrl+Tab")
    program.wait("painted", screen="page")
    clerk.picture("04-document-offline")
    clerk.claim()
    keys.press("F5", "Enter")
    program.wait("decided", kind="decision.returned")
    clerk.picture("07-offline-status")
    keys.press("Ctrl+3")
    program.wait("outbox_screen", lambda event: event["waiting"] > 0)
    clerk.picture("08-outbox-waiting")
    clerk.restore()
    program.wait("outbox_screen", waiting=0)  # the list itself says that all of it was receipted
    clerk.picture("09-receipt")
