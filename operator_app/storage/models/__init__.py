"""The tables of the desk's encrypted store, typed. Importing this costs SQLAlchemy's ORM: after the first paint only.

The chain of operations (`OperationRow`) is the audit trail; there is no second table. Base rows change only from the
feed; view rows are computed from base and overlay and can be thrown away.
"""

from __future__ import annotations

from .base import Base
from .cases import CaseBaseRow, CaseViewRow, TombstoneRow
from .desk import DeviceRow, FeedRow, SettingRow
from .documents import DocumentRow, PartRow
from .operations import OperationRow
from .packages import RulesRow, TrustRow
from .people import DraftRow, LeaseRow, SessionRow, UsedSealRow

__all__ = [
    "Base",
    "CaseBaseRow",
    "CaseViewRow",
    "DeviceRow",
    "DocumentRow",
    "DraftRow",
    "FeedRow",
    "LeaseRow",
    "OperationRow",
    "PartRow",
    "RulesRow",
    "SessionRow",
    "SettingRow",
    "TombstoneRow",
    "TrustRow",
    "UsedSealRow",
]
