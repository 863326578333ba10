"""Words and figures of time: a text cut into tokens that know what they may mean in a date."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import Final, Self

from babel import Locale

from practicegraph.languages import primary_subtag
from practicegraph.mapping.cldr import cldr_languages
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.tables import read_table

_TOKEN: Final = re.compile(r"\n\s*\n|\d+|(?<!\w)t(?:/m|\.o\.m)\b\.?|[^\W\d_]+(?:\u064b\u0627?)?|[^\w\s]")
"""Abbreviations of "up to and including" with signs inside are one word, as is one with the Arabic sign of case."""
_FIGURES: Final = {".": "p", "/": "s", ",": "c", "'": "q", "’": "q", "(": "o", ")": "o", "°": "E"}
_DASHES: Final = frozenset("-–—‑‐−÷~")
_FRACTIONS: Final = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_WORDS: Final = {
    "from": "F", "to": "T", "since": "S", "until": "L", "between": "B", "and": "A", "of": "O", "present": "P",
    "year": "G", "ordinal": "E", "half": "H", "with-half": "h", "age": "a", "or": "R",
    "out": "i", "up": "e", "joint": "j", "behind": "k", "part": "Q", "which": "V", "joined": "A",
    "Y": "U", "M": "U", "W": "U", "D": "U",
}  # fmt: skip
_JOINT: Final = "+"
"""What stands in the class of a part of a word: behind a number, before a unit."""
_SHORTEST_FOREIGN_MONTH: Final = 4
_ROMAN: Final = frozenset(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"])
_LAST_WORD: Final = re.compile(r"([^\W\d_]+)[ .\u00a0]*\Z")
_NOUN: Final = 24
_YEARS: Final = range(1950, 2100)
_DAYS: Final = range(1, 32)


@dataclass(frozen=True, slots=True, repr=False)
class TimeLexicon:
    """What words may mean in a date: their classes, months, units, numbers and whole durations.

    A word of several classes gets a letter of its own that stands for the set; :meth:`pattern` expands
    the letters of a class pattern accordingly. Classes: ``N`` number to 31, ``Y`` year, ``n`` other
    number, ``M`` month, ``U`` unit, ``W`` number word, ``K`` whole duration, ``H`` half, ``h`` and a half, ``f`` fraction,
    ``F`` from, ``T`` to, ``S`` since, ``L`` until, ``B`` between, ``A`` and, ``R`` or, ``O`` of,
    ``P`` present, ``G`` word for year, ``E`` ordinal ending, ``i`` and ``e`` words whose ending says from
    or until, ``j`` what may stand behind a word for until, ``k`` until behind its date, ``Q`` a part of a
    year, ``V`` which one, ``a`` age, ``p`` full stop, ``s`` slash,
    ``c`` comma, ``q`` apostrophe, ``o`` bracket, ``d`` tight hyphen, ``D`` other dash, ``b`` break,
    ``X`` anything else.
    """

    letters: dict[str, str]
    own: dict[str, dict[str, str]]
    """By language: the letters of the words that mean less there than in all languages together."""
    sets: dict[str, frozenset[str]]
    months: dict[str, tuple[tuple[str, int], ...]]
    units: dict[str, str]
    numbers: dict[str, Decimal]
    durations: dict[str, str]
    joined: frozenset[str]
    """Letters that mean "and" and are written together with the next word."""

    @classmethod
    def load(cls) -> Self:
        """Read the CLDR's months and ``months``, ``time_words`` and ``number_words`` of the lexicon."""
        classes: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        units: dict[str, str] = {}
        durations: dict[str, str] = {}
        joined: set[str] = set()
        rows = read_table("time_words.csv", ("class", "language", "form"))
        for row in (*rows, *_compounds(rows)):
            key, kind = fold(row["form"]), row["class"]
            if _JOINT in kind:
                continue
            classes[key][row["language"]].add(_WORDS.get(kind, "K"))
            if kind == "joined":
                joined.add(row["form"])
            if kind in {"Y", "M", "W", "D"}:
                units.setdefault(key, kind)
            elif kind.startswith("P"):
                durations[key] = kind
        numbers: dict[str, Decimal] = {}
        for row in read_table("number_words.csv", ("language", "form", "value")):
            numbers.setdefault(fold(row["form"]), Decimal(row["value"]))
            classes[fold(row["form"])][row["language"]].add("W")
        _keep_numbers_apart(classes)
        months = _months()
        for key, meanings in months.items():
            for language, _ in meanings:
                classes[key][language].add("M")
        letters, own, sets = _letters(classes)
        return cls(letters, own, sets, months, units, numbers, durations, frozenset(joined))

    def pattern(self, template: str) -> re.Pattern[str]:
        """Return a pattern over class letters in which each class also matches the sets that hold it."""
        expanded, inside = [], False
        for letter in template:
            inside = letter == "[" or (inside and letter != "]")
            wider = "".join(
                sorted(key for key, kinds in self.sets.items() if letter in kinds and key != letter)
            )
            whole = f"{letter}{wider}" if inside else f"[{letter}{wider}]"
            expanded.append(whole if letter.isalpha() else letter)
        return re.compile("".join(expanded))


