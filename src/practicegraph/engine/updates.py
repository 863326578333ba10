"""The lexical level of SPARQL updates: their operations, and the dataset that each one's WHERE reads.

The engine's update takes no dataset. Where a request or the store's union names one, it is written into the
text as ``USING`` clauses; nothing else of the text is touched.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from practicegraph.engine.errors import QuerySyntaxError
from practicegraph.engine.guard import bounded, refuse_outbound
from practicegraph.engine.tokens import CLOSING, OPENING, Token, position, tokens

_NAMES: Final = frozenset({"iri", "name"})
_CHANGES: Final = frozenset({"INSERT", "DELETE", "WITH"})
_WHOLE_GRAPHS: Final = frozenset({"CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"})
_SETS: Final = frozenset({"ALL", "NAMED"})


@dataclass(frozen=True, slots=True)
class UsingDataset:
    """The dataset that a WHERE reads (SPARQL 1.1 Protocol, section 2.2.3); IRIs of graphs."""

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    def clauses(self) -> str:
        """Return the ``USING`` clauses."""
        return "".join(
            [
                *(f"USING <{iri}> " for iri in self.default_graphs),
                *(f"USING NAMED <{iri}> " for iri in self.named_graphs),
            ]
        )


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of an update request: its own text, with all prologues before it, and its tokens.

    ``tokens`` are those of :attr:`body`, their places relative to it; ``spans`` say where prologues and body
    stand in the request.
    """

    prologue: str
    body: str
    tokens: tuple[Token, ...]
    spans: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """The operation as a request of its own."""
        return f"{self.prologue}\n{self.body}"

    def in_place(self, request: str) -> str:
        """Return the text with its lines and columns as in the whole request."""
        blank = re.sub(r"[^\n]", " ", request)
        parts, end = [], 0
        for start, stop in self.spans:
            parts += [blank[end:start], request[start:stop]]
            end = stop
        return "".join(parts)

    @property
    def is_silent_load(self) -> bool:
        """Whether this is a ``LOAD SILENT``, which must not be run: nothing is fetched, so nothing changes."""
        return any(_silent_loads(self.tokens))

    @property
    def reads(self) -> bool:
        """Whether the operation has a WHERE."""
        return any(token.keyword == "WHERE" for token in self.tokens)

    @property
    def names_graphs(self) -> bool:
        """Whether the operation speaks of named graphs by ``GRAPH``."""
        return any(token.keyword == "GRAPH" for token in self.tokens)

    def using(self, default: str, named: str) -> str:
        """Return the text with a dataset for its WHERE, unless it names one by ``USING``.

        ``default`` is the clause ``USING <...>`` for the default graph; ``WITH`` takes its place.
        """
        top = tuple(_top_level(self.tokens))
        where = next((token for token in top if token.keyword == "WHERE"), None)
        if where is None or any(token.keyword == "USING" for token in top):
            return self.text
        first = top[0].keyword
        if first == "DELETE" and self.tokens[1] is where:
            pattern = self.body[where.start + len("WHERE") :]
            return f"{self.prologue}\nDELETE {pattern} {default}{named}WHERE {pattern}"
        if first == "WITH":
            default = f"USING {top[1].text} "
        return f"{self.prologue}\n{self.body[: where.start]} {default}{named}{self.body[where.start :]}"

    @property
    def written(self) -> tuple[str, ...] | None:
        """The named graphs that the operation may write, as its text names them; ``None`` if it does not tell.

        Whether it may write the default graph is not told: it may.
        """
        first = self.tokens[0].keyword
        if first in _WHOLE_GRAPHS:
            named = tuple(token for token in self.tokens if token.kind in _NAMES)
            return None if not named and _SETS & {token.keyword for token in self.tokens} else _texts(named)
        if first not in _CHANGES:
            return None
        template = self.tokens
        if self.tokens[1].keyword not in {"DATA", "WHERE"}:
            where = next((token for token in _top_level(self.tokens) if token.keyword == "WHERE"), None)
            if where is None:
                return None
            template = tuple(token for token in self.tokens if token.start < where.start)
        named = tuple(after for token, after in pairwise(template) if token.keyword in {"GRAPH", "WITH"})
        return None if any(token.kind not in _NAMES for token in named) else _texts(named)

    @property
    def names_dataset(self) -> bool:
        """Whether the operation names its dataset itself, by ``WITH`` or ``USING``."""
        return any(token.keyword in {"WITH", "USING"} for token in _top_level(self.tokens))


