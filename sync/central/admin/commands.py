"""One function a command: asks the service, gives what is shown."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import datetime

from operator_app.domain import errors
from sync.contract.messages import Hello, Message, SandboxAccounts

from . import messages as m
from .client import AdminClient
from .secrets import secret

BAD_TIME = errors.code("admin.bad_time")
NO_FILE = errors.code("admin.no_file")


def hello(client: AdminClient, _: argparse.Namespace) -> Hello:
    return client.hello()


def accounts(client: AdminClient, _: argparse.Namespace) -> SandboxAccounts:
    return client.sandbox_accounts()


def offices(client: AdminClient, _: argparse.Namespace) -> m.OfficeList:
    return client.ask(m.OFFICES, None, m.OfficeList)


def operators_list(client: AdminClient, _: argparse.Namespace) -> m.OperatorList:
    return client.ask(m.OPERATORS, None, m.OperatorList)


def operators_add(client: AdminClient, given: argparse.Namespace) -> m.Entered:
    new = m.NewOperator(
        account=given.new_account,
        name=given.full_name,
        office=given.office,
        role=given.role,
        password=secret("First password of the new operator", given.new_password_fd),
    )
    return client.ask(m.NEW_OPERATOR, new, m.Entered)


def operators_disable(client: AdminClient, given: argparse.Namespace) -> m.Count:
    return client.ask(m.DISABLE_OPERATOR, m.Account(account=given.named), m.Count)


def sessions_revoke(client: AdminClient, given: argparse.Namespace) -> m.Count:
    return client.ask(m.REVOKE_SESSIONS, m.Account(account=given.named), m.Count)


def enrolment_code(client: AdminClient, given: argparse.Namespace) -> m.Code:
    return client.ask(m.ENROLMENT_CODE, m.ForOffice(office=given.office), m.Code)


def devices_list(client: AdminClient, _: argparse.Namespace) -> m.DeviceList:
    return client.ask(m.DEVICES, None, m.DeviceList)


def devices_revoke(client: AdminClient, given: argparse.Namespace) -> m.Count:
    return client.ask(m.REVOKE_DEVICE, m.DeviceId(device=given.device), m.Count)


def clock_show(client: AdminClient, _: argparse.Namespace) -> m.ClockAt:
    return m.ClockAt(at=client.hello().server_time)


def clock_set(client: AdminClient, given: argparse.Namespace) -> m.ClockAt:
    try:
        at = datetime.fromisoformat(given.at)
    except ValueError as error:
        raise errors.Refused(BAD_TIME) from error
    if at.tzinfo is None:
        raise errors.Refused(BAD_TIME)
    return client.ask(m.CLOCK, m.ClockAt(at=at), m.ClockAt)


def rules_publish(client: AdminClient, given: argparse.Namespace) -> m.Published:
    calendar = given.calendar or given.file.with_name("calendar.toml")
    try:
        package = m.RulesPackage(service=given.file.read_text("utf-8"), calendar=calendar.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise errors.Trouble(NO_FILE, why=type(error).__name__) from error
    return client.ask(m.RULES, package, m.Published)


Command = Callable[[AdminClient, argparse.Namespace], Message]
COMMANDS: dict[tuple[str, str], Command] = {
    ("hello", ""): hello,
    ("accounts", ""): accounts,
    ("offices", ""): offices,
    ("operators", "list"): operators_list,
    ("operators", "add"): operators_add,
    ("operators", "disable"): operators_disable,
    ("sessions", "revoke"): sessions_revoke,
    ("enrolment-code", ""): enrolment_code,
    ("devices", "list"): devices_list,
    ("devices", "revoke"): devices_revoke,
    ("clock", "show"): clock_show,
    ("clock", "set"): clock_set,
    ("rules", "publish"): rules_publish,
}
