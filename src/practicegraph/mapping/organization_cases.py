"""The nominative of a name that stands inflected in running text, and the inflected forms of a known one.

Languages say "with the City of Tampere" by an ending: "Tampereen kaupungin", "Львівською міською радою". What is
inflected is the word of kind that heads the name and, in some languages, the adjectives that agree with it. Only
names whose head is listed, and all of whose words before it agree, are given another form.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, NamedTuple, Self

from practicegraph.languages import primary_subtag
from practicegraph.mapping.memory import kept
from practicegraph.mapping.tables import read_table

_TOKEN: Final = re.compile(r"[^\s()\[\]„“”\"«»,;]+")
_QUOTE_OR_BRACKET: Final = re.compile(r"[(\[„“”\"«»,;]")
_MOST_BEFORE: Final = 4
"""Adjectives before the head of a name at the most."""
_SHORTEST_STEM: Final = 2
_NO_STEM: Final = range(1, _SHORTEST_STEM)
"""Letters before an ending that are too few for a word; before a whole word there is none."""
_UNCHANGED: Final = "="
_NONE: Final = "-"


class _Ending(NamedTuple):
    """An ending of the nominative and those of the other cases, each with its variants."""

    nominative: str
    cases: tuple[tuple[str, ...], ...]


class _Head(NamedTuple):
    """What a form of a head of names may be: a case (the place of its row) of a word."""

    form: str
    nominative: str
    case: int
    gender: str


class _Word(NamedTuple):
    """A word of a name and where it stands."""

    text: str
    start: int
    end: int


class _Language(NamedTuple):
    """The heads of a language's names, and the endings of what agrees with them."""

    last: bool
    """Whether the head is the last word of the name."""
    forms: Mapping[str, tuple[_Head, ...]]
    """By whole word; by the end of a word behind a ``*``."""
    longest: int
    nouns: Mapping[str, tuple[_Ending, ...]]
    adjectives: Mapping[tuple[str, str], tuple[_Ending, ...]]
    """By place (``before``, ``behind``, ``last``) and gender, the longest nominative first."""
    mark: re.Pattern[str] | None


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class OrganizationCases:
    """The languages of ``organization_heads.csv`` with the endings of ``organization_cases.csv``."""

    languages: Mapping[str, _Language]

    @classmethod
    def load(cls) -> Self:
        """Read both tables of the lexicon."""
        endings: dict[str, dict[tuple[str, str], list[_Ending]]] = defaultdict(lambda: defaultdict(list))
        marks: dict[str, tuple[str, str]] = {}
        for row in read_table("organization_cases.csv", ("language", "word", "class", "ending", "forms")):
            if row["word"] == "mark":
                marks[row["language"]] = (row["class"], row["forms"])
            else:
                ending = _Ending(row["ending"], _cases(row["forms"], row["ending"]))
                endings[row["language"]][row["word"], row["class"]].append(ending)
        heads: dict[str, list[Mapping[str, str]]] = defaultdict(list)
        for row in read_table("organization_heads.csv", ("language", "class", "place", "form")):
            heads[row["language"]].append(row)
        return cls(
            {
                language: _language(heads[language], endings[language], marks.get(language))
                for language in heads
            }
        )

    @kept
    def nominative(self, name: str, language: str | None) -> str:
        """Return ``name`` in the nominative where the rules of ``language`` tell it, else as it is."""
        known = self.languages.get(primary_subtag(language).lower()) if language else None
        if known is None:
            return name
        if known.mark is not None:
            name = known.mark.sub("", name)
        return _last_headed(name, known) if known.last else _first_headed(name, known)

    def forms(self, label: str, language: str | None) -> Iterator[str]:
        """Yield the forms of a name that is written in the nominative, without that itself."""
        known = self.languages.get(primary_subtag(language).lower()) if language else None
        words = _words(label)
        if known is None or not words or _QUOTE_OR_BRACKET.search(label):
            return
        for at in [len(words) - 1] if known.last else range(min(len(words), _MOST_BEFORE + 1)):
            for gender, nominative, ending in _inflections(words[at].text, known):
                for case in range(len(ending.cases)):
                    yield from _in_case(label, words, at, _Declined(known, gender, nominative, ending, case))
                return

    def kinds(self) -> Iterator[tuple[str, str, str]]:
        """Yield the inflected forms of the heads: language, form, nominative; a ``*`` where a word may begin before."""
        for language, known in self.languages.items():
            for form, found in known.forms.items():
                if len({head.nominative for head in found}) == 1 and all(head.case >= 0 for head in found):
                    yield language, form, found[0].nominative


