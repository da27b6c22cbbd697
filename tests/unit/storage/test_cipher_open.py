"""Opening real SQLCipher files: sound, under a wrong key, damaged, missing, held by another process."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from operator_app.domain.errors import Trouble
from operator_app.storage import cipher
from operator_app.storage.cipher import RawKey

from .support import all_text, as_another_account, child, said

SECRET = "Иванка Петрова-Димитрова"
PAGE = 4096


@pytest.fixture
def key() -> RawKey:
    return RawKey.new()


@pytest.fixture
def store(tmp_path: Path, key: RawKey) -> Path:
    """A closed store of some twenty pages."""
    path = tmp_path / "дело №1?" / "desk.db"
    path.parent.mkdir()
    connection = cipher.connect(path, key, create=True)
    connection.execute("CREATE TABLE person (name TEXT)")
    connection.executemany("INSERT INTO person VALUES (?)", [(SECRET * 20,)] * 60)
    connection.close()
    return path


def failure(path: Path, key: RawKey, **options: bool) -> Trouble:
    with pytest.raises(Trouble) as told:
        cipher.connect(path, key, **options).close()
    return told.value


def count(path: Path, key: RawKey, *, read_only: bool = False) -> int:
    connection = cipher.connect(path, key, read_only=read_only)
    try:
        return int(connection.execute("SELECT count(*) FROM person").fetchone()[0])
    finally:
        connection.close()


def test_the_store_opens_again_and_keeps_what_it_was_given(store: Path, key: RawKey) -> None:
    assert count(store, key) == 60
    assert count(store, key, read_only=True) == 60
    assert cipher.damaged_pages(store, key) == 0


def test_no_plain_text_in_any_file_even_while_it_is_written(store: Path, key: RawKey) -> None:
    connection = cipher.connect(store, key)
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO person VALUES (?)", [(SECRET * 20,)] * 200)
    connection.execute("COMMIT")
    files = sorted(store.parent.iterdir())
    assert [file.name for file in files] == ["desk.db", "desk.db-shm", "desk.db-wal"]
    assert (store.parent / "desk.db-wal").stat().st_size > 40 * PAGE
    for file in files:
        content = file.read_bytes()
        assert SECRET.encode() not in content
        assert b"SQLite format" not in content
        assert b"person" not in content
        assert key.reveal() not in content
        assert file.stat().st_mode & 0o077 == 0
    connection.close()


def test_another_key_is_told_as_a_wrong_key(store: Path) -> None:
    trouble = failure(store, RawKey.new())
    assert (trouble.code, trouble.params) == (cipher.WRONG_KEY, {"file": "desk.db"})
    assert failure(store, RawKey.new(), read_only=True).code == cipher.WRONG_KEY


def flip(at: int) -> Callable[[bytearray], bytes]:
    def damage(content: bytearray) -> bytes:
        content[at] ^= 1
        return bytes(content)

    return damage


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(flip(300), id="a bit in the first page"),
        pytest.param(lambda content: bytes(PAGE) + content[PAGE:], id="the first page zeroed"),
        pytest.param(lambda content: os.urandom(2 * PAGE) + content[2 * PAGE :], id="two pages overwritten"),
        pytest.param(lambda content: content[:1000], id="cut off in the first page"),
        pytest.param(lambda _: b"", id="empty"),
    ],
)
def test_a_damaged_file_is_told_as_damaged(store: Path, key: RawKey, damage: Callable[[bytearray], bytes]) -> None:
    store.write_bytes(damage(bytearray(store.read_bytes())))
    assert failure(store, key).code == cipher.DAMAGED
    assert failure(store, key, read_only=True).code == cipher.DAMAGED


def test_a_damaged_salt_does_not_lose_the_store(store: Path, key: RawKey) -> None:
    store.write_bytes(flip(3)(bytearray(store.read_bytes())))
    assert count(store, key) == 60


def test_damage_further_in_is_counted(store: Path, key: RawKey) -> None:
    store.write_bytes(flip(5 * PAGE + 7)(bytearray(store.read_bytes())))
    assert cipher.damaged_pages(store, key) == 1


def test_a_file_of_something_else_was_not_written_with_this_key(store: Path, key: RawKey) -> None:
    store.write_bytes(b"%PDF-1.7 " * 2000)
    assert failure(store, key).code == cipher.WRONG_KEY


def test_a_missing_store_is_not_made_by_opening_it(tmp_path: Path, key: RawKey) -> None:
    for options in ({}, {"read_only": True}, {"read_only": True, "create": True}):
        assert failure(tmp_path / "desk.db", key, **options).code == cipher.MISSING
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_place_of_the_store_is_unreadable(tmp_path: Path, key: RawKey) -> None:
    (tmp_path / "desk.db").mkdir()
    assert failure(tmp_path / "desk.db", key).code == cipher.UNREADABLE


def test_without_the_right_to_read_it_is_unreadable(store: Path, key: RawKey) -> None:
    store.chmod(0)
    store.parent.chmod(0o700)
    with as_another_account():
        assert failure(store, key).code == cipher.UNREADABLE


def test_no_failure_shows_the_key_even_with_the_variables_of_every_frame(store: Path) -> None:
    wrong = RawKey.new()
    trouble = failure(store, wrong)
    shown = all_text(trouble)
    assert cipher.WRONG_KEY in shown
    assert wrong.hex() not in shown
    assert str(wrong.reveal()) not in shown


def test_the_cipher_is_silent_on_standard_error(store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    failure(store, RawKey.new())
    assert capfd.readouterr() == ("", "")


HOLDER = """
import sys; from pathlib import Path
from operator_app.storage import cipher
connection = cipher.connect(Path(sys.argv[1]), cipher.RawKey.from_hex(sys.stdin.readline()))
connection.execute("BEGIN IMMEDIATE")
connection.execute("INSERT INTO person VALUES ('held')")
if sys.argv[2] == "commit":
    connection.execute("COMMIT")
print("held", flush=True)
sys.stdin.readline()
"""


def test_a_writer_of_another_process_is_told_as_locked_and_readers_go_on(store: Path, key: RawKey) -> None:
    with child(HOLDER, store, "hold") as process:
        assert process.stdin is not None
        print(key.hex(), file=process.stdin, flush=True)
        assert said(process) == "held"
        engine = cipher.engine(store, key, busy_ms=50)
        with pytest.raises(Trouble) as told, engine.begin():
            pass
        assert told.value.code == cipher.LOCKED
        engine.dispose()
        assert count(store, key, read_only=True) == 60


def test_what_a_killed_writer_had_committed_is_there_for_a_reader(store: Path, key: RawKey) -> None:
    with child(HOLDER, store, "commit") as process:
        assert process.stdin is not None
        print(key.hex(), file=process.stdin, flush=True)
        assert said(process) == "held"
        process.kill()
        process.wait()
    assert count(store, key, read_only=True) == 61
