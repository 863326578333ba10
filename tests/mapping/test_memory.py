from __future__ import annotations

import gc

import pytest

from practicegraph.mapping.memory import lasting


def test_what_lasts_is_made_without_looking_for_garbage() -> None:
    @lasting()
    def made() -> tuple[bool, list[list[int]]]:
        return gc.isenabled(), [[number] for number in range(5)]

    assert gc.isenabled()
    before = gc.get_freeze_count()
    collecting, kept = made()
    assert not collecting
    assert gc.isenabled()
    assert gc.get_freeze_count() >= before + len(kept)


def test_garbage_is_looked_for_again_where_it_could_not_be_made() -> None:
    with pytest.raises(ValueError, match="broken"), lasting():
        raise ValueError("broken")
    assert gc.isenabled()
