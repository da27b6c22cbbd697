"""What `central-service` and `central-admin` say on a console: one line for the administrator, and the code behind it.

The desk's own sentences live in `ui.words`, which the centre does not know; a code without a line here is shown bare.
"""

from __future__ import annotations

from operator_app.domain.errors import Told

WORDS: dict[str, str] = {
    "admin.bad_ca": "the certificate of --ca cannot be read ({why})",
    "admin.bad_descriptor": "nothing can be read from descriptor {number}",
    "admin.bad_time": "write the time with its offset, like 2026-11-23T09:00:00+02:00",
    "admin.no_answer": "nobody answers there ({why}); check the address and whether the service runs",
    "admin.no_file": "the service file or its calendar cannot be read ({why})",
    "admin.no_right": "this account has no right to administer",
    "admin.nonsense": "something else answers there, not the central service",
    "admin.other_centre": "the certificate authority there has another fingerprint; nothing secret was sent",
    "admin.there_is_one": "there is an administrator already",
    "centre.database_driver": "the module that opens this database is missing: {driver}",
    "centre.database_url": "the database is sqlite:///FILE or postgresql://…",
    "centre.no_key": "without its key the database is not opened: --key-file or --key-fd",
    "centre.other_environment": "this database belongs to the environment {environment}",
    "clock.real": "at work the clock is the real one and is not set",
    "device.unknown": "there is no such device",
    "enrol.blocked": "too many wrong codes; wait {seconds} s",
    "enrol.code_expired": "the code has expired; start the service anew for another one",
    "enrol.code_group": "mistyped in group {groups}",
    "enrol.code_group_length": "group {group} has {signs} signs",
    "enrol.code_length": "the code has {wanted} signs, not {signs}",
    "enrol.code_sign": "group {group} has a sign that no code has",
    "enrol.code_unknown": "the service does not know this code",
    "enrol.code_used": "the code was used already",
    "office.unknown": "there is no such office; see `offices`",
    "operator.bad_account": "an account is 2 to 40 small Latin letters, figures, dots, hyphens, underscores",
    "operator.taken": "the account {account} is taken",
    "operator.unknown": "there is no operator {account}",
    "operator.unknown_role": "there is no role {role}: clerk, senior, administrator",
    "password.too_short": "the password needs at least {least} characters",
    "service.broken": "the service file is broken at {where}: {why}",
    "session.ended": "the session has ended; sign in again",
    "sign_in.blocked": "too many wrong tries; wait {seconds} s",
    "sign_in.clock": "the code is right for another time: the clocks are {seconds} s apart",
    "sign_in.code_used": "this code was used already; wait for the next one",
    "sign_in.other_office": "this account is no administrator's",
    "sign_in.wrong_code": "the code is wrong",
    "sign_in.wrong_password": "account or password is wrong",
    "store.damaged": "the database file {file} is damaged; keep it and restore a copy",
    "store.disk_full": "the disk is full",
    "store.locked": "another process holds the database file {file}",
    "store.newer": "the database was written by a later release; install that one",
    "store.unreadable": "no right to read the database file {file}",
    "store.unwritable": "no right to write the database file {file}",
    "store.wrong_key": "the database file {file} was not written with this key",
}


class _Params(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return "?"


def line(told: Told) -> str:
    """`the code was used already (enrol.code_used)`."""
    words = WORDS.get(told.code)
    return f"{words.format_map(_Params(told.params))} ({told.code})" if words else str(told)
