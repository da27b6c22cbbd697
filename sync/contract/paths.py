"""Where the centre answers, and the headers that are ours: written once for both ends."""

from __future__ import annotations

HELLO = "/sync/v1/hello"
PUSH = "/sync/v1/push"
CHANGES = "/sync/v1/changes"
RULES = "/sync/v1/rules/{digest}"
TRUST = "/sync/v1/trust"
DOCUMENT = "/sync/v1/documents/{case}/{document}"
BLOB = "/sync/v1/blobs/{sha256}"
UPLOADS = "/sync/v1/uploads"
UPLOAD = "/sync/v1/uploads/{upload}"
CA = "/enrol/v1/ca"
DEVICES = "/enrol/v1/devices"
SIGN_IN = "/auth/v1/sign-in"
RENEW = "/auth/v1/renew"
SANDBOX_ACCOUNTS = "/sandbox/v1/accounts"

PROTOCOL_HEADER = "Sync-Protocol"
CLIENT_HEADER = "Sync-Client"  # the version of the program, for the centre's `minimum_client`
IDEMPOTENCY_HEADER = "Idempotency-Key"
DIGEST_HEADER = "Content-Digest"  # RFC 9530, over the bytes as they travel
REPR_DIGEST_HEADER = "Repr-Digest"  # RFC 9530, over the whole attachment
OFFSET_HEADER = "Upload-Offset"

JSON = "application/json"
PROBLEM = "application/problem+json"
BYTES = "application/octet-stream"
