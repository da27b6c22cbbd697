"""One OS account's profile in one environment: where its files lie, and who may write to them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from operator_app import system
from operator_app.domain import errors
from operator_app.domain.environment import Environment

from .cipher.faults import told_by_system

IN_USE: Final = errors.code("profile.in_use")  # a second copy of the program holds the same profile
# The folder was made for training, say, and work was asked for
OTHER_ENVIRONMENT: Final = errors.code("profile.other_environment")

FOLDER = "sofia-address-desk"


@dataclass(frozen=True)
class Profile:
    """Paths only; nothing is made or opened before `hold`.

    Readers (`status`, `doctor`, `bundle`) need no lock and may run beside an open desk; whoever writes holds the
    profile.
    """

    directory: Path
    environment: Environment

    @property
    def database(self) -> Path:
        """The encrypted store."""
        return self.directory / "desk.db"

    @property
    def vault(self) -> Path:
        """The wrapped copies of the data key. Without it the store cannot be opened by anyone."""
        return self.directory / "vault.json"

    @property
    def tries(self) -> Path:
        """Failed tries to open the vault, counted while the store is closed."""
        return self.directory / "tries.json"

    @property
    def lock(self) -> Path:
        return self.directory / "lock"

    @property
    def tries_lock(self) -> Path:
        """Held for a few milliseconds around a change of `tries`, by readers of the store too."""
        return self.directory / "tries.lock"

    @property
    def centre(self) -> Path:
        """Folder of the embedded central service (sandbox)."""
        return self.directory / "centre"

    @property
    def logs(self) -> Path:
        """Folder of the logs, which hold no personal data."""
        return self.directory / "log"

    @property
    def settings(self) -> Path:
        """Settings of the window and the like, in plain text: no personal data."""
        return self.directory / "settings.json"

    def prepare(self) -> None:
        """Make the folder, closed to other accounts. Raises `Trouble("store.unwritable" | "store.disk_full" | …)`."""
        try:
            system.private_dir(self.directory)
        except OSError as error:
            raise told_by_system(error, self.directory, writing=True) from error

    def hold(self) -> system.Held:
        """Take the profile for writing, until the result is released or the process ends. Makes the folder where
        there is none.

        Raises `Trouble("profile.in_use")` at once when another copy of the program holds it.
        """
        self.prepare()
        try:
            return system.hold_lock(self.lock)
        except BlockingIOError as error:
            raise errors.Trouble(IN_USE, environment=self.environment.value) from error
        except OSError as error:
            raise told_by_system(error, self.lock, writing=True) from error


def default_profile(environment: Environment) -> Profile:
    """The profile of this OS account: the platform's folder for local (never roaming) data, one subfolder an
    environment.
    """
    import platformdirs

    folder = platformdirs.user_data_path(FOLDER, appauthor=False, roaming=False)
    return Profile(folder / environment.value, environment)


def profile_at(directory: str | os.PathLike[str], environment: Environment) -> Profile:
    """The profile in a folder that the caller names (`--profile DIR`)."""
    return Profile(Path(directory).absolute(), environment)
