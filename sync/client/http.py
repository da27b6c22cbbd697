"""One lane's line to the centre: a kept httpx client, every answer read within limits, every cause told apart."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from ssl import SSLContext
from typing import TypeVar

import httpx
from pydantic import ValidationError

from sync.contract import digest, paths
from sync.contract.messages import PROTOCOL, Message, Problem

from . import codec, failures
from .failures import Failure, Kind, LineFailed
from .skew import Skew
from .switch import LaneSwitch
from .transport import Transport
from .version import CLIENT

M = TypeVar("M", bound=Message)

CONNECT = 10.0  # seconds
READ = 30.0  # between two pieces of an answer
WHOLE = 120.0  # for one answer altogether
PROBLEM_BYTES = 64 * 1024
MESSAGE_BYTES = 64 * 1024 * 1024
_LONGEST_WAIT = 3600.0
# Both libraries log addresses and headers at their lower levels, and neither belongs in a log.
for _library in ("httpx", "httpcore"):
    logging.getLogger(_library).setLevel(logging.WARNING)

_CODE = re.compile(r"[a-z0-9_]{1,40}(\.[a-z0-9_]{1,40}){1,3}")

_NAME = re.compile(r"[a-z][a-z_]{0,39}")


@dataclass(frozen=True)
class Answer:
    """`status` 2xx; `body` unpacked; `seconds` from the first byte out to the last one in."""

    status: int
    headers: httpx.Headers
    body: bytes
    seconds: float


@dataclass(frozen=True)
class Ask:
    """One request. `pack`: send the body as zstd; `most`: bytes of the answer, unpacked; `connect` (name, connection
    and TLS, each), `read`, `whole`: seconds.
    """

    method: str
    path: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    media_type: str = paths.JSON
    pack: bool = False
    answers: Iterable[str] = (paths.JSON,)
    most: int = MESSAGE_BYTES
    connect: float = CONNECT
    read: float = READ
    whole: float = WHOLE
    signed_in: bool = True


class Line:
    """Used by one thread at a time. `token` gives the session's token at the moment of each request."""

    def __init__(
        self,
        url: str,
        context: SSLContext,
        switch: LaneSwitch | None = None,
        *,
        token: Callable[[], str] = lambda: "",
        skew: Skew | None = None,
    ) -> None:
        self.switch = switch or LaneSwitch()
        self._token, self._skew = token, skew
        self._client = httpx.Client(
            base_url=url,
            transport=Transport(context, self.switch),
            trust_env=False,
            follow_redirects=False,
            headers={
                paths.PROTOCOL_HEADER: str(PROTOCOL),
                paths.CLIENT_HEADER: CLIENT,
                "User-Agent": f"sofia-address-desk/{CLIENT}",
                "Accept-Encoding": codec.ACCEPTED,
            },
        )

    def close(self) -> None:
        self._client.close()

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def fetch(self, ask: Ask) -> Answer:
        """Raises `LineFailed` for everything but a 2xx in one of the media types that were asked for."""
        request = self._request(ask)
        start = time.monotonic()
        try:
            response = self._client.send(request, stream=True)
            if self._skew is not None:
                self._skew.answered(response.headers.get("date", ""), time.monotonic() - start)
            try:
                body = _read(response, ask, start + ask.whole)
            finally:
                response.close()
        except httpx.RemoteProtocolError as error:
            # h11 says the same of an answer that breaks off and of one that is no HTTP.
            broke_off = "disconnected" in str(error) or "closed connection" in str(error)
            raise (failures.line(failures.BROKEN) if broke_off else failures.server(failures.NONSENSE)) from error
        except httpx.TransportError as error:
            raise failures.line(failures.BROKEN) from error
        return _judged(Answer(response.status_code, response.headers, body, time.monotonic() - start), ask)

    def message(self, ask: Ask, kind: type[M]) -> M:
        """The answer as a message of the contract. Raises `line.nonsense` for one that is none."""
        return parse(self.fetch(ask), kind)

    def heard_time(self, server_time: datetime, seconds: float) -> None:
        """A message told the centre's own time."""
        if self._skew is not None:
            self._skew.told(server_time, seconds)

    def _request(self, ask: Ask) -> httpx.Request:
        headers = dict(ask.headers)
        token = self._token() if ask.signed_in else ""
        if token:
            headers["Authorization"] = f"Bearer {token}"
        body = ask.body
        if body is not None:
            headers["Content-Type"] = ask.media_type
            if ask.pack:
                body = codec.pack(body)
                headers["Content-Encoding"] = "zstd"
            headers[paths.DIGEST_HEADER] = digest.field(body)
        timeout = httpx.Timeout(ask.read, connect=ask.connect)
        params = dict(ask.params) or None
        return self._client.build_request(
            ask.method, ask.path, params=params, headers=headers, content=body, timeout=timeout
        )


