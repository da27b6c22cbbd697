"""`central-admin` against a centre over TLS: secrets by descriptor, each act with its trace."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from operator_app.domain.environment import Environment
from operator_app.formats import enrolment_code
from resources import paths as resources
from sync.central import service
from sync.central.access import totp
from sync.central.admin.main import main
from sync.central.centre import Centre, Opening
from sync.central.clock import CentreClock
from sync.central.inspection import inspect
from sync.central.serving import ServedCentre
from sync.central.tls import LOCAL, Authority
from sync.contract import messages, paths
from tests import builders as b

from .core import CHEAP, KEY
from .served import World, problem, serving

PASSWORD = "дълга парола за проба"


@dataclass
class Ran:
    status: int
    out: str
    err: str


Admin = Callable[..., Ran]


def piped(secret: str) -> str:
    """The number of a descriptor from which the secret can be read once."""
    reading, writing = os.pipe()
    os.write(writing, f"{secret}\n".encode())
    os.close(writing)
    return str(reading)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with serving(tmp_path) as made:
        yield made


@pytest.fixture
def admin(world: World, capsys: pytest.CaptureFixture[str]) -> Admin:
    """Signed in as the sandbox's administrator at each call."""

    def run(*arguments: str, **secrets: str) -> Ran:
        ready = world.ready("administrator")
        authority = world.centre.parts.keys.authority.fingerprint
        known = ["--service", world.served.url, "--ca-fingerprint", authority, "--json", "--account", ready.account]
        known += ["--password-fd", piped(ready.password), "--code-fd", piped(ready.code)]
        more = [word for name, secret in secrets.items() for word in (f"--{name.replace('_', '-')}", piped(secret))]
        status = main([*known, *arguments, *more])
        told = capsys.readouterr()
        return Ran(status, told.out, told.err)

    return run


