"""The heading lexicon: which words introduce which field, in which language.

``data/lexicon/headings.csv`` has one form a row: ``form``, ``language``, ``field``, ``role`` (``field``, or
``section`` for a heading that only groups others) and ``within`` (the section in which the row applies;
empty: anywhere). A form may be both, like "More information".
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple, Self

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, Prefix

from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder
from practicegraph.mapping.abbreviations import by_initials, may_be_shortened, written_out
from practicegraph.mapping.tables import read_table

COLUMNS: Final = ("form", "language", "field", "role", "within")
EXAMPLES: Final = "heading_examples.csv"
EXAMPLE_COLUMNS: Final = ("language", "field", "headings")
SHORTENED: Final = "heading:shortened"
"""How a heading was found whose words are shortened."""
_SHORTENED_SCORE: Final = 90
_JOINTS: Final = "place_words.csv"
_JOINT_COLUMNS: Final = ("class", "language", "form")
_ASKED_TOGETHER: Final = {
    "objective": "aim", "activity": "work", "method": "work", "origin": "need", "challenge": "need",
}  # fmt: skip
"""Fields of prose that a heading may ask for together, by what they tell: of what kind its text is the sentences say."""
TOGETHER: Final = "heading:together"
"""How a heading was found that asks for two things: "Aims and activities"."""
ROLES: Final = ("field", "section")
TYPO_SCORE: Final = 85
"""Lowest similarity (0 to 100) at which a form counts as misspelt; measured on one-letter typos."""

_JOINED_SCORE: Final = 95
"""Similarity at which words that are joined or torn are the same words."""
_TYPO_LENGTH: Final = 7
_LONG_WORD: Final = 9
"""Letters from which a word may be misspelt twice."""
_SHORT_WORD: Final = 4
_PLAIN_LENGTH: Final = 5
_NUMBERING: Final = re.compile(
    r"^(?:(?:\d{1,2}(?:\.\d{1,2})*|[^\W\d_](?:\.?\d{1,2}(?:\.\d{1,2})*)?|[ivx]{1,4})\s*(?:[.):\]–—-]+(?!\d)|/(?=\s))"
    r"|(?:[^\W\d_]\.?)?\d{1,2}(?:\.\d{1,2}){0,3}(?=\s+[–—-]?\s*\w)|§\s*(?:\d{1,2}[.)]?(?=\s))?)\s*",
    re.IGNORECASE,
)
_HINT: Final = re.compile(r"(?P<heading>[^()]{3,60}?)\s*\([^()]{3,80}\)\s*[:*]?\s*")
_APOSTROPHE: Final = re.compile("['’‘`´ʼ′]")
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("'’‘`´ʼ′", None))
_EDGES: Final = ' \t\n.:;,?!؟¿¡–—-*_#=«»„“”"()[]>|•·…¶✓►▶'
_FIRST_SIGN: Final = "\u2190"
_SIGNS: Final = re.compile(
    "^[\\s\u2190-\u23ff\u25a0-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]+"
    "|[\\s\u2190-\u23ff\u25a0-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]+$"
)
"""Pictures and arrows at the edges; bars that mask what is personal are none."""
_WORD: Final = re.compile(r"\w+")
_FIGURE: Final = re.compile(r"\d+")
_ENDING: Final = re.compile(r"(?<=[^\W\d_]{3})\([-–]?(?P<ending>[^\W\d_]{1,5})\)(?!\w)")
"""The ending of a word that stands in brackets: "Partner(s)"."""
_DOTLESS: Final = str.maketrans({"ı": "i"})
_DASH: Final = re.compile("[–—‒-]")
_UNDECOMPOSED: Final = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"}
)
"""How letters that Unicode does not part into letter and accent are written in plain ones."""
_CEDILLAS: Final = str.maketrans({"ş": "ș", "ţ": "ț"})


class Heading(NamedTuple):
    """One row of the lexicon. ``within`` is the section it is bound to, empty for none."""

    form: str
    language: str
    field: str
    role: str
    within: str


@dataclass(frozen=True, slots=True)
class HeadingMatch:
    """What a piece of text is in the lexicon: all rows of the form, and how it was found."""

    rows: tuple[Heading, ...]
    score: int
    method: str

    def field(self, within: str, languages: Iterable[str] = ()) -> Heading | None:
        """Return the row of role ``field`` that fits best: bound to the section, else to none; ``None`` if none fits."""
        return self._best("field", within, languages)

    def section(self, languages: Iterable[str] = ()) -> Heading | None:
        """Return the row of role ``section``, ``None`` if the form never groups others."""
        return self._best("section", "", languages)

    def is_foreign(self, languages: Collection[str]) -> bool:
        """Tell whether the form is a heading only in languages other than ``languages``, of which there are some."""
        return bool(languages) and not {row.language for row in self.rows}.intersection((*languages, "en"))

    def _best(self, role: str, within: str, languages: Iterable[str]) -> Heading | None:
        order = {language: index for index, language in enumerate(languages)}
        fitting = [row for row in self.rows if row.role == role and row.within in ("", within)]
        return min(
            fitting, key=lambda row: (row.within == "", order.get(row.language, len(order))), default=None
        )


_NO_HEADING: Final = Heading("", "", "", "", "")
UNKNOWN_MATCH: Final = HeadingMatch((), 0, "heading:unknown")
"""What a label is that asks for nothing known."""


@lru_cache(maxsize=2048)
def normalised(text: str) -> str:
    """Return the form under which a heading is looked up.

    Case, numbering, Markdown marks, edge punctuation, the kind of apostrophe, dash and Romanian cedilla
    make no difference.

    >>> normalised("**2 – SDG’s:**")
    'sdgs'
    """
    if text.isascii() and text.replace(" ", "").isalpha():
        return " ".join(text.lower().split())  # most: nothing but words
    # Before NFKC, which makes a space of an acute accent alone. Most texts have none: to look is faster.
    plain = text.translate(_APOSTROPHES) if _APOSTROPHE.search(text) else text
    folded = unicodedata.normalize("NFKC", plain).casefold()
    if "ş" in folded or "ţ" in folded:
        folded = folded.translate(_CEDILLAS)
    folded = folded.strip(_EDGES)
    if folded and (folded[0] >= _FIRST_SIGN or folded[-1] >= _FIRST_SIGN):
        folded = _SIGNS.sub("", folded).strip(_EDGES)
    numbering = _NUMBERING.match(folded)
    if numbering:
        folded = folded[numbering.end() :].strip(_EDGES)
    if _DASH.search(folded):
        folded = "-".join(map(str.strip, _DASH.split(folded)))
    if "/" in folded:
        folded = "/".join(map(str.strip, folded.split("/")))
    return " ".join(folded.split())


def folded(text: str) -> list[str]:
    """Return the words of a heading without case, and without the marks that other scripts than the Latin leave out."""
    if text.isascii():
        return _WORD.findall(text.lower())
    letters = unicodedata.normalize("NFKC", text).casefold().translate(_DOTLESS)
    return _WORD.findall("".join(map(_unmarked, letters)))


@lru_cache(maxsize=4096)
def _unmarked(letter: str) -> str:
    """Return a letter as it is if it is Latin, else without its marks; nothing for a mark."""
    base = unicodedata.normalize("NFD", letter)
    if base[0].isascii() and base[0].isalpha():
        return letter
    return "".join(part for part in base if not unicodedata.combining(part))


def without_number(text: str) -> str:
    """Return a heading without the number before it: "2.1 Objective", "b) Objective"."""
    found = _NUMBERING.match(text)
    return text if found is None else text[found.end() :]


def without_hint(text: str) -> str:
    """Return a heading without the hint in brackets behind it: "Objective (max. 500 characters)"."""
    found = _HINT.fullmatch(text)
    return text if found is None else found["heading"]


@dataclass(frozen=True, slots=True, eq=False)
class HeadingLexicon:
    """All headings, by their normalised form."""

    by_form: Mapping[str, tuple[Heading, ...]]
    by_plain: Mapping[str, str]
    """Forms by how capitals and keys are often written, without accents; short ones are other words so."""
    by_size: Mapping[tuple[int, int], tuple[str, ...]]
    """Forms long enough to be misspelt, by their letters and their spaces."""
    words: int
    """Most words that a form has."""
    openings: frozenset[str]
    """The first words of all forms."""
    languages: frozenset[str]
    """The languages that have headings."""
    others: frozenset[str] = frozenset()
    """Headings of the table of examples, in small letters: none of them is a misspelt one of these."""
    joints: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Words between the parts of a heading that asks for two things ("and"), with their languages."""

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """Read the lexicon; raise :class:`InvalidDataError` naming file and line of a row that is wrong."""
        source = path or folder("data", "lexicon", "headings.csv")
        by_form: dict[str, list[Heading]] = {}
        with source.open(encoding="utf-8", newline="") as lines:
            reader = csv.reader(lines)
            if tuple(next(reader, ())) != COLUMNS:
                raise InvalidDataError(f"must have the columns {', '.join(COLUMNS)}", source=source, place=1)
            for row in filter(None, reader):
                heading = Heading(*map(str.strip, row)) if len(row) == len(COLUMNS) else _NO_HEADING
                form = normalised(heading.form)
                if not form or not heading.field or heading.role not in ROLES:
                    raise InvalidDataError(
                        f"needs a form, a field and a role of {', '.join(ROLES)}",
                        source=source,
                        place=reader.line_num,
                    )
                by_form.setdefault(form, []).append(heading)
        examples = read_table(EXAMPLES, EXAMPLE_COLUMNS)
        joints = [row for row in read_table(_JOINTS, _JOINT_COLUMNS) if row["class"] == "and"]
        return cls.of(
            by_form,
            {one for row in examples for one in row["headings"].casefold().split("|")},
            {
                word: frozenset(row["language"] for row in joints if row["form"] == word)
                for word in {row["form"] for row in joints}
            },
        )

    @classmethod
    def of(
        cls,
        by_form: Mapping[str, Sequence[Heading]],
        others: Iterable[str] = (),
        joints: Mapping[str, frozenset[str]] | None = None,
    ) -> Self:
        """Return the lexicon of rows by their normalised forms.

        ``others`` are headings in small letters that are none misspelt, ``joints`` words that join two, with their languages.
        """
        by_size: dict[tuple[int, int], list[str]] = {}
        for form in sorted(by_form):
            if len(form) >= _TYPO_LENGTH:
                by_size.setdefault((len(form), form.count(" ")), []).append(form)
        return cls(
            by_form={form: tuple(found) for form, found in by_form.items()},
            by_plain={
                plain: form
                for form in sorted(by_form, reverse=True)
                if not form.isascii()
                and len(form) >= _PLAIN_LENGTH
                and (plain := _plain(form)) not in by_form
            },
            by_size={size: tuple(forms) for size, forms in by_size.items()},
            openings=frozenset(form.partition(" ")[0] for form in by_form),
            words=max((form.count(" ") + 1 for form in by_form), default=0),
            languages=frozenset(row.language for found in by_form.values() for row in found),
            others=frozenset(others),
            joints=joints or {},
        )

    def may_open(self, text: str) -> bool:
        """Tell whether ``text`` begins with the first word of a form; most sentences do not."""
        return normalised(text).partition(" ")[0] in self.openings

    def exact(self, text: str) -> HeadingMatch | None:
        """Return what ``text`` is, as a whole, in normalised form; ``None`` if it is no heading."""
        form = normalised(text)
        rows = self.by_form.get(form)
        if rows is None and "(" in text:
            rows = self._of_either_number(text)
        if rows is None and form in self.by_plain and (text.isascii() or text.isupper() or text.islower()):
            rows = self.by_form[self.by_plain[form]]
        return HeadingMatch(rows, 100, "heading") if rows else self._together(form)

    def _of_either_number(self, text: str) -> tuple[Heading, ...] | None:
        """Return the rows of a heading whose word has an ending in brackets: "Implementing partner(s)"."""
        written = (_ENDING.sub("", text), _ENDING.sub(r"\g<ending>", text))
        known = (self.by_form.get(normalised(one)) for one in written if one != text)
        return next((rows for rows in known if rows), None)

    def shortened(self, text: str) -> HeadingMatch | None:
        """Return what a text with shortened words is: "Impl. by"; ``None`` if it could ask for several things."""
        rows = _written_out(self, text) if may_be_shortened(text) else ()
        return HeadingMatch(rows, _SHORTENED_SCORE, SHORTENED) if rows else None

    def _apart(self, text: str) -> HeadingMatch | None:
        """Return what a heading is without the hint in brackets behind it, or in both of the languages it is in."""
        bare = without_hint(text)
        if bare != text:
            return self.find(bare)
        one, slash, other = text.partition(" / ")
        first, second = (self.exact(one), self.exact(other)) if slash else (None, None)
        if first is None or second is None:
            return None
        rows = tuple(row for row in first.rows if row.field in {row.field for row in second.rows})
        return HeadingMatch(rows, 100, "heading") if rows else None

    def _together(self, form: str) -> HeadingMatch | None:
        """Return the description that a normalised heading asks for which asks for two kinds of prose: "aims and activities"."""
        words = form.split()
        at = next((at for at, word in enumerate(words) if at and word in self.joints), len(words))
        if at >= len(words) - 1:
            return None
        first, second = self.by_form.get(" ".join(words[:at])), self.by_form.get(" ".join(words[at + 1 :]))
        for one, other in product(first or (), second or ()):
            kinds = {_ASKED_TOGETHER.get(row.field, "") for row in (one, other)}
            alike = one.language == other.language and one.language in self.joints[words[at]]
            if alike and len(kinds) > 1 and "" not in kinds:
                row = Heading(form, one.language, "description", "field", "")
                return HeadingMatch((row,), 100, TOGETHER)
        return None

    def find(self, text: str) -> HeadingMatch | None:
        """Return what ``text`` is, a typing error allowed; ``None`` if it is no heading."""
        found = self.exact(text) or self._apart(text) or self.shortened(text)
        if found is not None or text.casefold().strip(_EDGES) in self.others:
            return found
        form = _nearest(self, normalised(text))
        return None if form is None else HeadingMatch(self.by_form[form[0]], form[1], "heading:typo")


