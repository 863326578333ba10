"""Whether shapes can be run at all: their SPARQL parses, their numbers are numbers, their patterns compile.

The engine meets such an error only where data reaches the shape, and cannot tell the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, Store, Triple

from practicegraph.errors import InvalidDataError
from practicegraph.terms import PREFIXES, node

_XSD: Final = PREFIXES["xsd"]
_QUERIES: Final = frozenset({node("sh:select"), node("sh:ask")})
_PLACE: Final = re.compile(r"\bat (?P<line>\d+):(?P<column>\d+)")
_DECLARED_PREFIX: Final = node("sh:prefix")
_DECLARED_NAMESPACE: Final = node("sh:namespace")


def check_shapes(files: Mapping[Path, Iterable[Triple]], texts: Mapping[Path, str]) -> None:
    """Raise :class:`InvalidDataError` with file and line of the first value that no engine could use.

    ``files`` has the triples of each file, ``texts`` its text, by the same names.
    """
    parsed = {name: tuple(triples) for name, triples in files.items()}
    declared = _declared(triple for triples in parsed.values() for triple in triples)
    for name, triples in parsed.items():
        for triple in sorted(triples, key=str):
            fault = _fault(triple, declared)
            if fault is not None:
                message, line = fault
                place = _line(texts[name], triple) + line
                raise InvalidDataError(message, source=name, place=place)


def _fault(triple: Triple, prefixes: Mapping[str, str]) -> tuple[str, int] | None:
    """Return what is wrong with a constraint's value and how many lines below its beginning."""
    value = triple.object
    if triple.predicate in _QUERIES and isinstance(value, Literal):
        return _query_fault(value.value, prefixes)
    check = _CHECKS.get(triple.predicate.value)
    wrong = None if check is None else check(value)
    return None if wrong is None else (f"{_short(triple)} {wrong}", 0)


def _query_fault(text: str, prefixes: Mapping[str, str]) -> tuple[str, int] | None:
    try:
        Store().query(text, prefixes=dict(prefixes))
    except SyntaxError as error:
        place = _PLACE.search(str(error))
        if place is None:
            return f"the query does not parse: {error}", 0
        line, column = int(place["line"]), place["column"]
        return f"the query does not parse at its line {line}, column {column}", line - 1
    return None


def _declared(triples: Iterable[Triple]) -> dict[str, str]:
    """Return the namespaces that ``sh:declare`` gives, by prefix."""
    names: dict[str, str] = {}
    namespaces: dict[str, str] = {}
    for triple in triples:
        if isinstance(triple.object, Literal):
            if triple.predicate == _DECLARED_PREFIX:
                names[str(triple.subject)] = triple.object.value
            elif triple.predicate == _DECLARED_NAMESPACE:
                namespaces[str(triple.subject)] = triple.object.value
    return {prefix: namespaces[subject] for subject, prefix in names.items() if subject in namespaces}


def _integer(value: object) -> str | None:
    if isinstance(value, Literal) and value.datatype.value == f"{_XSD}integer" and value.value.isdigit():
        return None
    return f"must be a whole number, not {value}"


def _boolean(value: object) -> str | None:
    if isinstance(value, Literal) and value.datatype.value == f"{_XSD}boolean":
        return None
    return f"must be true or false, not {value}"


def _pattern(value: object) -> str | None:
    if not isinstance(value, Literal):
        return f"must be a text, not {value}"
    try:
        re.compile(value.value)
    except re.error as error:
        return f"is no regular expression: {error}"
    return None


def _short(triple: Triple) -> str:
    return f"sh:{triple.predicate.value.removeprefix(PREFIXES['sh'])}"


def _line(text: str, triple: Triple) -> int:
    """Return the line of a file where a constraint's value begins, 1 where it cannot be found."""
    value = triple.object.value if hasattr(triple.object, "value") else ""
    at = text.find(value) if triple.predicate in _QUERIES else -1
    if at < 0:
        written = re.search(rf"{re.escape(_short(triple))}\s+[\"']*{re.escape(str(value))}", text)
        at = 0 if written is None else written.start()
    return text.count("\n", 0, at) + 1


_CHECKS: Final[Mapping[str, Callable[[object], str | None]]] = {
    node(f"sh:{name}").value: check
    for check, names in (
        (
            _integer,
            ("minCount", "maxCount", "minLength", "maxLength", "qualifiedMinCount", "qualifiedMaxCount"),
        ),
        (_boolean, ("uniqueLang", "closed", "deactivated")),
        (_pattern, ("pattern",)),
    )
    for name in names
}
