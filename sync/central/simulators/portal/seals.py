"""SIMULATOR: consents that citizens hold in their hands as a sealed code (`SF1:`), good ones and bad ones to try."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

import base45

from operator_app.domain.case import Case, Party
from operator_app.domain.review import CellState, matrix
from operator_app.domain.service import Service
from operator_app.formats.seal import PREFIX, encode
from operator_app.formats.seal_claims import JTI_BYTES, ConsentClaims, SealClaims, address_digest, commitment
from sync.central.simulators import papers
from sync.central.simulators.ports import Now, Rules
from sync.central.simulators_api import Sealer

from .attachments import LOOK, SIGNED, attach
from .maker import DocumentMaker

_LASTS = timedelta(days=30)


class Worth(StrEnum):
    """What a sample is for."""

    GOOD = "good"
    EXPIRED = "expired"
    FORGED = "forged"  # one bit of the signature is another
    OTHER_CASE = "other_case"


@dataclass(frozen=True)
class Sample:
    """`text` is the payload of the code: what a scanner delivers."""

    role: str
    signer: str
    worth: Worth
    text: str


class Seals:
    """Seals for the consents that a case still lacks. The id (jti) of a sample is the same at each asking, so that one
    that has been used is known again.
    """

    def __init__(self, sealer: Sealer, rules: Rules, maker: DocumentMaker, clock: Now) -> None:
        self._sealer = sealer
        self._rules = rules
        self._maker = maker
        self._clock = clock

    def samples(self, case: Case) -> tuple[Sample, ...]:
        """One of each worth for each consent that is missing; nothing where none is."""
        service = self._rules.service(case.service)
        return tuple(
            Sample(party.role, party.person.name, worth, self._text(case, service, party, worth))
            for party in _silent(case, service)
            for worth in Worth
        )

    def paper(self, case: Case, role: str) -> papers.Paper | None:
        """The declaration with its code printed, to be scanned from a file; None where no consent of the role is
        missing.
        """
        service = self._rules.service(case.service)
        party = next((p for p in _silent(case, service) if p.role == role), None)
        if party is None:
            return None
        kind = "parent_consent" if role == "other_parent" else "owner_consent"
        facts = {LOOK: "pdf", SIGNED: "подписано с квалифициран електронен подпис"}
        document = attach(case.id, kind, self._clock.now(), 0, facts=facts, turn=9)
        return self._maker.paper(case, document, seal=self._text(case, service, party, Worth.GOOD))

    def _text(self, case: Case, service: Service, party: Party, worth: Worth) -> str:
        claims = self._claims(case, service, party, worth)
        match worth:
            case Worth.EXPIRED:
                claims = replace(claims, issued_at=claims.issued_at - 2 * _LASTS, expires_at=claims.expires_at - _LASTS)
            case Worth.OTHER_CASE:
                head, _, serial = case.number.rpartition("-")
                claims = replace(claims, case_number=f"{head}-{int(serial) + 1}")
        text = encode(claims, kid=self._sealer.kid, key=self._sealer.key)
        return _forged(text) if worth is Worth.FORGED else text

    def _claims(self, case: Case, service: Service, party: Party, worth: Worth) -> SealClaims:
        jti = hashlib.sha256(f"{case.id}/{party.role}/{worth.value}".encode()).digest()[:JTI_BYTES]
        identifier = party.person.identifier
        where = case.address(service.subject) if service.subject else None
        issued = _whole(self._clock.now())
        return SealClaims(
            issuer=self._sealer.issuer,
            case_number=case.number,
            issued_at=issued,
            expires_at=issued + _LASTS,
            jti=jti,
            body=ConsentClaims(
                signer=party.person.name,
                role=party.role,
                ground=service.roles[party.role].consent,
                commitment=commitment(self._sealer.commitment_key, identifier.kind.value, identifier.value, jti),
                digest=address_digest(where.full) if where else b"",
            ),
        )


def _silent(case: Case, service: Service) -> Iterator[Party]:
    """The parties whose consent is asked for and not there."""
    for row in matrix(case, service):
        if row.party is not None and row.consent.state in (CellState.MISSING, CellState.WITHDRAWN):
            yield row.party


def _whole(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def _forged(text: str) -> str:
    sealed = bytearray(base45.b45decode(text[len(PREFIX) :]))
    sealed[-1] ^= 1
    encoded: bytes = base45.b45encode(bytes(sealed))
    return PREFIX + encoded.decode("ascii")
