"""`ports.sync_store.SyncStore` over the encrypted store: one transaction a call, split by subject."""

from __future__ import annotations

from .store import SqlSyncStore

__all__ = ["SqlSyncStore"]
