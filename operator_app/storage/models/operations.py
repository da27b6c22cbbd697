"""Every operation that this store knows: the outbox, the archive and the history of the cases are all this table."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Json


class OperationRow(Base):
    """One operation. `seq` is the order in which it became known here.

    Own ones (`own`) carry a state of `OutboxState`; `raw` is provisional while they rest and frozen from the release
    on, together with `dseq` and `digest`. Others' come from the feed: frozen, receipted, without a state.
    """

    __tablename__ = "operation"
    __table_args__ = (
        Index(None, "case_id", "seq"),
        Index("ix_operation_outbox", "state", "seq", sqlite_where=text("own = 1")),
        Index("ix_operation_pos", "pos"),
    )

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    kind: Mapped[str]
    own: Mapped[bool]
    state: Mapped[str] = mapped_column(default="")
    actor: Mapped[str]
    made_at: Mapped[datetime]
    raw: Mapped[bytes]
    digest: Mapped[str] = mapped_column(default="")

    rest_until: Mapped[datetime | None]
    seen: Mapped[int | None]
    """The version of the case that the clerk saw."""
    after: Mapped[str] = mapped_column(default="")
    """The device's own previous unsettled operation on the case (`prev`)."""
    dseq: Mapped[int | None] = mapped_column(unique=True)
    together: Mapped[str] = mapped_column(default="")
    """The annul partner: both travel in one batch, neither has effect."""

    attempts: Mapped[int] = mapped_column(default=0)
    last_attempt: Mapped[datetime | None]
    batch: Mapped[str] = mapped_column(default="")

    ver: Mapped[int | None]
    pos: Mapped[int | None]
    receipt: Mapped[str] = mapped_column(default="")
    received: Mapped[datetime | None]
    effect: Mapped[str] = mapped_column(default="")
    marked: Mapped[bool] = mapped_column(default=False)

    code: Mapped[str] = mapped_column(default="")
    """Why it stands where it stands: the centre's problem, or `outbox.no_longer_fits`."""
    params: Mapped[Any] = mapped_column(Json, default=dict)
    conflict_class: Mapped[str] = mapped_column(default="")
    theirs: Mapped[str] = mapped_column(default="")
    fields: Mapped[Any] = mapped_column(Json, default=list)
    blocked_by: Mapped[str] = mapped_column(default="")
    set_aside: Mapped[datetime | None]
    """A conflict or refusal that the clerk has dealt with; the act that did is an operation of its own."""
