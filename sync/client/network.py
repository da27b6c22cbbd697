"""The sockets under httpx: every wait looks a few times a second at whether the line was stopped or cut.

Closing a client from another thread does not wake a blocked read; a socket that never blocks needs no waking. The same
place makes a line that is cut on purpose (sandbox, self-test) fail as a real one does, and loses a reply on demand.
Each cause leaves here under its own code, as `LineFailed`.
"""

from __future__ import annotations

import errno
import selectors
import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from . import failures, resolve
from .failures import LineFailed
from .switch import LaneSwitch

_SLICE = 0.1  # seconds between looks
_CERT_EARLY, _CERT_EXPIRED, _CERT_NAME, _CERT_ADDRESS = 9, 10, 62, 64  # X509_V_ERR_…
_READ, _WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE


class Backend(httpcore.NetworkBackend):
    """Makes the connections of one lane."""

    def __init__(self, switch: LaneSwitch) -> None:
        self._switch = switch

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        limit = timeout or 10.0
        self._switch.check(failures.DOWN)
        found = resolve.addresses(host, port, limit, lambda: self._switch.check(failures.DOWN))
        last: LineFailed | None = None
        for family, address in found:
            try:
                return Stream(self._connect(family, address, limit), self._switch)
            except LineFailed as failed:
                if failed.failure.kind is failures.Kind.STOPPED:
                    raise
                last = failed
        raise last or failures.line(failures.DNS, host=host)

    def _connect(self, family: socket.AddressFamily, address: tuple[str, int], limit: float) -> socket.socket:
        try:
            made = socket.socket(family, socket.SOCK_STREAM)
        except OSError as error:
            raise failures.line(failures.DOWN) from error
        try:
            made.setblocking(False)
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            refused = made.connect_ex(address)
            if refused in (errno.EINPROGRESS, errno.EWOULDBLOCK, getattr(errno, "WSAEWOULDBLOCK", -1)):
                wait(made, _WRITE, time.monotonic() + limit, self._switch, failures.DOWN)
                refused = made.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        except BaseException:
            made.close()
            raise
        if refused:
            made.close()
            timed_out = refused in (errno.ETIMEDOUT, getattr(errno, "WSAETIMEDOUT", -1))
            code = failures.SLOW if timed_out else failures.DOWN
            raise failures.line(code) from OSError(refused, "connect")
        return made


def wait(sock: socket.socket, event: int, end: float, switch: LaneSwitch, code_when_cut: str) -> None:
    """Until the socket is ready. Raises `line.slow` at `end` (monotonic), and at once where the line is stopped or
    cut.
    """
    with selectors.DefaultSelector() as selector:
        selector.register(sock, event)
        while True:
            switch.check(code_when_cut)
            left = end - time.monotonic()
            if left <= 0:
                raise failures.line(failures.SLOW)
            if selector.select(min(_SLICE, left)):
                return


class Stream(httpcore.NetworkStream):
    """One connection, plain until `start_tls`."""

    def __init__(self, sock: socket.socket, switch: LaneSwitch) -> None:
        self._sock, self._switch = sock, switch

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        end = time.monotonic() + (timeout or 10.0)
        try:
            secure = ssl_context.wrap_socket(self._sock, server_hostname=server_hostname, do_handshake_on_connect=False)
        except OSError as error:  # gone between connect and here
            self.close()
            raise failures.line(failures.BROKEN) from error
        try:
            while not self._shake(secure, end):
                pass
        except BaseException:
            secure.close()
            raise
        return Stream(secure, self._switch)

    def _shake(self, secure: ssl.SSLSocket, end: float) -> bool:
        try:
            secure.do_handshake()
        except ssl.SSLWantReadError:
            wait(secure, _READ, end, self._switch, failures.BROKEN)
        except ssl.SSLWantWriteError:
            wait(secure, _WRITE, end, self._switch, failures.BROKEN)
        except ssl.SSLCertVerificationError as error:
            raise _certificate(error) from error
        except (ssl.SSLEOFError, ConnectionError) as error:
            raise failures.line(failures.BROKEN) from error
        except ssl.SSLError as error:
            raise failures.server(failures.NOT_SECURE) from error
        except OSError as error:
            raise failures.line(failures.BROKEN) from error
        else:
            return True
        return False

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        end = time.monotonic() + (timeout or 30.0)
        while True:
            self._switch.check(failures.BROKEN)
            try:
                got = self._sock.recv(max_bytes)
            except (ssl.SSLWantReadError, BlockingIOError):
                wait(self._sock, _READ, end, self._switch, failures.BROKEN)
            except ssl.SSLWantWriteError:
                wait(self._sock, _WRITE, end, self._switch, failures.BROKEN)
            except ssl.SSLEOFError:
                return b""
            except OSError as error:
                raise failures.line(failures.BROKEN) from error
            else:
                # The centre answers after its commit: whoever loses these bytes loses the answer and not the effect.
                if got:
                    self._switch.lose_if_asked()
                return got

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        end = time.monotonic() + (timeout or 30.0)
        left = memoryview(buffer)
        while left:
            self._switch.check(failures.BROKEN)
            try:
                left = left[self._sock.send(left) :]
            except (ssl.SSLWantWriteError, BlockingIOError):
                wait(self._sock, _WRITE, end, self._switch, failures.BROKEN)
            except ssl.SSLWantReadError:
                wait(self._sock, _READ, end, self._switch, failures.BROKEN)
            except OSError as error:
                # httpcore then still reads: a server may refuse a body early, with a proper answer.
                raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        self._sock.close()

    def get_extra_info(self, info: str) -> Any:
        if info == "ssl_object" and isinstance(self._sock, ssl.SSLSocket):
            return self._sock
        if info == "is_readable":
            return self._is_readable()
        return None

    def _is_readable(self) -> bool:
        """An idle connection on which something arrives is one that the other side has closed."""
        if self._sock.fileno() < 0:
            return True
        with selectors.DefaultSelector() as selector:
            selector.register(self._sock, _READ)
            return bool(selector.select(0))


def _certificate(error: ssl.SSLCertVerificationError) -> LineFailed:
    code = {
        _CERT_EARLY: failures.CERTIFICATE_EARLY,
        _CERT_EXPIRED: failures.CERTIFICATE_EXPIRED,
        _CERT_NAME: failures.CERTIFICATE_NAME,
        _CERT_ADDRESS: failures.CERTIFICATE_NAME,
    }.get(error.verify_code, failures.CERTIFICATE)
    return LineFailed(failures.Failure(failures.Kind.SERVER, code))
