"""The first tables.

Revision: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _desk()
    _operations()
    _cases()
    _packages()
    _documents()
    _people()


def _desk() -> None:
    op.create_table(
        "device",
        sa.Column("row", sa.Integer, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("office", sa.String, nullable=False),
        sa.Column("office_name", sa.String, nullable=False),
        sa.Column("environment", sa.String, nullable=False),
        sa.Column("service_url", sa.String, nullable=False),
        sa.Column("ca_pem", sa.String, nullable=False),
        sa.Column("private_key", sa.LargeBinary, nullable=False),
        sa.Column("trust_root", sa.LargeBinary, nullable=False),
        sa.Column("rest_seconds", sa.Integer, nullable=False),
        sa.Column("hash_key", sa.LargeBinary, nullable=False),
        sa.Column("next_dseq", sa.Integer, nullable=False),
        sa.Column("last_hash", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("row", name="pk_device"),
        sa.CheckConstraint("row = 1", name="ck_device_one_row"),
    )
    op.create_table(
        "feed",
        sa.Column("row", sa.Integer, nullable=False),
        sa.Column("cursor", sa.String, nullable=False),
        sa.Column("epoch", sa.String, nullable=False),
        sa.Column("head_pos", sa.Integer, nullable=False),
        sa.Column("head_hash", sa.String, nullable=False),
        sa.Column("backed_up_through", sa.Integer, nullable=False),
        sa.Column("settled_floor", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger),
        sa.PrimaryKeyConstraint("row", name="pk_feed"),
        sa.CheckConstraint("row = 1", name="ck_feed_one_row"),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.String, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_setting"),
    )


def _operations() -> None:
    op.create_table(
        "operation",
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("case_id", sa.String, nullable=False),
        sa.Column("number", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("own", sa.Boolean, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("raw", sa.LargeBinary, nullable=False),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("rest_until", sa.BigInteger),
        sa.Column("seen", sa.Integer),
        sa.Column("after", sa.String, nullable=False),
        sa.Column("dseq", sa.Integer),
        sa.Column("together", sa.String, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("last_attempt", sa.BigInteger),
        sa.Column("batch", sa.String, nullable=False),
        sa.Column("ver", sa.Integer),
        sa.Column("pos", sa.Integer),
        sa.Column("receipt", sa.String, nullable=False),
        sa.Column("received", sa.BigInteger),
        sa.Column("effect", sa.String, nullable=False),
        sa.Column("marked", sa.Boolean, nullable=False),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("params", sa.Text, nullable=False),
        sa.Column("conflict_class", sa.String, nullable=False),
        sa.Column("theirs", sa.String, nullable=False),
        sa.Column("fields", sa.Text, nullable=False),
        sa.Column("blocked_by", sa.String, nullable=False),
        sa.Column("set_aside", sa.BigInteger),
        sa.PrimaryKeyConstraint("seq", name="pk_operation"),
        sa.UniqueConstraint("id", name="uq_operation_id"),
        sa.UniqueConstraint("dseq", name="uq_operation_dseq"),
    )
    op.create_index("ix_operation_case_id_seq", "operation", ["case_id", "seq"])
    op.create_index("ix_operation_outbox", "operation", ["state", "seq"], sqlite_where=sa.text("own = 1"))
    op.create_index("ix_operation_pos", "operation", ["pos"])


def _cases() -> None:
    op.create_table(
        "case_base",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("pos", sa.Integer, nullable=False),
        sa.Column("stale", sa.Boolean, nullable=False),
        sa.Column("snapshot", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_base"),
    )
    op.create_table(
        "case_view",
        sa.Column("row", sa.Integer, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("number", sa.String, nullable=False),
        sa.Column("number_key", sa.String, nullable=False),
        sa.Column("tail", sa.String, nullable=False),
        sa.Column("applicant", sa.String, nullable=False),
        sa.Column("applicant_key", sa.String, nullable=False),
        sa.Column("address", sa.String, nullable=False),
        sa.Column("service", sa.String, nullable=False),
        sa.Column("applicant_type", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("closed", sa.Boolean, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("assignee", sa.String, nullable=False),
        sa.Column("assignee_name", sa.String, nullable=False),
        sa.Column("submitted_at", sa.BigInteger, nullable=False),
        sa.Column("due", sa.String, nullable=False),
        sa.Column("rules", sa.String, nullable=False),
        sa.Column("term", sa.String, nullable=False),
        sa.Column("last_day", sa.String, nullable=False),
        sa.Column("paused", sa.Boolean, nullable=False),
        sa.Column("days_left", sa.Integer, nullable=False),
        sa.Column("unsent", sa.Boolean, nullable=False),
        sa.Column("banner", sa.String, nullable=False),
        sa.Column("snapshot", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("row", name="pk_case_view"),
        sa.UniqueConstraint("id", name="uq_case_view_id"),
    )
    op.create_index("ix_case_view_due", "case_view", ["closed", "due", "row"])
    op.create_index("ix_case_view_number", "case_view", ["closed", "number_key", "row"])
    op.create_index("ix_case_view_applicant", "case_view", ["closed", "applicant_key", "row"])
    op.create_index("ix_case_view_submitted", "case_view", ["closed", "submitted_at", "row"])
    op.create_index("ix_case_view_state", "case_view", ["state", "due", "row"])
    op.create_index("ix_case_view_mine", "case_view", ["assignee", "closed", "due", "row"])
    op.create_index("ix_case_view_tail", "case_view", ["tail"])
    # Contentless: the words live in the index alone, rowid is case_view.row. Diacritics stay: й is not и.
    op.execute(
        "CREATE VIRTUAL TABLE case_fts USING fts5(number, names, address, content='', contentless_delete=1,"
        " prefix='1 2 3', tokenize=\"unicode61 remove_diacritics 0\")"
    )
    op.create_table(
        "tombstone",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("pos", sa.Integer, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("office", sa.String, nullable=False),
        sa.Column("received", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tombstone"),
    )


def _packages() -> None:
    op.create_table(
        "rules",
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("service", sa.String, nullable=False),
        sa.Column("package", sa.LargeBinary, nullable=False),
        sa.Column("published", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_rules"),
    )
    op.create_index("ix_rules_service", "rules", ["service"])
    op.create_table(
        "trust",
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("package", sa.LargeBinary, nullable=False),
        sa.Column("taken", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_trust"),
    )


def _documents() -> None:
    op.create_table(
        "document",
        sa.Column("case_id", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("media_type", sa.String, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("have", sa.Integer, nullable=False),
        sa.Column("here", sa.Boolean, nullable=False),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("not_before", sa.BigInteger),
        sa.PrimaryKeyConstraint("case_id", "id", name="pk_document"),
    )
    op.create_index("ix_document_sha256", "document", ["sha256"])
    op.create_table(
        "part",
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("sha256", "n", name="pk_part"),
    )


def _people() -> None:
    op.create_table(
        "lease",
        sa.Column("account", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("office", sa.String, nullable=False),
        sa.Column("office_name", sa.String, nullable=False),
        sa.Column("rights", sa.Text, nullable=False),
        sa.Column("verifier", sa.String, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("granted", sa.BigInteger, nullable=False),
        sa.Column("granted_mono", sa.BigInteger, nullable=False),
        sa.Column("granted_boot", sa.String, nullable=False),
        sa.Column("wrong", sa.Integer, nullable=False),
        sa.Column("wrong_mono", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_lease"),
    )
    op.create_table(
        "session",
        sa.Column("operator", sa.String, nullable=False),
        sa.Column("token", sa.String, nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("operator", name="pk_session"),
    )
    op.create_table(
        "used_seal",
        sa.Column("jti", sa.String, nullable=False),
        sa.Column("operation", sa.String, nullable=False),
        sa.Column("used", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("jti", name="pk_used_seal"),
    )
    op.create_index("ix_used_seal_operation", "used_seal", ["operation"])
    op.create_table(
        "draft",
        sa.Column("operator", sa.String, nullable=False),
        sa.Column("case_id", sa.String, nullable=False),
        sa.Column("field", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("operator", "case_id", "field", name="pk_draft"),
    )
