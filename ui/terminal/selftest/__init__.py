"""The whole main job on real parts: a temporary profile, a central service of its own, and the desk as a process of its own.

`run` goes through `steps` over one `Scene`; `desk` is the program under test, which holds the profile and can be killed.
"""