def test_hello_needs_no_sign_in(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    fingerprint = world.centre.parts.keys.authority.fingerprint
    assert main(["--service", world.served.url, "--ca-fingerprint", fingerprint, "hello"]) == 0
    assert "environment: sandbox" in capsys.readouterr().out


def test_another_authority_is_not_spoken_to(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--service", world.served.url, "--ca-fingerprint", "0" * 64, "--account", "admin"]
    secrets = ["--password-fd", piped("тайна"), "--code-fd", piped("123456")]
    assert main([*arguments, *secrets, "offices"]) == 1
    assert "admin.other_centre" in capsys.readouterr().err


def test_the_authority_may_be_named_by_its_file_too(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ca.pem"
    asked = ["--service", world.served.url, "--ca", str(file), "hello"]
    assert main(asked) == 1
    assert "admin.bad_ca" in capsys.readouterr().err
    file.write_bytes(world.get(paths.CA).content)
    assert main(asked) == 0
    other = Authority.load(ec.generate_private_key(ec.SECP256R1()), None, world.centre.parts.clock.real())
    file.write_text(other.pem, "ascii")
    assert main(asked) == 1
    assert "admin.other_centre" in capsys.readouterr().err


def test_a_password_goes_nowhere_but_to_the_authority_that_was_named(capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody who answers with the right certificate, which everybody can have, but does not hold its key."""
    heard: list[bytes] = []
    right = Authority.load(ec.generate_private_key(ec.SECP256R1()), None, CentreClock().real())
    impostor = Authority.load(ec.generate_private_key(ec.SECP256R1()), None, CentreClock().real())

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(right.pem)))
            self.end_headers()
            self.wfile.write(right.pem.encode())

        def do_POST(self) -> None:
            heard.append(self.rfile.read(int(self.headers["Content-Length"])))

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        context = impostor.server_context(LOCAL, CentreClock().real())
        server.socket = context.wrap_socket(server.socket, server_side=True)
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        try:
            known = ["--service", f"https://127.0.0.1:{server.server_port}", "--ca-fingerprint", right.fingerprint]
            secrets = ["--account", "admin", "--password-fd", piped("тайна"), "--code-fd", piped("123456")]
            assert main([*known, *secrets, "offices"]) == 1
        finally:
            server.shutdown()
            serving.join()
    assert "admin.no_answer" in capsys.readouterr().err
    assert heard == []


def test_several_secrets_may_come_over_one_descriptor(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    ready = world.ready("administrator")
    known = ["--service", world.served.url, "--ca-fingerprint", world.centre.parts.keys.authority.fingerprint]
    both = piped(f"{ready.password}\n{ready.code}")
    arguments = [*known, "--account", ready.account, "--password-fd", both, "--code-fd", both, "offices"]
    assert main(arguments) == 0
    assert "68134-01\tСредец" in capsys.readouterr().out


def test_a_descriptor_that_is_not_there_is_told(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    known = ["--service", world.served.url, "--ca-fingerprint", world.centre.parts.keys.authority.fingerprint]
    assert main([*known, "--account", "admin", "--password-fd", "987", "offices"]) == 1
    assert "admin.bad_descriptor" in capsys.readouterr().err


def test_nobody_who_answers_is_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--service", "https://127.0.0.1:1", "--ca-fingerprint", "0" * 64, "hello"]) == 1
    assert "admin.no_answer" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--service", "https://x"],
        ["--service", "https://x", "dance"],
        ["--service", "https://x", "offices"],
        ["--service", "https://x", "--account", "admin", "offices"],
        ["--service", "https://x", "hello"],
        ["--service", "https://x", "--ca-fingerprint", "00", "--ca", "ca.pem", "hello"],
        ["--service", "https://x", "--ca-fingerprint", "00", "clock", "set", "2026-11-23T09:00:00+02:00"],
        ["--service", "http://x", "--ca-fingerprint", "00", "--account", "admin", "offices"],
    ],
)
def test_wrong_arguments_end_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_help_comes_without_loading_half_of_the_world() -> None:
    asked = "import sys; from sync.central.admin import main as m\ntry: m.main(['--help'])\nexcept SystemExit: pass\n"
    asked += "print([n for n in ('sqlalchemy', 'fastapi', 'uvicorn', 'httpx', 'pydantic') if n in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert "usage: central-admin" in ran.stdout
    assert ran.stdout.endswith("[]\n")


def test_an_operator_is_entered_works_and_is_disabled(world: World, admin: Admin) -> None:
    added = admin(
        "operators", "add", "nova", "--full-name", "Нова Служителка", "--office", b.OFFICE, "--role", "clerk",
        new_password_fd=PASSWORD,
    )  # fmt: skip
    assert added.status == 0, added.err
    secret = json.loads(added.out)["totp"].partition("secret=")[2].partition("&")[0]
    desk = world.device()
    code = code_of(secret, world)
    assert desk.try_sign_in("nova", PASSWORD, code).status_code == 200
    listed = json.loads(admin("operators", "list").out)["operators"]
    assert {"account": "nova", "name": "Нова Служителка", "active": True, "office": b.OFFICE, "role": "clerk"} in listed
    assert admin("operators", "disable", "nova").status == 0
    assert problem(desk.try_sign_in("nova", PASSWORD, code)) == (403, "sign_in.wrong_password")
    facts = str(inspect(world.centre))
    assert "Нова" not in facts


def test_an_enrolment_code_makes_a_device_that_can_be_revoked(world: World, admin: Admin) -> None:
    code = json.loads(admin("enrolment-code", "68134-17").out)["code"]
    assert enrolment_code.decode(code).matches(world.centre.parts.keys.authority.der)
    desk = world.device("68134-17")
    desk.sign_in()
    listed = json.loads(admin("devices", "list").out)["devices"]
    assert [one["office"] for one in listed] == ["68134-17"]
    assert admin("devices", "revoke", desk.enrolled.device).status == 0
    assert problem(desk.get(paths.CHANGES)) == (401, "session.device_revoked")
    unknown = admin("devices", "revoke", "nobody")
    assert (unknown.status, "device.unknown" in unknown.err) == (1, True)
    assert "office.unknown" in admin("enrolment-code", "99999-99").err


def test_an_operator_s_sessions_can_be_ended(world: World, admin: Admin) -> None:
    desk = world.device()
    said = desk.sign_in()
    assert json.loads(admin("sessions", "revoke", said.operator).out)["count"] == 1
    assert problem(desk.get(paths.CHANGES)) == (401, "session.revoked")


def test_the_set_clock_moves_and_the_real_one_does_not(
    world: World, admin: Admin, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = world.centre.parts.clock
    at = clock.real() + timedelta(days=40)
    assert admin("clock", "set", at.isoformat()).status == 0
    assert abs(clock.now() - at) < timedelta(seconds=30)
    said = messages.Hello.model_validate_json(world.get(paths.HELLO).content)
    assert abs(said.server_time - at) < timedelta(seconds=30)
    fingerprint = world.centre.parts.keys.authority.fingerprint
    assert main(["--service", world.served.url, "--ca-fingerprint", fingerprint, "--json", "clock", "show"]) == 0
    shown = datetime.fromisoformat(json.loads(capsys.readouterr().out)["at"])
    assert abs(shown - at) < timedelta(seconds=30)
    assert "admin.bad_time" in admin("clock", "set", "2026-11-23T09:00").err


def test_service_data_is_published_once_and_a_broken_file_is_told_with_its_place(
    world: World, admin: Admin, tmp_path: Path
) -> None:
    original = resources.services_dir() / "2107.toml"
    known = json.loads(admin("rules", "publish", str(original)).out)
    assert known["new"] is False
    changed = tmp_path / "changed.toml"
    changed.write_text(original.read_text("utf-8").replace("days = 7", "days = 5"), "utf-8")
    calendar = str(original.with_name("calendar.toml"))
    fresh = json.loads(admin("rules", "publish", str(changed), "--calendar", calendar).out)
    assert fresh["new"] is True
    assert world.centre.acts.service("2107").digest == fresh["digest"]
    changed.write_text(original.read_text("utf-8").replace('function = "is_home"', 'function = "is_castle"'), "utf-8")
    broken = admin("rules", "publish", str(changed), "--calendar", calendar)
    assert broken.status == 1
    assert "service.broken" in broken.err
    assert "checks.home" in broken.err
    assert "admin.no_file" in admin("rules", "publish", str(tmp_path / "none.toml")).err


def test_a_clerk_administers_nothing(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    ready = world.ready()
    fingerprint = world.centre.parts.keys.authority.fingerprint
    arguments = ["--service", world.served.url, "--ca-fingerprint", fingerprint, "--account", ready.account]
    assert main([*arguments, "--password-fd", piped(ready.password), "--code-fd", piped(ready.code), "offices"]) == 1
    assert "sign_in.other_office" in capsys.readouterr().err
    desk = world.device()
    desk.sign_in()
    answer = world.client.post("/admin/v1/operators", headers=desk.bearer)
    assert problem(answer) == (401, "session.ended"), "a desk's session is no administrator's"


def test_the_first_administrator_comes_by_the_code_that_the_service_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    centre = Centre(Opening(Environment.WORK, f"sqlite:///{tmp_path / 'centre.db'}", KEY, CHEAP))
    code = service._codes(centre)["bootstrap_code"]
    with ServedCentre(centre) as served:
        arguments = ["--service", served.url, "--account", "first", "--json"]

        def bootstrap(said: str, password: str = PASSWORD) -> Ran:
            secrets = ["--new-password-fd", piped(password)]
            status = main(
                [
                    *arguments,
                    "--code-fd",
                    piped(said),
                    "first-administrator",
                    "--full-name",
                    "Пръв Администратор",
                    *secrets,
                ]
            )
            told = capsys.readouterr()
            return Ran(status, told.out, told.err)

        assert "password.too_short" in bootstrap(code, "къса").err
        entered = bootstrap(code)
        assert entered.status == 0, entered.err
        assert "enrol.code_used" in bootstrap(code).err
        assert service._codes(centre) == {}, "and there is no second code"
        secret = json.loads(entered.out)["totp"].partition("secret=")[2].partition("&")[0]
        fingerprint = centre.parts.keys.authority.fingerprint
        step = totp.step_of(centre.parts.clock.real())
        signed = ["--ca-fingerprint", fingerprint, "--password-fd", piped(PASSWORD)]
        signed += ["--code-fd", piped(totp.code_at(raw(secret), step)), "clock", "set", "2026-11-23T09:00:00+02:00"]
        assert main([*arguments, *signed]) == 1
        assert "clock.real" in capsys.readouterr().err, "at work nobody sets it"


def raw(secret: str) -> bytes:
    return base64.b32decode(secret)


def code_of(secret: str, world: World) -> str:
    """What the operator's phone shows."""
    return totp.code_at(raw(secret), totp.step_of(world.centre.parts.clock.real()))
