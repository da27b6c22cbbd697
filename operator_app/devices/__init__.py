"""What devices at the counter really send, without Qt: the wedge scanner's burst of keys and the layouts that garble
it.
"""
