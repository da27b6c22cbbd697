"""SIMULATOR of citizens' papers: sample documents in Bulgarian for the sandbox and training, made when first asked for.

    paper = make("tenancy", facts.tenancy(...), look="scan", seed=41)

Every word of a person or a flat on a paper comes from the facts, so a paper can be wrong on purpose. Each page says
ОБРАЗЕЦ, and that citations of the law are not confirmed. The same recipe gives the same bytes.
"""

from __future__ import annotations

from . import facts
from .kinds import KINDS, Kind
from .paper import FactsWrong, Look, Paper, Recipe, UnknownKind, make

__all__ = ["KINDS", "FactsWrong", "Kind", "Look", "Paper", "Recipe", "UnknownKind", "facts", "make"]
