"""The data key of a profile and everything that opens it. Importing this costs neither SQLAlchemy, keyring nor
Argon2.
"""

from __future__ import annotations

from .opener import Keys, Made
from .os_keyring import OsKeyring
from .try_book import FailedTry

__all__ = ["FailedTry", "Keys", "Made", "OsKeyring"]
