"""Words that tell the kind of a document, an empty value, a breadcrumb or a page's furniture.

``data/lexicon/cues.csv`` and ``sentence_cues.csv``, which has those of running text, have one form a row:
``form``, ``language`` (empty: any), ``cue``. A ``*`` in a form stands for any letters of the word, ``…`` for
up to seven words of the same clause.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final, NamedTuple, Self

from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder
from practicegraph.mapping.gazetteer import fold, vocabulary, words
from practicegraph.mapping.headings import normalised
from practicegraph.mapping.memory import lasting
from practicegraph.mapping.tables import alternation, with_conjunctions

COLUMNS: Final = ("form", "language", "cue")
_FILES: Final = ("cues.csv", "sentence_cues.csv")
_GAP: Final = r"[^\w.;:!?\n]{1,3}(?:\w+(?:[.,]\d+)*[^\w.;:!?\n]{1,3}){0,7}?"
_ANY: Final = ""
"""Stands for the word of a form that has none in full."""
_OPEN_SIGNS: Final = frozenset("*…")
_EMPTY_SIGNS: Final = re.compile(r"[\s.,:;…–—‒_/\\|*•·-]*")


class _Told(NamedTuple):
    """What tells that a form may stand in a text: a word of it, the others in full, and letters of one that is not."""

    words: tuple[str, ...]
    others: frozenset[str]
    letters: str


class CueForms:
    """The forms of a cue in one language, by the word that tells that a form may stand in a text.

    Most texts have none of these words, and those that have are searched only for forms of which they have all words.
    """

    def __init__(self, forms: Iterable[str]) -> None:
        """Keep the forms; the pattern of each is made when a text first has the word that tells it."""
        self.forms = tuple(forms)
        told: dict[str, tuple[tuple[str, _Told], ...]] = {}
        for form in self.forms:
            telling = _telling(form)
            for word in telling.words:
                told[word] = (*told.get(word, ()), (form, telling))
        self._open = told.pop(_ANY, ())
        self._told = told
        self._words = told.keys()

    @cached_property
    def _open_pattern(self) -> re.Pattern[str]:
        """The pattern of the forms that no word tells."""
        return pattern(*(form for form, _ in self._open))

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """Return the first form in a part of a text, the longest of those that begin at one place."""
        # Where the part ends in a word, what of it is left may be a form.
        part = text[start:end] if end < len(text) and text[end].isalnum() else text
        own = vocabulary(part)
        if "ß" in part:  # forms are case-folded: "grösste"
            own |= vocabulary(part.replace("ß", "ss"))
        if not self._open and self._words.isdisjoint(own):
            return None  # most texts
        folded, best = fold(text), None
        if any(told.letters in folded for _, told in self._open):
            best = self._open_pattern.search(text, start, end)
        for word in self._words & own:
            for form, told in self._told[word]:
                may_stand = told.others <= own and told.letters in folded
                found = pattern(form).search(text, start, end) if may_stand else None
                if found is not None and (best is None or _before(found, best)):
                    best = found
        return best


def _before(one: re.Match[str], other: re.Match[str]) -> bool:
    """Tell whether a form stands before another, or is longer where both begin at one place."""
    return (one.start(), -one.end()) < (other.start(), -other.end())


class Patterns(dict[str | None, CueForms]):
    """The forms of a cue by language, each put together when a text first asks for it.

    That of a language has its own forms, the English and the general ones; a language without own forms has the
    pattern of English, else, as ``None`` has, that of all forms.
    """

    def __init__(self, forms: Mapping[str, tuple[str, ...]]) -> None:
        """Keep the forms with the languages of each."""
        super().__init__()
        self._forms = forms

    @cached_property
    def _own(self) -> Mapping[str, Sequence[str]]:
        """The forms of each language."""
        own: dict[str, list[str]] = defaultdict(list)
        for form, languages in self._forms.items():
            for language in languages:
                own[language].append(form)
        return dict(own)

    @lasting()
    def __missing__(self, language: str | None) -> CueForms:
        """Put together the forms of a language."""
        known = (tag for tag in (language, "en") if tag in self._own)
        main = None if language is None else next(known, None)
        if main != language:
            self[language] = self[main]
        elif main is None:
            self[language] = CueForms(self._forms)
        else:
            own = (form for tag in (main, "en", "") for form in self._own.get(tag, ()))
            self[language] = CueForms(dict.fromkeys(own))
        return self[language]


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """The forms of each cue, normalised, with their languages."""

    forms: Mapping[str, Mapping[str, tuple[str, ...]]]
    patterns: Mapping[str, Patterns]

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """Read the cues; raise :class:`InvalidDataError` naming file and line of a row that is wrong."""
        forms: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
        for source in [path] if path else [folder("data", "lexicon", name) for name in _FILES]:
            for form, language, cue in _rows(source):
                known = forms[cue]
                known[form] = (*known[form], language) if form in known else (language,)
        return cls(forms=dict(forms), patterns={cue: Patterns(known) for cue, known in forms.items()})

    def search(
        self, cue: str, text: str, start: int = 0, end: int | None = None, *, language: str | None = None
    ) -> re.Match[str] | None:
        """Return the first of the cue's forms in ``text`` as whole words, case ignored.

        With a ``language``, only its own forms and the English ones, which stand in texts of all
        languages: "on" is a verb in Finnish only.
        """
        known = self.patterns.get(cue)
        if known is None:
            return None
        return known[language].search(text, start, len(text) if end is None else end)

    def matches(self, cue: str, text: str) -> bool:
        """Tell whether ``text`` as a whole is one of the cue's forms."""
        known = self.forms.get(cue, {})
        return text.strip().casefold() in known or normalised(text) in known

    def is_empty(self, text: str) -> bool:
        """Tell whether a value says that there is none: nothing, dashes, "n/a" in a known language."""
        return _EMPTY_SIGNS.fullmatch(text) is not None or self.matches("empty", text)


