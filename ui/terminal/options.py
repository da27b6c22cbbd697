"""Arguments that several commands have in common. Importing this is cheap: it runs for every `--help`."""

from __future__ import annotations

import argparse

from ui.words import _


def secret(parser: argparse.ArgumentParser, name: str, help_: str) -> None:
    """A secret by its descriptor; the arguments of a process can be read by others, so it never stands there itself."""
    parser.add_argument(f"--{name}-fd", type=int, metavar="N", help=help_)


def unlock(parser: argparse.ArgumentParser) -> None:
    """What opens the vault where there is no keyring."""
    secret(parser, "password", _("паролата на служителя, от дескриптор N, където няма хранилище за ключове"))
    parser.add_argument("--account", metavar="NAME", help=_("чия е паролата, ако тук работят няколко служители"))
    secret(parser, "passphrase", _("паролната фраза на компютъра, от дескриптор N, където няма хранилище за ключове"))
