"""SIMULATOR: the sandbox's first cases, made through operations alone.

`stories` says what there is to be, `casting` finds people of the town for it, `telling` and `endings` rehearse the acts
by the domain's rules, `seeder` commits them.
"""

from __future__ import annotations

from .days import Days
from .seeder import Seeder
from .stage import Stage

__all__ = ["Days", "Seeder", "Stage"]
