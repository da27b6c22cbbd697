"""The parts that screens are made of. Each takes plain views with words already in the reader's language and emits
signals; none knows services, storage or domain. Import the module of a part, so that a screen pays only for what it
shows.
"""
