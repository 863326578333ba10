"""What is refused before a query is parsed, with a reason that a person can act on.

The guard gives the clear error; safety does not rest on it but on the worker's isolation: the parser
of the engine recurses without a limit, so every query is parsed only where a crash costs nothing.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, NoReturn

from practicegraph.engine.errors import DeadlineExceededError, QueryRefusedError, QuerySyntaxError
from practicegraph.engine.protocol import CheckedQuery, QueryForm
from practicegraph.engine.syntax import explain
from practicegraph.engine.tokens import Token, position, tokens
from practicegraph.wording import Wording

MAX_DEPTH: Final = 60
"""Levels of brackets; the parser of the engine overflows its stack from about 850."""
MAX_OPERATORS: Final = 600
"""Operators of expressions and paths in one query; flat chains overflow from 7,000."""
MAX_CLAUSES: Final = 300
"""Keywords that open or join a group; flat chains overflow from about 2,700."""
MAX_RUN: Final = 30
"""Prefix operators or brackets in a row."""

_STRIDE: Final = 1024
"""Tokens after which to look at the clock again."""
_OPENING: Final = frozenset({"{", "(", "[", "<<", "<<(", "{|"})
_CLOSING: Final = frozenset({"}", ")", "]", ">>", ")>>", "|}"})
_OPERATORS: Final = frozenset(
    {"+", "-", "*", "/", "!", "&&", "||", "|", "^", "=", "!=", "<", ">", "<=", ">="}
)
_CLAUSES: Final = frozenset(
    {"OPTIONAL", "UNION", "MINUS", "FILTER", "BIND", "GRAPH", "EXISTS", "SELECT", "SERVICE", "LATERAL"}
)
_OUTBOUND: Final = frozenset({"SERVICE", "LOAD"})
_FORMS: Final = {form.name: form for form in QueryForm}


def check(text: str, *, limit: int, seconds: float = math.inf) -> CheckedQuery:
    """Return the checked query.

    ``limit`` is the longest query in bytes of UTF-8, ``seconds`` how long looking at it may take, after which
    :class:`DeadlineExceededError` is raised. Raises :class:`QueryRefusedError` for ``SERVICE``,
    ``LOAD`` and texts that are too long, deep or complex; :class:`QuerySyntaxError` if no query form is
    found.
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > limit:
        raise QueryRefusedError(
            Wording("the query has {size} bytes, {limit} are allowed", size=f"{size:,}", limit=f"{limit:,}"),
            reason="too-long",
        )
    found = tuple(bounded(text, _in_time(tokens(text), seconds)))
    words = [token for token in found if token.kind == "word"]
    refuse_outbound(text, words)
    operators = [token for token in found if token.kind == "operator"]
    _refuse_more(text, operators, _OPERATORS, MAX_OPERATORS, "operators")
    _refuse_more(text, words, _CLAUSES, MAX_CLAUSES, "clauses")
    opening = next((word for word in words if word.keyword in _FORMS), None)
    if opening is None:
        message, line, column = explain("", text or " ")
        raise QuerySyntaxError(message, line=line, column=column)
    star = _star(found, found.index(opening))
    names = [] if star is None else [token.text[1:] for token in found if token.kind == "variable"]
    return CheckedQuery(text, _FORMS[opening.keyword], star, tuple(dict.fromkeys(names)))


def _in_time(found: Iterator[Token], seconds: float) -> Iterator[Token]:
    ends = time.monotonic() + seconds
    while some := tuple(islice(found, _STRIDE)):
        if time.monotonic() > ends:
            raise DeadlineExceededError(seconds)
        yield from some


def _star(found: Sequence[Token], index: int) -> int | None:
    if found[index].keyword != "SELECT":
        return None
    following = [
        token for token in found[index + 1 : index + 3] if token.keyword not in {"DISTINCT", "REDUCED"}
    ]
    return following[0].start if following and following[0].text == "*" else None


def refuse_outbound(text: str, found: Iterable[Token]) -> None:
    """Raise :class:`QueryRefusedError` at the first token that would fetch from elsewhere."""
    for token in found:
        if token.keyword in _OUTBOUND:
            _refuse(
                text,
                token,
                Wording(
                    "{keyword} is not run here: this endpoint reads its own graphs only; federate from your side",
                    keyword=token.keyword,
                ),
                token.keyword.lower(),
            )


def bounded(text: str, found: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens; raises :class:`QueryRefusedError` at the first that the parser should not be given.

    That is a bracket beyond :data:`MAX_DEPTH` levels, or an operator after :data:`MAX_RUN` others.
    """
    depth = run = 0
    for token in found:
        if token.kind == "operator":
            depth += (token.text in _OPENING) - (token.text in _CLOSING)
            run = run + 1 if token.text in _OPERATORS else 0
            if depth > MAX_DEPTH:
                _refuse(
                    text,
                    token,
                    Wording("brackets are nested deeper than {limit} levels", limit=MAX_DEPTH),
                    "too-deep",
                )
            if run > MAX_RUN:
                _refuse(
                    text, token, Wording("more than {limit} operators in a row", limit=MAX_RUN), "too-deep"
                )
        else:
            run = 0
        yield token


def _refuse_more(text: str, found: Sequence[Token], which: frozenset[str], limit: int, name: str) -> None:
    counted = [token for token in found if token.text.upper() in which]
    if len(counted) > limit:
        _refuse(text, counted[limit], Wording(f"more than {{limit}} {name}", limit=limit), "too-complex")


def _refuse(text: str, token: Token, message: str, reason: str) -> NoReturn:
    line, column = position(text, token.start)
    raise QueryRefusedError(message, reason=reason, line=line, column=column)
