"""Checks that a machine can answer: yes, no or undetermined, each with a reason. Silent data are *undetermined*, never
*yes*.
"""

from __future__ import annotations

from . import papers, people, place  # noqa: F401  (importing registers their checks)
from .finding import CHECKS, Facts, Finding, parameters, reasons

__all__ = ["CHECKS", "Facts", "Finding", "parameters", "reasons"]
