"""All that the mapping knows: the lexicon, gazetteers and vocabularies, read once from ``data/``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.headings import HeadingLexicon


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The frozen knowledge of one run. Each field is built by ``load()`` of the module that owns it."""

    headings: HeadingLexicon
    cues: Cues

    @classmethod
    @cache
    def load(cls) -> Knowledge:
        """Read everything from ``data/``; raise :class:`InvalidDataError` naming the broken file and line."""
        return cls(headings=HeadingLexicon.load(), cues=Cues.load())
