"""The tables: migrated to what the models say, with a backup first; never touched when a newer program made them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from operator_app.domain.errors import Trouble
from operator_app.storage import cipher, migrations
from operator_app.storage.models import Base, DraftRow
from tests import desk

TEXTS = (
    *("number", "kind", "state", "actor", "digest", "after", "together", "batch", "receipt", "effect", "code"),
    *("params", "conflict_class", "theirs", "fields", "blocked_by"),
)
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


def engine(file: Path) -> Engine:
    return cipher.engine(file, desk.KEY, create=True)


def test_the_last_migration_gives_what_the_models_say(file: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    made = engine(file)
    migrations.upgrade(made, file)
    ours = {"include_object": lambda _thing, name, *_: not str(name).startswith("case_fts"), "compare_type": True}
    with made.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=ours), Base.metadata) == []
    made.dispose()


def test_the_list_of_revisions_is_that_of_the_files() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(migrations.FOLDER))
    known = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(known)) == migrations.REVISIONS


def test_migrations_import_nothing_of_the_project() -> None:
    for file in [migrations.FOLDER / "env.py", *(migrations.FOLDER / "versions").glob("*.py")]:
        lines = file.read_text("utf-8").splitlines()
        told = [line for line in lines if line.startswith(("import ", "from "))]
        assert not [line for line in told if line.split()[1].split(".")[0] in ("operator_app", "sync", "ui")]


def test_a_second_upgrade_changes_nothing_and_makes_no_backup(file: Path) -> None:
    made = engine(file)
    assert migrations.upgrade(made, file) is None
    assert migrations.upgrade(made, file) is None
    made.dispose()
    assert [path.name for path in file.parent.glob("desk.db.before*")] == []


def test_before_an_existing_file_is_migrated_it_is_copied_whole(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = engine(file)
    migrations.upgrade(made, file)
    with made.begin() as connection:
        connection.execute(text("INSERT INTO draft VALUES ('clerk1', 'case-1', 'note', 'половин изречение', 1)"))
    seen: list[Path] = []
    monkeypatch.setattr(migrations, "HEAD", "9999")
    before = f"desk.db.before-{migrations.REVISIONS[-1]}"
    monkeypatch.setattr(migrations, "_migrate", lambda _engine: seen.extend(file.parent.glob(before)))
    kept = migrations.upgrade(made, file)
    made.dispose()
    assert kept is not None
    assert seen == [kept], "the copy is there before the first table is touched"
    with cipher.engine(kept, desk.KEY).connect() as copy:
        assert copy.execute(text("SELECT text FROM draft")).scalar() == "половин изречение"
        copy.engine.dispose()
    assert "половин".encode() not in kept.read_bytes()


def test_a_case_of_the_first_tables_keeps_the_time_of_its_last_change(file: Path) -> None:
    from alembic import command
    from alembic.config import Config

    made = engine(file)
    config = Config()
    config.set_main_option("script_location", str(migrations.FOLDER))
    with made.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for case in ("known", "came whole"):
            connection.execute(text("INSERT INTO case_base VALUES (:id, 1, 1, 0, x'00')"), {"id": case})
        for op, ver, received in (("a", 1, 500), ("b", 2, 700), ("c", None, 900)):
            row = {**dict.fromkeys(TEXTS, ""), "id": op, "case_id": "known", "ver": ver, "received": received}
            row |= {"own": 0, "made_at": 1, "raw": b"", "attempts": 0, "marked": 0}
            places = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO operation ({', '.join(row)}) VALUES ({places})"), row)
    assert migrations.upgrade(made, file) is not None
    with made.connect() as connection:
        at = dict(connection.execute(text("SELECT id, at FROM case_base")).all())  # type: ignore[arg-type]
    made.dispose()
    assert at["known"] == 700
    assert at["came whole"] > 1_700_000_000_000_000, "of which nothing is known, its time begins now"


def test_a_store_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    with desk.opened(tmp_path) as store, store.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    file = desk.profile_of(tmp_path).database
    before = file.read_bytes()
    with pytest.raises(Trouble) as refused, desk.opened(tmp_path):
        pass
    assert refused.value.code == "store.newer"
    assert file.read_bytes() == before


def test_a_reader_beside_the_desk_refuses_a_newer_store_too(tmp_path: Path) -> None:
    from operator_app.storage.store import open_beside
    from tests.clocks import SetClock

    with desk.opened(tmp_path) as store:
        with store.writing() as session:
            session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(Trouble, match=r"store\.newer"):
            open_beside(desk.profile_of(tmp_path), desk.KEY, SetClock())


def test_a_reader_beside_an_open_desk_reads_and_cannot_write(tmp_path: Path) -> None:
    from operator_app.storage.store import open_beside

    with desk.office(tmp_path) as office:
        beside = open_beside(desk.profile_of(tmp_path), desk.KEY, office.clock)
        try:
            from operator_app.services.queue import Queue
            from operator_app.services.views import Filter

            assert len(Queue(beside).page(Filter(), "", 10, desk.WHO).rows) == 1
            with pytest.raises(RuntimeError), beside.writing():
                pass
            with beside.reading() as session:
                session.add(DraftRow(operator="a", case_id="b", field="c", text="d", at=office.clock.now()))
                with pytest.raises(Exception, match=r"readonly|query_only|unwritable"):
                    session.flush()
        finally:
            beside.close()


def test_a_kill_in_the_middle_of_the_first_migration_leaves_an_empty_file(file: Path) -> None:
    code = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from sqlalchemy import event, Engine\n"
        "from operator_app.storage import cipher, migrations\n"
        "from operator_app.storage.cipher import RawKey\n"
        "made = cipher.engine(Path(sys.argv[1]), RawKey(bytes(range(32))), create=True)\n"
        "@event.listens_for(made, 'before_cursor_execute')\n"
        "def stop(connection, cursor, statement, *rest):\n"
        "    if 'case_view' in statement: os.kill(os.getpid(), signal.SIGKILL)\n"
        "migrations.upgrade(made, Path(sys.argv[1]))\n"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(file)], cwd=ROOT, capture_output=True)
    assert ended.returncode == -9
    made = engine(file)
    assert migrations.revision(made) == ""
    migrations.upgrade(made, file)
    assert migrations.revision(made) == migrations.HEAD
    made.dispose()
