"""The few facts that the centre keeps about itself, as rows of `meta`."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from sync.central.models import meta


class Facts:
    """Names to bytes, inside the caller's transaction."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def get(self, name: str) -> bytes | None:
        value: bytes | None = self._db.execute(select(meta.c.value).where(meta.c.name == name)).scalar_one_or_none()
        return value

    def text(self, name: str, otherwise: str = "") -> str:
        found = self.get(name)
        return otherwise if found is None else found.decode()

    def number(self, name: str, otherwise: int = 0) -> int:
        found = self.get(name)
        return otherwise if found is None else int(found)

    def put(self, name: str, value: bytes | str | int) -> None:
        raw = value if isinstance(value, bytes) else str(value).encode()
        if self._db.execute(update(meta).where(meta.c.name == name).values(value=raw)).rowcount == 0:
            self._db.execute(insert(meta).values(name=name, value=raw))
