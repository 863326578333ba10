"""What is told of a query that is none: where it stops being one, and what would fit there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from practicegraph.engine.grammar import QUERY, UPDATE, Unexpected, first_unexpected
from practicegraph.engine.tokens import Token, position, tokens
from practicegraph.terms import PREFIXES
from practicegraph.wording import Choices, Wording

Told = tuple[str, int | None, int | None]
"""What is wrong, and in which line and column (from 1), ``None`` where that is not known."""

_PLACE: Final = re.compile(r"^(?:Parser )?error at (?:line )?(\d+)(?::| column )(\d+): ?")
_EXPECTED: Final = re.compile(r"^expected (?:one of )?")
_SENTENCE: Final = re.compile(r"(?:The|SELECT|Duplicated|IRI|\\u)\s[^,\[\]\"]*")
_BAD_ESCAPE: Final = re.compile(r"(?:[^\\]|\\[tbnrf\"'\\uU])*?(\\[^tbnrf\"'\\uU])", re.DOTALL)
_QUOTES: Final = frozenset("\"'")
_LONGEST: Final = 40
"""Characters of what was found that are told."""
_LIKE: Final = 76.0
"""How alike, from 0 to 100, a keyword must be to be offered."""
_MOST: Final = 8
"""Alternatives that are told; of more, nobody reads them."""

_SENTENCES: Final = {
    "The SELECT contains": "SELECT names a variable that is neither in GROUP BY nor within an aggregate",
    "SELECT * is not": "SELECT * does not go with GROUP BY and aggregates: name the columns",
    "Duplicated variable": "SELECT names a variable twice",
    "The query limit": "the number after LIMIT is too large",
    "The query offset": "the number after OFFSET is too large",
    "\\u escape": "after \\u come four hexadecimal digits, after \\U eight, which give a character",
}
"""What the engine says that is not about grammar, by its beginning."""
_IS_UPDATE: Final = "this is an update, not a query"
_IS_QUERY: Final = "this is a query, not an update"
_OTHERWISE: Final = (
    "this fits the grammar, but not here: is a variable given a value twice, a blank node used in two groups, "
    "or a row of VALUES of another length?"
)


def explain(message: str, query: str = "", start: str = QUERY) -> Told:
    """Return what is wrong with ``query``, of which the engine's parser said ``message``.

    ``start`` is what it should be, a query or an update. A message that is not about syntax stays as it is.
    """
    unexpected = first_unexpected(query, start) if query else None
    if unexpected is not None:
        other, is_other = (UPDATE, _IS_UPDATE) if start == QUERY else (QUERY, _IS_QUERY)
        if unexpected.token and first_unexpected(query, other) is None:
            return Wording(is_other), *position(query, unexpected.token.start)
        return _unexpected(query, unexpected)
    place = _PLACE.match(message)
    line, column = (int(place[1]), int(place[2])) if place else (None, None)
    rest = _PLACE.sub("", message)
    found = list(tokens(query))
    told = (
        _undeclared(query, found)
        or _escape(query, found)
        or (_broken_iri(query, found, (line, column)) if "IRI" in rest else None)
    )
    if told is not None:
        return told
    sentence = _SENTENCE.search(rest)
    if sentence:
        known = next((text for begin, text in _SENTENCES.items() if sentence[0].startswith(begin)), None)
        return Wording(known) if known else sentence[0].strip(), line, column
    return (Wording(_OTHERWISE) if _EXPECTED.match(rest) else rest), line, column


def _unexpected(query: str, unexpected: Unexpected) -> Told:
    token = unexpected.token
    if token is None:
        message = Wording("the text ends here; expected {expected}", expected=_listed(unexpected.expected))
        return message, *position(query, len(query.rstrip()))
    place = position(query, token.start)
    if token.text in _QUOTES:
        return Wording("the string that begins here is not closed"), *place
    if token.text == "<" and ">" in query[token.start :].partition("\n")[0]:
        return Wording(
            "what begins here is no IRI: it has a space or another character that no IRI has"
        ), *place
    found = token.text if len(token.text) <= _LONGEST else f"{token.text[:_LONGEST]}…"
    near = _nearest(token, unexpected.keywords)
    if near:
        return Wording("“{found}” means nothing here; did you mean {near}?", found=found, near=near), *place
    expected = _listed(unexpected.expected)
    return Wording("expected {expected}; found “{found}”", expected=expected, found=found), *place


def _listed(expected: tuple[str, ...]) -> Choices:
    items = [Wording(label) if label.islower() or " " in label else label for label in expected]
    return Choices(tuple(items[:_MOST] if len(items) <= _MOST else [*items[:_MOST], "…"]))


def _nearest(token: Token, keywords: frozenset[str]) -> str | None:
    """Return the keyword that a word was probably meant for."""
    if token.kind not in {"word", "name"}:
        return None
    found = extractOne(token.text.upper(), sorted(keywords), scorer=ratio, score_cutoff=_LIKE)
    return found[0] if found else None


def _undeclared(query: str, found: Iterable[Token]) -> Told | None:
    """Tell which declarations a query lacks, each with the namespace that the prefix commonly has."""
    declared: set[str] = set()
    missing: dict[str, Token] = {}
    previous = ""
    for token in found:
        prefix = token.text.partition(":")[0]
        if previous == "PREFIX":
            declared.add(prefix)
        elif token.kind == "name" and prefix not in declared and not token.text.startswith("_:"):
            missing.setdefault(prefix, token)
        previous = token.keyword
    if not missing:
        return None
    lacking = ", ".join(f"PREFIX {name}: <{PREFIXES.get(name, '...')}>" for name in missing)
    first = next(iter(missing.values()))
    return Wording("not declared: {prefixes}", prefixes=lacking), *position(query, first.start)


def _escape(query: str, found: Iterable[Token]) -> Told | None:
    """Tell of a backslash in a string before a character that needs none."""
    for token in found:
        bad = _BAD_ESCAPE.match(token.text) if token.kind == "string" else None
        if bad:
            message = Wording("a string has no escape {escape}; a backslash is written \\\\", escape=bad[1])
            return message, *position(query, token.start + bad.start(1))
    return None


def _broken_iri(query: str, found: Iterable[Token], place: tuple[int | None, int | None]) -> Told | None:
    """Tell of what stands in < > and is no IRI: the parser stops behind it."""
    for token in found:
        if token.kind == "iri" and position(query, token.start + len(token.text)) == place:
            return Wording("{iri} is no IRI", iri=token.text), *position(query, token.start)
    return None
