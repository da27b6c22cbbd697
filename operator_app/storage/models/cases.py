"""Cases: what the centre says (`case_base`), what the desk shows (`case_view`), and what left the office."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base


class CaseBaseRow(Base):
    """The centre's replica of one case as canonical JSON. Changed by the feed alone."""

    __tablename__ = "case_base"
    __table_args__ = (Index("ix_case_base_at", "at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    pos: Mapped[int]
    stale: Mapped[bool] = mapped_column(default=False)
    """From before the centre was restored from a backup: shown until the new feed brings the case again."""
    snapshot: Mapped[bytes]
    at: Mapped[datetime]
    """When the centre took the last change."""


class CaseViewRow(Base):
    """The projection: base and overlay by `apply`. The columns are what the queue filters, sorts and shows."""

    __tablename__ = "case_view"
    __table_args__ = (
        Index("ix_case_view_due", "closed", "due", "row"),
        Index("ix_case_view_number", "closed", "number_key", "row"),
        Index("ix_case_view_applicant", "closed", "applicant_key", "row"),
        Index("ix_case_view_submitted", "closed", "submitted_at", "row"),
        Index("ix_case_view_state", "state", "due", "row"),
        Index("ix_case_view_mine", "assignee", "closed", "due", "row"),
        Index("ix_case_view_tail", "tail"),
    )

    row: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int]
    number: Mapped[str]
    number_key: Mapped[str]
    """The number as it is sorted: its figures padded, so that 9 comes before 10."""
    tail: Mapped[str]
    """The letters and digits of the number from the end, for a search by last digits."""
    applicant: Mapped[str]
    applicant_key: Mapped[str]
    """The applicant's names as they are sorted."""
    address: Mapped[str]
    service: Mapped[str]
    applicant_type: Mapped[str]
    state: Mapped[str]
    closed: Mapped[bool]
    channel: Mapped[str]
    assignee: Mapped[str]
    assignee_name: Mapped[str]
    submitted_at: Mapped[datetime]
    due: Mapped[str]
    """The last day of the running term (ISO); after all days where it stands still or there is none."""
    rules: Mapped[str]
    term: Mapped[str]
    """Key of the running term in the service's data; empty: none."""
    last_day: Mapped[str]
    paused: Mapped[bool]
    days_left: Mapped[int]
    """Of a term that stands still; a running one is counted when it is shown."""
    unsent: Mapped[bool]
    banner: Mapped[str]
    snapshot: Mapped[bytes]


class TombstoneRow(Base):
    """A case that left this office's feed (passed on, or purged at the centre), or that was closed long ago and is kept
    at the centre alone (`PURGED`). What the feed says of it up to `pos` is passed over.
    """

    __tablename__ = "tombstone"

    id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    pos: Mapped[int]
    reason: Mapped[str]
    office: Mapped[str]
    received: Mapped[datetime]
