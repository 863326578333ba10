"""Names that a document has told once, where it gives them again by a part: "Amal" behind "Amal Haddad", "Haddad said"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.given_names import plain
from practicegraph.mapping.person_patterns import CAPITALS, stands_small
from practicegraph.mapping.persons import PersonKnowledge, is_of_a_thing, is_something_else
from practicegraph.mapping.tables import alternation

_WORD: Final = re.compile(rf"(?<![^\W_])(?:[{CAPITALS}]|[\u0621-\u064a])(?:[^\W\d_]|['’‑-](?=[^\W\d_]))+")
_SHORTEST: Final = 3
_SHORTEST_FAMILY: Final = 4
_SUFFIX: Final = r"(?:['’][^\W\d_]{1,4})?"
_CAPITAL_BEFORE: Final = re.compile(rf"(?<![^\W_])[{CAPITALS}][^\W\d_]*[ \u00a0‑-]\Z")
_CAPITAL_AFTER: Final = re.compile(rf"[ \u00a0‑-][{CAPITALS}]")
_NAME_REACH: Final = 30


def repeated_names(
    text: str, found: Iterable[tuple[int, int]], knowledge: PersonKnowledge, language: str | None
) -> Iterator[tuple[int, int]]:
    """Yield where parts of the names at the spans ``found`` stand alone.

    A part is not looked for if it is known as a place, a body or a word: by the lexicon, or as the text has it in small
    letters; nor where another capitalised word stands beside it, as in the name of a street.
    """
    found = tuple(found)
    parts = {part for start, end in found for part in _parts(text[start:end], text, knowledge, language)}
    forms = {form for part in parts for form in _forms(part, knowledge, language)}
    if not forms:
        return
    pattern = re.compile(rf"(?<![\w@./-]){alternation(sorted(forms))}{_SUFFIX}(?![\w@]|[.-]\w)")
    for match in pattern.finditer(text):
        start, end = match.span()
        if any(start < other and begin < end for begin, other in found):
            continue
        if _is_beside_capital(text, start, end) or is_of_a_thing(text, start, end, knowledge):
            continue
        yield start, end


def _parts(name: str, text: str, knowledge: PersonKnowledge, language: str | None) -> Iterator[str]:
    """Yield the words of a name that tell it alone; none of a name without a known given name."""
    words = _WORD.findall(name)
    uses = [knowledge.given.use(word, language) for word in words]
    if len(words) > 1 and False not in uses:
        return
    for word, use in zip(words, uses, strict=True):
        if use or len(word) < (_SHORTEST if use is False else _SHORTEST_FAMILY) or word.isupper():
            continue
        placed = fold(word) in knowledge.places.by_name or is_something_else(word, knowledge)
        if not placed and not stands_small(text, word):
            yield word


def _forms(part: str, knowledge: PersonKnowledge, language: str | None) -> Iterator[str]:
    """Yield a name in the cases of a language."""
    yield part
    bare = plain(part)
    if len(bare) != len(part):
        return
    for ending, nominatives in knowledge.given.cases.get(language or "", ()):
        for nominative in nominatives:
            if bare.endswith(nominative) and len(part) - len(nominative) >= _SHORTEST:
                yield part[: len(part) - len(nominative)] + ending


def _is_beside_capital(text: str, start: int, end: int) -> bool:
    """Tell whether a capitalised word stands beside a name, which then is a part of another."""
    before = _CAPITAL_BEFORE.search(text, max(0, start - _NAME_REACH), start)
    opens = before is not None and text[: before.start()].rstrip(" \u00a0")[-1:] in (
        "",
        "\n",
        ".",
        "!",
        "?",
        ":",
    )
    return (before is not None and not opens) or _CAPITAL_AFTER.match(text, end) is not None
