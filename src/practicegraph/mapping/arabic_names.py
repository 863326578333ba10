"""Names of persons in running text in Arabic letters, which has no capitals to tell them by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from practicegraph.mapping.given_names import GivenNames

_WORD: Final = re.compile("[\u0621-\u064a]+")
_NEXT: Final = re.compile("[ \u00a0]([\u0621-\u064a]+)")
_END: Final = re.compile('[ \u00a0]?(?:[.,،؛:!؟?()«»"“”\n]|\\Z)')
_LINE_END: Final = re.compile("[ \u00a0]?(?:\n|\\Z)")
_ARTICLE: Final = "ال"
_ARTICLE_LETTERS: Final = 5
"""Letters of a family's name with the article at least."""
_MOST: Final = 5


def find_arabic_names(text: str, given: GivenNames, particles: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans of given names with what follows of a name: further ones, words with the article or a particle.

    A word that is none of these is the family's name where the name ends with a mark of punctuation, or a further one
    where it ends the line.
    """
    reached = 0
    for match in _WORD.finditer(text):
        if match.start() < reached:
            continue
        end = _first(text, match, given, particles)
        if end is not None:
            whole = _behind(text, end, given, particles)
            if whole > end:
                reached = whole
                yield match.start(), whole


def _first(text: str, match: re.Match[str], given: GivenNames, particles: frozenset[str]) -> int | None:
    """Return where the given name that begins at a word ends, ``None`` if none does."""
    if match[0] in particles:
        following = _NEXT.match(text, match.end())
        return following.end() if following and following[1].startswith(_ARTICLE) else None
    return match.end() if given.use(match[0]) is False else None


def _behind(text: str, end: int, given: GivenNames, particles: frozenset[str]) -> int:
    """Return where the name ends whose given name ends at ``end``; that if nothing of a name follows."""
    for number in range(_MOST):
        following = _NEXT.match(text, end)
        if following is None:
            break
        word = following[1]
        if word in particles:
            after = _NEXT.match(text, following.end())
            if after is None:
                break
            end = after.end()
        elif _is_family(word) or given.use(word) is not None:
            end = following.end()
        elif (_END if number == 0 else _LINE_END).match(text, following.end()):
            return following.end()
        else:
            break
    return end


def _is_family(word: str) -> bool:
    return word.startswith(_ARTICLE) and len(word) >= _ARTICLE_LETTERS
