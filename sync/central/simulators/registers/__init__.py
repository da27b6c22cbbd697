"""SIMULATOR of the state's registers behind RegiX: answers about the sandbox's people and dwellings.

It asks what the checks of the case's applicant type read (`questions`), answers with facts alone (`answers`), and can
be silent.
"""

from __future__ import annotations

from .questions import Question, questions
from .simulator import Registers, Silence

__all__ = ["Question", "Registers", "Silence", "questions"]
