"""Words that tell the kind of a document, an empty value, a breadcrumb or a page's furniture.

``data/lexicon/cues.csv`` and ``sentence_cues.csv``, which has those of running text, have one form a row:
``form``, ``language`` (empty: any), ``cue``. A ``*`` in a form stands for any letters of the word, ``…`` for
up to seven words of the same clause.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, Self

from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder
from practicegraph.mapping.gazetteer import fold, vocabulary, words
from practicegraph.mapping.headings import normalised
from practicegraph.mapping.tables import alternation

COLUMNS: Final = ("form", "language", "cue")
_FILES: Final = ("cues.csv", "sentence_cues.csv")
_GAP: Final = r"[^\w.;:!?\n]{1,3}(?:\w+(?:[.,]\d+)*[^\w.;:!?\n]{1,3}){0,7}?"
_OPEN_SIGNS: Final = frozenset("*…")
_EMPTY_SIGNS: Final = re.compile(r"[\s.,:;…–—‒_/\\|*•·-]*")


class CueForms:
    """The forms of a cue in one language."""

    def __init__(self, forms: Iterable[str]) -> None:
        """Keep the forms; their pattern is made when a text first has the word that tells one."""
        self._forms = tuple(forms)
        self._telling = _telling(self._forms)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern of all forms."""
        return _pattern(self._forms)

    def may_stand_in(self, text: str) -> bool:
        """Tell whether the words of ``text`` have one that tells a form: to look takes less than to search."""
        return self._telling is None or not self._telling.isdisjoint(vocabulary(text))


class Patterns(dict[str | None, CueForms]):
    """The forms of a cue by language, each put together when a text first asks for it.

    That of a language has its own forms, the English and the general ones; a language without own forms has the
    pattern of English, else, as ``None`` has, that of all forms.
    """

    def __init__(self, forms: Mapping[str, tuple[str, ...]]) -> None:
        """Keep the forms with the languages of each."""
        super().__init__()
        self._forms = forms
        self._languages = frozenset(language for known in forms.values() for language in known)

    def __missing__(self, language: str | None) -> CueForms:
        """Put together the forms of a language."""
        known = (tag for tag in (language, "en") if tag in self._languages)
        main = None if language is None else next(known, None)
        if main != language:
            self[language] = self[main]
        else:
            own = {main, "en", ""}
            self[language] = CueForms(
                form for form, known in self._forms.items() if main is None or own & set(known)
            )
        return self[language]


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """The forms of each cue, normalised, with their languages."""

    forms: Mapping[str, Mapping[str, tuple[str, ...]]]
    patterns: Mapping[str, Patterns]

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """Read the cues; raise :class:`InvalidDataError` naming file and line of a row that is wrong."""
        forms: dict[str, dict[str, tuple[str, ...]]] = {}
        for source in [path] if path else [folder("data", "lexicon", name) for name in _FILES]:
            for form, language, cue in _rows(source):
                known = forms.setdefault(cue, {})
                known[form.casefold()] = (*known.get(form.casefold(), ()), language)
        return cls(forms=forms, patterns={cue: Patterns(known) for cue, known in forms.items()})

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
        found = known[language]
        cut = end is not None and text[end : end + 1].isalnum()  # part of a word may be a form
        if not cut and not found.may_stand_in(text):
            return None
        return found.pattern.search(text, start, len(text) if end is None else end)

    def matches(self, cue: str, text: str) -> bool:
        """Tell whether ``text`` as a whole is one of the cue's forms."""
        known = self.forms.get(cue, {})
        return text.strip().casefold() in known or normalised(text) in known

    def is_empty(self, text: str) -> bool:
        """Tell whether a value says that there is none: nothing, dashes, "n/a" in a known language."""
        return _EMPTY_SIGNS.fullmatch(text) is not None or self.matches("empty", text)


def _rows(source: Path) -> Iterator[tuple[str, str, str]]:
    """Yield form, language and cue of each row of a file."""
    with source.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise InvalidDataError(f"must have the columns {', '.join(COLUMNS)}", source=source, place=1)
        for record in reader:
            form, cue = (record["form"] or "").strip(), (record["cue"] or "").strip()
            if not form or not cue:
                raise InvalidDataError("needs a form and a cue", source=source, place=reader.line_num)
            yield form, record["language"] or "", cue


def _telling(forms: Iterable[str]) -> frozenset[str] | None:
    """Return a word of each form, folded: the longest that is given in full; ``None`` if a form has none.

    Long words are rarer than short ones, and than the first of a form, which often is an article.
    """
    found: set[str] = set()
    for form in forms:
        written = (part for part in form.replace("…", " … ").split() if _OPEN_SIGNS.isdisjoint(part))
        full = [word for part in written for word in words(fold(part))]
        if not full:
            return None
        longest = max(full, key=len)
        found |= {longest, fold(longest.upper())}  # a Turkish "ı" is written "I" in capitals
    return frozenset(found)


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    written = (form.replace(" … ", "…") for form in forms)
    pattern = alternation(written).replace(r"\*", r"\w*").replace("…", _GAP)
    return re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)
