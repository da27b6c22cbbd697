"""The desk's two doors to its store: one connection that writes, few that read.

Both lanes are threads of the desk; `status` and `doctor` use the reader alone, beside an open desk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import cipher
from .cipher import RawKey
from .profile import Profile

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from operator_app.system import Held


def open_writer(profile: Profile, held: Held, key: RawKey, *, create: bool = False) -> Engine:
    """The one writing connection; who asks for a second one at the same time waits. `held` is the profile lock, as
    a proof.

    `create` only at enrolment: at any other time a missing store is trouble (`store.missing`) and not a fresh start.
    Raises `Trouble("store.*")` at the first use, never here; `dispose()` it before `held` is released.
    """
    del held  # nothing to do with it; it had to exist
    return cipher.engine(profile.database, key, create=create)


def open_reader(profile: Profile, key: RawKey, *, connections: int = 1) -> Engine:
    """Connections that cannot write, each transaction a snapshot of its own. Needs no lock."""
    return cipher.engine(profile.database, key, read_only=True, connections=connections)