def operations(text: str) -> tuple[Operation, ...]:
    """Return the operations of an update request, in order.

    Raises :class:`QueryRefusedError` for ``LOAD``, ``SERVICE`` and what is nested too deep. Whether the
    text is an update at all is the parser's business. ``LOAD SILENT`` is let through, since the standard has
    it succeed when it fails: see :attr:`Operation.is_silent_load`.
    """
    found = tuple(tokens(text))
    silent = frozenset(_silent_loads(found))
    refuse_outbound(text, [token for token in found if token not in silent])
    deque(bounded(text, found), maxlen=0)
    prologues: tuple[tuple[int, int], ...] = ()
    split = []
    for part in _parts(found):
        length = _prologue_length(part)
        if length:
            prologues += (_span(part[:length]),)
        own = part[length:]
        if own:
            start, end = _span(own)
            moved = tuple(Token(token.kind, token.text, token.start - start) for token in own)
            prologue = "\n".join(text[first:last] for first, last in prologues)
            split.append(Operation(prologue, text[start:end], moved, (*prologues, (start, end))))
    return tuple(split)


def with_dataset(text: str, dataset: UsingDataset) -> tuple[Operation, ...]:
    """Return the operations of an update, their WHERE reading the request's dataset.

    Raises :class:`QuerySyntaxError` if the text names a dataset too (SPARQL 1.1 Protocol, section 2.2.3).
    """
    found = operations(text)
    for operation in found:
        if operation.names_dataset:
            line, column = position(text, operation.spans[-1][0])
            raise QuerySyntaxError(
                "the update names its dataset by WITH or USING, and the request by using-graph-uri or "
                "using-named-graph-uri; use one of them",
                line=line,
                column=column,
            )
    clauses = dataset.clauses()
    return tuple(
        next(iter(operations(operation.using(clauses, ""))), operation) if operation.reads else operation
        for operation in found
    )


def _texts(found: Sequence[Token]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token.text for token in found))


def _silent_loads(found: Sequence[Token]) -> Iterator[Token]:
    return (token for token, after in pairwise(found) if (token.keyword, after.keyword) == ("LOAD", "SILENT"))


def _span(found: Sequence[Token]) -> tuple[int, int]:
    """Return where tokens begin and end."""
    return found[0].start, found[-1].start + len(found[-1].text)


def _parts(found: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """Yield the tokens between semicolons outside of all brackets."""
    depth, start = 0, 0
    for index, token in enumerate(found):
        if token.kind != "operator":
            continue
        if token.text in OPENING:
            depth += 1
        elif token.text in CLOSING:
            depth -= 1
        elif token.text == ";" and depth <= 0:
            yield tuple(found[start:index])
            start = index + 1
    yield tuple(found[start:])


def _prologue_length(part: Sequence[Token]) -> int:
    """Return how many tokens at the beginning are ``BASE`` and ``PREFIX`` declarations."""
    length = 0
    while length < len(part):
        size = {"BASE": 2, "PREFIX": 3}.get(part[length].keyword)
        if size is None:
            break
        length += size
    return min(length, len(part))


def _top_level(found: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens outside of all brackets."""
    depth = 0
    for token in found:
        if token.kind == "operator" and token.text in OPENING:
            depth += 1
        elif token.kind == "operator" and token.text in CLOSING:
            depth -= 1
        elif depth == 0:
            yield token
