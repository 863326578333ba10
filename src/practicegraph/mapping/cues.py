"""Words that tell the kind of a document, an empty value, a breadcrumb or a page's furniture.

``data/lexicon/cues.csv`` has one form a row: ``form``, ``language`` (empty: any), ``cue``. A ``*`` in a form
stands for any letters of the word.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder
from practicegraph.mapping.headings import normalised
from practicegraph.mapping.tables import alternation

COLUMNS: Final = ("form", "language", "cue")
_EMPTY_SIGNS: Final = re.compile(r"[\s.,:;…–—‒_/\\|*•·-]*")


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """The forms of each cue, normalised, with their languages."""

    forms: Mapping[str, Mapping[str, tuple[str, ...]]]
    patterns: Mapping[str, Mapping[str | None, re.Pattern[str]]]
    """By cue and language; ``None`` holds the forms of all languages."""

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """Read the cues; raise :class:`InvalidDataError` naming file and line of a row that is wrong."""
        source = path or folder("data", "lexicon", "cues.csv")
        forms: dict[str, dict[str, tuple[str, ...]]] = {}
        with source.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise InvalidDataError(f"must have the columns {', '.join(COLUMNS)}", source=source, place=1)
            for record in reader:
                form, cue = (record["form"] or "").strip(), (record["cue"] or "").strip()
                if not form or not cue:
                    raise InvalidDataError("needs a form and a cue", source=source, place=reader.line_num)
                known = forms.setdefault(cue, {})
                known[form.casefold()] = (*known.get(form.casefold(), ()), record["language"] or "")
        return cls(forms=forms, patterns={cue: _patterns(known) for cue, known in forms.items()})

    def search(
        self, cue: str, text: str, start: int = 0, end: int | None = None, *, language: str | None = None
    ) -> re.Match[str] | None:
        """Return the first of the cue's forms in ``text`` as whole words, case ignored.

        With a ``language``, only its own forms and the English ones, which stand in texts of all
        languages: "on" is a verb in Finnish only.
        """
        known = self.patterns.get(cue, {})
        pattern = known.get(language) or known.get("en") or known.get(None)
        return None if pattern is None else pattern.search(text, start, len(text) if end is None else end)

    def matches(self, cue: str, text: str) -> bool:
        """Tell whether ``text`` as a whole is one of the cue's forms."""
        known = self.forms.get(cue, {})
        return text.strip().casefold() in known or normalised(text) in known

    def is_empty(self, text: str) -> bool:
        """Tell whether a value says that there is none: nothing, dashes, "n/a" in a known language."""
        return _EMPTY_SIGNS.fullmatch(text) is not None or self.matches("empty", text)


def _patterns(forms: Mapping[str, tuple[str, ...]]) -> dict[str | None, re.Pattern[str]]:
    """Return the pattern of all forms, and one per language with the English and general forms."""
    languages = {language for known in forms.values() for language in known if language}
    patterns: dict[str | None, re.Pattern[str]] = {None: _pattern(forms)}
    for language in languages:
        own = {language, "en", ""}
        patterns[language] = _pattern([form for form, known in forms.items() if own & set(known)])
    return patterns


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    # A star stands for the rest of a word.
    pattern = alternation(forms).replace(r"\*", r"\w*")
    return re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)
