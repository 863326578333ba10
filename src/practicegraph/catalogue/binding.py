"""Putting values into a query: terms into its ``VALUES`` blocks, never text into its text."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import Final

from pyoxigraph import Literal, NamedNode

from practicegraph.catalogue.query import Block, Parameter, Query
from practicegraph.engine.tokens import tokens
from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder
from practicegraph.terms import BASE, EU_COUNTRY, PREFIXES, SDG, concept, prefixes

ANY: Final = "any"
"""The value that leaves a parameter open (``UNDEF``); so does an empty one."""

_XSD: Final = PREFIXES["xsd"]
_MAX_ROWS: Final = 1000


def bind(query: Query, values: Mapping[str, Sequence[str]], base: str = BASE) -> str:
    """Return the query's text with ``values`` in place of the defaults.

    ``values`` maps a parameter's name to alternatives, each as a person writes it: a notation
    (``eif``, ``11``, ``BG``), a compact or whole IRI, a literal. A parameter that is not named keeps its
    defaults. Raises :class:`InvalidDataError`.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            raise InvalidDataError(
                f"no parameter {name!r}; there is {', '.join(known) or 'none'}", source=query.name
            )
    given = {
        name: [_written(term(known[name], text, base)) for text in texts] for name, texts in values.items()
    }
    text = query.text
    for block in reversed(query.blocks):
        if any(name in given for name in block.variables):
            text = text[: block.start] + _rows(block, given, query) + text[block.end :]
    return text


def defaults(query: Query, block: Block) -> dict[str, list[str]]:
    """Return the values that the file gives each variable of a block, as they are written there."""
    row: list[str] = []
    columns: dict[str, list[str]] = {name: [] for name in block.variables}
    for token in tokens(query.text[block.start : block.end]):
        if token.text in {"(", ")"}:
            continue
        if row and (token.kind == "language" or token.text == "^^" or row[-1].endswith("^^")):
            row[-1] += token.text
        else:
            row.append(token.text)
    for index, value in enumerate(row):
        column = columns[block.variables[index % len(block.variables)]]
        if value not in column:
            column.append(value)
    return columns


def term(parameter: Parameter, text: str, base: str = BASE) -> NamedNode | Literal | None:
    """Return the RDF term that a person's text stands for, ``None`` for "any"."""
    if not text.strip() or text == ANY:
        return None
    text = text.strip()
    try:
        return _iri(parameter, text, base) or _literal(parameter, text)
    except ValueError as error:
        raise InvalidDataError(f"{text!r} is no {parameter.kind}: {error}", source=parameter.name) from error


def _iri(parameter: Parameter, text: str, base: str) -> NamedNode | None:
    if parameter.kind not in _NAMESPACES:
        return None
    bare = text.removeprefix("<").removesuffix(">")
    if "://" in bare:
        return NamedNode(bare)
    prefix, colon, local = bare.partition(":")
    if not colon:
        return NamedNode(_NAMESPACES[parameter.kind](parameter, bare, base))
    namespaces = prefixes(base)
    if prefix not in namespaces:
        raise ValueError(f"unknown prefix {prefix!r}")
    return NamedNode(namespaces[prefix] + local)


def _literal(parameter: Parameter, text: str) -> Literal:
    match parameter.kind:
        case "integer":
            return Literal(int(text))
        case "boolean" | "decimal" | "date" as kind:
            return Literal(text, datatype=NamedNode(_XSD + kind))
        case _:
            return Literal(text)


def _written(value: NamedNode | Literal | None) -> str:
    return "UNDEF" if value is None else str(value)


def _rows(block: Block, given: Mapping[str, list[str]], query: Query) -> str:
    columns = defaults(query, block) | {name: given[name] for name in block.variables if given.get(name)}
    rows = list(product(*(columns[name] for name in block.variables)))
    if len(rows) > _MAX_ROWS:
        raise InvalidDataError(
            f"{len(rows):,} combinations of values, {_MAX_ROWS:,} are allowed", source=query.name
        )
    lines = [" ".join(row) if block.is_single else f"({' '.join(row)})" for row in rows]
    return " # parameters\n    " + "\n    ".join(lines) + "\n  "


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    with folder("data", "sources", "countries.csv").open(encoding="utf-8", newline="") as file:
        return {row["alpha2"]: row["alpha3"] for row in csv.DictReader(file)}


def _alpha3(code: str) -> str:
    if len(code) == 3 and code.isupper():
        return code
    try:
        return _countries()[code.upper()]
    except KeyError:
        raise ValueError("write an ISO 3166-1 code such as BG") from None


_NAMESPACES: Final[Mapping[str, Callable[[Parameter, str, str], str]]] = {
    "sdg": lambda _parameter, code, _base: SDG + code,
    "country": lambda _parameter, code, _base: EU_COUNTRY + _alpha3(code),
    "concept": lambda parameter, notation, base: concept(parameter.scheme or "", notation, base).value,
    "iri": lambda _parameter, path, base: base + path,
}
