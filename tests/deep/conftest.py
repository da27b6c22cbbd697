"""The long runs look for new examples: they are the ones that may find what nobody thought of."""

from __future__ import annotations

from hypothesis import settings

settings.load_profile("deep")
