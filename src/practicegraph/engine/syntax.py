"""The parser's message, for a person: where it stopped, and what it would have taken."""

from __future__ import annotations

import re
from typing import Final

from practicegraph.engine.tokens import tokens
from practicegraph.terms import PREFIXES

_PLACE: Final = re.compile(r"^error at (\d+):(\d+): ")
_EXPECTED: Final = re.compile(r"^expected (?:one of )?")
_ITEM: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|[^,\s][^,]*')
_PREFIX: Final = "Prefix not found"


def explain(message: str, query: str = "") -> tuple[str, int | None, int | None]:
    """Return a readable message with line and column (from 1), ``None`` where the parser tells none.

    Prefixes that ``query`` uses and does not declare are named, with what ours stand for. Classes of characters are left out: they stand for the letters of a name or number that could go on.
    """
    place = _PLACE.match(message)
    line, column = (int(place[1]), int(place[2])) if place else (None, None)
    rest = _PLACE.sub("", message)
    if not _EXPECTED.match(rest):
        return rest, line, column
    items = [item.strip() for item in _ITEM.findall(_EXPECTED.sub("", rest))]
    named = [item for item in items if not item.startswith("[") and item != _PREFIX]
    expected = (
        f"expected {'one of ' if len(named) > 1 else ''}{', '.join(named)}" if named else "not expected here"
    )
    if _PREFIX in items:
        undeclared = _undeclared(query)
        if undeclared:
            return f"not declared: {', '.join(undeclared)}", line, column
        return f"a prefix is not declared; {expected}" if named else "a prefix is not declared", line, column
    return expected, line, column


def _undeclared(query: str) -> list[str]:
    """Return the declarations that a query lacks, each with the namespace that the prefix commonly has."""
    found = list(tokens(query))
    declared = {found[index + 1].text for index, token in enumerate(found[:-1]) if token.keyword == "PREFIX"}
    used = dict.fromkeys(
        token.text.partition(":")[0]
        for token in found
        if token.kind == "name" and not token.text.startswith("_:")
    )
    return [f"PREFIX {name}: <{PREFIXES.get(name, '...')}>" for name in used if f"{name}:" not in declared]
