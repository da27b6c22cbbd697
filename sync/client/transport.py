"""TLS that trusts one CA, and httpx on our own sockets."""

from __future__ import annotations

import ssl

import httpcore
import httpx

from operator_app.domain import errors

from .network import Backend
from .switch import LaneSwitch

BAD_CA = errors.code("enrol.ca_unreadable")

KEEP_IDLE = 30.0  # seconds; the centre keeps an idle connection longer, so that we are the one who closes


def pinned(ca_pem: str) -> ssl.SSLContext:
    """Trusts the CA from the enrolment and nothing else: not the system's list, and no set clock, for TLS goes by the
    real time.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_verify_locations(cadata=ca_pem)
    except (ssl.SSLError, ValueError) as error:
        raise errors.Trouble(BAD_CA) from error
    return context


def unverified() -> ssl.SSLContext:
    """For one request only: the CA certificate itself, which is then compared with the enrolment code."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class Transport(httpx.HTTPTransport):
    """One kept connection over sockets that can be stopped (httpx itself has no door for that)."""

    def __init__(self, context: ssl.SSLContext, switch: LaneSwitch) -> None:
        super().__init__(verify=context, trust_env=False)
        self._pool.close()
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=1,
            max_keepalive_connections=1,
            keepalive_expiry=KEEP_IDLE,
            network_backend=Backend(switch),
        )
