"""A centre that answers over real TLS on a port of its own, and desks that were enrolled and signed in there."""

from __future__ import annotations

import base64
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import orjson
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from operator_app.domain.case import Case, Document
from operator_app.domain.environment import Environment
from operator_app.domain.lifecycle import ActorKind
from operator_app.domain.operation import Actor, Released
from operator_app.formats import batch as texts
from operator_app.formats import enrolment_code
from sync.central import sandbox
from sync.central.centre import Centre, Opening
from sync.central.policy import Policy
from sync.central.ports.documents import Made
from sync.central.serving import ServedCentre
from sync.central.simulators_api import Nothing, Tools
from sync.contract import messages, paths
from tests import builders as b

from .core import CHEAP, KEY, TestDesk

PAPER = b"%PDF-1.7 " + bytes(range(256)) * 3000  # three parts


class Press(Nothing):
    """A maker of documents that counts; nothing else is simulated."""

    def __init__(self) -> None:
        super().__init__()
        self.made: list[str] = []

    def make(self, case: Case, document: Document) -> Made | None:
        self.made.append(document.id)
        return Made(PAPER, "application/pdf") if document.kind != "address_card" else None


@dataclass
class World:
    served: ServedCentre
    press: Press
    client: httpx.Client

    @property
    def centre(self) -> Centre:
        return self.served.centre

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.client.get(path, **more)

    def post(self, path: str, said: messages.Message, token: str = "", **more: Any) -> httpx.Response:
        headers = {"Content-Type": paths.JSON, **({"Authorization": f"Bearer {token}"} if token else {})}
        return self.client.post(path, content=said.model_dump_json(), headers=headers, **more)

    def code(self, office: str = b.OFFICE) -> str:
        with self.centre.store.write() as db:
            return self.centre.enrolment.issue(db, office)

    def device(self, office: str = b.OFFICE) -> EnrolledDesk:
        key = Ed25519PrivateKey.generate()
        answer = self.post(paths.DEVICES, enrol_request(enrolment_code.decode(self.code(office)).secret, key))
        assert answer.status_code == 200, answer.text
        return EnrolledDesk(self, key, messages.Enrolled.model_validate_json(answer.content))

    def ready(self, role: str = "clerk", office: str = b.OFFICE) -> messages.SandboxAccount:
        """A ready account with a code that will be taken."""
        found = sandbox.accounts(self.centre, office).accounts
        return next(one for one in found if one.role == role)


@dataclass
class EnrolledDesk:
    """A device of an office; `token` once somebody signed in."""

    world: World
    key: Ed25519PrivateKey
    enrolled: messages.Enrolled
    token: str = ""
    chain: TestDesk = field(init=False)

    def __post_init__(self) -> None:
        self.chain = TestDesk(self.world.centre, self.enrolled.office, id=self.enrolled.device)

    def sign(self, text: bytes) -> str:
        return base64.b64encode(self.key.sign(text)).decode()

    def sign_in_request(
        self, account: str, password: str, code: str, at: datetime | None = None
    ) -> messages.SignInRequest:
        at = at or self.world.centre.parts.clock.now()
        proof = self.sign(texts.sign_in_text(self.enrolled.device, account, at))
        return messages.SignInRequest(
            account=account, password=password, code=code, device=self.enrolled.device, at=at, proof=proof
        )

    def try_sign_in(self, account: str, password: str, code: str) -> httpx.Response:
        return self.world.post(paths.SIGN_IN, self.sign_in_request(account, password, code))

    def sign_in(self, role: str = "clerk") -> messages.SignedIn:
        ready = self.world.ready(role, self.enrolled.office)
        answer = self.try_sign_in(ready.account, ready.password, ready.code)
        assert answer.status_code == 200, answer.text
        said = messages.SignedIn.model_validate_json(answer.content)
        self.token = said.session
        self.chain.actor = Actor(ActorKind.CLERK, said.operator, said.name, said.role)
        return said

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def get(self, path: str, **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.world.client.get(path, headers=self.bearer | named)

    def push_body(self, *released: Released) -> bytes:
        digests = [one.digest for one in released]
        signature = self.sign(texts.push_text(self.enrolled.device, "batch-1", digests))
        said = {"batch": "batch-1", "device": self.enrolled.device, "signature": signature}
        return orjson.dumps({**said, "operations": [one.raw.decode() for one in released]})

    def send(self, body: bytes, *, packed: bool = True, **headers: str) -> httpx.Response:
        told = self.bearer | ({"Content-Encoding": "zstd"} if packed else {})
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        content = zstandard.ZstdCompressor().compress(body) if packed else body
        return self.world.client.post(paths.PUSH, content=content, headers=told)

    def push(self, *released: Released) -> messages.PushReply:
        answer = self.send(self.push_body(*released))
        assert answer.status_code == 200, answer.text
        return messages.PushReply.model_validate_json(answer.content)


def enrol_request(secret: str, key: Ed25519PrivateKey) -> messages.EnrolRequest:
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    proof = base64.b64encode(key.sign(texts.enrol_text(secret, public))).decode()
    return messages.EnrolRequest(secret=secret, public_key=public, name="desk", proof=proof)


def problem(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a refusal, which is told in the one form."""
    assert answer.headers["content-type"] == paths.PROBLEM, answer.text
    said = messages.Problem.model_validate_json(answer.content)
    assert said.status == answer.status_code
    return answer.status_code, said.code


@contextmanager
def serving(folder: Path, policy: Policy = CHEAP) -> Iterator[World]:
    """A sandbox with its ready accounts and rules; documents come from a press that counts."""
    press = Press()

    def start(_: Tools) -> Press:
        return press

    opening = Opening(Environment.SANDBOX, f"sqlite:///{folder / 'centre.db'}", KEY, policy, simulators=start)
    centre = Centre(opening)
    sandbox.enter_accounts(centre)
    centre.publishing.shipped_rules()
    centre.publishing.trust()
    trusting = ssl.create_default_context(cadata=centre.parts.keys.authority.pem)
    with ServedCentre(centre) as served, httpx.Client(base_url=served.url, verify=trusting, trust_env=False) as client:
        yield World(served, press, client)
