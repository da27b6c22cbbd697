"""Documents of cases, and the attachments that desks send."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from operator_app.domain import errors
from sync.central.centre import Centre
from sync.central.files.blobs import PART
from sync.central.files.documents import CHANGED, Whole
from sync.central.files.uploads import UNKNOWN as UNKNOWN_UPLOAD
from sync.central.files.uploads import Progress
from sync.contract import digest, messages, paths

from . import auth
from .bodies import message, raw_body
from .problems import BAD_REQUEST

BAD_RANGE = errors.code("document.bad_range")

_MOST_AT_ONCE = 4 * 1024 * 1024
_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")


def routes(centre: Centre) -> APIRouter:
    router = APIRouter(tags=["bytes"])

    @router.get(paths.DOCUMENT, response_class=Response)
    @router.head(paths.DOCUMENT, response_class=Response)
    def document(request: Request, case: str, document: str) -> Response:
        """`ETag` is the SHA-256 of the whole. `Range` gives a part; with `If-Match` a changed document answers 412."""
        session = auth.desk_session(centre, request)
        whole = centre.documents.find(session.office, case, document)
        wanted = request.headers.get("if-match", "*").strip()
        if wanted != "*" and wanted.strip('"') != whole.sha256:
            raise errors.Refused(CHANGED)
        return _answer(centre, request, whole)

    @router.head(paths.BLOB, response_class=Response)
    def blob(request: Request, sha256: str) -> Response:
        auth.desk_session(centre, request)
        if not centre.uploads.known(sha256):
            raise errors.Refused(UNKNOWN_UPLOAD)
        return Response(status_code=204)

    @router.post(paths.UPLOADS, response_model=messages.Upload)
    def begin(request: Request, body: messages.UploadRequest) -> Response:
        session = auth.desk_session(centre, request)
        return message(request, _upload(centre.uploads.begin(session.office, body)))

    @router.head(paths.UPLOAD, response_class=Response)
    def progress(request: Request, upload: str) -> Response:
        session = auth.desk_session(centre, request)
        made = centre.uploads.progress(session.office, upload)
        return Response(status_code=204, headers={paths.OFFSET_HEADER: str(made.have)})

    @router.patch(paths.UPLOAD, response_model=messages.Upload)
    async def part(request: Request, upload: str) -> Response:
        """The bytes at `Upload-Offset`; 409 where the upload is at another place, with that place."""
        body = await raw_body(request)
        told = request.headers.get(paths.OFFSET_HEADER, "")
        if not told.isdigit():
            raise errors.Refused(BAD_REQUEST)
        session = await run_in_threadpool(auth.desk_session, centre, request)
        made = await run_in_threadpool(centre.uploads.add, session.office, upload, int(told), body)
        return message(request, _upload(made), **{paths.OFFSET_HEADER: str(made.have)})

    return router


def _upload(progress: Progress) -> messages.Upload:
    return messages.Upload(upload=progress.id, offset=progress.have, done=progress.done)


def _answer(centre: Centre, request: Request, whole: Whole) -> Response:
    headers = {
        "ETag": f'"{whole.sha256}"',
        "Accept-Ranges": "bytes",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        paths.REPR_DIGEST_HEADER: f"sha-256=:{base64.b64encode(bytes.fromhex(whole.sha256)).decode()}:",
    }
    asked = request.headers.get("range")
    if asked is None or request.method == "HEAD":
        headers["Content-Length"] = str(whole.size)
        if request.method == "HEAD":
            return Response(headers=headers, media_type=whole.media_type)
        return StreamingResponse(_pieces(centre, whole), headers=headers, media_type=whole.media_type)
    start, end = _span(asked, whole.size)
    data = centre.documents.read(whole, start, end)
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{whole.size}"
    headers[paths.DIGEST_HEADER] = digest.field(data)
    return Response(data, 206, headers, whole.media_type)


def _span(asked: str, size: int) -> tuple[int, int]:
    """Start and end (without) of one range. Raises `Refused(document.bad_range)`."""
    found = _RANGE.fullmatch(asked.strip())
    if found is None or int(found[1]) >= size:
        raise errors.Refused(BAD_RANGE, size=size)
    start = int(found[1])
    last = int(found[2]) if found[2] else size - 1
    if last < start:
        raise errors.Refused(BAD_RANGE, size=size)
    return start, min(last + 1, size, start + _MOST_AT_ONCE)


def _pieces(centre: Centre, whole: Whole) -> Iterator[bytes]:
    for start in range(0, whole.size, PART):
        yield centre.documents.read(whole, start, min(start + PART, whole.size))
