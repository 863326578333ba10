"""What of a web page is furniture: ``data/lexicon/boilerplate.csv`` asked about one element."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final, Self

from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder


class Action(StrEnum):
    """What the table says of an element; its head explains each."""

    SKIP = "skip"
    DROP = "drop"
    KEEP = "keep"
    MAIN = "main"
    LABEL = "label"
    HELP = "help"
    IGNORE = "ignore"


_KINDS: Final = ("element", "role", "class", "prefix", "front", "opener")
_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")
_HIDDEN: Final = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)(?!\s*\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The table, by what is compared."""

    elements: Mapping[str, Action]
    roles: Mapping[str, Action]
    classes: Mapping[tuple[str, ...], Action]
    ignored: frozenset[str]
    front: frozenset[str] = frozenset()
    """The keys of front matter that tell a site how to print the page."""
    openers: frozenset[str] = frozenset()
    """What buttons say that open the rest of a text without a word of what it is about."""

    @classmethod
    def load(cls) -> Self:
        """Return the shipped table; raise :class:`InvalidDataError` naming the line of a bad row."""
        tables: dict[str, dict[str, Action]] = defaultdict(dict)
        for kind, value, action in _rows():
            tables[kind][value] = action
        return cls(
            elements=tables["element"],
            roles=tables["role"],
            classes={tuple(value.split()): action for value, action in tables["class"].items()},
            ignored=frozenset(tables["prefix"]),
            front=frozenset(tables["front"]),
            openers=frozenset(tables["opener"]),
        )

    def actions(self, element: str, attributes: Mapping[str, str | None]) -> frozenset[Action]:
        """Return what the table says of an element; a hidden one is to be dropped unless it is to be kept."""
        found: set[Action] = set()
        if element in self.elements:
            found.add(self.elements[element])
        role = (attributes.get("role") or "").casefold()
        if role in self.roles:
            found.add(self.roles[role])
        named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        found.update(self.classes[words] for words in self._class_words(named) if words in self.classes)
        if _is_hidden(attributes):
            found.add(Action.DROP)
        return frozenset(found - {Action.DROP} if Action.KEEP in found else found)

    def _class_words(self, named: str) -> Iterator[tuple[str, ...]]:
        """Yield what each class begins and ends with, in words."""
        for name in named.split():
            words = tuple(word.casefold() for word in _WORD.findall(name))
            if not words or (len(words) > 1 and words[0] in self.ignored):
                continue
            for size in range(1, len(words) + 1):
                yield words[:size]
                yield words[-size:]


@cache
def signs() -> re.Pattern[str]:
    """Return how the words for the sign of a development goal begin: a word for the goals and a number."""
    path = folder("data", "lexicon", "sdg_terms.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        forms = {row["form"] for row in rows if row["class"] in ("strong", "weak")}
    words = "|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form))))
    return re.compile(rf"(?:\W|icon|logo)*(?:{words})\W{{0,3}}(?:1[0-7]|0?[1-9])(?!\d)", re.IGNORECASE)


@cache
def shipped() -> Boilerplate:
    """Return the shipped table, read once."""
    return Boilerplate.load()


def _is_hidden(attributes: Mapping[str, str | None]) -> bool:
    if "hidden" in attributes or (attributes.get("aria-hidden") or "").casefold() == "true":
        return True
    return _HIDDEN.search(attributes.get("style") or "") is not None


def _rows() -> Iterator[tuple[str, str, Action]]:
    path = folder("data", "lexicon", "boilerplate.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        numbered = [(number, line) for number, line in enumerate(lines, start=1) if not line.startswith("#")]
    header: list[str] = []
    for (number, _), row in zip(numbered, csv.reader(line for _, line in numbered), strict=True):
        if number == numbered[0][0]:
            header = row
            continue
        try:
            kind, value, _, action = row
            yield _KINDS[_KINDS.index(kind)], value, Action(action)
        except ValueError as error:
            raise InvalidDataError(f"is no row of {', '.join(header)}", source=path, place=number) from error
