"""What can go wrong on the way to the centre: each cause has its own code, and the engine a rule for each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from operator_app.domain import errors

T = TypeVar("T")

DOWN = errors.code("line.down")  # refused or unreachable: nobody answers at that address
DNS = errors.code("line.dns")  # the name of the service has no address
SLOW = errors.code("line.slow")  # it did not answer within the time
BROKEN = errors.code("line.broken")  # the connection ended in the middle
NONSENSE = errors.code("line.nonsense")  # an answer, but not in our language
CAPTIVE = errors.code("line.captive")  # a web page instead of an answer: a sign-in page of the network
NOT_SECURE = errors.code("line.not_secure")  # no TLS spoken there
CERTIFICATE = errors.code("line.certificate")  # signed by somebody else than the centre that we enrolled with
CERTIFICATE_EXPIRED = errors.code("line.certificate_expired")
CERTIFICATE_EARLY = errors.code("line.certificate_early")  # not valid yet: usually this computer's clock
CERTIFICATE_NAME = errors.code("line.certificate_name")  # the right CA, for another address
SERVER_ERROR = errors.code("line.server_error")
BUSY = errors.code("line.busy")  # 429 or 503: asked to wait
TOO_OLD = errors.code("line.too_old")
OTHER_ENVIRONMENT = errors.code("line.other_environment")
OPERATION_TOO_LARGE = errors.code("line.operation_too_large")
DESK_FAULT = errors.code("line.desk_fault")  # a bug of ours on a lane: logged, the lane tries again
NOT_SIGNED_IN = errors.code("session.not_accepted")  # 401 without a reason of the centre's
STOPPED = "line.stopped"  # our own doing, shown to nobody


class Kind(StrEnum):
    """What the engine does about it."""

    LINE = "line"  # no answer: back off, greet again when it returns
    SERVER = "server"  # an answer that says "not now" or makes no sense: back off
    SIGN_IN = "sign_in"  # 401: pause both ways, ask for a sign-in
    TOO_LARGE = "too_large"  # 413: halve the batch
    TOO_OLD = "too_old"  # 426: this program is too old for that request
    GONE = "gone"  # 410: the cursor is no longer known, resync
    REFUSED = "refused"  # another 4xx to the whole request
    LOCAL = "local"  # our own store did not do its part
    STOPPED = "stopped"  # cancelled by us


@dataclass(frozen=True)
class Failure:
    """One failed request. `retry_after`: seconds that the centre asked for; `status`: of HTTP, 0 where none came."""

    kind: Kind
    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    retry_after: float = 0.0
    status: int = 0


class LineFailed(errors.Trouble):
    """A request did not succeed. Shown as trouble by its code where a person waits for it."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.code, **failure.params)
        self.failure = failure


def line(code: str, **params: str | int) -> LineFailed:
    """No answer came."""
    return LineFailed(Failure(Kind.LINE, code, params))


def server(code: str, status: int = 0, **params: str | int) -> LineFailed:
    """An answer came that is none."""
    return LineFailed(Failure(Kind.SERVER, code, params, status=status))


def stopped() -> LineFailed:
    return LineFailed(Failure(Kind.STOPPED, STOPPED))


def refusals(job: Callable[[], T], known: frozenset[str], other: str) -> T:
    """Where a person waits: a no of the centre is a refusal with its code, or `other` with the code as `reason` where
    this program has no word for it; all else stays trouble with the line.
    """
    try:
        return job()
    except LineFailed as failed:
        failure = failed.failure
        if failure.code in known:
            raise errors.Refused(failure.code, **failure.params) from failed
        if failure.kind in (Kind.SIGN_IN, Kind.REFUSED) and failure.code != NONSENSE:
            raise errors.Refused(other, reason=failure.code) from failed
        raise
