"""What a code is worth: proof, recognised but no proof, refused, or unknown. Four kinds of frozen values, never an
exception.

Each has a `code` with `params` for one sentence in the reader's language. A verdict never holds the payload itself,
and nothing from it that was not verified, except what is needed to say what it is (the host of a link, a number of a
case).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from operator_app.formats.seal_claims import ConsentClaims, ReceiptClaims, SealKind

EVERY_KIND = frozenset(SealKind)


@dataclass(frozen=True)
class Expectation:
    """What would fit here and now.

    `case_number` None: no case is open, any will do. `digest`: of the case's address (`seal_claims.address_digest`);
    b"" where the place does not ask. `used`: the ids (jti, hex) that have already changed a case, or a question to
    the store; an error that the question raises (`Told`) becomes the verdict, since what cannot be asked cannot be
    accepted.
    """

    case_number: str | None = None
    kinds: frozenset[SealKind] = EVERY_KIND
    used: Callable[[str], bool] | frozenset[str] = frozenset()
    digest: bytes = b""

    def was_used(self, jti: str) -> bool:
        return self.used(jti) if callable(self.used) else jti in self.used


@dataclass(frozen=True)
class Proof:
    """A seal that holds: who consents or what was filed, for which case, from when to when, and how we know.

    `issuer` and `kid` are from the trust store; `trust_age` is how old the list was at the verdict. `jti` is hex. The
    whole of what was sealed is in `body`.
    """

    code: str
    kind: SealKind
    case_number: str
    valid_from: datetime
    valid_until: datetime
    jti: str
    kid: str
    issuer: str
    trust_issued_at: datetime
    trust_age: timedelta
    body: ConsentClaims | ReceiptClaims = field(repr=False)

    @property
    def who(self) -> str:
        """The name that consents; "" for a receipt, which speaks of nobody."""
        return self.body.signer if isinstance(self.body, ConsentClaims) else ""

    @property
    def params(self) -> Mapping[str, object]:
        return {"case_number": self.case_number, "issuer": self.issuer, "until": self.valid_until}


@dataclass(frozen=True)
class NoProof:
    """Recognised, proves nothing: `what` is link, otp, tracking, incoming, or the name of a format that is not checked
    here yet.
    """

    code: str
    what: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class RefusedSeal:
    """Not accepted; `code` says why. Nothing of it is in the case.

    `sealed`: it presents itself as one of the city's seals. `genuine`: its signature holds, it only does not fit here
    or now.
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    sealed: bool = False
    genuine: bool = False


@dataclass(frozen=True)
class Unknown:
    """Of no kind that the desk knows; `characters` is its length."""

    code: str
    characters: int = 0

    @property
    def params(self) -> Mapping[str, object]:
        return {"characters": self.characters}


Verdict = Proof | NoProof | RefusedSeal | Unknown
