"""What came of a write."""

from __future__ import annotations

from dataclasses import dataclass

from practicegraph.engine.difference import PackedDifference


@dataclass(frozen=True, slots=True)
class Written:
    """The release that has a write, and whether its graphs are new ones.

    Where the write made a release of another one, ``parent``, ``difference`` tells how their stores differ.
    """

    release: str
    changed: bool = False
    created: bool = False
    parent: str | None = None
    difference: PackedDifference | None = None
