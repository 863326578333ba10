"""Gold: facts read by hand, against which the mapping is measured. ``docs/reference/gold.md`` has the format."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from practicegraph.errors import InvalidDataError
from practicegraph.mapping.fact import FIELDS, Basis, JsonValue

SPAN_FIELDS: Final = frozenset(
    {
        "objective", "origin", "activity", "challenge", "result", "impact", "replicability", "evaluation",
        "contact",
    }
)  # fmt: skip
"""Fields whose gold is a span of the document instead of a value: running text, and personal data."""

SUGGESTED_SDG: Final = "sdg:suggested"
"""The row of the suggested SDGs: they are never mixed with the stated ones."""

ROWS: Final = tuple(
    row
    for name in FIELDS
    if name not in {"sameAs", "conflict"}
    for row in ((name, SUGGESTED_SDG) if name == "sdg" else (name,))
)
"""What is scored apart: the fields that one document can have by itself, in the contract's order."""

COMPARED: Final = frozenset({"comparator", "currency", "planned", "scope"})
"""Details that make a value another one, compared where the gold has them."""

_DETAILS: Final = COMPARED | {
    "unit", "group", "position", "organization", "geonames", "payer", "service", "personal", "external",
}  # fmt: skip
_FACT_KEYS: Final = _DETAILS | {
    "document", "part", "field", "value", "alternatives", "alternativeFields", "language", "basis",
    "optional", "start", "end",
}  # fmt: skip
_HEAD_KEYS: Final = frozenset({"document", "complete", "layout", "language", "parts"})


@dataclass(frozen=True, slots=True)
class GoldFact:
    """One fact a reader found. ``line`` is its line in the gold file.

    ``alternatives`` are values, ``alternative_fields`` fields that are right as well. An optional fact is
    neither asked for nor wrong. ``basis`` is ``None`` where any but missing will do.
    """

    field: str
    value: JsonValue
    alternatives: tuple[JsonValue, ...] = ()
    alternative_fields: tuple[str, ...] = ()
    basis: Basis | None = None
    optional: bool = False
    part: int | None = None
    start: int | None = None
    end: int | None = None
    details: tuple[tuple[str, JsonValue], ...] = ()
    line: int = 0

    @property
    def row(self) -> str:
        """What the fact is counted under."""
        return row(self.field, self.basis)

    def detail(self, name: str) -> JsonValue:
        """Return one detail's value, ``None`` if the gold does not give it."""
        return dict(self.details).get(name)


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """The facts of one document, and the rows in which there are no others."""

    name: str
    complete: frozenset[str]
    layout: str
    language: str
    parts: int | None = None
    facts: tuple[GoldFact, ...] = field(default=())
    source: str | None = None
    line: int = 0


def row(name: str, basis: Basis | None) -> str:
    """Return the row a fact of the field ``name`` is counted under."""
    return SUGGESTED_SDG if name == "sdg" and basis is Basis.SUGGESTED else name


def read_gold(path: Path) -> tuple[GoldDocument, ...]:
    """Return the gold documents of a file; raise :class:`InvalidDataError` naming the file and the line."""
    try:
        return gold_from_lines(path.read_text(encoding="utf-8"), source=path)
    except OSError as error:
        raise InvalidDataError(error.strerror or str(error), source=path) from error
    except UnicodeDecodeError as error:
        raise InvalidDataError("is not UTF-8", source=path) from error


def gold_from_lines(text: str, *, source: object = None) -> tuple[GoldDocument, ...]:
    """Return the gold documents of JSON Lines; raise :class:`InvalidDataError` naming the line."""
    documents: dict[str, GoldDocument] = {}
    facts: dict[str, list[GoldFact]] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            if line.strip():
                _add(_object(line), number, documents, facts)
        except InvalidDataError as error:
            raise InvalidDataError(error.message, source=source, place=number) from error
    origin = None if source is None else str(source)
    return tuple(
        replace(document, facts=tuple(facts[name]), source=origin) for name, document in documents.items()
    )


def check_spans(gold: GoldDocument, text: str) -> None:
    """Raise :class:`InvalidDataError` naming the gold's line if a span lies outside the canonical text."""
    for fact in gold.facts:
        if fact.end is not None and fact.end > len(text):
            raise InvalidDataError(
                f"{gold.name} has {len(text)} code points, the span ends at {fact.end}",
                source=gold.source,
                place=fact.line,
            )


