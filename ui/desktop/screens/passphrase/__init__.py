"""Паролната фраза на компютъра: shown once when it is made, asked for where no password opens the store yet."""

from __future__ import annotations

from .ask import AskPassphrase
from .show import ShowPassphrase

__all__ = ["AskPassphrase", "ShowPassphrase"]
