"""PracticeGraph: documents about good practices in, a queryable multilingual knowledge graph out.

The rooms follow the data: ``reading`` → ``mapping`` → ``consolidation`` → ``graph`` → ``reasoning`` →
``validation`` → ``release``. ``engine``, ``catalogue``, ``description`` and ``export`` serve what a
release holds; ``commands`` is the command line. Nothing here speaks HTTP.
"""

from __future__ import annotations


def __getattr__(name: str) -> str:
    """Return ``__version__`` when it is asked for: to look it up is a seventh of the start of a query worker."""
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415 - see above

        return version("practicegraph")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