def _keep_numbers_apart(classes: Mapping[str, dict[str, set[str]]]) -> None:
    """Let words be numbers in their own languages only: "once" is eleven in Spanish, not in English."""
    counted = {tag for meanings in classes.values() for tag, kinds in meanings.items() if "W" in kinds}
    for meanings in classes.values():
        if any("W" in kinds for kinds in meanings.values()):
            others = set().union(*meanings.values()) - {"W"}
            for language in counted - meanings.keys():
                meanings[language] = set(others)


def _letters(
    classes: Mapping[str, Mapping[str, set[str]]],
) -> tuple[dict[str, str], dict[str, dict[str, str]], dict[str, frozenset[str]]]:
    """Return the letters of words in all languages, those in each language of its own, and what letters stand for.

    A name of a month may stand in a text of any language.
    """
    whole = {word: frozenset().union(*meanings.values()) for word, meanings in classes.items()}
    single = {
        (language, word): found
        for word, meanings in classes.items()
        for language, kinds in meanings.items()
        if (found := frozenset(kinds | (whole[word] & {"M"}))) != whole[word]
    }
    distinct = sorted({tuple(sorted(kinds)) for kinds in (*whole.values(), *single.values())})
    private = {
        frozenset(kinds): kinds[0] if len(kinds) == 1 else chr(0xE000 + i) for i, kinds in enumerate(distinct)
    }
    own: dict[str, dict[str, str]] = defaultdict(dict)
    for (language, word), kinds in single.items():
        own[language][word] = private[kinds]
    return (
        {word: private[kinds] for word, kinds in whole.items()},
        dict(own),
        {letter: kinds for kinds, letter in private.items()},
    )


def _compounds(rows: Iterable[Mapping[str, str]]) -> Iterator[dict[str, str]]:
    """Yield the rows of the durations that numbers and units make when they are written as one word."""
    numbers: dict[str, list[tuple[str, str]]] = defaultdict(list)
    units: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        first, joint, last = row["class"].partition(_JOINT)
        if joint:
            (numbers if first else units)[row["language"]].append((first or last, row["form"]))
    for language, known in numbers.items():
        for (amount, number), (unit, ending) in product(known, units[language]):
            yield {"class": f"P{amount}{unit}", "language": language, "form": f"{number}{ending}"}


def month_names(language: str) -> frozenset[str]:
    """Return the folded names of months of a language, of all languages if it is not known."""
    return frozenset(
        name
        for name, meanings in _months().items()
        if not language or any(tag == language for tag, _ in meanings)
    )


@lru_cache(maxsize=1)
def _months() -> dict[str, tuple[tuple[str, int], ...]]:
    """Return the months that a folded name may mean, with the languages, the first language first."""
    found: dict[str, dict[tuple[str, int], None]] = defaultdict(dict)
    for language, locale, *_ in cldr_languages():
        months = Locale.parse(locale).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    key = fold(str(name).strip("."))
                    if key.isalpha():
                        found[key][language, number] = None
    for row in read_table("months.csv", ("language", "month", "form")):
        found[fold(row["form"])][row["language"], int(row["month"])] = None
    return {key: tuple(values) for key, values in found.items()}


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text's tokens: their spans and one class letter each."""

    text: str
    spans: tuple[tuple[int, int], ...]
    classes: str

    def word(self, index: int) -> str:
        """Return a token as written."""
        start, end = self.spans[index]
        return self.text[start:end]


