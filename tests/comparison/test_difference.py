from __future__ import annotations

from practicegraph.comparison.difference import difference


def test_the_difference_of_two_releases(published) -> None:
    one, two = published("One"), published("Two")
    (found,) = difference(one, two)

    assert (found.name, len(found.removed), len(found.added)) == ("document/a", 1, 1)
    assert '"Two"@en' in found.added[0]
    assert list(difference(one, one)) == []
