"""Attachments of desks: resumable, and whole only when the bytes are what was named."""

from __future__ import annotations

import hashlib
import secrets

import httpx
import pytest

from operator_app.domain.bodies import DocumentAdded
from operator_app.domain.case import Document
from operator_app.domain.operation import Blob
from sync.contract import digest, messages, paths

from .core import file_case
from .served import EnrolledDesk, World, problem


@pytest.fixture
def data() -> bytes:
    return secrets.token_bytes(300_000)


def named(data: bytes) -> messages.UploadRequest:
    return messages.UploadRequest(sha256=hashlib.sha256(data).hexdigest(), size=len(data), media_type="image/jpeg")


def begin(desk: EnrolledDesk, request: messages.UploadRequest) -> messages.Upload:
    answer = desk.world.post(paths.UPLOADS, request, desk.token)
    assert answer.status_code == 200, answer.text
    return messages.Upload.model_validate_json(answer.content)


def patch(desk: EnrolledDesk, upload: str, offset: int, part: bytes) -> httpx.Response:
    headers = desk.bearer | {paths.OFFSET_HEADER: str(offset), paths.DIGEST_HEADER: digest.field(part)}
    return desk.world.client.patch(paths.UPLOAD.format(upload=upload), content=part, headers=headers)


def known(desk: EnrolledDesk, sha256: str) -> int:
    return desk.world.client.head(paths.BLOB.format(sha256=sha256), headers=desk.bearer).status_code


def test_an_upload_goes_on_where_it_broke_off(desk: EnrolledDesk, data: bytes) -> None:
    request = named(data)
    upload = begin(desk, request)
    assert (upload.offset, upload.done) == (0, False)
    assert known(desk, request.sha256) == 404
    assert patch(desk, upload.upload, 0, data[:100_000]).json()["offset"] == 100_000
    again = begin(desk, request)
    assert (again.upload, again.offset) == (upload.upload, 100_000)
    head = desk.world.client.head(paths.UPLOAD.format(upload=upload.upload), headers=desk.bearer)
    assert head.headers[paths.OFFSET_HEADER] == "100000"
    assert patch(desk, upload.upload, 100_000, data[100_000:]).json()["done"] is True
    assert known(desk, request.sha256) == 204
    assert begin(desk, request).done, "and is never sent twice"


def test_a_part_at_another_place_is_told_where_it_goes_on(desk: EnrolledDesk, data: bytes) -> None:
    upload = begin(desk, named(data)).upload
    patch(desk, upload, 0, data[:1000])
    for offset in (0, 2000):
        answer = patch(desk, upload, offset, data[:1000])
        assert problem(answer) == (409, "upload.offset")
        assert answer.headers[paths.OFFSET_HEADER] == "1000"


def test_other_bytes_than_those_that_were_named_are_thrown_away(desk: EnrolledDesk, data: bytes) -> None:
    request = named(data)
    upload = begin(desk, request).upload
    wrong = bytes(len(data))
    assert problem(patch(desk, upload, 0, wrong)) == (422, "upload.other_content")
    assert known(desk, request.sha256) == 404
    fresh = begin(desk, request)
    assert fresh.offset == 0
    assert patch(desk, fresh.upload, 0, data).json()["done"] is True


def test_a_part_that_was_damaged_on_its_way_is_not_taken(desk: EnrolledDesk, data: bytes) -> None:
    upload = begin(desk, named(data)).upload
    headers = desk.bearer | {paths.OFFSET_HEADER: "0", paths.DIGEST_HEADER: digest.field(data[:10])}
    answer = desk.world.client.patch(paths.UPLOAD.format(upload=upload), content=data[:11], headers=headers)
    assert problem(answer) == (400, "request.malformed")
    assert begin(desk, named(data)).offset == 0


def test_more_than_was_announced_is_refused(desk: EnrolledDesk, data: bytes) -> None:
    upload = begin(desk, named(data[:1000])).upload
    assert problem(patch(desk, upload, 0, data[:1001])) == (422, "upload.bad_part")
    huge = named(data).model_copy(update={"size": 65 * 1024 * 1024})
    assert problem(desk.world.post(paths.UPLOADS, huge, desk.token)) == (413, "upload.too_large")


def test_another_office_does_not_see_the_upload(world: World, desk: EnrolledDesk, data: bytes) -> None:
    upload = begin(desk, named(data)).upload
    stranger = world.device("68134-17")
    stranger.sign_in()
    assert problem(patch(stranger, upload, 0, data[:10])) == (404, "upload.unknown")


def test_an_attachment_is_pending_until_it_is_here_and_then_is_a_document(
    world: World, desk: EnrolledDesk, data: bytes
) -> None:
    case = file_case(world.centre, f"attached-{desk.enrolled.device}")
    request = named(data)
    paper = Document("photo-1", "other", "image/jpeg", world.centre.parts.clock.now(), sha256=request.sha256)
    blobs = (Blob(request.sha256, request.size, request.media_type),)
    added = desk.chain.make("document.added", DocumentAdded(paper), case.id, base=case.version, blobs=blobs)
    (result,) = desk.push(added).results
    assert isinstance(result, messages.Applied)
    assert result.blob == "pending"
    where = paths.DOCUMENT.format(case=case.id, document="photo-1")
    patch(desk, begin(desk, request).upload, 0, data)
    answer = desk.get(where)
    assert answer.content == data
    assert answer.headers["content-type"] == "image/jpeg"
