"""Bytes to values and back: operations, cases, service files, seals, codes. Strict on the way in, canonical on the way
out.
"""
