"""Putting values into a query: terms into its ``VALUES`` blocks, never text into its text."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import product
from typing import Final

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from practicegraph.catalogue.query import Block, Parameter, Query
from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder
from practicegraph.terms import BASE, EU_COUNTRY, PREFIXES, SDG, concept, prefixes
from practicegraph.wording import Wording

ANY: Final = "any"
"""The value that leaves a parameter open (``UNDEF``); so does an empty one."""

Value = NamedNode | Literal | None
"""What a parameter may be bound to; ``None`` is "any"."""

_XSD: Final = PREFIXES["xsd"]
_MAX_ROWS: Final = 1000
_BOOLEAN: Final = re.compile(r"true|false")
_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def bind(query: Query, values: Mapping[str, Sequence[str]], base: str = BASE) -> str:
    """Return the query's text with ``values`` in place of the defaults.

    ``values`` maps a parameter's name to alternatives, each as a person writes it: a notation
    (``eif``, ``11``, ``BG``), a compact or whole IRI, a literal. A parameter that is not named, or has no
    alternatives, keeps its defaults. Raises :class:`InvalidDataError`.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            raise InvalidDataError(
                Wording("there is no parameter “{name}”", name=name)
                if not known
                else Wording(
                    "there is no parameter “{name}”; there is {known}", name=name, known=", ".join(known)
                ),
                source=query.name,
            )
    given = {
        name: [term(known[name], text, base) for text in texts] for name, texts in values.items() if texts
    }
    text = query.text
    for block in reversed(query.blocks):
        if any(name in given for name in block.variables):
            text = text[: block.start] + _rows(block, given, query) + text[block.end :]
    return text


def defaults(query: Query, block: Block) -> dict[str, list[Value]]:
    """Return the values that the file gives each variable of a block, each once, in its order."""
    names = " ".join(f"?{name}" for name in block.variables)
    variables = names if block.is_single else f"({names})"
    rows = query.text[block.start : block.end]
    found = Store().query(f"{query.prologue}\nSELECT {names} {{ VALUES {variables} {{{rows}}} }}")
    columns: dict[str, list[Value]] = {name: [] for name in block.variables}
    for row in found if isinstance(found, QuerySolutions) else ():
        for name, column in columns.items():
            value = row[name]
            if value not in column and (value is None or isinstance(value, NamedNode | Literal)):
                column.append(value)
    return columns


def default_texts(query: Query, base: str = BASE) -> dict[str, list[str]]:
    """Return the defaults of each parameter as a person writes them, so that :func:`bind` takes them back."""
    columns = {name: found for block in query.blocks for name, found in defaults(query, block).items()}
    return {
        parameter.name: [written(parameter, value, base) for value in columns[parameter.name]]
        for parameter in query.parameters
    }


def written(parameter: Parameter, value: Value, base: str = BASE) -> str:
    """Return a value as a person writes it: the inverse of :func:`term`."""
    if value is None:
        return ANY
    if isinstance(value, NamedNode) and parameter.kind in _NAMESPACES:
        namespace = _NAMESPACES[parameter.kind](parameter, "", base)
        return value.value.removeprefix(namespace)
    return value.value


def term(parameter: Parameter, text: str, base: str = BASE) -> Value:
    """Return the RDF term that a person's text stands for, ``None`` for "any"."""
    text = text.strip()
    if not text or text == ANY:
        return None
    try:
        if parameter.kind in _NAMESPACES:
            return _iri(parameter, text, base)
        return _literal(parameter, text)
    except ValueError as error:
        raise InvalidDataError(
            Wording("“{text}” is no {kind}: {advice}", text=text, kind=parameter.kind, advice=error.args[0]),
            source=parameter.name,
        ) from error


def _iri(parameter: Parameter, text: str, base: str) -> NamedNode:
    bare = text.removeprefix("<").removesuffix(">")
    if "://" in bare:
        return _named(bare)
    prefix, colon, local = bare.partition(":")
    if not colon:
        name = _alpha3(bare) if parameter.kind == "country" else bare
        return _named(_NAMESPACES[parameter.kind](parameter, name, base))
    namespaces = prefixes(base)
    if prefix not in namespaces:
        raise ValueError(Wording("unknown prefix “{prefix}”", prefix=prefix))
    return _named(namespaces[prefix] + local)


def _named(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError:
        raise ValueError("write an IRI") from None


def _literal(parameter: Parameter, text: str) -> Literal:
    match parameter.kind:
        case "integer":
            return _typed(str(int(_matching(_INTEGER, text, "write a whole number such as 12"))), "integer")
        case "boolean":
            return _typed(_matching(_BOOLEAN, text.lower(), "write true or false"), "boolean")
        case "decimal":
            return _typed(_matching(_DECIMAL, text, "write a number such as 0.5"), "decimal")
        case "date":
            return _typed(_day(text), "date")
        case _:
            return Literal(text)


def _typed(text: str, kind: str) -> Literal:
    return Literal(text, datatype=NamedNode(_XSD + kind))


def _matching(pattern: re.Pattern[str], text: str, advice: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError(advice)
    return text


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text).isoformat()
    except ValueError:
        day = ""
    if day != text:
        raise ValueError("write a day such as 2011-03-31")
    return text


def _rows(block: Block, given: Mapping[str, list[Value]], query: Query) -> str:
    columns = defaults(query, block) | {name: given[name] for name in block.variables if name in given}
    rows = list(product(*(dict.fromkeys(map(_sparql, columns[name])) for name in block.variables)))
    if len(rows) > _MAX_ROWS:
        raise InvalidDataError(
            Wording(
                "{number} combinations of values, {limit} are allowed",
                number=f"{len(rows):,}",
                limit=f"{_MAX_ROWS:,}",
            ),
            source=query.name,
        )
    lines = [" ".join(row) if block.is_single else f"({' '.join(row)})" for row in rows]
    return " # parameters\n    " + "\n    ".join(lines) + "\n  "


def _sparql(value: Value) -> str:
    return "UNDEF" if value is None else str(value)


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    with folder("data", "sources", "countries.csv").open(encoding="utf-8", newline="") as file:
        return {row["alpha2"]: row["alpha3"] for row in csv.DictReader(file)}


def _alpha3(code: str) -> str:
    if code.upper() in _countries().values():
        return code.upper()
    try:
        return _countries()[code.upper()]
    except KeyError:
        raise ValueError("write an ISO 3166-1 code such as BG") from None


_NAMESPACES: Final[Mapping[str, Callable[[Parameter, str, str], str]]] = {
    "sdg": lambda _parameter, code, _base: SDG + code,
    "country": lambda _parameter, code, _base: EU_COUNTRY + code,
    "concept": lambda parameter, notation, base: concept(parameter.scheme or "", notation, base).value,
    "iri": lambda _parameter, path, base: base + path,
}
