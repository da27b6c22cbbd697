"""The lock files: every package pinned and hashed, for Linux and Windows, and from nowhere in particular."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[3]
LOCKS = {name: ROOT / "installers" / f"requirements{name}.lock" for name in ("", "-dev", "-bootstrap")}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())

# The desk's compiled packages: wheels for Linux and Windows (and more) each have a hash of their own.
COMPILED = ["argon2-cffi-bindings", "cbor2", "cffi", "cryptography", "orjson", "pillow", "psutil", "pydantic-core"]
COMPILED += ["pypdfium2", "pyside6-essentials", "shiboken6", "sqlalchemy", "sqlcipher3", "typst", "uuid-utils"]
COMPILED += ["zstandard", "zxing-cpp"]


@dataclass(frozen=True)
class Locked:
    """One package of a lock file."""

    requirement: Requirement
    hashes: tuple[str, ...]

    @property
    def name(self) -> str:
        return canonicalize_name(self.requirement.name)


def read(path: Path) -> Iterator[Locked]:
    """The packages of a lock file; a line that is neither package, hash nor remark is an error."""
    text = re.sub(r"^ *#.*\n", "", path.read_text(), flags=re.MULTILINE)
    for line in text.replace("\\\n", " ").splitlines():
        requirement, *hashes = line.split(" --hash=")
        yield Locked(Requirement(requirement.strip()), tuple(one.strip() for one in hashes))


@pytest.mark.parametrize("path", LOCKS.values(), ids=lambda path: path.name)
def test_each_package_is_pinned_and_hashed(path: Path) -> None:
    locked = list(read(path))
    assert locked
    for one in locked:
        assert [specifier.operator for specifier in one.requirement.specifier] == ["=="], one.requirement
        assert one.hashes, one.requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", hash_) for hash_ in one.hashes), one.requirement
        assert one.requirement.url is None


@pytest.mark.parametrize("path", LOCKS.values(), ids=lambda path: path.name)
def test_no_address_and_no_option_stands_in_a_lock(path: Path) -> None:
    text = path.read_text()
    assert "://" not in text
    assert not re.search(r"^ *-", text.replace("    --hash=", ""), re.MULTILINE)


@pytest.mark.parametrize("name", COMPILED)
def test_compiled_packages_have_wheels_for_more_than_one_system(name: str) -> None:
    hashes = {one.name: one.hashes for one in read(LOCKS["-dev"])}
    assert len(hashes[name]) >= 3


def test_what_windows_alone_needs_is_locked_too() -> None:
    windows = {one.name for one in read(LOCKS[""]) if "win32" in str(one.requirement.marker)}
    linux = {one.name for one in read(LOCKS[""]) if "linux" in str(one.requirement.marker)}
    assert "pywin32-ctypes" in windows
    assert "secretstorage" in linux


def test_the_developers_lock_is_the_clerks_lock_and_more() -> None:
    clerks, developers, first = ({str(one.requirement): one.hashes for one in read(LOCKS[name])} for name in LOCKS)
    assert clerks.items() <= developers.items()
    shared = {Requirement(text).name for text in first} & {Requirement(text).name for text in developers}
    assert "setuptools" in shared
    for text in first:
        if Requirement(text).name in shared:
            assert first[text] == developers[text]


def test_the_locks_fulfil_what_the_project_asks_for() -> None:
    locked = {one.name: one.requirement for one in read(LOCKS["-dev"])}
    clerks = {one.name for one in read(LOCKS[""])}
    for text in PROJECT["project"]["dependencies"]:
        asked = Requirement(text)
        assert canonicalize_name(asked.name) in clerks, text
    for text in [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]:
        asked = Requirement(text)
        (pinned,) = locked[canonicalize_name(asked.name)].specifier
        assert asked.specifier.contains(pinned.version), text


def test_qt_is_the_one_version_that_runs_on_python_3_11() -> None:
    locked = {one.name: one.requirement for one in read(LOCKS[""])}
    assert str(locked["pyside6-essentials"].specifier) == "==6.11.3"
