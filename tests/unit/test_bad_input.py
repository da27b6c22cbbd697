"""The table of bad input names codes and tests that exist, and says what the program says."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests import bad_input
from tests.bad_input import Row

ROOT = Path(__file__).parents[2]
# The cases that the customer has named; each has at least one line.
NAMED = (
    "wrong password", "wrong code", "server down", "server slow", "nonsense", "certificate", "database locked",
    "database damaged", "database newer", "no keyring", "keyring locked", "second copy", "broken PDF",
    "QR of another kind", "forged seal", "expired seal", "disk full",
)  # fmt: skip


@pytest.mark.parametrize("row", list(bad_input.rows()), ids=lambda row: f"{row.what}: {row.code}")
def test_each_line_is_true(row: Row) -> None:
    assert bad_input.fresh(row) == row, "write the sentences anew: python -m tests.bad_input"
    assert row.tests
    for test in row.tests:
        file, _, name = test.partition("::")
        tree = ast.parse((ROOT / "tests" / file).read_text("utf-8"))
        assert name in {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}, test


@pytest.mark.parametrize("named", NAMED)
def test_every_named_case_is_in_the_table(named: str) -> None:
    assert [row for row in bad_input.rows() if named in row.what]