def tokenize(text: str, lexicon: TimeLexicon, language: str | None) -> Tokens:
    """Cut ``text`` into tokens; short names of months count only in their own ``language``."""
    main = primary_subtag(language)
    folded = fold(text)
    spans = tuple(_spans(text, folded, lexicon))
    classes = [_class(text, folded, start, end, lexicon, main) for start, end in spans]
    return Tokens(text, spans, "".join(classes))


def _spans(text: str, folded: str, lexicon: TimeLexicon) -> Iterator[tuple[int, int]]:
    """Yield where tokens stand; a word for "and" that is written together with the next is one of its own."""
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        cut = start + 1
        if text[start] in lexicon.joined and cut < end and folded[cut:end] in lexicon.letters:
            yield start, cut
            start = cut
        yield start, end


def _class(text: str, folded: str, start: int, end: int, lexicon: TimeLexicon, language: str) -> str:
    """Return the class letter of one token."""
    first = text[start]
    if first.isalpha():
        key = folded[start:end]
        letter = _word_class(key, lexicon, language)
        return (
            letter
            if key not in _ROMAN or _counts_a_month(text, start, end, lexicon)
            else _no_month(letter, lexicon)
        )
    if first.isdigit() and (word := text[start:end]).isdecimal():
        before = text[max(0, start - 2) : start]
        joined = before[-1:] in lexicon.joined and not before[:-1].isalpha()
        return _number_class(word, glued=not joined and (before[-1:].isalpha() or before[-1:] == "_"))
    if first in _DASHES:
        tight = (
            first in "-‑"
            and start > 0
            and not text[start - 1].isspace()
            and not text[end : end + 1].isspace()
        )
        return "d" if tight else "D"
    if first == "\n":
        return "b"
    return "f" if first in _FRACTIONS else _FIGURES.get(first, "X")


def _word_class(key: str, lexicon: TimeLexicon, language: str) -> str:
    """Return the class letter of a folded word."""
    letter = lexicon.own.get(language, {}).get(key) or lexicon.letters.get(key, "X")
    if letter == "X" or key not in lexicon.months or _is_month(key, lexicon, language):
        return letter
    return _no_month(letter, lexicon)


def _no_month(letter: str, lexicon: TimeLexicon) -> str:
    """Return the class letter of a word without its meaning as a month."""
    rest = lexicon.sets.get(letter, frozenset()) - {"M"}
    return next((other for other, kinds in lexicon.sets.items() if kinds == rest), "X")


def _counts_a_month(text: str, start: int, end: int, lexicon: TimeLexicon) -> bool:
    """Tell whether a Roman number may be a month's, "IX 2020": in capitals, behind no noun that it counts ("part II")."""
    if not text[start:end].isupper():
        return False
    before = _LAST_WORD.search(text, max(0, start - _NOUN), start)
    return before is None or lexicon.letters.get(fold(before[1]), "X") != "X"


def _number_class(word: str, *, glued: bool) -> str:
    """Return the class letter of a figure; one that is glued to a letter before it is none."""
    if glued:
        return "X"
    if len(word) == len("2016") and int(word) in _YEARS:
        return "Y"
    return "N" if len(word) <= len("31") and int(word) in _DAYS else "n"


def _is_month(key: str, lexicon: TimeLexicon, language: str) -> bool:
    """Tell whether a name of a month counts in a text of this language."""
    if not language or len(key) >= _SHORTEST_FOREIGN_MONTH:
        return True
    return any(tag in {language, "en"} for tag, _ in lexicon.months[key])


def month_of(word: str, lexicon: TimeLexicon, language: str | None) -> int:
    """Return the month that ``word`` means in ``language``, else in the first that knows it."""
    meanings = lexicon.months[fold(word)]
    main = primary_subtag(language)
    return next((month for tag, month in meanings if tag == main), meanings[0][1])


def fraction(letter: str) -> Decimal:
    """Return the value of a fraction sign such as ``½``."""
    return _FRACTIONS[letter]


def having(letters: Iterable[str], lexicon: TimeLexicon) -> frozenset[str]:
    """Return the class letters that may mean one of ``letters``."""
    wanted = frozenset(letters)
    return wanted | {key for key, kinds in lexicon.sets.items() if kinds & wanted}


def pick(tokens: Tokens, span: tuple[int, int], letters: frozenset[str]) -> Iterator[int]:
    """Yield the indexes of the tokens in ``span`` whose class is one of ``letters``."""
    yield from (index for index in range(*span) if tokens.classes[index] in letters)
