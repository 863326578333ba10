"""Why what stands after a pattern leaves nothing of its solutions: grouping, values, the limits of a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Protocol

from practicegraph.engine.emptiness import nearest
from practicegraph.engine.emptiness.nearest import IT, MOST, Alternative
from practicegraph.engine.emptiness.outline import Element, Outline
from practicegraph.engine.emptiness.probing import Probe, Row
from practicegraph.engine.tokens import CLOSING, OPENING, Token, tokens
from practicegraph.wording import Wording

Wrap = Callable[[str], str]
_CLAUSES: Final = frozenset({"GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"})
_AGGREGATES: Final = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
_MEASURED: Final = 2
"""Expressions of one condition whose values are told."""


class Tell(Protocol):
    """Notes a cause; ``part`` is the part of the query it is about, if that can be told."""

    def __call__(
        self, kind: str, part: Element | None, message: str, alternatives: Sequence[Alternative] = ()
    ) -> None:
        """Note a cause of a kind, in words, with what is there instead."""
        ...


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause after the pattern: its text from the keyword on, and where that stands in the query."""

    text: str
    start: int

    @property
    def found(self) -> tuple[Token, ...]:
        """What follows the keyword."""
        return tuple(tokens(self.text))[1:]

    def part(self, begin: int, end: int) -> Element:
        """Return a part of the clause."""
        return Element("modifier", self.text[begin:end], self.start + begin, self.start + end)


@dataclass(frozen=True, slots=True)
class _Modified:
    """A (sub-)query whose pattern has solutions: ``body`` is the pattern, ``aliases`` what SELECT names by AS."""

    probe: Probe
    body: str
    clauses: Mapping[str, _Clause]
    aliases: Mapping[str, str] = field(default_factory=dict)

    @property
    def grouping(self) -> str:
        """The clause that groups, empty where all solutions are one group."""
        return self.clauses["GROUP"].text if "GROUP" in self.clauses else ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The variables that solutions are grouped by."""
        depth, before, keys = 0, "", []
        for token in self.clauses["GROUP"].found if self.grouping else ():
            depth += (token.text in OPENING) - (token.text in CLOSING)
            if token.kind == "variable" and (depth == 0 or before == "AS"):
                keys.append(token.text)
            before = token.keyword
        return tuple(keys)

    def groups(self, expression: str, tail: str) -> list[Row]:
        """Return groups with the value that an expression has in each."""
        columns = " ".join((*self.keys, f"({expression} AS {IT})"))
        rows = self.probe.rows(columns, self.body, f"{self.grouping} {tail}")
        return [row for row in rows if IT[1:] in row]


def explain(
    probe: Probe, query: Outline, text: str, wrap: Wrap, tell: Tell, *, offset: int = 0, head: str = ""
) -> None:
    """Tell what after the pattern of a query, whose ``text`` is at ``offset``, leaves nothing.

    ``head`` is what stands before the pattern: what SELECT names.
    """
    body = wrap(" ".join(part.text for part in query.where.elements))
    clauses = _clauses(query.tail, offset + len(text) - len(query.tail))
    asked = _Modified(probe, body, clauses, _aliases(head))
    if re.search(r"\bLIMIT\s+0\b", query.tail, re.IGNORECASE):
        tell("limit", None, Wording("LIMIT 0 asks for no row"))
    elif re.search(r"\bOFFSET\s+[1-9]", query.tail, re.IGNORECASE):
        _offset(asked, tell)
    elif "HAVING" in clauses:
        _having(asked, clauses["HAVING"], tell)
    elif "VALUES" in clauses:
        _values(asked, clauses["VALUES"], tell)


def _offset(asked: _Modified, tell: Tell) -> None:
    rows = asked.probe.rows("(COUNT(*) AS ?n__)", asked.body)
    message = (
        Wording("OFFSET skips every row: the pattern has {number}", number=rows[0]["n__"]["value"])
        if rows
        else Wording("OFFSET skips every row")
    )
    tell("offset", None, message)


def _having(asked: _Modified, clause: _Clause, tell: Tell) -> None:
    """Tell which conditions no group fulfils, each with the groups that come nearest."""
    conditions, aliases = list(_conditions(clause)), asked.aliases
    alone = [
        one
        for one in conditions
        if not asked.groups("1", f"HAVING {_written_out(one.text, aliases)} LIMIT 1")
    ]
    for one in alone or conditions[-1:]:
        near = tuple(each for text in _measured(one, aliases) for each in _groups(asked, one, text))
        tell("having", one, Wording("the pattern has solutions, but HAVING leaves no group"), near)


def _groups(asked: _Modified, condition: Element, expression: str) -> Iterator[Alternative]:
    """Yield the values of an expression that are nearest to the number of a condition, else the extreme ones."""
    numbers = [token.text for token in tokens(condition.text) if token.kind == "number"]
    if len(numbers) == 1:
        order = f"ORDER BY ABS({IT} - {numbers[0]}) {' '.join(asked.keys)} LIMIT {MOST}"
        template, rows = "is the nearest {name}", asked.groups(expression, order)
        yield from _worded(asked, rows, expression, template)
        if rows:
            return
    for order, template in (("", "is the smallest {name}"), ("DESC", "is the largest {name}")):
        rows = asked.groups(expression, f"ORDER BY {order}({IT}) LIMIT 1")
        yield from _worded(asked, rows, expression, template)


def _worded(asked: _Modified, rows: Sequence[Row], expression: str, template: str) -> Iterator[Alternative]:
    seen = set()
    for row in rows:
        value = row[IT[1:]]
        written = value["value"] if _is_number(value) else nearest.term(value)
        if written in seen:
            continue
        seen.add(written)
        note = Wording(template, name=expression)
        keys = ", ".join(_term(asked.probe, row[key[1:]]) for key in asked.keys if key[1:] in row)
        yield Alternative(written, Wording("{note}, of {group}", note=note, group=keys) if keys else note)


def _values(asked: _Modified, clause: _Clause, tell: Tell) -> None:
    """Tell which variables of the values after a query never have them, each with those that it has."""
    columns = _columns(clause)
    lone = {
        name: terms
        for name, terms in columns.items()
        if terms and not _any_has(asked, name, [term for term in terms if term != "UNDEF"])
    }
    near = [one for name, terms in (lone or columns).items() for one in _others(asked, name, terms)]
    message = Wording("the pattern has solutions, but none with the values after it")
    tell("values", clause.part(0, len(clause.text)), message, tuple(dict.fromkeys(near))[: 2 * MOST])


def _any_has(asked: _Modified, name: str, terms: Sequence[str]) -> bool:
    return not terms or asked.probe.holds(f"{asked.body} VALUES {name} {{ {' '.join(terms)} }}")


def _others(asked: _Modified, name: str, terms: Sequence[str]) -> Iterator[Alternative]:
    """Yield values of a variable, those like ``terms`` first."""
    body = f"{asked.body} BIND({name} AS {IT})"
    for written in terms[:MOST]:
        yield from nearest.like(asked.probe, body, written)
    yield from nearest.values(asked.probe, body)


def _clauses(tail: str, offset: int) -> dict[str, _Clause]:
    """Return the clauses of a query's tail by their first keyword."""
    found, depth = tuple(tokens(tail)), 0
    starts: list[int] = []
    for index, token in enumerate(found):
        if depth == 0 and token.keyword in _CLAUSES:
            starts.append(index)
        depth += (token.text in OPENING) - (token.text in CLOSING)
    clauses = {}
    for first, last in pairwise([*starts, len(found)]):
        begin, end = found[first].start, found[last - 1].start + len(found[last - 1].text)
        clauses[found[first].keyword] = _Clause(tail[begin:end], offset + begin)
    return clauses


