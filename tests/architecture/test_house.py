"""House rules that a machine can hold. Each message says what to do."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())

# Names of ours that are importable from the project's root.
PACKAGES = {"installers", "operator_app", "resources", "sync", "tests", "ui"}


def project_files() -> Iterator[Path]:
    """What belongs to the project: what git knows or would know; without git, all but what is made."""
    git = shutil.which("git") or "false"
    command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if listing.returncode == 0:
        paths = [ROOT / name for name in listing.stdout.split("\0") if name]
    else:
        made = {".venv", "build", "__pycache__"}
        paths = [path for path in ROOT.rglob("*") if not made & set(path.relative_to(ROOT).parts)]
    return (path for path in sorted(paths) if path.is_file())


def text_files() -> Iterator[tuple[str, str]]:
    for path in project_files():
        try:
            yield str(path.relative_to(ROOT)), path.read_text()
        except UnicodeDecodeError:
            continue  # a picture or a font


def python_files() -> Iterator[tuple[str, str]]:
    return ((name, text) for name, text in text_files() if name.endswith(".py"))


def test_no_file_is_longer_than_600_lines_and_the_middle_one_stays_short() -> None:
    lengths = {name: text.count("\n") for name, text in python_files()}
    assert {name: length for name, length in lengths.items() if length > 600} == {}, "split it by subject"
    sources = sorted(length for name, length in lengths.items() if not name.startswith("tests/"))
    assert sources[len(sources) // 2] <= 120
    assert sources[len(sources) * 9 // 10] <= 400


def test_only_the_agreed_packages_hold_code() -> None:
    assert {name.partition("/")[0] for name, _text in python_files() if "/" in name} <= PACKAGES | {"docs"}


def test_no_installed_package_brings_a_module_of_our_name() -> None:
    """`ui`, `sync`, `resources` and `tests` are generic names, fit for a project that is never published."""
    own = PROJECT["project"]["name"]
    clashes = {
        (name, distribution.name)
        for name, distributions in importlib.metadata.packages_distributions().items()
        for distribution in map(importlib.metadata.distribution, distributions)
        if name in PACKAGES and distribution.name != own
    }
    assert clashes == set()


def test_nothing_below_the_window_imports_qt() -> None:
    below = ("operator_app/", "sync/", "resources/", "ui/words/", "ui/terminal/")
    qt = re.compile(r"^\s*(from|import) +(PySide6|shiboken6)", re.MULTILINE)
    assert [name for name, text in python_files() if name.startswith(below) and qt.search(text)] == []


@pytest.mark.parametrize("name", ["operator_app", "operator_app/storage", "sync", "ui", "ui/desktop"])
def test_a_package_that_others_pass_through_imports_nothing(name: str) -> None:
    """Importing `operator_app.storage.cipher` runs the `__init__` on the way: it must not bring the rest along."""
    text = (ROOT / name / "__init__.py").read_text()
    assert not re.search(r"^\s*(from|import) (?!__future__)", text, re.MULTILINE)


# In pieces, so that this file does not name what no file may name.
HOSTS = [
    ".".join(parts)
    for parts in [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("debian", "org")]
]


def test_no_file_names_a_package_registry() -> None:
    found = [(name, host) for name, text in text_files() for host in HOSTS if host in text]
    assert found == [], "say the name of the package; where it comes from is set on each machine"


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    here = {str(ROOT), f"{ROOT.parent}/", f"{Path.home()}/"} - {"//"}
    found = [(name, path) for name, text in text_files() for path in here if path in text]
    assert found == [], "use a path relative to the project, or one that the system tells"


def test_the_readme_has_a_reason_for_each_dependency() -> None:
    readme = (ROOT / "README.md").read_text().lower()
    asked = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    missing = [name for name in (Requirement(text).name for text in asked) if f"| {name.lower()} |" not in readme]
    assert missing == [], "a row for each in the table of README.md: what it is for, its licence"


def test_shell_scripts_are_sound() -> None:
    scripts = [path for path in project_files() if path.suffix == ".sh" or path == ROOT / ".ci" / "run"]
    assert len(scripts) >= 5
    for path in scripts:
        done = subprocess.run(["/bin/sh", "-n", path], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        if path.read_text().startswith("#!"):
            assert os.access(path, os.X_OK), f"chmod +x {path.relative_to(ROOT)}"


def test_ci_runs_what_a_person_types() -> None:
    lines = [line for line in (ROOT / ".ci/run").read_text().splitlines() if not line.startswith("#")]
    assert len(lines) == 1
    assert lines[0].endswith("make test")
    assert "`make test`" in (ROOT / "README.md").read_text()
