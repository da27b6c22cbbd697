"""Queries and changes of one table each, inside the transaction of whoever calls."""
