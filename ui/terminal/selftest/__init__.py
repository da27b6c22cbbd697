"""The whole main job on real parts: a temporary profile, a central service and a desk, each a process of its own.

`run` goes through the steps over one `Scene`; `desk` is the program under test, which holds the profile and can be
killed.
"""
