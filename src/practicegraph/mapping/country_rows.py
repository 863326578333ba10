"""Tables whose rows are sorted by country, of which each country is read when it is first asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from practicegraph.errors import InvalidDataError

_COUNTRY: Final = re.compile(r"^([A-Z]{2}),.*(?:\n\1,.*)*", re.MULTILINE)
"""The lines of a country, which stand together."""


def rows_by_country(path: Path) -> Mapping[str, str]:
    """Return the rows of each country as text; raise :class:`InvalidDataError` if the table cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidDataError(f"cannot be read: {error}", source=path) from error
    return {rows[1]: rows[0] for rows in _COUNTRY.finditer(text)}


def countries_by_name(names: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, frozenset[str]]:
    """Return the countries that have something of a name, from the names in each country."""
    found: dict[str, frozenset[str]] = {}
    for country, own_names in names:
        own = frozenset((country,))
        for name in own_names:
            known = found.setdefault(name, own)
            if known is not own:
                found[name] = known | own
    return found
