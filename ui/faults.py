"""A bug, as both front ends tell it: one sentence for the person, and in the log where it happened and never with
what, for the message of an exception may quote a case.
"""

from __future__ import annotations

import logging

from operator_app.domain import errors
from operator_app.domain.errors import Trouble
from sync.client.faults import where

FAULT = errors.code("program.fault")


def told(log: logging.Logger, error: BaseException) -> Trouble:
    """Write the bug down and give what a person is told of it."""
    log.error("%s in %s", type(error).__name__, where(error))
    return Trouble(FAULT)
