"""All photographs of the third-party vectors, and the health certificates' pictures; the suite looks at a third of
them.
"""

from __future__ import annotations

from tests.vector_pictures import MISLABELLED, photographs, read

FLOOR = 68  # measured: 68 of 79


def test_photographs_of_others(vectors):
    if vectors is None:
        return
    every = photographs(vectors)
    result = read(every)
    print(f"read {result.read} of {len(every)}, wrong {result.wrong}")
    assert result.wrong == MISLABELLED
    assert result.read >= FLOOR