class _Declined(NamedTuple):
    """A case of the head of a name."""

    known: _Language
    gender: str
    nominative: str
    ending: _Ending
    case: int


def _cases(forms: str, ending: str) -> tuple[tuple[str, ...], ...]:
    """Return the endings of a row by case; ``=`` is that of the nominative, ``-`` none."""
    return tuple(
        tuple(ending if form == _UNCHANGED else form for form in place.split("/") if form != _NONE)
        for place in forms.split("|")
    )


def _language(
    heads: Sequence[Mapping[str, str]],
    endings: Mapping[tuple[str, str], Sequence[_Ending]],
    mark: tuple[str, str] | None,
) -> _Language:
    """Return what is known of a language: the forms of its heads made of their endings."""
    rules = {key: tuple(sorted(rows, key=lambda row: -len(row.nominative))) for key, rows in endings.items()}
    nouns = {gender: rows for (word, gender), rows in rules.items() if word == "noun"}
    forms: dict[str, list[_Head]] = defaultdict(list)
    nominatives = {row["form"] for row in heads}
    for row in heads:
        whole = row["form"].strip("*")
        ending = next((one for one in nouns.get(row["class"], ()) if whole.endswith(one.nominative)), None)
        for case, variants in enumerate(ending.cases if ending else ()):
            for variant in variants:
                form = whole.removesuffix(ending.nominative if ending else "") + variant
                other = form != whole and (form in nominatives or f"*{form}" in nominatives)
                if not other:
                    form = form if whole == row["form"] else f"*{form}"
                    forms[form].append(_Head(form, whole, case, row["class"]))
        forms[row["form"]].append(_Head(row["form"], whole, -1, row["class"]))
    signs = {"'": "['’]"}
    return _Language(
        last=any(row["place"] == "last" for row in heads),
        forms={form: tuple(found) for form, found in forms.items()},
        longest=max(map(len, forms)),
        nouns=nouns,
        adjectives={key: rows for key, rows in rules.items() if key[0] != "noun"},
        mark=None
        if mark is None
        else re.compile(rf"(?<=\w)(?:{signs.get(mark[0], re.escape(mark[0]))})(?:{mark[1]})\Z"),
    )


def _words(name: str) -> list[_Word]:
    """Return the words of a name up to a quote or a bracket."""
    stop = _QUOTE_OR_BRACKET.search(name)
    return [
        _Word(match[0], *match.span())
        for match in _TOKEN.finditer(name, 0, stop.start() if stop else len(name))
    ]


def _lower(word: str) -> str:
    """Return a word in small letters, of the same length: the Turkish dotted capital is one letter."""
    lower = word.replace("İ", "i").lower()
    return lower if len(lower) == len(word) else word


def _heads(word: str, known: _Language) -> tuple[_Head, ...]:
    """Return what a word may be as the head of a name, by its longest end that is one."""
    lower = _lower(word)
    if lower in known.forms:
        return known.forms[lower]
    for start in range(max(0, len(lower) - known.longest), len(lower) - _SHORTEST_STEM):
        found = known.forms.get(f"*{lower[start:]}")
        if found:
            return found
    return ()


def _last_headed(name: str, known: _Language) -> str:
    """Return a name whose last word is its head in the nominative, with the adjectives right before it."""
    words = _words(name)
    if not words:
        return name
    found = {head.nominative: head for head in _heads(words[-1].text, known)}
    if len(found) != 1:
        return name
    (head,) = found.values()
    if head.case < 0:
        return name
    changed = [(words[-1], _replaced(words[-1].text, head.form.strip("*"), head.nominative))]
    for word in reversed(words[:-1]):
        adjective = _agreeing(word.text, known, "before", head)
        if adjective is None:
            break
        changed.append((word, adjective))
    return _with(name, changed)


def _first_headed(name: str, known: _Language) -> str:
    """Return a name whose first noun is its head in the nominative: all words before that agree with it."""
    words = _words(name)
    at = next(
        (index for index, word in enumerate(words[: _MOST_BEFORE + 1]) if _heads(word.text, known)), None
    )
    if at is None:
        return name
    found = {
        changed
        for head in _heads(words[at].text, known)
        if head.case >= 0 and (changed := _agreed(name, words, at, known, head)) is not None
    } - {name}
    return found.pop() if len(found) == 1 else name


