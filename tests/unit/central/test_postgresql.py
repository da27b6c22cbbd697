"""The same tables and statements for PostgreSQL: nothing the centre says is SQLite's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.sql import ClauseElement

from operator_app.domain.environment import Environment
from sync.central import models
from tests.unit.central.served import Desk, World, opened

POSTGRESQL = postgresql.dialect()


@pytest.mark.parametrize("table", list(models.metadata.sorted_tables), ids=str)
def test_each_table_and_index_can_be_made(table: Any) -> None:
    said = str(CreateTable(table).compile(dialect=POSTGRESQL))
    assert said.strip().startswith("CREATE TABLE")
    assert "DATETIME" not in said, "a moment has its zone there"
    assert "SERIAL" not in said, "no number comes from a sequence: positions are taken from one row, without gaps"
    for index in table.indexes:
        assert str(CreateIndex(index).compile(dialect=POSTGRESQL)).startswith("CREATE INDEX")


@pytest.fixture(scope="module")
def statements(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, ClauseElement]]:
    """Every statement of a whole life: founding, enrolment, sign-in, pushes with all results, feed, documents,
    uploads, administration. Caught as they are executed, so that none can be forgotten.
    """
    caught: dict[str, ClauseElement] = {}

    def heard(_connection: object, statement: object, *_: object) -> None:
        if isinstance(statement, ClauseElement):
            caught.setdefault(str(statement), statement)

    folder: Path = tmp_path_factory.mktemp("centre")
    world: World = opened(folder, Environment.SANDBOX, listening=heard)
    try:
        live(world)
        yield caught
    finally:
        world.close()


def live(world: World) -> None:
    desk: Desk = world.desk()
    case = world.file()
    claim = desk.claim(case)
    assert desk.push(claim).results[0].result == "applied"
    assert desk.push(claim).results[0].result == "duplicate"
    world.centre.acts.note("audit.looked", {})
    desk.page()
    desk.document(case)
    desk.upload("бележка".encode() * 1000)
    world.centre.publishing.trust()
    world.administer()


def test_every_statement_compiles(statements: dict[str, ClauseElement]) -> None:
    said = [str(statement.compile(dialect=POSTGRESQL)) for statement in statements.values()]
    assert len(said) > 50
    for table in models.metadata.tables:
        assert any(table in text for text in said), f"{table} was never used"
    assert any("FOR UPDATE" in text for text in said), "rows are locked where SQLite locks the whole file"


def test_the_counter_of_the_feed_is_the_last_statement(statements: dict[str, ClauseElement]) -> None:
    text = [str(one.compile(dialect=POSTGRESQL)) for one in statements.values()]
    assert any(one.startswith("UPDATE feed_head") for one in text)


def test_a_moment_without_a_zone_never_reaches_a_database() -> None:
    bound = models.base.Moment().process_bind_param
    with pytest.raises(ValueError, match="zone"):
        bound(datetime(2026, 1, 1), POSTGRESQL)
    assert bound(datetime(2026, 1, 1, tzinfo=UTC), POSTGRESQL) == datetime(2026, 1, 1, tzinfo=UTC)
