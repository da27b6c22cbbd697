"""When the last change of a case was taken by the centre, so that closed cases can be purged; and leases that end
because the centre took the session away.

Revision: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("lease", sa.Column("revoked", sa.BigInteger))
    op.add_column("case_base", sa.Column("at", sa.BigInteger, nullable=False, server_default="0"))
    # A case of which no operation is here came whole, we do not know when: its time begins now.
    op.execute(
        "UPDATE case_base SET at = coalesce("
        " (SELECT max(received) FROM operation WHERE case_id = case_base.id AND ver IS NOT NULL),"
        " CAST(strftime('%s', 'now') AS INTEGER) * 1000000)"
    )
    op.create_index("ix_case_base_at", "case_base", ["at"])
