"""The type of an organisation by the words of its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple, Self

from practicegraph.mapping.gazetteer import Gazetteer, fold, places, words
from practicegraph.mapping.memory import kept
from practicegraph.mapping.organization_cases import OrganizationCases
from practicegraph.mapping.word_sets import WordSets

_WORDS_KEPT: Final = 32768
"""Words of which it is remembered whether they tell a type: most of those of a language."""


class _Told(NamedTuple):
    """A form with the type that it tells."""

    start: int
    end: int
    notation: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class _Parts:
    """What words begin or end with: the longest first, by as many letters as all have."""

    notations: Mapping[str, str]
    letters: int
    forms: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, notations: Mapping[str, str], *, last: bool) -> Self:
        """Build from forms with their notations, by their first letters or their ``last``."""
        letters = min(map(len, notations), default=0)
        forms: dict[str, tuple[str, ...]] = {}
        for form in sorted(notations, key=len, reverse=True):
            key = form[len(form) - letters :] if last else form[:letters]
            forms[key] = (*forms.get(key, ()), form)
        return cls(notations, letters, forms)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class OrganizationTypes:
    """The forms that tell a type, folded, with its notation: whole words, what words begin with, end with and have inside."""

    whole: Gazetteer[str]
    begins: _Parts
    ends: _Parts
    inside: Mapping[str, str]
    sets: WordSets
    """The words of each form that is more than one word."""

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str]]) -> Self:
        """Build from the rows of ``organization_words.csv``; a ``*`` stands where a form leaves a word open."""
        whole: dict[str, str] = {}
        begins: dict[str, str] = {}
        ends: dict[str, str] = {}
        inside: dict[str, str] = {}
        sets = []
        for row in rows:
            if row["kind"] in {"type", "legal"}:
                written = row["form"]
                forms = begins if written.endswith("*") else ends if written.startswith("*") else whole
                form = fold(written.strip("*"))
                forms.setdefault(form, row["notation"])
                if written.startswith("*") and forms is begins:
                    inside.setdefault(form, row["notation"])
                if not form.isalnum():
                    sets.append(frozenset(_in_full(written)))
        known = Gazetteer.of_folded(((form,), notation) for form, notation in whole.items())
        return cls(
            known, _Parts.of(begins, last=False), _Parts.of(ends, last=True), inside, WordSets.of(sets)
        )

    def may_tell(self, vocabulary: frozenset[str]) -> bool:
        """Tell whether a text with these words may have a form; most sentences have none."""
        return self.sets.any_in(vocabulary) or any(tells_type(word, self) for word in vocabulary)


def with_inflected_kinds(
    rows: Sequence[Mapping[str, str]], cases: OrganizationCases
) -> tuple[Mapping[str, str], ...]:
    """Return the rows of ``organization_words.csv`` with the forms of their words that no row has."""
    types = OrganizationTypes.of(rows)
    return (
        *rows,
        *(
            {"kind": "type", "language": language, "form": form, "notation": notation}
            for language, form, nominative in cases.kinds()
            if not tells_type(fold(form.strip("*")), types)
            and (notation := _type_of_head(nominative, types, compound=form.startswith("*"))) is not None
        ),
    )


def _type_of_head(head: str, types: OrganizationTypes, *, compound: bool) -> str | None:
    """Return what a head of names tells by itself, or where it may end a compound, as the end of one: "Kreisverband"."""
    found = type_of(head, types)
    return type_of(f"x{head}", types) if found is None and compound else found


def _in_full(form: str) -> Iterator[str]:
    """Yield the words of a form that a text has as they are: not the part of one at a ``*``."""
    found = words(fold(form))
    yield from found[1 if form.startswith("*") else 0 : len(found) - form.endswith("*")]


@kept
def type_of(name: str, types: OrganizationTypes) -> str | None:
    """Return the notation of the type that the words of ``name`` tell, ``None`` if none does.

    The longest form wins, then the one that stands first.
    """
    folded = " ".join(fold(name).split())
    best = max(_told(folded, types), key=lambda one: (one.end - one.start, -one.start), default=None)
    return None if best is None else best.notation


@lru_cache(maxsize=_WORDS_KEPT)
def tells_type(word: str, types: OrganizationTypes) -> bool:
    """Tell whether a word by itself, folded, tells a type."""
    return next(_told(word, types), None) is not None


def _told(folded: str, types: OrganizationTypes) -> Iterator[_Told]:
    """Yield the forms that a text has, none inside another of its kind."""
    for match in types.whole.find(folded):
        yield _Told(match.start, match.end, match.entries[0])
    spans = places(folded)
    yield from _begun(folded, spans, types.begins)
    for start, end in spans:
        yield from _within(folded, start, end, types)


def _begun(folded: str, spans: Sequence[tuple[int, int]], begins: _Parts) -> Iterator[_Told]:
    """Yield the forms that words begin with."""
    reached = 0
    for start, _ in spans:
        for form in begins.forms.get(folded[start : start + begins.letters], ()) if start >= reached else ():
            if folded.startswith(form, start):
                reached = start + len(form)
                yield _Told(start, reached, begins.notations[form])
                break


def _within(folded: str, start: int, end: int, types: OrganizationTypes) -> Iterator[_Told]:
    """Yield the form that a word ends with, and the one that it has inside: at its beginning they are not asked for."""
    ends = types.ends
    for form in ends.forms.get(folded[max(0, end - ends.letters) : end], ()):
        at = end - len(form)
        if folded.endswith(form, 0, end) and folded[max(0, at - 1) : at].isalnum():
            yield _Told(at, end, ends.notations[form])
            break
    for form, notation in types.inside.items():
        if (at := folded.find(form, start + 1, end)) > 0:
            yield _Told(at, at + len(form), notation)
            break