def _add(
    record: Mapping[str, Any],
    line: int,
    documents: dict[str, GoldDocument],
    facts: dict[str, list[GoldFact]],
) -> None:
    name = _text(record, "document")
    if "field" in record:
        if name not in documents:
            raise InvalidDataError(f"has no line before it that says what is complete for {name!r}")
        facts[name].append(_fact(record, documents[name], line))
    elif name in documents:
        raise InvalidDataError(f"describes {name!r} a second time")
    else:
        documents[name] = replace(_head(record), line=line)
        facts[name] = []


def _object(line: str) -> Mapping[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise InvalidDataError(f"is not JSON: {error.msg} at character {error.pos + 1}") from error
    except RecursionError as error:
        raise InvalidDataError("is nested too deeply") from error
    if not isinstance(record, dict):
        raise InvalidDataError("is no JSON object")
    return record


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str) or not value:
        raise InvalidDataError(f"needs the key {key!r} with a text")
    return value


def _head(record: Mapping[str, Any]) -> GoldDocument:
    _refuse_unknown(record, _HEAD_KEYS)
    complete = record.get("complete")
    if not isinstance(complete, list):
        raise InvalidDataError("needs the key 'complete' with a list of fields")
    for name in complete:
        if name not in ROWS:
            raise InvalidDataError(f"no field of the fact contract: {name!r}")
    return GoldDocument(
        name=_text(record, "document"),
        complete=frozenset(complete),
        layout=_text(record, "layout"),
        language=_text(record, "language"),
        parts=_positive(record, "parts"),
    )


def _fact(record: Mapping[str, Any], document: GoldDocument, line: int) -> GoldFact:
    _refuse_unknown(record, _FACT_KEYS)
    others = tuple(_list(record, "alternativeFields"))
    for name in (record["field"], *others):
        if name not in ROWS or name == SUGGESTED_SDG:
            raise InvalidDataError(f"no field of the fact contract: {name!r}")
    part = _positive(record, "part")
    if part is not None and part > (document.parts or 0):
        raise InvalidDataError(f"part {part} of a document with {document.parts or 1} in all")
    fact = GoldFact(
        field=record["field"],
        value=record.get("value"),
        alternatives=tuple(_list(record, "alternatives")),
        alternative_fields=others,
        basis=_basis(record),
        optional=record.get("optional") is True,
        part=part,
        start=_offset(record, "start"),
        end=_offset(record, "end"),
        details=tuple(sorted((key, record[key]) for key in record.keys() & _DETAILS)),
        line=line,
    )
    _check(fact)
    return fact


def _check(fact: GoldFact) -> None:
    if (fact.start is None) != (fact.end is None):
        raise InvalidDataError("needs 'start' and 'end' together")
    if fact.start is not None and fact.end is not None and fact.start >= fact.end:
        raise InvalidDataError("needs a 'start' before its 'end'")
    if fact.basis is Basis.MISSING:
        if fact.value is not None:
            raise InvalidDataError("is missing and has a value")
    elif fact.field in SPAN_FIELDS:
        if fact.start is None:
            raise InvalidDataError(f"a fact of {fact.field!r} needs 'start' and 'end'")
        if fact.value is not None:
            raise InvalidDataError(f"a fact of {fact.field!r} is told by its span, not by a value")
    elif fact.value is None:
        raise InvalidDataError(f"a fact of {fact.field!r} needs a value")


def _refuse_unknown(record: Mapping[str, Any], known: frozenset[str]) -> None:
    unknown = sorted(record.keys() - known)
    if unknown:
        raise InvalidDataError(f"has an unknown key {unknown[0]!r}")


def _list(record: Mapping[str, Any], key: str) -> list[Any]:
    values = record.get(key, [])
    if not isinstance(values, list):
        raise InvalidDataError(f"needs a list for the key {key!r}")
    return values


def _offset(record: Mapping[str, Any], key: str) -> int | None:
    value = record.get(key)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
        raise InvalidDataError(f"needs a whole number from 0 for the key {key!r}")
    return value


def _positive(record: Mapping[str, Any], key: str) -> int | None:
    value = _offset(record, key)
    if value == 0:
        raise InvalidDataError(f"counts from 1 in the key {key!r}")
    return value


def _basis(record: Mapping[str, Any]) -> Basis | None:
    if "basis" not in record:
        return None
    try:
        return Basis(record["basis"])
    except ValueError as error:
        raise InvalidDataError(f"no basis of the fact contract: {record['basis']!r}") from error
