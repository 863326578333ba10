"""A query without our extension function: the same rows from any SPARQL 1.1 endpoint.

Each call of ``pg:label`` becomes a variable, bound beside the pattern that the call's own variable is bound
in: an ``OPTIONAL`` sub-select for each language, and a ``COALESCE`` over them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal

from practicegraph.engine.label import PROPERTIES, Call, calls, languages
from practicegraph.engine.tokens import Token, position, tokens
from practicegraph.errors import InvalidDataError
from practicegraph.languages import chain
from practicegraph.terms import node
from practicegraph.wording import Wording

_AGGREGATES: Final = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
_MODIFIERS: Final = frozenset({"HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"})
_CONDITIONS: Final = frozenset({"FILTER", "HAVING"})
_BEFORE_OTHER_GROUPS: Final = frozenset({"CONSTRUCT", "EXISTS"})
_MAX_CALLS: Final = 30
_PATH: Final = "|".join(str(node(name)) for name in PROPERTIES)


class NotPortableError(InvalidDataError):
    """A use of the extension function that has no counterpart in the standard."""


def portable(text: str) -> str:
    """Return the query with each call of ``pg:label`` written in SPARQL 1.1; raises :class:`NotPortableError`."""
    found = calls(text)
    if not found:
        return text
    query = _Query(text, tuple(tokens(text)))
    if len(found) > _MAX_CALLS:
        raise query.error(found[_MAX_CALLS].start, Wording("more than {limit} calls", limit=_MAX_CALLS))
    query.refuse_what_has_no_counterpart(found[0])
    names: dict[tuple[int, str, tuple[str, ...]], str] = {}
    changes: list[tuple[int, int, str]] = []
    for call in found:
        thing, preferred = _arguments(query, call)
        place = query.place(call, thing)
        key = (place.offset, thing.text, preferred)
        if key not in names:
            names[key] = query.fresh(len(names) + 1)
            changes.append((place.offset, place.offset, _binding(thing.text, chain(preferred), names[key])))
        changes.append((call.start, call.end, place.reference % f"?{names[key]}"))
    for start, end, written in sorted(changes, key=lambda change: change[:2], reverse=True):
        text = text[:start] + written + text[end:]
    return text


def _arguments(query: _Query, call: Call) -> tuple[Token, tuple[str, ...]]:
    """Return the thing that a call names, and the languages; both must be written out."""
    thing = call.arguments[0] if call.arguments else ()
    if len(thing) != 1 or thing[0].kind not in {"variable", "iri", "name"} or len(call.arguments) > 2:
        raise query.error(call.start, "the first argument must be a variable or an IRI")
    if len(call.arguments) == 1:
        return thing[0], ()
    wanted = call.arguments[1]
    if len(wanted) != 1 or wanted[0].kind != "string":
        raise query.error(call.start, "the second argument must be a string")
    return thing[0], languages(wanted[0].text.strip("\"'"))


def _binding(thing: str, preferred: Sequence[str], name: str) -> str:
    """Return the patterns that bind ``?name`` to the name of ``thing``."""
    is_variable = thing.startswith(("?", "$"))
    column, group = (f"{thing} ", f" GROUP BY {thing}") if is_variable else ("", "")
    lines, choices = [], []
    for index, tag in enumerate(preferred, 1):
        written = str(Literal(tag))
        lines.append(
            f"OPTIONAL {{ SELECT {column}(MIN(STR(?t)) AS ?{name}_{index}) WHERE {{ {thing} {_PATH} ?t "
            f"FILTER(LCASE(LANG(?t)) = {written}) }}{group} }}"
        )
        choices.append(f"STRLANG(?{name}_{index}, {written})")
    any_other = f"?{name}_any"
    lines.append(
        f'OPTIONAL {{ SELECT {column}(MIN(CONCAT(LCASE(LANG(?t)), " ", STR(?t))) AS {any_other}) '
        f"WHERE {{ {thing} {_PATH} ?t }}{group} }}"
    )
    text, tag = f'STRAFTER({any_other}, " ")', f'STRBEFORE({any_other}, " ")'
    choices.append(f'IF({tag} = "", {text}, STRLANG({text}, {tag}))')
    choices.append(
        f'IF(ISLITERAL({thing}), {thing}, REPLACE(REPLACE(STR({thing}), "[/#]+$", ""), "^.*[/#]", ""))'
    )
    lines.append(f"BIND(COALESCE({', '.join(choices)}) AS ?{name})")
    return "\n  " + "\n  ".join(lines) + "\n  "


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the patterns of a call go, and what stands for the call (``%s`` is its variable)."""

    offset: int
    reference: str


