"""Operations as bytes: frozen, capped, decoded by kind, and never lost on the way."""

from __future__ import annotations

import orjson
import pytest

from operator_app.domain import bodies, errors
from operator_app.domain.operation import FIRST_HASH, Place
from operator_app.formats import operation_json
from tests import builders as b

NOTE = b.operation("note.added", bodies.NoteAdded("обадих се"))
FROZEN = operation_json.freeze(NOTE, Place(1, FIRST_HASH)).raw


def test_a_released_operation_is_the_bytes_that_were_frozen() -> None:
    released = operation_json.freeze(NOTE, Place(1, FIRST_HASH, base=3))
    again = operation_json.thaw(released.raw)
    assert again == released


def test_fields_of_a_newer_version_are_ignored_and_the_bytes_stay() -> None:
    flat = orjson.loads(operation_json.freeze(NOTE, Place(1, FIRST_HASH)).raw)
    newer = orjson.dumps({**flat, "weather": "sun", "body": {**flat["body"], "mood": "good"}})
    assert operation_json.thaw(newer).operation == NOTE
    assert operation_json.thaw(newer).raw == newer


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "operation.malformed"),
        (b"[1]", "operation.malformed"),
        (b"{}", "operation.malformed"),
        (FROZEN.replace(b'"note.added"', b'"note.sung"'), "operation.unknown_kind"),
        (b"x" * (operation_json.MAX_BYTES + 1), "operation.too_large"),
        (FROZEN.replace(b'"kv":1', b'"kv":99'), "operation.unknown_version"),
        (FROZEN.replace(b'"kv":1', b'"kv":"1"'), "operation.unknown_version"),
        (FROZEN.replace(b'"dseq":1', b'"dseq":%d' % 2**63), "operation.malformed"),
        (FROZEN.replace(b'"dseq":1', b'"dseq":-1'), "operation.malformed"),
        (FROZEN.replace(b'"dseq":1', b'"dseq":true'), "operation.malformed"),
        (FROZEN.replace(b'"base":null', b'"base":%d' % 2**63), "operation.malformed"),
        (operation_json.encode(NOTE), "operation.malformed"),  # it has no place yet
        (operation_json.encode(NOTE).replace(b'"text"', b'"next"'), "operation.malformed"),
        (operation_json.encode(NOTE).replace(b"2026-11-23", b"2026-13-43"), "operation.malformed"),
        (operation_json.encode(NOTE).replace(b'"sandbox"', b'"dream"'), "operation.malformed"),
    ],
)
def test_rubbish_is_refused_in_words(raw: bytes, code: str) -> None:
    with pytest.raises(errors.Refused) as refused:
        operation_json.thaw(raw)
    assert refused.value.code == code


def test_every_kind_of_the_table_has_a_body() -> None:
    from operator_app.domain.lifecycle import ANNUL, BY_KIND

    assert set(bodies.BODIES) == set(BY_KIND) | {ANNUL}
