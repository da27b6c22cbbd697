"""Bytes: content-addressed blobs in parts, the documents of cases, and the attachments that desks send."""
