"""The demo without a screen: the same program under Xvfb, driven once through its main job by keys that go through the
X server.
"""
