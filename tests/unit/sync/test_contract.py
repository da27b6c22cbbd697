"""The wire itself: digests, and messages that newer or older programs have written."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.contract import digest, openapi
from sync.contract.messages import Conflict, PushReply

from .fake_centre import FakeCentre
from .fake_store import FakeStore


def test_a_digest_field_holds_for_its_bytes_and_no_others() -> None:
    field = digest.field("случай".encode())
    assert digest.holds(field, "случай".encode())
    assert digest.holds(f"md5=:AAAA:, {field}", "случай".encode())
    assert not digest.holds(field, b"other")


@pytest.mark.parametrize("field", ["", "sha-256=", "sha-256=::", "sha-256=:%%%:", "md5=:AAAA:", "sha-256=AAAA"])
def test_a_digest_that_cannot_be_read_does_not_hold(field: str) -> None:
    assert not digest.holds(field, b"")


def test_a_conflict_is_called_class_on_the_wire() -> None:
    made = Conflict(op="op-1", class_="C2", ver=3)
    wire = made.model_dump_json(by_alias=True)
    assert '"class":"C2"' in wire
    assert Conflict.model_validate_json(wire) == made


def test_what_a_newer_centre_adds_is_passed_over() -> None:
    store = FakeStore()
    op = store.ops[store.make("case-a")]
    reply = FakeCentre().push("b", [op.raw])
    newer = reply.model_dump(mode="json", by_alias=True)
    newer["weather"] = "fine"
    newer["results"][0]["colour"] = "green"
    assert PushReply.model_validate(newer) == reply


def test_the_written_contract_is_compared_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "openapi.json"
    document = {"paths": {"/б": {}, "/а": {}}}
    assert not openapi.is_current(document, file)
    assert openapi.write(document, file)
    assert not openapi.write(document, file)
    assert openapi.is_current(document, file)
    assert not openapi.is_current({"paths": {}}, file)
    assert "/а" in file.read_text("utf-8")
