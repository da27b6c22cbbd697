"""A scan judged against the open case and the seals used here, and a proven consent made an operation."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from operator_app.domain import bodies, errors
from operator_app.domain.case import Case, Consent, ConsentState, Party
from operator_app.domain.person import same_name
from operator_app.evidence.seals import OTHER_CASE, USED
from operator_app.evidence.trust import TrustPackage, open_package
from operator_app.evidence.verdicts import Expectation, Proof, RefusedSeal, Verdict
from operator_app.evidence.verify import verify_any
from operator_app.formats.seal_claims import ConsentClaims, address_digest, commitment
from operator_app.ports.sync_store import Changed
from operator_app.storage.models import UsedSealRow
from operator_app.storage.repositories import desk
from operator_app.storage.sync_store import packages

from .acts import Acts
from .views import Operator

NOT_PROOF = errors.code("scan.not_proof")
OTHER_PERSON = errors.code("scan.other_person")
NO_ROLE = errors.code("scan.no_such_party")

Payload = str | bytes


class Scans:
    """`judge` runs on the reader lane, `accept` on the writer lane."""

    def __init__(self, acts: Acts) -> None:
        self._acts, self._store = acts, acts.store
        self._trust: tuple[int, TrustPackage] | None = None

    def judge(self, payload: Payload | Sequence[Payload], case_id: str | None, who: Operator) -> Verdict:
        """What the scan is worth here and now; several readings of one scan, or several codes of one picture, give the
        most telling verdict. `case_id`: the case that is open, if any. Never raises for what is in the code.
        """
        del who  # everybody of the office may scan; what they may do with it is asked when they do it
        payloads = [payload] if isinstance(payload, str | bytes) else list(payload)
        with self._store.reading() as session:
            trust = self.trust(session)
            case = service = None
            if case_id:
                case, service = self._acts.standing(session, case_id)
            address = case.address(service.subject) if case and service and service.subject else None
            expect = Expectation(
                case_number=case.number if case else None,
                used=lambda jti: session.get(UsedSealRow, jti) is not None,
                digest=address_digest(address.full) if address else b"",
            )
            verdict = verify_any(payloads, trust=trust, now=self._store.clock.now(), expect=expect)
            if case is not None and isinstance(verdict, Proof) and isinstance(verdict.body, ConsentClaims):
                why = _misfit(case, verdict, verdict.body, trust)
                if why:
                    return RefusedSeal(why, {"role": verdict.body.role}, sealed=True, genuine=True)
            return verdict

    def accept(self, verdict: Verdict, case_id: str, role: str, who: Operator) -> tuple[str, Changed]:
        """Record the proven consent. Raises `Refused`: `scan.not_proof`, `scan.other_case`, `scan.other_person`,
        `scan.seal_used`, and the rules of `consent.recorded`. The seal counts as used from the same transaction on; an
        undo gives it free again.
        """
        if not isinstance(verdict, Proof) or not isinstance(verdict.body, ConsentClaims):
            raise errors.Refused(NOT_PROOF)
        body = verdict.body
        with self._store.writing() as session:
            case, _ = self._acts.standing(session, case_id)
            if case.number != verdict.case_number or body.role != role:
                raise errors.Refused(OTHER_CASE, case_number=verdict.case_number)
            why = _misfit(case, verdict, body, self.trust(session))
            if why:
                raise errors.Refused(why, role=role)
            used = session.get(UsedSealRow, verdict.jti)
            consent = Consent(
                ConsentState.GIVEN,
                verdict.valid_from,
                body.ground,
                source="seal",
                proof=verdict.jti,
                signer=body.signer,
            )
            given = bodies.ConsentGiven(role, consent, verdict.jti, verdict.kid)
            op, changed = self._acts.make(session, who, case_id, "consent.recorded", given)
            if used is None:
                session.add(UsedSealRow(jti=verdict.jti, operation=op, used=self._store.clock.now()))
            elif used.operation != op:  # the same one where a key was pressed twice
                raise errors.Refused(USED, case_number=verdict.case_number)
            return op, changed

    def trust(self, session: Session) -> TrustPackage | None:
        """The newest trust package that was verified here; None before the first."""
        version = packages.trust_version(session)
        if not version:
            return None
        if self._trust is None or self._trust[0] != version:
            raw = packages.trust_package(session)
            assert raw is not None
            self._trust = version, open_package(raw, root=desk.device_row(session).trust_root)
        return self._trust[1]


def _misfit(case: Case, proof: Proof, body: ConsentClaims, trust: TrustPackage | None) -> str:
    """Why this consent is not that of the case's party; empty where it is."""
    party = case.party(body.role)
    if party is None:
        return NO_ROLE
    return "" if _is_theirs(party, proof, body, trust) else OTHER_PERSON


def _is_theirs(party: Party, proof: Proof, body: ConsentClaims, trust: TrustPackage | None) -> bool:
    """By the commitment to their identifier where the seal has one, and always by their name."""
    person = party.person
    if not (same_name(body.signer, person.name) or same_name(body.signer, person.short_name)):
        return False
    if not body.commitment or trust is None or not trust.commitment_key:
        return True
    number = person.identifier
    said = commitment(trust.commitment_key, number.kind.value, number.value, bytes.fromhex(proof.jti))
    return said == body.commitment
