"""Where the bytes of a document come from when somebody first asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from operator_app.domain.case import Case, Document


@dataclass(frozen=True)
class Made:
    """A whole document. `media_type` is what the bytes are: `application/pdf`, `image/jpeg`, `image/png`."""

    data: bytes
    media_type: str


class DocumentMaker(Protocol):
    """A portal that keeps uploads, a register of certificates, or the sandbox's press."""

    def make(self, case: Case, document: Document) -> Made | None:
        """The bytes, the same ones each time; None where there are none to be had. Called once for a document, off
        every transaction, and may take seconds.
        """
        ...
