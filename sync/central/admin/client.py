"""The administrator's end of the line: TLS that trusts one certificate authority, named by its fingerprint."""

from __future__ import annotations

import hashlib
import hmac
import ssl
from collections.abc import Callable
from typing import TypeVar

import httpx
from pydantic import ValidationError

from operator_app.domain import errors
from sync.contract import paths
from sync.contract.messages import Hello, Message, Problem

M = TypeVar("M", bound=Message)

NO_ANSWER = errors.code("admin.no_answer")
NONSENSE = errors.code("admin.nonsense")
OTHER_CENTRE = errors.code("admin.other_centre")
SECONDS = 30.0
_MOST = 64 * 1024

Fits = Callable[[bytes], bool]


def by_fingerprint(fingerprint: str) -> Fits:
    """Whether a CA certificate (DER) has this SHA-256, in hex with or without colons."""
    wanted = fingerprint.replace(":", "").strip().lower()
    return lambda certificate: hmac.compare_digest(hashlib.sha256(certificate).hexdigest(), wanted)


class AdminClient:
    """Use it in a `with`. Every call raises `Refused` with the centre's code, or `Trouble`."""

    def __init__(self, url: str, fits: Fits) -> None:
        """Fetches the authority's certificate, believes it only if it `fits`, and from then on nothing else."""
        context = ssl.create_default_context(cadata=_authority(url, fits))
        self._client = httpx.Client(base_url=url, verify=context, trust_env=False, timeout=SECONDS)
        self.session = ""

    def __enter__(self) -> AdminClient:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def hello(self) -> Hello:
        return _read(lambda: self._client.get(paths.HELLO), Hello)

    def ask(self, path: str, said: Message | None, answer: type[M]) -> M:
        headers = {"Authorization": f"Bearer {self.session}"} if self.session else {}
        body = said.model_dump_json() if said is not None else None
        headers["Content-Type"] = paths.JSON
        return _read(lambda: self._client.post(path, content=body, headers=headers), answer)


def _authority(url: str, fits: Fits) -> str:
    """The CA certificate (PEM), fetched over a connection that proves nothing and compared before it is believed."""
    blind = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    blind.check_hostname, blind.verify_mode = False, ssl.CERT_NONE
    with httpx.Client(base_url=url, verify=blind, trust_env=False, timeout=SECONDS) as client:
        answer = _answer(lambda: client.get(paths.CA))
    try:
        certificate = ssl.PEM_cert_to_DER_cert(answer.content[:_MOST].decode("ascii").strip())
    except ValueError as error:
        raise errors.Trouble(NONSENSE) from error
    if not fits(certificate):
        raise errors.Refused(OTHER_CENTRE)
    return ssl.DER_cert_to_PEM_cert(certificate)


def _answer(ask: Callable[[], httpx.Response]) -> httpx.Response:
    try:
        return ask()
    except httpx.TransportError as error:
        raise errors.Trouble(NO_ANSWER, why=type(error).__name__) from error


def _read(ask: Callable[[], httpx.Response], answer: type[M]) -> M:
    response = _answer(ask)
    try:
        if response.is_success:
            return answer.model_validate_json(response.content)
        problem = Problem.model_validate_json(response.content)
    except ValidationError as error:
        raise errors.Trouble(NONSENSE, status=response.status_code) from error
    raise errors.Refused(problem.code or NONSENSE, **problem.params)
