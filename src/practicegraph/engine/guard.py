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
from practicegraph.engine.tokens import CLOSING, OPENING, Token, position, tokens
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
_BEHIND: Final = 2
"""Tokens behind ``SELECT`` among which a ``*`` may stand for the variables."""
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
    read = _Read()
    for token in bounded(text, _in_time(tokens(text), seconds)):
        read.take(text, token)
    if read.opening is None:
        message, line, column = explain("", text or " ")
        raise QuerySyntaxError(message, line=line, column=column)
    star = _star(read.opening, read.behind)
    return CheckedQuery(text, _FORMS[read.opening.keyword], star, () if star is None else tuple(read.names))


class _Read:
    """What is kept of a query's tokens while they are looked at: a long query has more than memory should hold."""

    __slots__ = ("_clauses", "_operators", "behind", "names", "opening")

    def __init__(self) -> None:
        self._operators = 0
        self._clauses = 0
        self.opening: Token | None = None
        """The keyword of the query's form."""
        self.behind: list[Token] = []
        """The two tokens behind it."""
        self.names: dict[str, None] = {}
        """The names of variables, in the order in which they first appear."""

    def take(self, text: str, token: Token) -> None:
        """Take note of the next token; raises :class:`QueryRefusedError` at one too many."""
        if self.opening is not None and len(self.behind) < _BEHIND:
            self.behind.append(token)
        if token.kind == "operator":
            if token.text in _OPERATORS:
                self._operators += 1
                _refuse_beyond(text, token, self._operators, MAX_OPERATORS, "operators")
        elif token.kind == "word":
            self._take_word(text, token, token.text.upper())
        elif token.kind == "variable":
            self.names[token.text[1:]] = None

    def _take_word(self, text: str, token: Token, keyword: str) -> None:
        if keyword in _OUTBOUND:
            refuse_outbound(text, (token,))
        if keyword in _CLAUSES:
            self._clauses += 1
            _refuse_beyond(text, token, self._clauses, MAX_CLAUSES, "clauses")
        if self.opening is None and keyword in _FORMS:
            self.opening = token


def _in_time(found: Iterator[Token], seconds: float) -> Iterator[Token]:
    ends = time.monotonic() + seconds
    while some := tuple(islice(found, _STRIDE)):
        if time.monotonic() > ends:
            raise DeadlineExceededError(seconds)
        yield from some


def _star(opening: Token, behind: Sequence[Token]) -> int | None:
    if opening.keyword != "SELECT":
        return None
    following = [token for token in behind if token.keyword not in {"DISTINCT", "REDUCED"}]
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
            depth += (token.text in OPENING) - (token.text in CLOSING)
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


def _refuse_beyond(text: str, token: Token, count: int, limit: int, name: str) -> None:
    if count > limit:
        _refuse(text, token, Wording(f"more than {{limit}} {name}", limit=limit), "too-complex")


def _refuse(text: str, token: Token, message: str, reason: str) -> NoReturn:
    line, column = position(text, token.start)
    raise QueryRefusedError(message, reason=reason, line=line, column=column)
