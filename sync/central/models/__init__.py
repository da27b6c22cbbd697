"""The centre's tables, dialect-neutral: SQLite through the cipher for the sandbox, training and a single machine,
PostgreSQL for the city. SQLAlchemy Core and no ORM: its import would cost a third of the start.
"""

from __future__ import annotations

from .base import metadata
from .cases import case_state, feed, feed_head
from .files import blob, blob_part, document, upload, upload_part
from .operations import batch, device, operation
from .people import appointment, enrolment_code, office, operator, role, session, sign_in_try
from .published import meta, rules, trust

__all__ = [
    "appointment",
    "batch",
    "blob",
    "blob_part",
    "case_state",
    "device",
    "document",
    "enrolment_code",
    "feed",
    "feed_head",
    "meta",
    "metadata",
    "office",
    "operation",
    "operator",
    "role",
    "rules",
    "session",
    "sign_in_try",
    "trust",
    "upload",
    "upload_part",
]