def parse(answer: Answer, kind: type[M]) -> M:
    try:
        return kind.model_validate_json(answer.body)
    except ValidationError as error:
        # Without the cause: pydantic quotes the input.
        raise failures.server(failures.NONSENSE, answer.status, errors=error.error_count()) from None


def _read(response: httpx.Response, ask: Ask, end: float) -> bytes:
    most = ask.most if response.is_success else PROBLEM_BYTES
    pieces: list[bytes] = []
    size = 0
    for piece in response.iter_raw():
        size += len(piece)
        if size > most:
            raise failures.server(failures.NONSENSE, response.status_code)
        if time.monotonic() > end:
            raise failures.line(failures.SLOW)
        pieces.append(piece)
    return codec.unpack(b"".join(pieces), response.headers.get("content-encoding", ""), most)


def _judged(answer: Answer, ask: Ask) -> Answer:
    """The answer if it is one, else the failure that it is."""
    status = answer.status
    media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if 200 <= status < 300:
        if ask.method == "HEAD" or status == 204 or "*" in ask.answers or media_type in ask.answers:
            _check_digest(answer)
            return answer
        raise failures.server(failures.CAPTIVE if media_type == "text/html" else failures.NONSENSE, status)
    problem = _problem(answer) if media_type == paths.PROBLEM else None
    web_page = 300 <= status < 400 or status == 511 or (status < 500 and media_type == "text/html")
    # A proxy may say 413 in HTML, and means it.
    if problem is None and ask.method != "HEAD" and web_page and status != 413:
        raise failures.server(failures.CAPTIVE, status)
    raise LineFailed(_failure(answer, problem))


def _failure(answer: Answer, problem: Problem | None) -> Failure:
    status = answer.status
    kind, code = _KINDS.get(status, (Kind.SERVER, failures.SERVER_ERROR) if status >= 500 else (Kind.REFUSED, ""))
    params: dict[str, str | int] = {}
    if problem is not None and problem.code:
        code, params = problem.code, {k: v for k, v in problem.params.items() if _NAME.fullmatch(k) and k != "code"}
    if not code:
        code, params = failures.NONSENSE, {}
    return Failure(kind, code, params, _retry_after(answer.headers), status)


_KINDS: Mapping[int, tuple[Kind, str]] = {
    401: (Kind.SIGN_IN, failures.NOT_SIGNED_IN),
    410: (Kind.GONE, failures.NONSENSE),
    413: (Kind.TOO_LARGE, failures.OPERATION_TOO_LARGE),
    426: (Kind.TOO_OLD, failures.TOO_OLD),
    408: (Kind.SERVER, failures.BUSY),
    425: (Kind.SERVER, failures.BUSY),
    429: (Kind.SERVER, failures.BUSY),
    503: (Kind.SERVER, failures.BUSY),
}


def _problem(answer: Answer) -> Problem | None:
    """A problem whose code is one of ours in form; anything else is nonsense and is told as that."""
    try:
        problem = Problem.model_validate_json(answer.body)
    except ValidationError:
        return None
    if problem.code and not _CODE.fullmatch(problem.code):
        return None
    return problem


def _check_digest(answer: Answer) -> None:
    told = answer.headers.get(paths.DIGEST_HEADER.lower())
    if told and not answer.headers.get("content-encoding") and not digest.holds(told, answer.body):
        raise failures.server(failures.NONSENSE, answer.status)


def _retry_after(headers: httpx.Headers) -> float:
    """Seconds; the form with a date is not used by the centre and is taken for none."""
    told = headers.get("retry-after", "")
    return min(float(told), _LONGEST_WAIT) if re.fullmatch(r"\d{1,6}(\.\d+)?", told) else 0.0
