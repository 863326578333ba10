"""Bodies of the place that prose names by their kind alone: "the municipality pays the rest".

Which one it is the text tells elsewhere: it names the town's council in full, or the town that all is about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple, Self

from practicegraph.languages import primary_subtag
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.organization_patterns import UPPER
from practicegraph.mapping.organizations import OrganizationMention
from practicegraph.mapping.tables import alternation, read_table
from practicegraph.terms import local_name

METHOD: Final = "organization:office"
_SURE: Final = 0.7
_ARTICLE: Final = re.compile(r"[^\W\d_]{1,4}['’ ]")
_NAMED_BEFORE: Final = re.compile(rf"[{UPPER}][^\W\d_]*[ \u00a0]\Z")
"""A capitalised word right before a kind without an article: "Hultsfreds kommun" is a name."""
_NAMED_BEHIND: Final = re.compile(
    rf"[ \u00a0](?:(?P<joint>[^\W\d_{UPPER}]{{1,3}})[ \u00a0]|d['’])?[{UPPER}\"„“«]"
)


class _Form(NamedTuple):
    form: str
    name: str
    type: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class OfficeKnowledge:
    """The words for such bodies, by language."""

    forms: Mapping[str, Mapping[str, _Form]]
    patterns: dict[str, re.Pattern[str]]
    """By language, made when a text first asks for it."""

    @classmethod
    def load(cls) -> Self:
        """Read ``offices.csv`` of the lexicon."""
        forms: dict[str, dict[str, _Form]] = defaultdict(dict)
        for row in read_table("offices.csv", ("language", "form", "name", "type")):
            forms[row["language"]][_key(row["form"])] = _Form(row["form"], row["name"], row["type"])
        return cls(dict(forms), {})

    def find(self, text: str, language: str | None, joints: Collection[str]) -> Iterator[OrganizationMention]:
        """Yield the bodies that a sentence names by their kind alone, in order; ``joints`` are conjunctions."""
        main = primary_subtag(language)
        if main not in self.forms:
            return
        for match in self._pattern(main).finditer(text):
            known = self.forms[main].get(_key(match[0]))
            if known is None or _is_of_a_name(text, match, joints):
                continue
            yield OrganizationMention(
                *match.span(), known.name, local_name(known.name), False, None, known.type, None, _SURE, METHOD,
            )  # fmt: skip

    def _pattern(self, language: str) -> re.Pattern[str]:
        pattern = self.patterns.get(language)
        if pattern is None:
            forms = alternation(one.form for one in self.forms[language].values())
            pattern = self.patterns[language] = re.compile(rf"(?<![\w-]){forms}(?![\w-])", re.IGNORECASE)
        return pattern


def _key(form: str) -> str:
    return fold(" ".join(form.replace("’", "'").split()))


def _is_of_a_name(text: str, match: re.Match[str], joints: Collection[str]) -> bool:
    """Tell whether the word for a kind is a part of a name: "Comune di Jesi", "Hultsfreds kommun"."""
    behind = _NAMED_BEHIND.match(text, match.end())
    if behind is not None and fold(behind["joint"] or "") not in joints:
        return True
    return _ARTICLE.match(match[0]) is None and _NAMED_BEFORE.search(text, 0, match.start()) is not None


def meant_by(
    office: OrganizationMention, named: Sequence[OrganizationMention], place: str | None
) -> OrganizationMention:
    """Return an office as the one body of its kind that the text names, else as that of the place it is about."""
    kind = fold(office.name)
    of_kind = {one.slug: one for one in named if one.type == office.type and kind in fold(one.name)}
    if len(of_kind) == 1:
        (one,) = of_kind.values()
        return replace(one, start=office.start, end=office.end, confidence=office.confidence, method=METHOD)
    return replace(office, slug=local_name(f"{office.name} {place or ''}"))
