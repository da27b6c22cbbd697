"""Вход: account, password, code; says plainly whether there is a line and until when none is needed."""

from __future__ import annotations

from .screen import SignInScreen, Typed

__all__ = ["SignInScreen", "Typed"]