def _rows(source: Path) -> Iterator[tuple[str, str, str]]:
    """Yield form, case-folded, language and cue of each row of a file."""
    with source.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        if tuple(next(reader, ())) != COLUMNS:
            raise InvalidDataError(f"must have the columns {', '.join(COLUMNS)}", source=source, place=1)
        for row in filter(None, reader):
            form, language, cue = row if len(row) == len(COLUMNS) else ("", "", "")
            form, cue = form.strip(), cue.strip()
            if not form or not cue:
                raise InvalidDataError("needs a form and a cue", source=source, place=reader.line_num)
            for written in with_conjunctions(form.casefold(), language):
                yield written, language, cue


@cache
def _telling(form: str) -> _Told:
    """Return what tells that a form may stand in a text, folded.

    The word is the longest that is given in full: long words are rarer than short ones, and than the first of a form,
    which often is an article. A form without such a word may stand in any text that has the letters of another.
    """
    full, letters = form, ""
    if "*" in form or "…" in form:
        written = form.replace("…", " … ").split()
        full = " ".join(part for part in written if _OPEN_SIGNS.isdisjoint(part))
        letters = max(words(fold(" ".join(part for part in written if "*" in part))), key=len, default="")
    known = words(fold(full))
    longest = max(known, key=len, default=_ANY)
    others = frozenset(word for word in known if word != longest and word.isascii())
    # A Turkish "ı" is written "I" in capitals.
    return _Told(
        words=(longest,) if longest.isascii() else tuple({longest, fold(longest.upper())}),
        others=others,
        letters=letters if fold(letters.upper()) == letters and "ss" not in letters else "",
    )


@cache
def pattern(*forms: str) -> re.Pattern[str]:
    """Return the pattern of forms: whole words, case ignored."""
    closed = alternation(form.replace(" … ", "…") for form in forms)
    # Case-folded, "ß" is "ss", as Switzerland writes it.
    written = closed.replace(r"\*", r"\w*").replace("…", _GAP).replace("ss", "(?:ss|ß)")
    return re.compile(rf"(?<!\w){written}(?!\w)", re.IGNORECASE)
