"""Where the name of an organisation begins in a run of capitalised words, and runs whose words tell no organisation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from practicegraph.languages import primary_subtag
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.organization_knowledge import OrganizationKnowledge
from practicegraph.mapping.organization_types import tells_type, type_of

_FEWEST_WORDS: Final = 2
_ANY_WORD: Final = re.compile(r"\S+")
_OPENING_QUOTE: Final = re.compile(r"(?<=[ \u00a0])[„“\"«]")


def without_lead(
    text: str, start: int, end: int, knowledge: OrganizationKnowledge, language: str | None
) -> int:
    """Return where a name begins: after an article, or a first word that only leads to an organisation."""
    while True:
        elided = knowledge.patterns.elided.match(text, start, end)
        start = start if elided is None else elided.end()
        words = list(_ANY_WORD.finditer(text, start, end))[:3]
        if len(words) < _FEWEST_WORDS:
            return start
        capitals = len(words[0][0]) > 1 and words[0][0].isupper() and not text[start:end].isupper()
        article = fold(words[0][0]) in knowledge.small and not capitals  # "SA Alutaguse Areng"
        article = article and not _is_foreign(text, words, knowledge, language)
        if not article and not _leads(text, words, end, knowledge):
            return start
        start = words[1].start()


def _is_foreign(
    text: str, words: Sequence[re.Match[str]], knowledge: OrganizationKnowledge, language: str | None
) -> bool:
    """Tell whether a capitalised word is an article of another language only: "evaluated by De Montfort University"."""
    own = knowledge.patterns.own_small.get(primary_subtag(language))
    first, second = words[0][0], words[1][0]
    if own is None or not (first[0].isupper() and first[1:].islower() and second[0].isupper()):
        return False
    return fold(first) not in own and not text.isupper()


def _leads(text: str, words: Sequence[re.Match[str]], end: int, knowledge: OrganizationKnowledge) -> bool:
    """Tell whether the first word only leads to the name of an organisation: "Students of the School of Art".

    It does not where it begins the words of a kind, or a conjunction joins it to the next: "Health and Welfare Board".
    """
    first, small = words[0], words[1]
    if fold(small[0]) not in knowledge.small or type_of(first[0], knowledge.types):
        return (
            False  # nor where it shares its last part with the next: "Udlændinge- og Integrationsministeriet"
        )
    if first[0].endswith("-") or (small[0][0].isupper() and not text.isupper()):
        return False  # "Şanlıurfa İl Millî Eğitim Müdürlüğü": a word of the name, small in another language
    if knowledge.patterns.begins_with_kind(text[first.start() : end]):
        return False
    following = words[2][0] if len(words) > _FEWEST_WORDS else ""
    if knowledge.splitting.fullmatch(f" {small[0]} ") and following:
        return fold(following) in knowledge.small or tells_type(fold(following), knowledge.types)
    return type_of(text[small.start() : end], knowledge.types) is not None


def is_quoted(text: str, start: int, end: int, knowledge: OrganizationKnowledge) -> bool:
    """Tell whether only a word inside quotes tells a kind, and none before them: "Task „A helper for every school”"."""
    opening = _OPENING_QUOTE.search(text, start, end)
    if opening is None or opening.start() == start:
        return False
    before = text[start : opening.start()]
    return (
        type_of(before, knowledge.types) is None
        and not before.isupper()
        and not knowledge.legal.search(text, start, end)
    )
