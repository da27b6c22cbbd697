"""The centre's own certificate authority, and the server certificate that it signs anew at each start.

Desks trust exactly this authority: its fingerprint comes with the enrolment code. Times here are the real ones, also
where the sandbox's clock was set.
"""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
import ssl
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

LOCAL = ("localhost", "127.0.0.1", "::1")
AUTHORITY_YEARS = 10
SERVER_DAYS = 60
_EARLIER = timedelta(days=1)  # a desk whose clock is a little behind must not take it for a certificate of tomorrow


@dataclass(frozen=True)
class Authority:
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @classmethod
    def load(cls, key: ec.EllipticCurvePrivateKey, der: bytes | None, real_now: datetime) -> Authority:
        """The authority of that certificate; a new self-signed one where there is none yet."""
        return cls(key, x509.load_der_x509_certificate(der) if der else _self_signed(key, real_now))

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the certificate (DER), in hex."""
        return hashlib.sha256(self.der).hexdigest()

    def server_context(self, names: Sequence[str], real_now: datetime) -> ssl.SSLContext:
        """TLS for a server under these names and addresses, with a fresh key and certificate."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = _server(self, key, names, real_now)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        _load(context, certificate, key)
        return context


def _load(context: ssl.SSLContext, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> None:
    """OpenSSL takes a chain from a file only: it holds the key encrypted under a word that stays in memory."""
    word = secrets.token_hex(16)
    sealed = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(word.encode()),
    )
    with tempfile.TemporaryDirectory(prefix="centre-tls-") as folder:
        file = Path(folder) / "server.pem"
        file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + sealed)
        context.load_cert_chain(file, password=word)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _self_signed(key: ec.EllipticCurvePrivateKey, real_now: datetime) -> x509.Certificate:
    name = _name("Address desk centre, own authority")
    usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(real_now - _EARLIER)
        .not_valid_after(real_now + timedelta(days=365 * AUTHORITY_YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return builder.sign(key, hashes.SHA256())


def _server(
    authority: Authority, key: ec.EllipticCurvePrivateKey, names: Sequence[str], real_now: datetime
) -> x509.Certificate:
    usage = x509.KeyUsage(True, False, False, False, False, False, False, False, False)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(names[0]))
        .issuer_name(authority.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(real_now - _EARLIER)
        .not_valid_after(real_now + timedelta(days=SERVER_DAYS))
        .add_extension(x509.SubjectAlternativeName([_general(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()), critical=False)
    )
    return builder.sign(authority.key, hashes.SHA256())


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
