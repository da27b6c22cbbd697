"""Protocols at the edges of the core, and nothing else: the clock, the keyring, the registers, payments, the store as
sync sees it.
"""
