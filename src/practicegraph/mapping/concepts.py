"""Concepts of the SKOS schemes by their labels and surface forms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple, Self

from practicegraph.languages import primary_subtag
from practicegraph.mapping.gazetteer import Gazetteer, Match, fold
from practicegraph.mapping.inflection import Inflection
from practicegraph.mapping.tables import read_table
from practicegraph.mapping.vocabulary import Label, read_terms, vocabularies

_OWN_ANNOTATOR: Final = frozenset({"country", "organization", "place", "sdg"})
"""Vocabularies that another annotator reads."""
_COMPOUND_COLUMNS: Final = ("language", "links", "shortest", "longest_rest", "derivations")
_PART_ENDS: Final = re.compile(r"(?:\A|[,;/|•·☒☑✓✔\n(])\s*\Z")
_PART_BEGINS: Final = re.compile(r"\s*(?:\Z|[,;/|•·☐\n).])")
_WORD: Final = re.compile(r"[^\W\d_]+")
_ABBREVIATION: Final = 6
_SHORTEST: Final = 3
_PREFERRED: Final = 0.95
_OTHER: Final = 0.9
_COMPOUND: Final = 0.75
_FOREIGN: Final = 0.8
_INFLECTED_WORDS: Final = 2
_WORDS_KEPT: Final = 16384
_NONE: Final[frozenset[str]] = frozenset()


class _Entry(NamedTuple):
    notation: str
    language: str
    preferred: bool
    written: str


@dataclass(frozen=True, slots=True, eq=False)
class Compounds:
    """How a language joins words: linking elements, lengths of the parts, endings that are no part."""

    language: str
    links: tuple[str, ...]
    shortest: int
    longest_rest: int
    derivations: frozenset[str]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ConceptKnowledge:
    """What :func:`find_concepts` knows: the forms of each scheme, stop forms, compounding languages."""

    schemes: dict[str, Gazetteer[_Entry]]
    compounds: dict[str, Compounds]
    stops: Mapping[tuple[str, str], frozenset[str]]
    """Forms that mean no concept of a scheme in a language; with ``*`` what words begin with."""

    @classmethod
    def load(cls) -> Self:
        """Read all vocabularies of concepts and ``inflection``, ``compounds``, ``stop_forms`` of the lexicon."""
        inflection = Inflection.load()
        further: dict[str, list[tuple[Sequence[str], _Entry]]] = defaultdict(list)
        for row in read_table("surface_forms.csv", ("scheme", "notation", "language", "form")):
            entry = _Entry(row["notation"], row["language"], preferred=False, written="")
            further[row["scheme"]].append(((fold(row["form"]),), entry))
        stops: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in read_table("stop_forms.csv", ("scheme", "language", "form")):
            stops[row["scheme"], row["language"]].append(fold(row["form"]))
        return cls(
            schemes={
                name: Gazetteer.of_folded([*_forms(name, inflection), *further[name]])
                for name in vocabularies()
                if name not in _OWN_ANNOTATOR
            },
            compounds={
                row["language"]: Compounds(
                    row["language"],
                    tuple(row["links"].split("|")),
                    int(row["shortest"]),
                    int(row["longest_rest"]),
                    frozenset(row["derivations"].split("|")),
                )
                for row in read_table("compounds.csv", _COMPOUND_COLUMNS)
            },
            stops={key: frozenset(forms) for key, forms in stops.items()},
        )

    def stops_of(self, scheme: str, language: str) -> frozenset[str]:
        """Return the forms that mean no concept of a scheme in a language."""
        return self.stops.get((scheme, language), _NONE)


def _forms(scheme: str, inflection: Inflection) -> Iterator[tuple[Sequence[str], _Entry]]:
    """Yield the labels of a scheme with their inflected forms, all folded; an abbreviation keeps its spelling."""
    stated: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    labels: list[tuple[str, Label]] = []
    for term in read_terms(scheme):
        for label in term.labels:
            stated[label.language][fold(label.text)].add(term.notation)
            labels.append((term.notation, label))
    for notation, label in labels:
        preferred = label.kind == "preferred"
        if _is_abbreviation(label.text):
            yield (fold(label.text),), _Entry(notation, label.language, preferred, label.text)
            continue
        entry = _Entry(notation, label.language, preferred, "")
        if label.kind == "hidden" or len(label.text.split()) > _INFLECTED_WORDS:
            yield (fold(label.text),), entry
        else:
            own = stated[label.language]
            forms = inflection.folded(label.text, label.language)
            yield [form for form in forms if form not in own or notation in own[form]], entry


def _is_abbreviation(label: str) -> bool:
    """Tell whether a label is written in capitals, or has one inside, such as ``TCN``, ``ГТС``, ``umA``."""
    return 1 < len(label) <= _ABBREVIATION and any(map(str.isupper, label[1:])) and " " not in label


@dataclass(frozen=True, slots=True)
class ConceptMention:
    """A concept of a scheme; ``language`` is that of the label found."""

    start: int
    end: int
    scheme: str
    notation: str
    language: str
    confidence: float
    method: str


def find_concepts(
    text: str,
    knowledge: ConceptKnowledge,
    scheme: str,
    language: str | None = None,
    *,
    in_field: bool = False,
) -> tuple[ConceptMention, ...]:
    """Return the concepts of ``scheme`` (``target-group``, ``theme`` ...) in ``text``.

    At each place the longest label wins and none overlap. A label of the text's own language is surer
    than one of another. In languages that join words, a label also counts as the first part of a word.
    With ``in_field`` the text is the value of a field, where a word that means something else in running text
    counts if it stands alone: "Lokal". A scheme that is not known has no concepts.
    """
    gazetteer = knowledge.schemes.get(scheme)
    if gazetteer is None:
        return ()
    main = primary_subtag(language)
    found: list[ConceptMention] = []
    for match in gazetteer.find(text):
        entry = _chosen(text, match, main)
        if entry is None:
            continue
        stopped = fold(text[match.start : match.end]) in knowledge.stops_of(scheme, main or entry.language)
        if not stopped or (in_field and _stands_alone(text, match.start, match.end)):
            found += _mentions(match, scheme, entry, main)
    rule = knowledge.compounds.get(main)
    if rule is not None:
        found += _compounds(text, gazetteer, rule, scheme, knowledge.stops_of(scheme, main), found)
    return tuple(sorted(found, key=lambda mention: mention.start))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether words are the whole text, or one of its enumerated parts."""
    return _PART_ENDS.search(text, 0, start) is not None and _PART_BEGINS.match(text, end) is not None


