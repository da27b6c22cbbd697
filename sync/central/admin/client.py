"""The administrator's end of the line: TLS that trusts one certificate authority, named by fingerprint or file."""

from __future__ import annotations

import hashlib
import hmac
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import httpx
from pydantic import ValidationError

from operator_app.domain import errors
from sync.contract import paths
from sync.contract.messages import Hello, Message, Problem, SandboxAccounts

M = TypeVar("M", bound=Message)

NO_ANSWER = errors.code("admin.no_answer")
NONSENSE = errors.code("admin.nonsense")
OTHER_CENTRE = errors.code("admin.other_centre")
BAD_CA = errors.code("admin.bad_ca")
SECONDS = 30.0  # between two pieces of an answer
_CA_MOST = 64 * 1024
_MOST = 16 * 1024 * 1024  # the list of all operators of the city is far below

Fits = Callable[[bytes], bool]


def by_fingerprint(fingerprint: str) -> Fits:
    """Whether a CA certificate (DER) has this SHA-256, in hex with or without colons."""
    wanted = fingerprint.replace(":", "").strip().lower()
    return lambda certificate: hmac.compare_digest(hashlib.sha256(certificate).hexdigest().encode(), wanted.encode())


def by_file(file: Path) -> Fits:
    """Whether it is the certificate of this file (PEM). Raises `Trouble(admin.bad_ca)`."""
    try:
        known = ssl.PEM_cert_to_DER_cert(file.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        raise errors.Trouble(BAD_CA, why=type(error).__name__) from error
    return lambda certificate: certificate == known


class AdminClient:
    """Use it in a `with`. Every call raises `Refused` with the centre's code, or `Trouble`."""

    def __init__(self, url: str, fits: Fits) -> None:
        """`url` is https://…: the caller has seen to it. Fetches the authority's certificate, believes it only if it
        `fits`, and from then on nothing else.
        """
        context = ssl.create_default_context(cadata=_authority(url, fits))
        self._client = httpx.Client(base_url=url, verify=context, trust_env=False, timeout=SECONDS)
        self.session = ""

    def __enter__(self) -> AdminClient:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def hello(self) -> Hello:
        return self._read("GET", paths.HELLO, Hello)

    def sandbox_accounts(self) -> SandboxAccounts:
        """The open secrets of a sandbox; any other centre has no such page."""
        return self._read("GET", paths.SANDBOX_ACCOUNTS, SandboxAccounts)

    def ask(self, path: str, said: Message | None, answer: type[M]) -> M:
        headers = {"Authorization": f"Bearer {self.session}"} if self.session else {}
        body = said.model_dump_json() if said is not None else None
        return self._read("POST", path, answer, content=body, headers={**headers, "Content-Type": paths.JSON})

    def _read(self, method: str, path: str, answer: type[M], **more: Any) -> M:
        status, body = _fetch(self._client, method, path, _MOST, **more)
        try:
            if 200 <= status < 300:
                return answer.model_validate_json(body)
            problem = Problem.model_validate_json(body)
        except ValidationError:
            # Without the cause: pydantic quotes the answer.
            raise errors.Trouble(NONSENSE, status=status) from None
        raise errors.Refused(problem.code or NONSENSE, **problem.params)


def _authority(url: str, fits: Fits) -> str:
    """The CA certificate (PEM), fetched over a connection that proves nothing and compared before it is believed."""
    blind = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    blind.check_hostname, blind.verify_mode = False, ssl.CERT_NONE
    with httpx.Client(base_url=url, verify=blind, trust_env=False, timeout=SECONDS) as client:
        _, body = _fetch(client, "GET", paths.CA, _CA_MOST)
    try:
        certificate = ssl.PEM_cert_to_DER_cert(body.decode("ascii").strip())
    except ValueError as error:
        raise errors.Trouble(NONSENSE) from error
    if not fits(certificate):
        raise errors.Refused(OTHER_CENTRE)
    return ssl.DER_cert_to_PEM_cert(certificate)


def _fetch(client: httpx.Client, method: str, path: str, most: int, **more: Any) -> tuple[int, bytes]:
    """Status and body, which is left where it grows past `most` bytes."""
    try:
        with client.stream(method, path, **more) as answer:
            body = b""
            for piece in answer.iter_bytes():
                body += piece
                if len(body) > most:
                    raise errors.Trouble(NONSENSE, status=answer.status_code)
            return answer.status_code, body
    except (httpx.TransportError, httpx.DecodingError) as error:
        raise errors.Trouble(NO_ANSWER, why=type(error).__name__) from error
