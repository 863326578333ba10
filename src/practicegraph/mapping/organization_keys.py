"""Normal forms of the names of organisations, to compare them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from practicegraph.mapping.gazetteer import fold, words

WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&")
"""A word of a name."""


def name_key(name: str, legal: re.Pattern[str], small: frozenset[str]) -> frozenset[str]:
    """Return the words that tell an organisation apart: folded, without legal forms and small words."""
    folded = (fold(word) for word in WORD.findall(legal.sub(" ", name)))
    return frozenset(word for word in folded if word not in small)


def label_words(label: str, legal: re.Pattern[str], small: frozenset[str]) -> frozenset[str]:
    """Return the words that a text which names an organisation by a label has, as texts are cut into words."""
    telling = name_key(label, legal, small) or {fold(label)}
    return frozenset(part for word in telling for part in words(word))


def name_letters(name: str) -> str:
    """Return the letters of a name without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if letter.isalnum())
