"""A check of the list as data."""

from __future__ import annotations

from dataclasses import dataclass

from ui.words import _

from .answer import Answer


@dataclass(frozen=True)
class CheckView:
    """`answer`: None while it is not answered. `reason`: why, in words. `basis`: the law. `source`: who or what
    answered („по регистър“, „вие, 10:38“). `evidence`: where the proof is („Договор за наем, стр. 2“), "" where
    there is none. `by_machine`: answered by a register. `confirmed`: the legal text behind `basis` was verified.
    `needs_person`: it stands open. `instruction`: what the citizen will read, for a „не“. `locked`: why it cannot
    be answered here, "" if it can.
    """

    key: str
    number: int
    title: str
    answer: Answer | None
    reason: str = ""
    basis: str = ""
    source: str = ""
    evidence: str = ""
    by_machine: bool = True
    confirmed: bool = True
    needs_person: bool = False
    instruction: str = ""
    locked: str = ""

    @property
    def word(self) -> str:
        return self.answer.word if self.answer else _("без отговор")

    @property
    def shape(self) -> str:
        return self.answer.shape if self.answer else "s-none"

    @property
    def ink(self) -> str:
        return f"{self.answer.meaning}.solid" if self.answer else "text.soft"

    @property
    def spoken(self) -> str:
        return f"{self.number}. {self.title}: {self.word}. {self.reason}".strip()
