"""Enrolment: a profile becomes a device of an office. Nothing is trusted on first use.

The code that IT types carries the fingerprint of the centre's CA. The CA certificate is fetched over a connection that
proves nothing, compared, and only then a connection that trusts exactly this CA carries the one-time secret.
"""

from __future__ import annotations

import base64
import binascii
import ssl
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from operator_app.domain import errors
from operator_app.formats import batch as texts
from operator_app.formats import enrolment_code
from operator_app.formats.enrolment_code import EnrolmentCode
from operator_app.ports.sync_store import Device
from sync.contract import messages, paths

from . import failures
from .http import Ask, Line, parse
from .switch import LaneSwitch
from .transport import pinned, unverified

ADDRESS = errors.code("enrol.address")  # not an address of a service
OTHER_CENTRE = errors.code("enrol.other_centre")  # the code was made for another CA
OTHER_ENVIRONMENT = errors.code("enrol.other_environment")
CODE_UNKNOWN = errors.code("enrol.code_unknown")
CODE_USED = errors.code("enrol.code_used")
CODE_EXPIRED = errors.code("enrol.code_expired")
REFUSED = errors.code("enrol.refused")  # a reason of the centre's for which this program has no word

KNOWN = frozenset({CODE_UNKNOWN, CODE_USED, CODE_EXPIRED})
_CA_BYTES = 64 * 1024
_READ, _WHOLE = 15.0, 30.0


def enrol(service: str, code: str, *, environment: str, name: str, switch: LaneSwitch | None = None) -> Device:
    """`service`: address as typed; `code`: as typed; `name`: of this computer, for the centre's list of devices.

    Raises `Refused` (`enrol.…`) and `Trouble` (`line.…`). A code that does not fit this centre or environment is not
    sent there, and stays good.
    """
    url = address(service)
    read = enrolment_code.decode(code)
    ca_pem = fetch_ca(url, read, switch)
    with Line(url, pinned(ca_pem), switch) as line:
        hello = line.message(Ask("GET", paths.HELLO, read=_READ, whole=_WHOLE, signed_in=False), messages.Hello)
        if hello.environment != environment:
            raise errors.Refused(OTHER_ENVIRONMENT, theirs=hello.environment, ours=environment)
        return _introduce(line, url, ca_pem, read, name)


def address(typed: str) -> str:
    """`https://host[:port]`; the scheme may be left out, a path may not be there."""
    text = typed.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        port = parts.port
    except ValueError as error:  # brackets that do not close, a port that is no number
        raise errors.Refused(ADDRESS) from error
    more = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    if parts.scheme != "https" or not parts.hostname or more:
        raise errors.Refused(ADDRESS)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"https://{host}" + (f":{port}" if port else "")


def fetch_ca(url: str, code: EnrolmentCode, switch: LaneSwitch | None = None) -> str:
    """The centre's CA certificate (PEM), proven by the code. Raises `enrol.other_centre`."""
    with Line(url, unverified(), switch) as line:
        ask = Ask("GET", paths.CA, answers=("*",), most=_CA_BYTES, read=_READ, whole=_WHOLE, signed_in=False)
        body = line.fetch(ask).body
    try:
        certificate = ssl.PEM_cert_to_DER_cert(body.decode("ascii").strip())
    except (UnicodeDecodeError, ValueError, binascii.Error) as error:
        raise failures.server(failures.NONSENSE) from error
    if not code.matches(certificate):
        raise errors.Refused(OTHER_CENTRE)
    return ssl.DER_cert_to_PEM_cert(certificate)  # this one certificate, whatever else was in the answer


def _introduce(line: Line, url: str, ca_pem: str, code: EnrolmentCode, name: str) -> Device:
    key = Ed25519PrivateKey.generate()
    public = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    proof = base64.b64encode(key.sign(texts.enrol_text(code.secret, public))).decode()
    request = messages.EnrolRequest(secret=code.secret, public_key=public, name=name, proof=proof)
    body = request.model_dump_json().encode()
    ask = Ask("POST", paths.DEVICES, body=body, read=_READ, whole=_WHOLE, signed_in=False)
    said = parse(failures.refusals(lambda: line.fetch(ask), KNOWN, REFUSED), messages.Enrolled)
    try:
        trust_root = base64.b64decode(said.trust_root, validate=True)
    except binascii.Error as error:
        raise failures.server(failures.NONSENSE) from error
    if len(trust_root) != 32:
        raise failures.server(failures.NONSENSE)
    return Device(
        id=said.device,
        office=said.office,
        office_name=said.office_name,
        environment=said.environment,
        service_url=url,
        ca_pem=ca_pem,
        private_key=key.private_bytes_raw(),
        trust_root=trust_root,
        rest_seconds=said.rest_seconds,
    )
