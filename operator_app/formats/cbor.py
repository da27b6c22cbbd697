"""CBOR as a seal may use it (RFC 8949): a walk over the bytes before `cbor2` is let near them.

`cbor2` 5.9 accepts trailing bytes, duplicate keys and any tag, and builds what it reads (a nested bomb, a big number,
a pattern). So the bytes are walked first, without building anything: size, depth and count are capped, lengths are
definite, numbers are in their shortest form, keys are unique integers or texts, and no tag is allowed inside. What
passes is decoded by `cbor2`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cbor2

MAX_BYTES = 2048
MAX_DEPTH = 5
MAX_ITEMS = 128

_UNSIGNED, _NEGATIVE, _BYTES, _TEXT, _ARRAY, _MAP, _TAG = range(7)


class NotStrict(ValueError):
    """The bytes are not the strict CBOR that is asked for; the message says where and quotes nothing."""


@dataclass
class _Walk:
    data: bytes
    items: int = 0

    def head(self, at: int) -> tuple[int, int, int]:
        """Major type, argument, and where the content begins."""
        if at >= len(self.data):
            raise NotStrict("ends too early")
        major, short = self.data[at] >> 5, self.data[at] & 31
        if short < 24:
            return major, short, at + 1
        if short > 27:
            raise NotStrict("indefinite length")
        width = 1 << (short - 24)
        raw = self.data[at + 1 : at + 1 + width]
        if len(raw) < width:
            raise NotStrict("ends too early")
        value = int.from_bytes(raw, "big")
        if value < (24 if width == 1 else 1 << (4 * width)):
            raise NotStrict("number not in its shortest form")
        return major, value, at + 1 + width

    def item(self, at: int, depth: int) -> int:
        """Walks one item; returns where the next one begins."""
        self.items += 1
        if self.items > MAX_ITEMS:
            raise NotStrict("too many items")
        if depth > MAX_DEPTH:
            raise NotStrict("nested too deep")
        major, value, at = self.head(at)
        if major in (_UNSIGNED, _NEGATIVE):
            return at
        if major in (_BYTES, _TEXT):
            return self.string(at, value, text=major == _TEXT)
        if major == _ARRAY:
            for _ in range(self.counted(value)):
                at = self.item(at, depth + 1)
            return at
        if major == _MAP:
            return self.map(at, self.counted(value), depth)
        raise NotStrict("tag inside" if major == _TAG else "simple or floating value")

    def counted(self, value: int) -> int:
        if value > MAX_ITEMS:
            raise NotStrict("too many items")
        return value

    def string(self, at: int, length: int, *, text: bool) -> int:
        end = at + length
        if end > len(self.data):
            raise NotStrict("ends too early")
        if text:
            try:
                self.data[at:end].decode("utf-8")
            except UnicodeDecodeError as bad:
                raise NotStrict("text is not UTF-8") from bad
        return end

    def map(self, at: int, pairs: int, depth: int) -> int:
        seen: set[bytes] = set()
        for _ in range(pairs):
            end = self.item(at, depth + 1)
            key = self.data[at:end]
            if key[0] >> 5 not in (_UNSIGNED, _NEGATIVE, _TEXT):
                raise NotStrict("key is neither a number nor a text")
            # Numbers and lengths are shortest, so equal keys have equal bytes.
            if key in seen:
                raise NotStrict("the same key twice")
            seen.add(key)
            at = self.item(end, depth + 1)
        return at


def decode(data: bytes, *, tag: int | None = None) -> Any:
    """The value of one strict CBOR item, without its outer tag.

    `tag` is the outer tag that must be there; None means that there must be none. Raises NotStrict.
    """
    if len(data) > MAX_BYTES:
        raise NotStrict("too many bytes")
    walk, start = _Walk(data), 0
    if tag is not None:
        major, number, start = walk.head(0)
        if (major, number) != (_TAG, tag):
            raise NotStrict("other outer tag")
    if walk.item(start, 1) != len(data):
        raise NotStrict("bytes after the end")
    return cbor2.loads(data[start:])


def encode(value: Any) -> bytes:
    """Deterministic encoding (RFC 8949, 4.2.1): the same claims are always the same bytes."""
    return cbor2.dumps(value, canonical=True)
