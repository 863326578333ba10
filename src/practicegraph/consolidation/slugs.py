"""Stable names for IRIs: ASCII, lower case, words joined by hyphens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TypeVar
from unicodedata import normalize

from practicegraph.folders import folder
from practicegraph.languages import primary_subtag
from practicegraph.mapping.tables import read_table
from practicegraph.terms import local_name


def slug(text: str, language: str | None = None) -> str:
    """Return ``text`` of any script as a slug of at most 80 characters; empty where nothing is left.

    Letters that ``language`` writes in ASCII in its own way are those of ``data/transliteration.csv``.

    >>> slug("Червен кръст!", "bg")
    'cherven-krast'
    """
    letters = _letters().get(primary_subtag(language), {})
    return local_name(normalize("NFC", text).lower().translate(letters))


@cache
def _letters() -> Mapping[str, Mapping[int, str]]:
    found: dict[str, dict[int, str]] = {}
    for row in read_table(folder("data", "transliteration.csv"), ("language", "letter", "ascii")):
        found.setdefault(row["language"], {})[ord(row["letter"])] = row["ascii"]
    return found


def digest(*parts: object, length: int = 8) -> str:
    """Return the first ``length`` hexadecimal digits of the SHA-256 of ``parts``."""
    text = "\x1f".join(map(str, parts))
    return sha256(text.encode()).hexdigest()[:length]


def document_slugs(names: Iterable[str]) -> dict[str, str]:
    """Return a slug for each document's name: its path without suffix, told apart where two are alike.

    A name keeps its slug whatever the order, and whatever else is there unless it is spelt alike.
    """
    names = sorted(set(names))
    plain = {name: slug(str(PurePosixPath(name).with_suffix(""))) or digest(name) for name in names}
    alike = Counter(plain.values())
    return {
        name: plain[name] if alike[plain[name]] == 1 else f"{plain[name]}-{digest(name)}" for name in names
    }


Key = TypeVar("Key")


def unique(wished: Mapping[Key, str], taken: Iterable[str] = ()) -> dict[Key, str]:
    """Return ``wished`` (key to slug) with each slug used once: by the first key, then ``slug-2`` and on.

    The order is that of ``wished``; slugs of ``taken`` are given to none.
    """
    used = set(taken)
    result = {}
    for name, wish in wished.items():
        candidate, number = wish, 1
        while candidate in used:
            number += 1
            candidate = f"{wish}-{number}"
        used.add(candidate)
        result[name] = candidate
    return result
