"""A CA of the test's own and server certificates of every kind, good and bad. EC keys: a few milliseconds each."""

from __future__ import annotations

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

REAL_NOW = datetime.now(UTC)  # noqa: TID251  (TLS goes by the real time)
YEAR = timedelta(days=365)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


class Authority:
    def __init__(self, common: str = "Test CA") -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _name(common)
        self.certificate = self._sign(self._name, self._key, REAL_NOW - YEAR, REAL_NOW + YEAR, is_ca=True)
        self.pem = self.certificate.public_bytes(Encoding.PEM).decode()
        self.der = self.certificate.public_bytes(Encoding.DER)

    def context(
        self, folder: Path, *, begins: timedelta = -YEAR / 2, ends: timedelta = YEAR / 2, host: str = ""
    ) -> ssl.SSLContext:
        """A server's context with a certificate for 127.0.0.1, or for `host` alone."""
        key = ec.generate_private_key(ec.SECP256R1())
        names: list[x509.GeneralName] = (
            [x509.DNSName(host)] if host else [x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        )
        made = self._sign(_name("server"), key, REAL_NOW + begins, REAL_NOW + ends, names=names)
        file = folder / "server.pem"
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(private + made.public_bytes(Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _sign(
        self,
        subject: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        begins: datetime,
        ends: datetime,
        *,
        names: list[x509.GeneralName] | None = None,
        is_ca: bool = False,
    ) -> x509.Certificate:
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begins)
            .not_valid_after(ends)
            .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        )
        if names:
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(self._key, hashes.SHA256())
