"""The reference central service: one source of truth for the district offices, behind the messages of `sync.contract`.

`service` starts it; `centre` is everything it consists of, put together; `acts` is the one way in for the centre's own
changes (citizens, payments, registers, terms), `commit` what happens to an operation, `store` and `models` where it is
kept, `http` the paths.
"""