def _agreed(name: str, words: Sequence[_Word], at: int, known: _Language, head: _Head) -> str | None:
    """Return the name with its head and what agrees with it in the nominative, ``None`` if not all do."""
    changed = [(words[at], _replaced(words[at].text, head.form.strip("*"), head.nominative))]
    for word in words[:at]:
        adjective = word.text if _is_acronym(word.text, name) else _agreeing(word.text, known, "before", head)
        if adjective is None:
            return None
        changed.append((word, adjective))
    for place in ("behind", "last"):
        for index, word in enumerate(words[at + 1 :], at + 1):
            adjective = _agreeing(word.text, known, place, head)
            if adjective is None:
                if place == "last" and index > at + 1 and word.text[0].isupper():
                    return None  # the adjective may be of this noun
                break
            changed.append((word, adjective))
    return _with(name, changed)


def _is_acronym(word: str, name: str) -> bool:
    return len(word) > 1 and word.isupper() and not name.isupper()


def _agreeing(word: str, known: _Language, place: str, head: _Head) -> str | None:
    """Return the nominative of an adjective in the case and gender of the head; ``None`` if it is none or not certain."""
    lower = _lower(word)
    fitting: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for ending in known.adjectives.get((place, head.gender), ()):
        for variant in ending.cases[head.case]:
            if lower.endswith(variant) and len(lower) - len(variant) not in _NO_STEM:
                fitting[len(variant)].add((variant, ending.nominative))
    longest = fitting[max(fitting)] if fitting else set()
    if len(longest) != 1:
        return None
    ((variant, nominative),) = longest
    return _replaced(word, variant, nominative)


def _replaced(word: str, ending: str, nominative: str) -> str:
    """Return a word with another ending, its letters as they are written as far as both go together."""
    lower = _lower(word)
    whole = lower[: len(lower) - len(ending)] + nominative
    shared = next(
        (index for index, (one, two) in enumerate(zip(lower, whole, strict=False)) if one != two),
        min(len(lower), len(whole)),
    )
    rest = whole[shared:]
    if len(word) > 1 and word.isupper():
        return word[:shared] + rest.upper()
    return word[:shared] + (rest if shared or word[0].islower() else rest.capitalize())


def _with(name: str, changed: Sequence[tuple[_Word, str]]) -> str:
    for word, text in sorted(changed, key=lambda change: -change[0].start):
        name = name[: word.start] + text + name[word.end :]
    return name


def _inflections(word: str, known: _Language) -> Iterator[tuple[str, str, _Ending]]:
    """Yield how a word in the nominative is inflected as the head of a name, its class first."""
    lower = _lower(word)
    heads = [head for head in _heads(word, known) if head.case < 0]
    genders = [head.gender for head in heads] or (list(known.nouns) if known.last else [])
    for gender in genders:
        ending = next((one for one in known.nouns.get(gender, ()) if lower.endswith(one.nominative)), None)
        if ending is not None:
            yield gender, ending.nominative, ending


def _in_case(label: str, words: Sequence[_Word], at: int, head: _Declined) -> Iterator[str]:
    """Yield a name in a case: its head, and the adjectives that must agree with it."""
    options: list[tuple[_Word, list[str]]] = [
        (words[at], [_replaced(words[at].text, head.nominative, one) for one in head.ending.cases[head.case]])
    ]
    for word in words[:at]:
        agreeing = _declined(word.text, "before", head)
        if agreeing:
            options.append((word, agreeing))
        elif not head.known.last and not _is_acronym(word.text, label):
            return
    behind = _behind(words[at + 1 :], head)
    for one in [options, options + behind] if behind else [options]:
        for choice in product(*(forms for _, forms in one)):
            form = _with(label, [(word, text) for (word, _), text in zip(one, choice, strict=True)])
            if form != label:
                yield form


def _behind(words: Sequence[_Word], head: _Declined) -> list[tuple[_Word, list[str]]]:
    """Return the forms of the words right behind the head that may be adjectives of it: none is sure to be one."""
    found = []
    for word in words:
        agreeing = _declined(word.text, "behind", head) or _declined(word.text, "last", head)
        if not agreeing:
            break
        found.append((word, agreeing))
    return found


def _declined(word: str, place: str, head: _Declined) -> list[str]:
    """Return the forms of an adjective in the case of the head, none if it is no adjective."""
    lower = _lower(word)
    fitting = [
        ending
        for ending in head.known.adjectives.get((place, head.gender), ())
        if ending.nominative and lower.endswith(ending.nominative)
    ]
    return [
        _replaced(word, ending.nominative, one)
        for ending in fitting
        if ending.nominative == fitting[0].nominative
        for one in ending.cases[head.case]
    ]
