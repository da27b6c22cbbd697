from __future__ import annotations

import os

import pytest


@pytest.fixture
def no_fsync(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of small writes that need not outlast a power cut: what is tested is their order, not the disk."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
