"""The centre's tables: a new database and a migrated one are the same, and an unknown one is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text

from operator_app.domain.errors import Trouble
from operator_app.storage import cipher
from operator_app.storage.cipher import RawKey
from sync.central import models
from sync.central.store import open_store, schema

KEY = RawKey(bytes(range(32)))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "centre.db"


def named_of(engine: Engine) -> dict[str, object]:
    """Every constraint and index of the tables by the name that it goes by on any database."""
    seen = inspect(engine)
    return {
        table: (
            seen.get_pk_constraint(table),
            sorted(seen.get_foreign_keys(table), key=str),
            sorted(seen.get_unique_constraints(table), key=str),
            sorted(seen.get_check_constraints(table), key=str),
            sorted(seen.get_indexes(table), key=str),
        )
        for table in seen.get_table_names()
    }


def details_of(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Columns with type, NULL and key, foreign keys, and which columns each index takes: as SQLite itself sees them."""
    made: dict[str, list[tuple[object, ...]]] = {}
    with engine.connect() as connection:
        for table in models.metadata.tables:
            rows = [tuple(row) for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
            keys = [tuple(row)[2:] for row in connection.exec_driver_sql(f"PRAGMA foreign_key_list({table})")]
            made[table] = [*rows, *sorted(keys, key=str)]
            for index in connection.exec_driver_sql(f"PRAGMA index_list({table})").mappings().all():
                columns = connection.exec_driver_sql(f"PRAGMA index_info({index['name']})")
                made[table].append((index["unique"], index["origin"], *(row[2] for row in columns)))
            made[table].sort(key=str)
    return made


def test_migrations_lead_to_the_tables_that_a_new_database_is_made_with(file: Path) -> None:
    with_migrations = cipher.engine(file, KEY, create=True)
    schema.migrate(with_migrations)
    new = open_store(f"sqlite:///{file.with_name('new.db')}", KEY)
    try:
        assert details_of(with_migrations) == details_of(new.engine)
        by_name = named_of(new.engine)
        assert named_of(with_migrations) == by_name
        assert by_name.keys() == {*models.metadata.tables, "alembic_version"}
        for engine in (with_migrations, new.engine):
            with engine.connect() as connection:
                assert connection.execute(text("SELECT id, pos, hash FROM feed_head")).all() == [(1, 0, "0" * 64)]
                assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == schema.HEAD
    finally:
        with_migrations.dispose()
        new.close()
    assert b"CREATE TABLE" not in file.read_bytes(), "the file is encrypted, its tables' names too"


def test_alembic_sees_no_difference_between_models_and_migrated_tables(file: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    engine = cipher.engine(file, KEY, create=True)
    schema.migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, models.metadata) == []
    engine.dispose()


def test_the_known_revisions_are_those_of_the_files() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    found = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(found)) == schema.KNOWN


def test_migrations_import_nothing_of_the_project() -> None:
    for file in (schema.MIGRATIONS / "versions").glob("*.py"):
        lines = [line for line in file.read_text("utf-8").splitlines() if line.startswith(("import ", "from "))]
        assert not [line for line in lines if line.split()[1].split(".")[0] in ("operator_app", "sync", "ui")]


def test_a_database_of_a_later_release_is_refused_and_left_alone(file: Path) -> None:
    store = open_store(f"sqlite:///{file}", KEY)
    with store.write() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    before = file.read_bytes()
    with pytest.raises(Trouble) as told:
        open_store(f"sqlite:///{file}", KEY)
    assert told.value.code == "store.newer"
    assert file.read_bytes() == before


def test_an_older_database_is_copied_before_it_is_migrated(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(f"sqlite:///{file}", KEY)
    with store.write() as db:
        db.execute(text("UPDATE feed_head SET pos = 41"))
    store.close()
    monkeypatch.setattr(schema, "HEAD", "0002")
    seen: list[Path] = []
    monkeypatch.setattr(schema, "migrate", lambda _engine: seen.extend(file.parent.glob("*.before-*")))
    open_store(f"sqlite:///{file}", KEY).close()
    assert [path.name for path in seen] == ["centre.db.before-0002-was-0001"]
    copy = cipher.engine(seen[0], KEY)
    with copy.connect() as connection:
        assert connection.execute(text("SELECT pos FROM feed_head")).scalar() == 41
    copy.dispose()


def test_another_key_opens_nothing(file: Path) -> None:
    open_store(f"sqlite:///{file}", KEY).close()
    with pytest.raises(Trouble) as told:
        open_store(f"sqlite:///{file}", RawKey(bytes(32)))
    assert told.value.code.startswith("store.")


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("not a url", "centre.database_url"),
        ("sqlite:///:memory:", "centre.database_url"),
        ("mysql://localhost/centre", "centre.database_url"),
        ("sqlite:///x.db", "centre.no_key"),
    ],
)
def test_a_url_that_cannot_be_is_told(url: str, code: str) -> None:
    with pytest.raises(Trouble) as told:
        open_store(url, None)
    assert told.value.code == code