@dataclass(frozen=True, slots=True)
class _Query:
    """The tokens of a query, to be asked what encloses what."""

    text: str
    tokens: tuple[Token, ...]

    def error(self, offset: int, reason: str) -> NotPortableError:
        line, column = position(self.text, offset)
        return NotPortableError(
            Wording("no portable form of this label(): {reason}", reason=reason), place=f"{line}:{column}"
        )

    def refuse_what_has_no_counterpart(self, first: Call) -> None:
        previous = ""
        for token in self.tokens:
            if token.keyword == "FROM":
                raise self.error(first.start, "labels are not looked up in the graphs of FROM")
            if token.text == "*" and previous in {"SELECT", "DISTINCT", "REDUCED"}:
                raise self.error(token.start, "name the columns in place of *")
            previous = token.keyword

    def fresh(self, number: int) -> str:
        """Return the name of a variable that the query does not have."""
        name = f"label_{number}"
        while name in self.text:
            name += "_"
        return name

    def place(self, call: Call, thing: Token) -> _Place:
        index = next(i for i, token in enumerate(self.tokens) if token.start == call.start)
        braces = self._enclosing(index, "{", "}")
        if any(self._is_graph(brace) for brace in braces):
            raise self.error(call.start, "labels are not looked up in the graph of GRAPH")
        inner = braces[-1] if braces else None
        before = self.tokens[index - 1].keyword
        wrapped = "(%s)" if before in _CONDITIONS else "%s"
        level = 0 if inner is None else inner + 1
        if inner is not None and self.tokens[level].keyword != "SELECT":
            self._need(thing, inner, call)
            outermost = [one for one in self._enclosing(index, "(", ")") if one > inner]
            if outermost and self.tokens[outermost[0] - 1].keyword == "BIND":
                return _Place(self.tokens[outermost[0] - 1].start, wrapped)
            return _Place(self.tokens[self._closing(inner)].start, wrapped)
        where = self._where(level)
        self._need(thing, where, call)
        role = self._role(index, level, where)
        return _Place(self.tokens[self._closing(where)].start, wrapped % role)

    def _role(self, index: int, level: int, where: int) -> str:
        """Return what stands for a call in the head or tail of a query: a value of its group, if it has groups."""
        words = {token.keyword: i for i, token in enumerate(self._tail(where), self._closing(where) + 1)}
        if "GROUP" not in words:
            return "%s"
        after = [place for word, place in words.items() if word in _MODIFIERS and place > words["GROUP"]]
        if words["GROUP"] < index < min(after, default=len(self.tokens)):
            return "COALESCE(%s)"  # some parsers take no bare variable for (expression AS ?name) here
        brackets = [one for one in self._enclosing(index, "(", ")") if one > level]
        in_aggregate = any(self.tokens[one - 1].keyword in _AGGREGATES for one in brackets)
        return "%s" if in_aggregate else "SAMPLE(%s)"

    def _tail(self, where: int) -> Sequence[Token]:
        """Return the tokens after the WHERE group, to the end of the query or sub-query."""
        depth, end = 0, self._closing(where) + 1
        while end < len(self.tokens):
            depth += (self.tokens[end].text == "{") - (self.tokens[end].text == "}")
            if depth < 0:
                break
            end += 1
        return self.tokens[self._closing(where) + 1 : end]

    def _need(self, thing: Token, brace: int, call: Call) -> None:
        """Refuse a variable that is not bound by the patterns that the call belongs to."""
        inside = self.tokens[brace : self._closing(brace)]
        others = (token for token in inside if not call.start <= token.start < call.end)
        if thing.kind == "variable" and not any(token.text[1:] == thing.text[1:] for token in others):
            raise self.error(call.start, Wording("{name} is not bound in the same group", name=thing.text))

    def _where(self, level: int) -> int:
        """Return the index of the brace that opens the WHERE group of the query beginning at ``level``."""
        for index in range(level, len(self.tokens)):
            if self.tokens[index].text == "{" and self.tokens[index - 1].keyword not in _BEFORE_OTHER_GROUPS:
                return index
        raise self.error(self.tokens[level].start, "the query has no pattern")

    def _enclosing(self, index: int, opening: str, closing: str) -> list[int]:
        """Return the indices of the brackets that are open at a token, outermost first."""
        stack: list[int] = []
        for i, token in enumerate(self.tokens[:index]):
            if token.text == opening:
                stack.append(i)
            elif token.text == closing and stack:
                stack.pop()
        return stack

    def _closing(self, brace: int) -> int:
        """Return the index of the token that closes a brace."""
        depth = 0
        for index in range(brace, len(self.tokens)):
            depth += (self.tokens[index].text == "{") - (self.tokens[index].text == "}")
            if depth == 0:
                return index
        raise self.error(self.tokens[brace].start, "a bracket is not closed")

    def _is_graph(self, brace: int) -> bool:
        return brace > 1 and self.tokens[brace - 2].keyword == "GRAPH"
