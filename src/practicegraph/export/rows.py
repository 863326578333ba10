"""The rows of the flat tables: one class per table, one attribute per column, described where it is declared."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from types import NoneType
from typing import Annotated, Final, Literal, get_args, get_type_hints

Cell = str | int | Decimal | bool | None
"""What a cell may hold; ``None`` is empty."""
CellType = Literal["text", "integer", "decimal", "boolean"]
SEPARATOR: Final = " | "
"""Stands between the values of a cell that has several."""

_TYPES: Final[dict[type, CellType]] = {str: "text", int: "integer", Decimal: "decimal", bool: "boolean"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the type of its cells, and what they mean."""

    name: str
    type: CellType
    description: str


@dataclass(frozen=True, slots=True)
class Practice:
    """What documents describe: practices, publications, calls and other undertakings."""

    practice: Annotated[str, "IRI of the practice, publication, call or undertaking"]
    kind: Annotated[str, "its class: Practice, Publication, Call or Undertaking"]
    title: Annotated[str | None, "title in English if there is one, else in another language"]
    title_language: Annotated[str | None, "language tag of `title`"]
    titles: Annotated[str | None, "titles in all languages, each after its tag and a colon"]
    objective: Annotated[str | None, "what it aims at, in the language of `title` if it is given in it"]
    countries: Annotated[str | None, "ISO 3166-1 alpha-2 codes of the countries where it is done"]
    places: Annotated[str | None, "names of the places where it is done"]
    levels: Annotated[str | None, "notations of the levels, such as local or national"]
    themes: Annotated[str | None, "notations of the themes"]
    target_groups: Annotated[str | None, "notations of the groups it is for"]
    beneficiaries: Annotated[str | None, "notations of those who profit besides"]
    sdgs_stated: Annotated[str | None, "codes of the goals and targets that a document names"]
    sdgs_suggested: Annotated[str | None, "codes of the goals and targets that the mapping suggests"]
    programmes: Annotated[str | None, "notations of the programmes that fund it"]
    start: Annotated[str | None, "start as given: a year, a month or a day (ISO 8601)"]
    end: Annotated[str | None, "end as given: a year, a month or a day (ISO 8601)"]
    duration: Annotated[str | None, "duration as given (ISO 8601)"]
    earliest_start: Annotated[str | None, "first day that `start` can mean"]
    latest_end: Annotated[str | None, "last day that `end` can mean"]
    identifiers: Annotated[str | None, "identifiers given by others, such as a grant's number"]
    pages: Annotated[str | None, "addresses of its pages on the web"]
    languages: Annotated[str | None, "languages of the documents that describe it"]
    documents: Annotated[str | None, "IRIs of the documents that describe it"]
    conflicts: Annotated[int, "number of fields in which its documents contradict each other"]


@dataclass(frozen=True, slots=True)
class Fact:
    """What was read, computed or suggested, each with the sentence it comes from."""

    fact: Annotated[str, "IRI of the fact"]
    subject: Annotated[str, "IRI of what it is about"]
    field: Annotated[str | None, "field of the fact contract, such as `country`"]
    predicate: Annotated[str | None, "IRI of the property"]
    value: Annotated[str | None, "the literal, else the name of the object"]
    object: Annotated[str | None, "IRI of the object, empty for a literal and for a missing value"]
    language: Annotated[str | None, "language tag of the literal"]
    basis: Annotated[str | None, "stated, sibling, suggested, computed or missing"]
    confidence: Annotated[Decimal | None, "how sure the mapping is, from 0 to 1"]
    method: Annotated[str | None, "the rule that found it"]
    document: Annotated[str | None, "IRI of the document"]
    span_start: Annotated[int | None, "first code point of the sentence in the document's canonical text"]
    span_end: Annotated[int | None, "code point after its last one"]
    exact: Annotated[str | None, "the words of the document, personal data masked"]
    exact_language: Annotated[str | None, "language tag of `exact`"]
    derived_from: Annotated[str | None, "IRIs of the facts it follows from"]


