"""Longer searches than the suite has, over histories of a store: its projection, and what leaves it."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from tests.unit.storage import test_projection as projection
from tests.unit.storage import test_purge as purge

LONG = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

_rebuilt = projection.test_projection_rebuilt_from_nothing_is_the_kept_one
test_projection_rebuilt_from_nothing_is_the_kept_one = LONG(
    given(projection.HISTORY)(_rebuilt.hypothesis.inner_test)  # type: ignore[attr-defined]
)
_over = purge.test_whatever_happens_only_what_is_over_is_gone_and_nothing_of_ours
test_only_what_is_over_is_gone = LONG(given(purge.STEPS)(_over.hypothesis.inner_test))  # type: ignore[attr-defined]
