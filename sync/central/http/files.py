"""Documents of cases, and attachments that desks send."""

from __future__ import annotations

import re

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from operator_app.domain import errors
from sync.central.centre import Centre
from sync.central.files.documents import CHANGED
from sync.central.files.uploads import PART_MOST, Progress
from sync.contract import messages, paths

from . import bodies, guard
from .front import _takes
from .problems import MALFORMED

_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{1,12})?")


def router(centre: Centre) -> APIRouter:
    routes = APIRouter()

    @routes.api_route(paths.DOCUMENT, methods=["GET", "HEAD"], operation_id="document")
    def document(request: Request, case: str, document: str) -> Response:
        """The bytes or a part of them; they are made at the first request. A changed content answers 412."""
        who = guard.session(centre, request)
        whole = centre.documents.find(who.office, case, document)
        wanted = request.headers.get("if-match", "").strip().strip('"')
        if wanted and wanted != whole.sha256:
            raise errors.Refused(CHANGED)
        headers = {"ETag": f'"{whole.sha256}"', "Accept-Ranges": "bytes", "Cache-Control": "no-store"}
        if request.method == "HEAD":
            return Response(headers=headers | {"Content-Length": str(whole.size)}, media_type=whole.media_type)
        start, end, partly = _range(request.headers.get("range", ""), whole.size)
        if partly:
            headers["Content-Range"] = f"bytes {start}-{end - 1}/{whole.size}"
        data = centre.documents.read(whole, start, end)
        return Response(data, 206 if partly else 200, headers, media_type=whole.media_type)

    @routes.head(paths.BLOB)
    def blob(request: Request, sha256: str) -> Response:
        guard.session(centre, request)
        return Response(status_code=200 if centre.uploads.known(sha256) else 404)

    @routes.post(paths.UPLOADS, response_model=messages.Upload, openapi_extra=_takes(messages.UploadRequest))
    async def begin(request: Request) -> messages.Upload:
        who = await run_in_threadpool(guard.session, centre, request)
        asked = await bodies.message(request, messages.UploadRequest)
        return _upload(await run_in_threadpool(centre.uploads.begin, who.office, asked))

    @routes.patch(paths.UPLOAD, response_model=messages.Upload)
    async def add(request: Request, upload: str) -> messages.Upload:
        who = await run_in_threadpool(guard.session, centre, request)
        offset = _offset(request)
        part = await bodies.read(request, PART_MOST)
        return _upload(await run_in_threadpool(centre.uploads.add, who.office, upload, offset, part))

    @routes.head(paths.UPLOAD)
    def progress(request: Request, upload: str) -> Response:
        who = guard.session(centre, request)
        found = centre.uploads.progress(who.office, upload)
        return Response(headers={paths.OFFSET_HEADER: str(found.have)})

    return routes


def _upload(progress: Progress) -> messages.Upload:
    return messages.Upload(upload=progress.id, offset=progress.have, done=progress.done)


def _offset(request: Request) -> int:
    text = request.headers.get(paths.OFFSET_HEADER, "")
    if not re.fullmatch(r"\d{1,12}", text):
        raise errors.Refused(MALFORMED)
    return int(text)


def _range(text: str, size: int) -> tuple[int, int, bool]:
    """First byte, the byte behind the last, and whether a part was asked for. A range that cannot be served is the whole."""
    found = _RANGE.fullmatch(text.strip())
    if found is None:
        return 0, size, False
    start = int(found[1])
    end = min(size, int(found[2]) + 1 if found[2] else size)
    return (start, end, True) if start < end else (0, size, False)
