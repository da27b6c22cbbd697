from __future__ import annotations

import pytest

from operator_app.domain.errors import Refused, Told
from operator_app.evidence import files
from operator_app.evidence.rendered import EMPTY, TOO_LARGE


def test_a_file_is_read_whole(tmp_path):
    (tmp_path / "a").write_bytes(b"x" * 100)
    assert files.read_capped(tmp_path / "a", most=100) == b"x" * 100


def test_each_failure_has_its_own_code_and_names_no_file(tmp_path):
    (tmp_path / "large").write_bytes(b"x" * 101)
    (tmp_path / "empty").touch()
    for name, code in (
        ("missing", files.MISSING),
        ("empty", EMPTY),
        ("large", TOO_LARGE),
        (".", files.NO_FILE),
        ("n" * 5000, files.UNREADABLE),
    ):
        with pytest.raises(Told) as told:
            files.read_capped(tmp_path / name, most=100)
        assert told.value.code == code
        assert name not in str(told.value.params) or name == "."
    with pytest.raises(Refused):
        files.read_capped(files.Path("/dev/zero"))
