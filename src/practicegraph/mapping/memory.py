"""What is kept: for a while what was found in a text, which a document asks about several times, and for good what is known."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Final, ParamSpec, TypeVar, cast

_KEPT: Final = 128
"""Results that are kept: those of some ten documents."""

P = ParamSpec("P")
R = TypeVar("R")


def kept(function: Callable[P, R]) -> Callable[P, R]:
    """Make a pure function of hashable values, whose result cannot be changed, keep its latest results."""
    return cast("Callable[P, R]", lru_cache(maxsize=_KEPT)(function))


@contextmanager
def lasting() -> Iterator[None]:
    """Make what is kept for good: none of its many objects is ever garbage, to look for it among them only takes time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if collecting:
            gc.enable()
