"""The documents' own lane: fetched ahead part by part, last in everything, so that a case opened without a line shows
them. What a clerk asks for now goes before the rest and does not wait for the other lanes.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace

from operator_app.domain import errors
from operator_app.ports.sync_store import Changed, SyncStore, WantedDocument

from . import calls, failures
from .backoff import Backoff
from .calls import Part
from .failures import Failure, Kind, LineFailed
from .http import Line
from .runner import Writer

GONE = errors.code("document.not_at_centre")

LOOK_EVERY = 60.0  # seconds; a page that was taken wakes the lane sooner
_BUSY_PAUSE = 0.25
_CLOSED_PAUSE = 5.0
_LISTED = 200


class DocumentLane:
    """`step` fetches one part and says how long to wait before the next. `may_go`: line, session, nothing more urgent
    under way; `is_open`: line and session.
    """

    def __init__(
        self,
        store: SyncStore,
        line: Line,
        writer: Writer,
        *,
        is_open: Callable[[], bool],
        may_go: Callable[[], bool],
        on_changed: Callable[[Changed], None],
        jitter: Callable[[], float],
    ) -> None:
        self._store, self._line, self._writer = store, line, writer
        self._is_open, self._may_go, self._on_changed, self._jitter = is_open, may_go, on_changed, jitter
        self._backoff = Backoff()
        self._lock = threading.Lock()
        self._urgent: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._progress: WantedDocument | None = None

    def want_now(self, case: str, document: str) -> None:
        """A clerk waits for this one. Asking again puts it in front."""
        with self._lock:
            self._urgent[case, document] = None
            self._urgent.move_to_end((case, document), last=False)
            self._backoff.reset()

    def line_is_back(self) -> None:
        with self._lock:
            self._backoff.reset()

    def step(self) -> float:
        """Seconds to wait before the next step. Raises what is nobody's fault but a bug's."""
        if not self._is_open():
            return _CLOSED_PAUSE
        asked = self._first_urgent()
        if asked is None and not self._may_go():
            return _BUSY_PAUSE
        wanted = self._next(asked)
        if wanted is None:
            return LOOK_EVERY
        try:
            return self._fetch(wanted)
        except LineFailed as failed:
            return self._failed(wanted, failed.failure)

    def _first_urgent(self) -> tuple[str, str] | None:
        with self._lock:
            return next(iter(self._urgent), None)

    def _next(self, asked: tuple[str, str] | None) -> WantedDocument | None:
        wanted = self._writer(lambda: self._store.wanted_documents(_LISTED if asked else 1))
        if asked is None:
            return wanted[0] if wanted else None
        found = next((one for one in wanted if (one.case, one.document) == asked), None)
        if found is not None:
            return found
        # Not on the list (beyond the cap, or waiting after a failure): from the start, for the clerk asks for it.
        going = self._progress
        return going if going and (going.case, going.document) == asked else WantedDocument(*asked, have=0)

    def _fetch(self, wanted: WantedDocument) -> float:
        part = calls.document_part(self._line, wanted)
        if not self._keep(wanted, part):
            return 0.0
        self._backoff.reset()
        have = part.offset + len(part.data)
        if have >= part.total:
            self._done(wanted)
        else:
            self._progress = WantedDocument(wanted.case, wanted.document, have, part.etag)
        return 0.0

    def _keep(self, wanted: WantedDocument, part: Part) -> bool:
        try:
            changed = self._writer(
                lambda: self._store.put_part(wanted, part.offset, part.data, part.total, part.etag, part.media_type)
            )
        except errors.Refused as refused:  # what came is not what the centre named
            self._give_up(wanted, refused.code)
            return False
        if changed:
            self._on_changed(changed)
        return True

    def _failed(self, wanted: WantedDocument, failure: Failure) -> float:
        if failure.kind is Kind.STOPPED:
            return 0.0
        if failure.kind is Kind.SIGN_IN:
            return _CLOSED_PAUSE
        if failure.status == 412 and wanted.have:
            try:
                return self._fetch(replace(wanted, have=0, etag=""))  # another content: from the start
            except LineFailed as failed:
                return self._failed(replace(wanted, have=0, etag=""), failed.failure)
        of_its_own = failure.status and failure.code not in (failures.BUSY, failures.CAPTIVE)
        if failure.kind is Kind.REFUSED or of_its_own:
            self._give_up(wanted, GONE if failure.status == 404 else failure.code)
        if failure.kind is Kind.REFUSED:
            return 0.0  # this document's own trouble: the next one may fare better
        return self._backoff.next(self._jitter(), failure.retry_after)

    def _give_up(self, wanted: WantedDocument, code: str) -> None:
        self._done(wanted)
        changed = self._writer(lambda: self._store.document_failed(wanted, code))
        if changed:
            self._on_changed(changed)

    def _done(self, wanted: WantedDocument) -> None:
        self._progress = None
        with self._lock:
            self._urgent.pop((wanted.case, wanted.document), None)
