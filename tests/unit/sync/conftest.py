"""A CA for the tests of the line, and a real centre for those of the whole way; each made once."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.client.http import Line
from sync.client.transport import pinned
from tests.unit.central.served import World, serving

from .authority import Authority
from .https_stub import Stub, stub


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="session")
def server_context(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    return authority.context(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def server(server_context: ssl.SSLContext) -> Iterator[Stub]:
    """Answers `{}`; a test gives it another `script`."""
    with stub(server_context) as made:
        yield made


@pytest.fixture
def line(server: Stub, authority: Authority) -> Iterator[Line]:
    with Line(server.url, pinned(authority.pem)) as made:
        yield made


@pytest.fixture(scope="package")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The real centre over real TLS, with its ready accounts."""
    with serving(tmp_path_factory.mktemp("centre")) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path
