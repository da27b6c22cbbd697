"""SQLAlchemy over a real SQLCipher file: transactions that begin and end where we say, and told troubles."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

from operator_app.domain.errors import Trouble
from operator_app.storage import cipher
from operator_app.storage.cipher import RawKey

from .support import all_text

NAME = "Мария Георгиева"


@pytest.fixture
def key() -> RawKey:
    return RawKey.new()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


@pytest.fixture
def writer(path: Path, key: RawKey) -> Iterator[Engine]:
    engine = cipher.engine(path, key, create=True)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT UNIQUE)"))
    yield engine
    engine.dispose()


def names(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.execute(text("SELECT name FROM person ORDER BY id")).scalars())


def add(connection: Connection, name: str) -> None:
    connection.execute(text("INSERT INTO person (name) VALUES (:name)"), {"name": name})


def add_all(engine: Engine, names: list[str]) -> None:
    """In one transaction."""
    with engine.begin() as connection:
        for name in names:
            add(connection, name)


def test_a_released_savepoint_does_not_commit(writer: Engine) -> None:
    with writer.connect() as connection:
        connection.begin()
        with connection.begin_nested():
            add(connection, "изписан")
        connection.rollback()
    assert names(writer) == []


def test_a_savepoint_rolled_back_leaves_the_rest_of_the_transaction(writer: Engine) -> None:
    with writer.begin() as connection:
        add(connection, "преди")
        savepoint = connection.begin_nested()
        add(connection, "вътре")
        savepoint.rollback()
        add(connection, "после")
    assert names(writer) == ["преди", "после"]


def test_a_transaction_taken_back_leaves_nothing_not_even_a_table(writer: Engine) -> None:
    with writer.connect() as connection:
        transaction = connection.begin()
        connection.execute(text("CREATE TABLE half (x)"))
        add(connection, "половин")
        transaction.rollback()
    assert names(writer) == []
    with writer.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'half'")).scalar() == 0


def test_transactions_still_hold_after_a_connection_was_lent_out_without_them(writer: Engine) -> None:
    with writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM"))
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        add(connection, "веднага")
    with writer.connect() as connection:
        with connection.begin_nested():
            add(connection, "изписан")
        connection.rollback()
    assert names(writer) == ["веднага"]


def test_a_transaction_that_only_reads_so_far_already_holds_the_write_lock(
    writer: Engine, path: Path, key: RawKey
) -> None:
    second = cipher.engine(path, key, busy_ms=20)
    with writer.begin() as connection:
        connection.execute(text("SELECT count(*) FROM person"))
        with pytest.raises(Trouble) as told, second.begin():
            pass
        add(connection, "първи")
    assert told.value.code == cipher.LOCKED
    second.dispose()
    assert names(writer) == ["първи"]


def test_a_reading_transaction_waits_for_no_writer_and_sees_one_moment(writer: Engine, path: Path, key: RawKey) -> None:
    pool = cipher.engine(path, key, connections=2)
    with cipher.reading(pool).connect() as reader:
        assert reader.execute(text("SELECT count(*) FROM person")).scalar() == 0
        with pool.begin() as connection:
            add(connection, "по-късно")
        assert reader.execute(text("SELECT count(*) FROM person")).scalar() == 0
    assert names(writer) == ["по-късно"]
    pool.dispose()


def test_a_reader_cannot_write(writer: Engine, path: Path, key: RawKey) -> None:
    reader = cipher.engine(path, key, read_only=True)
    with pytest.raises(Trouble) as told, reader.begin() as connection:
        add(connection, NAME)
    assert told.value.code == cipher.UNWRITABLE
    reader.dispose()
    assert names(writer) == []


def test_a_broken_constraint_is_no_trouble_of_the_environment_and_quotes_nobody(writer: Engine) -> None:
    with pytest.raises(IntegrityError) as told:
        add_all(writer, [NAME, NAME])
    assert NAME not in str(told.value)
    assert names(writer) == []


def test_a_full_disk_is_told_and_what_was_committed_stays(writer: Engine) -> None:
    with writer.begin() as connection:
        add(connection, NAME)
        connection.execute(text("PRAGMA max_page_count = 8"))
    with pytest.raises(Trouble) as told:
        add_all(writer, [f"{number} " + "пълно" * 200 for number in range(200)])
    assert (told.value.code, told.value.params) == (cipher.DISK_FULL, {"file": "desk.db"})
    assert names(writer) == [NAME]


def test_damage_met_on_the_way_is_told(writer: Engine, path: Path, key: RawKey) -> None:
    add_all(writer, [f"{number} " + "лист" * 200 for number in range(100)])
    writer.dispose()
    content = bytearray(path.read_bytes())
    for page in range(2, len(content) // 4096):  # the first two are the schema and the table's root
        content[page * 4096 + 100] ^= 1
    path.write_bytes(content)
    with pytest.raises(Trouble) as told:
        names(writer)
    assert told.value.code == cipher.DAMAGED


def test_a_wrong_key_is_told_at_the_first_use_and_never_shown(writer: Engine, path: Path) -> None:
    wrong = RawKey.new()
    engine = cipher.engine(path, wrong)
    with pytest.raises(Trouble) as told:
        names(engine)
    assert told.value.code == cipher.WRONG_KEY
    shown = all_text(told.value)
    assert wrong.hex() not in shown
    assert str(wrong.reveal()) not in shown
    engine.dispose()


def test_a_log_at_its_loudest_holds_neither_key_nor_person(
    writer: Engine, key: RawKey, caplog: pytest.LogCaptureFixture
) -> None:
    for level, name in ((logging.INFO, "sqlalchemy.engine"), (logging.DEBUG, "sqlalchemy.pool")):
        caplog.set_level(level, name)
    writer.dispose()
    with writer.begin() as connection:
        add(connection, NAME)
    assert "INSERT INTO person" in caplog.text
    assert NAME not in caplog.text
    assert key.hex() not in caplog.text


def test_two_threads_never_share_the_one_connection(writer: Engine) -> None:
    inside = threading.Event()
    go_on = threading.Event()

    def slow() -> None:
        with writer.begin() as connection:
            add(connection, "първа")
            inside.set()
            assert go_on.wait(10)

    def quick() -> None:
        with writer.begin() as connection:
            add(connection, "втора")

    first, second = threading.Thread(target=slow), threading.Thread(target=quick)
    first.start()
    assert inside.wait(10)
    second.start()
    second.join(0.05)
    assert second.is_alive()
    go_on.set()
    first.join(10)
    second.join(10)
    assert names(writer) == ["първа", "втора"]