@dataclass(frozen=True, slots=True)
class SdgLink:
    """Links from practices to the Sustainable Development Goals and their targets."""

    link: Annotated[str, "IRI of the link"]
    practice: Annotated[str, "IRI of the practice"]
    title: Annotated[str | None, "title of the practice"]
    sdg: Annotated[str, "the United Nations' IRI of the goal or target"]
    code: Annotated[str, "its code, such as 10 or 10.7"]
    goal: Annotated[int | None, "number of the goal, from 1 to 17"]
    sdg_label: Annotated[str | None, "name of the goal or target"]
    basis: Annotated[str | None, "stated by a document, or suggested by the mapping"]
    confidence: Annotated[Decimal | None, "how sure the mapping is, from 0 to 1"]
    evidence: Annotated[str | None, "IRIs of the facts behind it"]
    exact: Annotated[str | None, "the words of the documents behind it"]


@dataclass(frozen=True, slots=True)
class Funding:
    """Who pays for a practice, and budgets."""

    funding: Annotated[str, "IRI of the funding or budget"]
    practice: Annotated[str, "IRI of the practice"]
    title: Annotated[str | None, "title of the practice"]
    kind: Annotated[str, "funding, or budget for a whole sum of which no payer is told"]
    programme: Annotated[str | None, "notation of the programme"]
    programme_label: Annotated[str | None, "name of the programme"]
    payer: Annotated[str | None, "IRI of the organisation that pays"]
    payer_name: Annotated[str | None, "its name"]
    share: Annotated[Decimal | None, "share of the costs in percent"]
    amount: Annotated[Decimal | None, "amount in `currency`"]
    currency: Annotated[str | None, "ISO 4217 code"]
    nested_in: Annotated[str | None, "IRI of the funding that this one is a share of"]


@dataclass(frozen=True, slots=True)
class Participation:
    """Which organisation does what in a practice."""

    participation: Annotated[str, "IRI of the participation"]
    practice: Annotated[str, "IRI of the practice"]
    title: Annotated[str | None, "title of the practice"]
    role: Annotated[str | None, "notation of the role, such as implementer or partner"]
    organization: Annotated[str | None, "IRI of the organisation"]
    name: Annotated[str | None, "name of the organisation"]
    acronym: Annotated[str | None, "its acronym"]
    organization_types: Annotated[str | None, "notations of its types"]
    country: Annotated[str | None, "ISO 3166-1 alpha-2 code of its country"]


@dataclass(frozen=True, slots=True)
class Count:
    """Numbers of people and things reached or planned."""

    count: Annotated[str, "IRI of the count"]
    practice: Annotated[str, "IRI of the practice"]
    title: Annotated[str | None, "title of the practice"]
    value: Annotated[Decimal | None, "the number"]
    comparator: Annotated[str | None, "how it is to be read: = > >= < <= ~"]
    unit: Annotated[str | None, "what is counted"]
    group: Annotated[str | None, "notation of the group that is counted"]
    group_label: Annotated[str | None, "words of the document for what is counted"]
    planned: Annotated[bool | None, "true for a plan, false for what was reached, empty where it is not said"]


@dataclass(frozen=True, slots=True)
class Document:
    """The source documents."""

    document: Annotated[str, "IRI of the document"]
    file_name: Annotated[str | None, "file it was read from"]
    title: Annotated[str | None, "title of the document"]
    language: Annotated[str | None, "language tag of its text"]
    kind: Annotated[str | None, "notation of its kind, such as news or form"]
    published: Annotated[str | None, "date of publication as given (ISO 8601)"]
    source: Annotated[str | None, "address it was taken from"]
    collection: Annotated[str | None, "name of the collection it belongs to"]
    reporter: Annotated[str | None, "name of the organisation that reports"]
    practices: Annotated[str | None, "IRIs of what it describes"]
    sha256: Annotated[str | None, "SHA-256 of its text as it was read, in hexadecimal digits"]


Row = Practice | Fact | SdgLink | Funding | Participation | Count | Document

ROW_TYPES: Final[dict[str, type[Row]]] = {
    "practices": Practice,
    "facts": Fact,
    "sdg_links": SdgLink,
    "funding": Funding,
    "participations": Participation,
    "counts": Count,
    "documents": Document,
}
"""The row type of each table, by the table's name."""


def columns(row_type: type[Row]) -> tuple[Column, ...]:
    """Return the columns of a row type, in order."""
    hints = get_type_hints(row_type, include_extras=True)
    described = {name: get_args(hint) for name, hint in hints.items()}
    return tuple(
        Column(name, _type(kind), description) for name, (kind, description, *_) in described.items()
    )


def _type(hint: object) -> CellType:
    """Return the type of a column's cells; ``None`` only says that they may be empty."""
    kinds = [kind for kind in get_args(hint) or (hint,) if kind is not NoneType]
    return _TYPES[kinds[0]]
