"""What the commands that take a query of the catalogue share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from practicegraph.errors import InvalidDataError

if TYPE_CHECKING:
    from practicegraph.catalogue.query import Query


def parameter_values(parameters: Sequence[str]) -> dict[str, list[str]]:
    """Return the values of ``--param NAME=VALUE`` options by name; raises :class:`InvalidDataError`."""
    values: dict[str, list[str]] = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not (name and equals):
            raise InvalidDataError(f"write NAME=VALUE, not {parameter!r}", source="--param")
        values.setdefault(name, []).append(value)
    return values


def named_query(name: str, base: str) -> Query:
    """Return a query of the catalogue, or that of a file ``NAME.rq``."""
    from practicegraph.catalogue.catalogue import Catalogue
    from practicegraph.catalogue.query import read_query

    if _is_file(name):
        return read_query(Path(name), base)
    return Catalogue.load(base=base)[name]


def query_text(name: str, values: Mapping[str, Sequence[str]], base: str) -> str:
    """Return the text of a query with its parameters bound; a file may be any query, without a header too."""
    from practicegraph.catalogue.binding import bind

    if _is_file(name) and not values:
        try:
            return Path(name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InvalidDataError(f"cannot be read: {error}", source=name) from error
    return bind(named_query(name, base), values, base)


def _is_file(name: str) -> bool:
    return name.endswith(".rq") or Path(name).is_file()
