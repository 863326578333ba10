"""What was found in a text is kept for a while: a document asks several times about one and the same sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, ParamSpec, TypeVar, cast

_KEPT: Final = 128
"""Results that are kept: those of some ten documents."""

P = ParamSpec("P")
R = TypeVar("R")


def kept(function: Callable[P, R]) -> Callable[P, R]:
    """Make a pure function of hashable values, whose result cannot be changed, keep its latest results."""
    return cast("Callable[P, R]", lru_cache(maxsize=_KEPT)(function))
