"""Първо пускане: service address and enrolment code; nothing else is offered before this computer is known to the
centre.
"""

from __future__ import annotations

from .screen import EnrolScreen

__all__ = ["EnrolScreen"]
