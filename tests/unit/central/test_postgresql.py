"""The same tables and statements for PostgreSQL: nothing the centre says is SQLite's own."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, event
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.sql import ClauseElement

from operator_app.domain.bodies import Audit
from operator_app.domain.case import Case, Document
from operator_app.domain.errors import Refused
from operator_app.domain.lifecycle import State
from operator_app.domain.operation import Blob
from operator_app.formats import batch as texts
from operator_app.formats import enrolment_code
from sync.central import models, sandbox
from sync.central.access import sessions
from sync.central.access.enrolment import DEVICE
from sync.central.admin import messages as m
from sync.central.administration import Administration
from sync.central.centre import Centre
from sync.central.files.documents import Documents
from sync.central.inspection import inspect
from sync.central.ports.documents import Made
from sync.contract import messages
from tests import builders as b

from .core import OTHER, TestDesk, file_case, opened, outcomes

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
def statements(tmp_path_factory: pytest.TempPathFactory) -> list[ClauseElement]:
    """Every statement of a whole life: founding, enrolment, sign-in, pushes with all results, feed, documents,
    uploads, administration. Caught as they are executed, so that none can be forgotten.
    """
    caught: dict[str, ClauseElement] = {}

    def heard(_connection: object, statement: object, *_: object) -> None:
        if isinstance(statement, ClauseElement):
            caught.setdefault(str(statement), statement)

    event.listen(Engine, "before_execute", heard)
    try:
        live(tmp_path_factory.mktemp("centre"))
    finally:
        event.remove(Engine, "before_execute", heard)
    return list(caught.values())


def live(folder: Path) -> None:
    with opened(folder) as centre:
        sandbox.enter_accounts(centre)
        case, desk, other = file_case(centre), TestDesk(centre), TestDesk(centre, actor=OTHER)
        claim = desk.claim(case)
        blob = Blob("0" * 64, 1, "application/pdf")
        answers = [desk.note(prev=claim.operation.id, blobs=(blob,)), desk.make("audit.looked", Audit())]
        assert outcomes(desk.results(claim, *answers)) == ["applied"] * 3
        assert outcomes(desk.results(claim)) == ["duplicate"]
        assert outcomes(other.results(other.claim(case))) == ["conflict"]
        centre.publishing.trust()
        centre.set_clock(centre.parts.clock.real())
        for cursor in ("", centre.feed.page(b.OFFICE, "", 2).cursor):
            centre.feed.page(b.OFFICE, cursor, 5)
        centre.acts.cases_in(*State)
        centre.acts.services()
        inspect(centre)
        enter(centre)
        administer(centre)
        attach(centre, case.id)


def enter(centre: Centre) -> None:
    """Enrolment and sign-in, with a wrong try."""
    key = Ed25519PrivateKey.generate()
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    with centre.store.write() as db:
        centre.enrolment.drop_unused(db, DEVICE)
        secret = enrolment_code.decode(centre.enrolment.issue(db, b.OFFICE)).secret

    def signed(text: bytes) -> str:
        return base64.b64encode(key.sign(text)).decode()

    proof = signed(texts.enrol_text(secret, public))
    request = messages.EnrolRequest(secret=secret, public_key=public, name="desk", proof=proof)
    device = centre.enrolment.enrol(request).device
    assert centre.enrolment.enrol(request).device == device, "a lost reply costs no second device"
    with pytest.raises(Refused):
        centre.enrolment.enrol(
            request.model_copy(update={"secret": "x", "proof": signed(texts.enrol_text("x", public))})
        )
    ready, at = sandbox.accounts(centre, b.OFFICE).accounts[0], centre.parts.clock.now()
    said = {"account": ready.account, "code": ready.code, "device": device, "at": at}
    said["proof"] = signed(texts.sign_in_text(device, ready.account, at))
    with pytest.raises(Refused):
        centre.sign_in.sign_in(messages.SignInRequest(password="грешна", **said))
    session = centre.sign_in.sign_in(messages.SignInRequest(password=ready.password, **said)).session
    renewal = signed(texts.renew_text(device, session, at))
    centre.sign_in.renew(session, messages.RenewRequest(device=device, at=at, proof=renewal))


def administer(centre: Centre) -> None:
    work = Administration(centre)
    admin = sandbox.accounts(centre).accounts[-1]
    token = centre.sign_in.sign_in_admin(admin.account, admin.password, admin.code)
    with centre.store.read() as db:
        by = sessions.find(db, token, centre.parts.clock.now(), sessions.ADMIN)
    name = {"account": "new.one", "name": "Нов Служител", "office": b.OFFICE, "role": "clerk"}
    work.add_operator(m.NewOperator(password="дълга парола", **name), by)
    work.disable_operator("new.one", by)
    work.revoke_sessions("sredets", by)
    work.offices()
    work.operators()
    work.revoke_device(work.devices().devices[0].id, by)
    with pytest.raises(Refused):
        work.bootstrap(m.Bootstrap(secret="x", account="a", name="b", password="дълга парола"))


def attach(centre: Centre, case: str) -> None:
    data = bytes(range(256)) * 8
    named = messages.UploadRequest(sha256=hashlib.sha256(data).hexdigest(), size=len(data), media_type="image/png")
    upload = centre.uploads.begin(b.OFFICE, named)
    centre.uploads.add(b.OFFICE, upload.id, 0, data[:1000])
    assert centre.uploads.progress(b.OFFICE, upload.id).have == 1000
    assert centre.uploads.add(b.OFFICE, upload.id, 1000, data[1000:]).done
    assert centre.uploads.known(named.sha256)
    documents = Documents(centre.parts, Press(data))
    whole = documents.find(b.OFFICE, case, "doc-title_deed")
    assert documents.find(b.OFFICE, case, "doc-title_deed") == whole
    assert documents.read(whole, 10, 20) == data[10:20]


@dataclass(frozen=True)
class Press:
    data: bytes

    def make(self, case: Case, document: Document) -> Made:
        return Made(self.data, "application/pdf")


def test_every_statement_compiles(statements: list[ClauseElement]) -> None:
    said = [str(statement.compile(dialect=POSTGRESQL)) for statement in statements]
    assert len(said) > 50
    for table in models.metadata.tables:
        assert any(table in text for text in said), f"{table} was never used"
    assert any("FOR UPDATE" in text for text in said), "rows are locked where SQLite locks the whole file"


def test_a_moment_without_a_zone_never_reaches_a_database() -> None:
    bound = models.base.Moment().process_bind_param
    with pytest.raises(ValueError, match="zone"):
        bound(datetime(2026, 1, 1), POSTGRESQL)
    assert bound(datetime(2026, 1, 1, tzinfo=UTC), POSTGRESQL) == datetime(2026, 1, 1, tzinfo=UTC)
