"""What a number counts: the unit behind it, or in the label that it follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from practicegraph.mapping.concepts import find_concepts
from practicegraph.mapping.count_knowledge import PERSONS, CountKnowledge, Unit
from practicegraph.mapping.gazetteer import Match, fold

WORD: Final = re.compile(r"(?<![\w'’-])[^\W\d_]+(?:[-'’][^\W\d_]+)*")
"""A word as it is written."""
_AFTER: Final = 70
_WORDS_BETWEEN: Final = 3
_NEAR: Final = 2
_BOUNDARY: Final = re.compile(r"[.;:!?\n()•|/\d]|\s[-–—]\s|,(?!\s?[^\W\d_])")
_SHORTEST_PART: Final = 4
_LABEL_WORDS: Final = 3
_ROW_WORDS: Final = 12
_BARE_WORDS: Final = 5


class UnitFound(NamedTuple):
    """A unit, where it ends, and how many words stand between the number and it."""

    end: int
    unit: Unit
    between: int


def find_unit(
    text: str, end: int, limit: int, knowledge: CountKnowledge, language: str, *, listed: bool = False
) -> UnitFound | None:
    """Return the unit within the next few words after ``end``, ``None`` if there is none.

    It is one of the list, or, unless only that is asked for, a target group that the language has a word for or a
    word that ends with a unit.
    """
    window = text[end : min(limit, end + _AFTER)]
    stop = _BOUNDARY.search(window)
    if stop:
        # A full stop may be part of the unit: "80 os."
        window = window[: stop.end() if stop[0] == "." else stop.start()]
    cut = window.rfind(" ") if len(window) == _AFTER else -1
    window = window if cut < 0 else window[:cut]
    for match in knowledge.units.find(window):
        between = len(WORD.findall(window[: match.start]))
        if between <= _WORDS_BETWEEN:
            return UnitFound(end + match.end, _meant(match, language), between)
        break
    if listed:
        return None
    found = next(_compounds(window, knowledge, language), None) or _group(window, knowledge, language)
    return None if found is None else found._replace(end=end + found.end)


def unit_of_label(
    label: str, knowledge: CountKnowledge, language: str, *, bare: bool = False
) -> tuple[int, Unit] | None:
    """Return the unit that a label says numbers are of, and where it ends: "Number of women trained".

    ``None`` if the label does not ask for a number, or counts the surroundings. A ``bare`` label need not ask
    for one: "Women trained: target 40".
    """
    asked = knowledge.words(language).compared.number_of.search(label)
    short = bare and len(WORD.findall(label.partition(":")[0])) <= _BARE_WORDS and ":" in label
    if (asked is None and not short) or knowledge.words(language).context.search(label):
        return None
    units = knowledge.units.find(label)
    behind = [match for match in units if asked is not None and match.start >= asked.end()]
    for match in (*behind, *reversed(units)):
        return match.end, _meant(match, language)
    groups = list(_groups(label, knowledge, language))
    return next(((end, unit) for _, end, unit in groups), None)


def is_unit(label: str, knowledge: CountKnowledge, language: str, *, counts: bool = False) -> Unit | None:
    """Return the unit that a label of few words begins or ends with: "Participants", "Women trained".

    One that surely ``counts`` may have more words: "People housed in the two centres".
    """
    most = _ROW_WORDS if counts else _LABEL_WORDS
    if not 0 < len(WORD.findall(label)) <= most or knowledge.words(language).context.search(label):
        return None
    bare = label.strip(" :*_")
    for match in knowledge.units.find(bare):
        if counts or match.start == 0 or match.end == len(bare):
            return _meant(match, language)
    groups = _groups(bare, knowledge, language) if counts else ()
    return next((unit for _, _, unit in groups), None)


def unit_in(text: str, knowledge: CountKnowledge, language: str) -> Unit | None:
    """Return the first unit that a few words name: "women", "men among them"."""
    for match in knowledge.units.find(text):
        return _meant(match, language)
    return next((unit for _, _, unit in _groups(text, knowledge, language)), None)


def last_unit(text: str, knowledge: CountKnowledge, language: str) -> Unit | None:
    """Return the last unit that ``text`` names, of the list."""
    units = knowledge.units.find(text)
    return _meant(units[-1], language) if units else None


def _meant(match: Match[Unit], language: str) -> Unit:
    return _best(match.entries, language)


def _best(entries: tuple[Unit, ...], language: str) -> Unit:
    return min(entries, key=lambda entry: (entry.language != language, entry.language != "en"))


def _compounds(window: str, knowledge: CountKnowledge, language: str) -> Iterator[UnitFound]:
    """Yield units that a word of the next two ends with, in languages that join words: "opettajaopiskelijaa"."""
    if knowledge.concepts is None or language not in knowledge.concepts.compounds:
        return
    for between, word in enumerate(WORD.finditer(window)):
        if between >= _NEAR:
            return
        folded = fold(word[0])
        for length in range(len(folded) - _SHORTEST_PART + 1, _SHORTEST_PART, -1):
            entries = knowledge.units.forms.get(folded[-length:], ()) if length < len(folded) else ()
            own = tuple(entry for entry in entries if entry.language == language)
            if own:
                yield UnitFound(word.end(), own[0], between)
                return


def _group(window: str, knowledge: CountKnowledge, language: str) -> UnitFound | None:
    """Return the target group that the first words name, in the language's own words.

    English words are left out: its singular stands before nouns that are counted, "two refugee camps".
    """
    if language == "en":
        return None
    for start, end, unit in _groups(window, knowledge, language):
        between = len(WORD.findall(window[:start]))
        return UnitFound(end, unit, between) if between < _NEAR else None
    return None


def _groups(text: str, knowledge: CountKnowledge, language: str) -> Iterator[tuple[int, int, Unit]]:
    """Yield the target groups that ``text`` names in ``language``, as units."""
    if knowledge.concepts is None:
        return
    for mention in find_concepts(text, knowledge.concepts, "target-group", language):
        if mention.language == language and not text[mention.start : mention.end].isupper():
            unit = knowledge.units_of_groups.get(mention.notation, PERSONS)
            yield mention.start, mention.end, Unit(unit, mention.notation, language)