def _chosen(text: str, match: Match[_Entry], language: str) -> _Entry | None:
    """Return what a form means: in the text's language first, then English; several concepts together before one, then preferred labels."""
    written = text[match.start : match.end]
    entries = [entry for entry in match.entries if not entry.written or _spelt(entry.written, written)]
    if not entries or match.end - match.start < (1 if entries[0].written else _SHORTEST):
        return None
    if len(entries) == 1:
        return entries[0]
    return min(
        entries,
        key=lambda entry: (
            entry.language != language,
            entry.language != "en",
            "|" not in entry.notation,
            not entry.preferred,
        ),
    )


def _spelt(label: str, written: str) -> bool:
    """Tell whether an abbreviation is written as its label, but for white space."""
    return written.split() == label.split()


def _mentions(match: Match[_Entry], scheme: str, entry: _Entry, language: str) -> Iterator[ConceptMention]:
    """Yield the concept that a form means, or each of those that it means together."""
    own = not language or entry.language in {language, "en", ""}
    confidence = (_PREFERRED if entry.preferred else _OTHER) if own else _FOREIGN
    for notation in entry.notation.split("|"):
        yield ConceptMention(
            match.start, match.end, scheme, notation, entry.language, confidence, f"concept:{scheme}"
        )  # fmt: skip


def _compounds(
    text: str,
    gazetteer: Gazetteer[_Entry],
    rule: Compounds,
    scheme: str,
    stops: frozenset[str],
    found: Iterable[ConceptMention],
) -> Iterator[ConceptMention]:
    """Yield concepts whose label is the first part of a longer word."""
    covered = [(mention.start, mention.end) for mention in found]
    for match in _WORD.finditer(text):
        start, end = match.span()
        if end - start < 2 * rule.shortest or any(begin < end and start < stop for begin, stop in covered):
            continue
        entry = _compound(fold(match[0]), gazetteer, rule, stops)
        if entry:
            yield ConceptMention(
                start, end, scheme, entry.notation, rule.language, _COMPOUND, f"concept:{scheme}:compound"
            )  # fmt: skip


@lru_cache(maxsize=_WORDS_KEPT)
def _compound(
    word: str, gazetteer: Gazetteer[_Entry], rule: Compounds, stops: frozenset[str]
) -> _Entry | None:
    """Return the concept whose label, with a linking element or without, begins a word; the longest label."""
    if any(_stopped(word, stop) for stop in stops):
        return None
    for length in range(len(word) - rule.shortest, rule.shortest - 1, -1):
        rest = word[length:]
        if len(rest) > rule.longest_rest + max(map(len, rule.links)):
            break
        if rest in rule.derivations:
            continue
        if not any(rest.startswith(link) and len(rest) - len(link) >= rule.shortest for link in rule.links):
            continue
        known = gazetteer.forms.get(word[:length], ())  # the word is folded already
        entries = [entry for entry in known if entry.language == rule.language]
        if entries:
            return entries[0]
    return None


def _stopped(word: str, stop: str) -> bool:
    """Tell whether a stop form is the word, or with ``*`` its beginning."""
    return word.startswith(stop[:-1]) if stop.endswith("*") else word == stop
