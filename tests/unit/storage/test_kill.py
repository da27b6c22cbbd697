"""The process is killed hard between two steps: what was committed is there, what was not has never been."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from operator_app.domain.errors import Trouble
from operator_app.domain.lifecycle import State
from operator_app.ports.sync_store import OutboxState
from operator_app.services.drafts import Drafts
from operator_app.services.views import Filter
from operator_app.storage import cipher
from operator_app.storage.cipher import RawKey
from operator_app.storage.models import DeviceRow
from operator_app.storage.store import Store
from tests import desk
from tests.clocks import SetClock
from tests.desk import Office
from tests.tiny_centre import TinyCentre
from tests.unit.storage.support import child, said

BEGIN = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from operator_app.storage.models import OperationRow
from operator_app.storage import projection
from tests import desk
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
with desk.office(Path(sys.argv[1]), "case-1", "case-2") as office:
"""


def killed(folder: Path, steps: str) -> Office:
    """Run the steps in a process that ends by SIGKILL, then open what it left behind."""
    body = "".join(f"    {line}\n" for line in steps.strip().splitlines())
    with child(BEGIN + body + "    print('alive', flush=True)\n", folder) as process:
        assert said(process) == "", "it was killed before it could say anything"
        assert process.wait(20) == -9
    store = desk.opened(folder, SetClock(desk.b.NOON))
    return Office(store.__enter__(), TinyCentre(), SetClock(desk.b.NOON))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "killed"


def closed(office: Office) -> None:
    office.store.close()


def test_an_act_that_was_confirmed_survives_with_all_that_belongs_to_it(folder: Path) -> None:
    office = killed(folder, "office.cases.claim('case-1', desk.WHO)\ndie()")
    view = office.cases.open("case-1", desk.WHO)
    assert (view.case.state, view.mine) == (State.IN_REVIEW, True)
    assert [row.state for row in office.outbox.rows(9)] == [OutboxState.RESTING]
    assert office.queue.page(Filter(), "", 9, desk.WHO).rows[0].unsent
    closed(office)


def test_killed_between_the_operation_and_its_projection_neither_is_there(folder: Path) -> None:
    office = killed(folder, "projection.keep = die\noffice.cases.claim('case-1', desk.WHO)")
    assert office.outbox.rows(9) == ()
    assert office.cases.open("case-1", desk.WHO).case.state is State.SUBMITTED
    closed(office)


def test_killed_while_a_page_is_taken_the_cursor_is_where_the_rows_are(folder: Path) -> None:
    office = killed(
        folder,
        "office.centre.file('case-3')\n"
        "before = office.sync.cursor()\n"
        "Path(sys.argv[1], 'cursor').write_text(before)\n"
        "event.listen(office.store._writer, 'commit', die)\n"
        "office.pull()",
    )
    assert office.sync.cursor() == Path(folder, "cursor").read_text()
    assert {row.id for row in office.queue.page(Filter(), "", 9, desk.WHO).rows} == {"case-1", "case-2"}
    closed(office)


def test_killed_after_the_mark_and_before_the_answer_the_same_bytes_go_again(folder: Path) -> None:
    office = killed(
        folder,
        "office.cases.claim('case-1', desk.WHO)\n"
        "office.rest()\n"
        "office.sync.release_due(office.clock.now())\n"
        "one = office.sync.waiting(1)[0]\n"
        "office.sync.mark_sending([one.op], 'batch', office.clock.now())\n"
        "Path(sys.argv[1], 'raw').write_bytes(one.raw)\n"
        "die()",
    )
    [again] = office.sync.waiting(9)
    assert (again.state, again.raw) == (OutboxState.SENDING, Path(folder, "raw").read_bytes())
    closed(office)


def test_half_typed_words_survive(folder: Path) -> None:
    office = killed(
        folder,
        "from operator_app.services.drafts import Drafts\n"
        "Drafts(office.store).save('clerk1', 'case-1', 'note', 'Гражданинът каза, че')\n"
        "die()",
    )
    assert Drafts(office.store).load("clerk1", "case-1") == {"note": "Гражданинът каза, че"}
    closed(office)


def test_nothing_personal_stands_in_the_files_in_plain_text(tmp_path: Path) -> None:
    with desk.office(tmp_path) as office:
        office.cases.claim("case-1", desk.WHO)
        Drafts(office.store).save("clerk1", "case-1", "note", "Пробна")
        files = [path for path in (tmp_path / "profile").iterdir() if path.name.startswith("desk.db")]
        assert {path.suffix for path in files} >= {".db", ".db-wal"}
        for path in files:
            data = path.read_bytes()
            assert not any(word.encode() in data for word in ("Пробна", "ГР94", "clerk1", "Примерна"))


def look(store: Store) -> None:
    with store.writing() as session:
        session.get(DeviceRow, 1)


def test_a_damaged_store_is_told_as_one(tmp_path: Path) -> None:
    with desk.office(tmp_path):
        pass
    file = desk.profile_of(tmp_path).database
    data = bytearray(file.read_bytes())
    data[4096:8192] = bytes(4096)
    file.write_bytes(data)
    for rest in ("-wal", "-shm"):
        file.with_name(file.name + rest).unlink(missing_ok=True)
    kept = file.read_bytes()
    with pytest.raises(Trouble) as told, desk.opened(tmp_path) as store:
        look(store)
    assert told.value.code == "store.damaged"
    assert file.read_bytes() == kept


def test_a_store_that_another_process_writes_to_is_told_as_locked(tmp_path: Path) -> None:
    with desk.office(tmp_path) as office:
        other = cipher.engine(desk.profile_of(tmp_path).database, desk.KEY, busy_ms=50)
        second = Store(other, other, office.clock)
        with office.store.writing() as session:
            session.get(DeviceRow, 1)
            with pytest.raises(Trouble, match=r"store\.locked"):
                look(second)
        other.dispose()


def test_a_second_copy_of_the_program_is_refused(tmp_path: Path) -> None:
    with desk.opened(tmp_path), pytest.raises(Trouble, match=r"profile\.in_use"), desk.opened(tmp_path):
        pass


def test_a_store_copied_to_another_profile_does_not_open(tmp_path: Path) -> None:
    with desk.opened(tmp_path):
        pass
    copy = tmp_path / "copy.db"
    shutil.copy(desk.profile_of(tmp_path).database, copy)
    with pytest.raises(Trouble, match=r"store\.wrong_key"):
        cipher.engine(copy, RawKey.new()).connect()
