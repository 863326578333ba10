"""The parts of a query's WHERE clause, each with its place: what can be asked for alone.

No parser of the language, which is the worker's business: a reader of queries that the engine has taken
already. It follows the grammar of groups and triples (SPARQL 1.1 Query Language, section 19.8) and leaves
expressions, paths and collections as they are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from practicegraph.engine.tokens import Token, terminals
from practicegraph.terms import PREFIXES
from practicegraph.wording import Wording

FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_PAIRS: Final = {"{": "}", "(": ")", "[": "]", "<<": ">>", "<<(": ")>>"}
_ELEMENTS: Final = frozenset({"FILTER", "OPTIONAL", "MINUS", "GRAPH", "BIND", "VALUES", "SERVICE", "UNION"})
_AFTER_PATH_STEP: Final = frozenset({"*", "+", "?"})
_PATH_JOINTS: Final = frozenset({"/", "|"})


class OutlineError(ValueError):
    """The text is written in a way that this reader does not follow."""


@dataclass(frozen=True, slots=True)
class Element:
    """A part of a group.

    ``kind`` is ``triple``, ``filter``, ``optional``, ``minus``, ``graph``, ``bind``, ``values``, ``union``,
    ``group`` or ``select``. ``text`` is SPARQL that may stand in a group; ``start`` and ``end`` are offsets
    in the query. ``terms`` are subject, predicate and object of a triple, and the name of a graph.
    """

    kind: str
    text: str
    start: int
    end: int
    terms: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A group graph pattern: what stands between two braces."""

    elements: tuple[Element, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A query: ``prologue`` and ``dataset`` (``FROM`` clauses) as written, and what follows the WHERE group.

    ``described`` are the resources that a ``DESCRIBE`` names.
    """

    prologue: str
    form: str
    dataset: str
    where: Group
    tail: str
    prefixes: dict[str, str]
    described: tuple[Element, ...] = ()


def outline(text: str) -> Outline:
    """Return the parts of a query that the engine can parse; raises :class:`OutlineError`."""
    try:
        return _read(text, tuple(terminals(text)))
    except (IndexError, StopIteration) as error:
        raise OutlineError("it ends too early") from error


def _read(text: str, found: Sequence[Token]) -> Outline:
    reader = _Reader(text, found)
    head = next((i for i, token in enumerate(found) if token.keyword in FORMS), None)
    if head is None:
        raise OutlineError("no query form")
    described = tuple(_described(found[head:])) if found[head].keyword == "DESCRIBE" else ()
    prefixes = dict(_prefixes(found[:head]))
    if described and not any(token.text == "{" for token in found):
        nothing = Group((), len(text), len(text))
        before = text[: found[head].start]
        return Outline(before, "DESCRIBE", _dataset(text, found[head:]), nothing, "", prefixes, described)
    opening = _where(found, head)
    closing = reader.closing(opening)
    dataset = _dataset(text, found[head:opening])
    return Outline(
        text[: found[head].start],
        found[head].keyword,
        dataset,
        reader.group(opening),
        text[found[closing].start + 1 :],
        prefixes,
        described,
    )


def _described(found: Sequence[Token]) -> Iterator[Element]:
    for token in found[1:]:
        if token.kind not in {"iri", "name"}:
            return
        yield Element("resource", token.text, token.start, token.start + len(token.text), (token.text,))


def expand(term: str, prefixes: dict[str, str]) -> str | None:
    """Return the IRI that a term of a query stands for, ``None`` for what is none."""
    if term.startswith("<") and term.endswith(">"):
        return term[1:-1]
    if term == "a":
        return PREFIXES["rdf"] + "type"
    prefix, colon, local = term.partition(":")
    if colon and prefix in prefixes and term[0] not in "\"'?$_":
        return prefixes[prefix] + local.replace("\\", "")
    return None


def _where(found: Sequence[Token], head: int) -> int:
    """Return the index of the brace that opens the WHERE group."""
    depth = 0
    for index in range(head, len(found)):
        if found[index].text == "{" and depth == 0 and found[index - 1].keyword != "EXISTS":
            is_template = found[index - 1].keyword == "CONSTRUCT"
            if not is_template:
                return index
        depth += (found[index].text in {"(", "{"}) - (found[index].text in {")", "}"})
    raise OutlineError("no pattern")


def _dataset(text: str, found: Sequence[Token]) -> str:
    clauses = []
    for index, token in enumerate(found):
        if token.keyword == "FROM":
            last = found[index + 2] if found[index + 1].keyword == "NAMED" else found[index + 1]
            clauses.append(text[token.start : last.start + len(last.text)])
    return " ".join(clauses)


def _prefixes(found: Sequence[Token]) -> Iterator[tuple[str, str]]:
    for index, token in enumerate(found[:-2]):
        if token.keyword == "PREFIX":
            yield found[index + 1].text.removesuffix(":"), found[index + 2].text[1:-1]


class _Reader:
    """Reads groups; keeps its place in the tokens."""

    def __init__(self, text: str, found: Sequence[Token]) -> None:
        self.text = text
        self.found = found
        self.index = 0
        self.made = 0

    def closing(self, opening: int) -> int:
        """Return the index of the token that closes the bracket at ``opening``."""
        stack: list[str] = []
        for index in range(opening, len(self.found)):
            written = self.found[index].text
            if written in _PAIRS:
                stack.append(_PAIRS[written])
            elif stack and written == stack[-1]:
                stack.pop()
                if not stack:
                    return index
        raise OutlineError("a bracket is not closed")

    def group(self, opening: int) -> Group:
        """Read the group whose brace is at ``opening``; afterwards the place is behind it."""
        closing = self.closing(opening)
        self.index = opening + 1
        elements: list[Element] = []
        while self.index < closing:
            if self._at(".") or self._at(";"):
                self.index += 1
            elif self._keyword() in _ELEMENTS or self._at("{"):
                elements += self._element()
            elif self._keyword() == "SELECT":
                elements.append(self._select(opening, closing))
            else:
                elements += self._triples(closing)
        self.index = closing + 1
        return Group(tuple(elements), self.found[opening].start, self._end(closing))

    def _element(self) -> list[Element]:
        first, keyword = self.index, self._keyword()
        match keyword:
            case "FILTER":
                return self._filter()
            case "OPTIONAL" | "MINUS":
                group = self.group(first + 1)
                return [self._made(keyword.lower(), first, groups=(group,))]
            case "GRAPH":
                name = self.found[first + 1].text
                group = self.group(first + 2)
                return [self._made("graph", first, terms=(name,), groups=(group,))]
            case "BIND" | "VALUES":
                opening = next(i for i in range(first, len(self.found)) if self.found[i].text in {"(", "{"})
                if keyword == "VALUES":
                    opening = next(i for i in range(first, len(self.found)) if self.found[i].text == "{")
                self.index = self.closing(opening) + 1
                return [self._made(keyword.lower(), first)]
            case "SERVICE" | "UNION":
                raise OutlineError(Wording("{keyword} is not read", keyword=keyword))
        return [self._union(first)]

    def _union(self, first: int) -> Element:
        groups = [self.group(first)]
        while self._keyword() == "UNION":
            groups.append(self.group(self.index + 1))
        kind = "union" if len(groups) > 1 else "group"
        if kind == "group" and groups[0].elements and groups[0].elements[0].kind == "select":
            kind = "select"
        return self._made(kind, first, groups=tuple(groups))

    def _select(self, opening: int, closing: int) -> Element:
        """Read a sub-query, which takes the whole group; its own WHERE group is read too."""
        inner = _where(self.found[: closing + 1], self.index)
        group = self.group(inner)
        self.index = closing
        text = self.text[self.found[opening].start : self._end(closing)]
        return Element("select", text, self.found[opening].start, self._end(closing), groups=(group,))

    def _filter(self) -> list[Element]:
        """Read a filter; conditions joined by ``&&`` become filters of their own."""
        first = self.index
        self.index += 1
        while self.found[self.index].text not in {"(", "{"}:
            self.index += 1
        opening = self.index
        closing = self.closing(opening)
        self.index = closing + 1
        cuts = self._conjunctions(opening, closing) if opening == first + 1 else []
        if not cuts:
            return [self._made("filter", first)]
        edges = [opening, *cuts, closing]
        parts = [(self.found[a + 1].start, self._end(b - 1)) for a, b in pairwise(edges)]
        return [Element("filter", f"FILTER({self.text[a:b]})", a, b) for a, b in parts]

    def _conjunctions(self, opening: int, closing: int) -> list[int]:
        cuts, index = [], opening + 1
        while index < closing:
            if self.found[index].text in _PAIRS:
                index = self.closing(index)
            elif self.found[index].text == "||":
                return []
            elif self.found[index].text == "&&":
                cuts.append(index)
            index += 1
        return cuts

    def _triples(self, closing: int) -> list[Element]:
        """Read triples of the same subject."""
        first = self.index
        found: list[Element] = []
        subject = self._term(found)
        if self.index < closing and not self._at("."):
            self._properties(subject, found, first)
        return found

    def _properties(self, subject: str, found: list[Element], first: int) -> None:
        while True:
            start = self.index
            predicate = self._path()
            while True:
                value = self._term(found)
                text = f"{subject} {predicate} {value} ."
                begin = first if start == first + 1 else start
                found.append(
                    Element(
                        "triple",
                        text,
                        self.found[begin].start,
                        self._end(self.index - 1),
                        (subject, predicate, value),
                    )
                )
                if self._at("{|") or self._at("~"):
                    raise OutlineError("annotations are not read")
                if not self._at(","):
                    break
                self.index += 1
            while self._at(";"):
                self.index += 1
            if self.index >= len(self.found) or self.found[self.index].text in {".", "]", "}"}:
                return
            if self._keyword() in _ELEMENTS or self._at("{"):
                return

    def _term(self, found: list[Element]) -> str:
        """Read a subject or object; what a blank node's brackets say becomes triples of their own."""
        token = self.found[self.index]
        if token.text == "[":
            return self._blank(found)
        if token.text in _PAIRS:
            start, self.index = self.index, self.closing(self.index) + 1
            return self._text(start)
        start = self.index
        self.index += 1
        if token.text.startswith("_:"):
            return f"?node_{token.text[2:].replace('-', '_').replace('.', '_')}"
        if token.text in {"+", "-"}:
            self.index += 1
        if self.index < len(self.found):
            if self.found[self.index].kind == "language" and token.kind == "string":
                self.index += 1
            elif self._at("^^"):
                self.index += 2
        return self._text(start)

    def _blank(self, found: list[Element]) -> str:
        first = self.index
        self.made += 1
        name = f"?node__{self.made}"
        closing = self.closing(first)
        self.index = first + 1
        if self.index < closing:
            self._properties(name, found, first)
        self.index = closing + 1
        return name

    def _path(self) -> str:
        """Read a predicate: a variable, an IRI or a path."""
        start = self.index
        while True:
            while self._at("^") or self._at("!"):
                self.index += 1
            self.index = self.closing(self.index) + 1 if self._at("(") else self.index + 1
            if self.index < len(self.found) and self._touches() and self._is(_AFTER_PATH_STEP):
                self.index += 1
            if not self._is(_PATH_JOINTS):
                return self._text(start)
            self.index += 1

    def _touches(self) -> bool:
        """Whether there is no space before the token: what tells a path's ``+`` from a number's."""
        return self.found[self.index].start == self._end(self.index - 1)

    def _made(self, kind: str, first: int, **more: tuple[str, ...] | tuple[Group, ...]) -> Element:
        start, end = self.found[first].start, self._end(self.index - 1)
        return Element(kind, self.text[start:end], start, end, **more)  # type: ignore[arg-type]

    def _text(self, start: int) -> str:
        return self.text[self.found[start].start : self._end(self.index - 1)]

    def _end(self, index: int) -> int:
        return self.found[index].start + len(self.found[index].text)

    def _at(self, written: str) -> bool:
        return self.index < len(self.found) and self.found[self.index].text == written

    def _is(self, choices: frozenset[str]) -> bool:
        return self.index < len(self.found) and self.found[self.index].text in choices

    def _keyword(self) -> str:
        return self.found[self.index].keyword if self.index < len(self.found) else ""
