"""The wire between desk and centre: `messages` are the typed messages, `openapi.json` is written out from them and
compared in a test.
"""
