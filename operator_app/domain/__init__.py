"""The rules of the desk, pure: values in, values out; no I/O, no clock, no random number.

Start reading at `case` (what a case is), `lifecycle` (the one transition table), `operation` and `apply` (the only way
in which a case changes), `service` (a service as data), `checks` (what a machine can answer) and `decisions` (what may
be decided now, and why not).
"""