def _plain(form: str) -> str:
    """Return a form without accents."""
    letters = unicodedata.normalize("NFD", form.translate(_UNDECOMPOSED))
    if letters.isascii():
        return letters
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@lru_cache(maxsize=4096)
def _written_out(lexicon: HeadingLexicon, text: str) -> tuple[Heading, ...]:
    """Return the rows of the headings that a text shortens, if all ask for one field."""
    forms = written_out(text, _by_initials(lexicon))
    rows = tuple(row for form in forms for row in lexicon.by_form[form] if row.role == "field")
    return rows if len({row.field for row in rows}) == 1 else ()


@lru_cache(maxsize=8)
def _by_initials(lexicon: HeadingLexicon) -> dict[str, list[Sequence[str]]]:
    return by_initials(lexicon.by_form)


@lru_cache(maxsize=65536)
def _nearest(lexicon: HeadingLexicon, text: str) -> tuple[str, int] | None:
    if len(text) < _TYPO_LENGTH:
        return None
    reach = max(1, min(3, len(text) // 5))
    words = text.count(" ")
    candidates: list[str] = []
    for length in range(len(text) - reach, len(text) + reach + 1):
        for spaces in range(words - 1, words + 2):
            candidates += lexicon.by_size.get((length, spaces), ())
    best = process.extractOne(text, candidates, scorer=fuzz.ratio, score_cutoff=TYPO_SCORE)
    return None if best is None or _is_other(text, best[0]) else (best[0], round(best[1]))


def _is_other(text: str, form: str) -> bool:
    """Tell whether a like form says another thing: with a word more, or another word, as "dates" is for "states".

    A figure is never misspelt: "duration: 24 months" is a label with its value.
    """
    if _FIGURE.findall(text) != _FIGURE.findall(form):
        return True
    written, known = text.split(), form.split()
    if len(written) != len(known):
        return fuzz.ratio("".join(written), "".join(known)) < _JOINED_SCORE
    return any(_is_other_word(one, other) for one, other in zip(written, known, strict=True))


def _is_other_word(one: str, other: str) -> bool:
    """Tell whether two words are neither one misspelt, nor forms of one word, nor both as short as those between others are."""
    longest = max(len(one), len(other))
    if abs(len(one) - len(other)) > 1 and (one.endswith(other) or other.endswith(one)):
        return True
    slips = 1 if longest < _LONG_WORD else 2
    alike = 2 * Prefix.similarity(_plain(one), _plain(other)) >= longest
    return longest > _SHORT_WORD and not alike and OSA.distance(one, other, score_cutoff=slips) > slips