def _conditions(clause: _Clause) -> Iterator[Element]:
    """Yield the conditions of HAVING: a bracketed expression or a call each."""
    depth, begin = 0, -1
    for token in clause.found:
        begin = token.start if begin < 0 else begin
        depth += (token.text in OPENING) - (token.text in CLOSING)
        if depth == 0 and token.text in CLOSING:
            yield clause.part(begin, token.start + len(token.text))
            begin = -1


def _written_out(text: str, aliases: Mapping[str, str]) -> str:
    """Return a condition with the expressions that names in it stand for."""
    for token in reversed(list(tokens(text))):
        if token.kind == "variable" and token.text in aliases:
            text = f"{text[: token.start]}({aliases[token.text]}){text[token.start + len(token.text) :]}"
    return text


def _measured(condition: Element, aliases: Mapping[str, str]) -> list[str]:
    """Return the aggregates of a condition, and what the names in it stand for."""
    found = list(tokens(condition.text))
    measured: list[str] = []
    for index, token in enumerate(found):
        if token.keyword in _AGGREGATES:
            last = found[_closing(found, index + 1)]
            measured.append(condition.text[token.start : last.start + 1])
        elif token.kind == "variable" and token.text in aliases:
            measured.append(aliases[token.text])
    return list(dict.fromkeys(measured))[:_MEASURED]


def _aliases(head: str) -> dict[str, str]:
    """Return the expressions that SELECT names, by variable."""
    found = list(tokens(head))
    aliases = {}
    for index, token in enumerate(found):
        if token.keyword == "AS" and index + 1 < len(found) and found[index + 1].kind == "variable":
            opening = _opening(found, index)
            aliases[found[index + 1].text] = head[found[opening].start + 1 : token.start].strip()
    return aliases


def _columns(clause: _Clause) -> dict[str, list[str]]:
    """Return the terms that a VALUES block gives each of its variables."""
    found = clause.found
    brace = next(index for index, token in enumerate(found) if token.text == "{")
    names = [token.text for token in found[:brace] if token.kind == "variable"]
    terms: list[str] = []
    for token in found[brace + 1 :]:
        if terms and (token.kind == "language" or token.text == "^^" or terms[-1].endswith(("^^", "+", "-"))):
            terms[-1] += token.text
        elif token.text not in {"(", ")", "}"}:
            terms.append(token.text)
    return {name: terms[index :: len(names)] for index, name in enumerate(names)}


def _closing(found: Sequence[Token], opening: int) -> int:
    depth = 0
    for index in range(opening, len(found)):
        depth += (found[index].text in OPENING) - (found[index].text in CLOSING)
        if depth == 0:
            return index
    return len(found) - 1


def _opening(found: Sequence[Token], inside: int) -> int:
    depth = 1
    for index in range(inside - 1, -1, -1):
        depth += (found[index].text in CLOSING) - (found[index].text in OPENING)
        if depth == 0:
            return index
    return 0


def _is_number(value: Mapping[str, str]) -> bool:
    return value.get("datatype", "").rpartition("#")[2] in {"integer", "decimal", "double"}


def _term(probe: Probe, value: dict[str, str]) -> str:
    return probe.written(value["value"]) if value["type"] == "uri" else nearest.term(value)
