"""Why a query has no answer: the pattern, condition or language that left nothing, and what is there instead.

Each part of the WHERE clause is asked for alone, then together with the others, one condition at a time. What
removes everything is told with its place in the query and with the nearest that has an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from practicegraph.engine.emptiness import conditions, modifiers, triples
from practicegraph.engine.emptiness.nearest import IT, MOST, Alternative, graphs, like, values
from practicegraph.engine.emptiness.outline import Element, Group, Outline, OutlineError, outline
from practicegraph.engine.emptiness.probing import BudgetSpentError, Probe
from practicegraph.engine.protocol import Dataset, Engine
from practicegraph.engine.tokens import position, tokens
from practicegraph.wording import Wording

_MAX_CAUSES: Final = 6
_REQUIRED: Final = frozenset({"triple", "union", "graph", "group", "select", "values"})
_CONDITIONS: Final = frozenset({"filter", "minus"})
_GROUP_NOISE: Final = "?s__ ?p__ ?o__"

Wrap = Callable[[str], str]
"""Puts a group's content where it stands: inside a ``GRAPH``, or as it is."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Something that leaves nothing: ``kind`` is a stable name, ``text`` the part of the query it is about."""

    kind: str
    text: str
    message: str
    alternatives: tuple[Alternative, ...] = ()
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why there is no answer.

    ``is_complete`` is false where the budget of questions ended the search; ``probes`` is their number.
    """

    is_empty: bool
    causes: tuple[Cause, ...] = ()
    is_complete: bool = True
    probes: int = 0

    def to_json(self, say: Callable[[str], str] = str) -> dict[str, Any]:
        """Return the explanation as a JSON object, in words as ``say`` has them."""
        return {
            "empty": self.is_empty,
            "complete": self.is_complete,
            "probes": self.probes,
            "causes": [
                {
                    "kind": cause.kind,
                    "text": cause.text,
                    "line": cause.line,
                    "column": cause.column,
                    "message": say(cause.message),
                    "alternatives": [{"text": one.text, "note": say(one.note)} for one in cause.alternatives],
                }
                for cause in self.causes
            ],
        }


def explain(engine: Engine, text: str, dataset: Dataset | None, seconds: float) -> Explanation:
    """Return why a query that the engine can parse has no answer, within ``seconds`` of asking parts of it.

    The query itself is not run here; ``is_empty`` says whether its pattern is.
    """
    try:
        parts = outline(text)
    except OutlineError as error:
        cause = Cause(
            "unread", "", Wording("this query cannot be taken apart: {reason}", reason=error.args[0])
        )
        return Explanation(True, (cause,), is_complete=False)
    search = _Search(Probe(engine, parts, dataset, seconds), text)
    try:
        search.run()
    except BudgetSpentError:
        return Explanation(True, search.causes(), is_complete=False, probes=search.probe.count)
    return Explanation(True, search.causes(), probes=search.probe.count)


class _Search:
    """Looks for causes and keeps what it has found, should the budget end it."""

    def __init__(self, probe: Probe, text: str) -> None:
        self.probe = probe
        self.text = text
        self.outline: Outline = probe.outline
        self.found: list[Cause] = []

    def causes(self) -> tuple[Cause, ...]:
        return tuple(dict.fromkeys(self.found))[:_MAX_CAUSES]

    def tell(
        self, kind: str, part: Element | None, message: str, alternatives: Sequence[Alternative] = ()
    ) -> None:
        line, column = position(self.text, part.start) if part else (None, None)
        written = " ".join(self.text[part.start : part.end].split()) if part else ""
        self.found.append(Cause(kind, written, message, tuple(alternatives), line, column))

    def run(self) -> None:
        if not self.probe.holds(_GROUP_NOISE) and not self.probe.holds(f"GRAPH ?g__ {{ {_GROUP_NOISE} }}"):
            self.dataset()
            return
        for one in self.outline.described:
            triples.explain_resource(self.probe, one.terms[0], partial(self.tell, part=one))
        if self.outline.where.elements:
            self.group(self.outline.where, lambda body: body)
        if not self.found:
            self.modifiers()

    def dataset(self) -> None:
        known = self.probe.elsewhere(_GROUP_NOISE)
        if not known:
            self.tell("no-data", None, Wording("there are no triples at all"))
            return
        names = [self.probe.iri(token.text) for token in tokens(self.outline.dataset)]
        near = [one for name in [*names, *self.probe.named] if name for one in graphs(self.probe, name)]
        message = Wording("the graphs that the query is asked of are not there, or are empty")
        self.tell("dataset", None, message, near)

    def group(self, group: Group, wrap: Wrap) -> None:
        """Tell what leaves nothing of a group that has no solution."""
        parts = [one for one in group.elements if one.kind not in _CONDITIONS]
        alone = [one for one in parts if one.kind in _REQUIRED and not self.probe.holds(wrap(one.text))]
        for one in alone:
            self.alone(one, wrap)
        if alone:
            return
        body = _joined(parts)
        if not self.probe.holds(wrap(body)):
            self.together(parts, wrap)
            return
        self.removed([one for one in group.elements if one.kind in _CONDITIONS], body, wrap)

    def alone(self, part: Element, wrap: Wrap) -> None:
        """Tell why a part has no solution even alone."""
        before = len(self.found)
        match part.kind:
            case "triple":
                triples.explain(self.probe, part, wrap, partial(self.tell, part=part))
            case "graph":
                self.graph(part, wrap)
            case "values":
                self.tell("values", part, Wording("this block has no row"))
            case _:
                for group in part.groups:
                    self.group(group, wrap)
                if len(self.found) == before and part.kind == "select":
                    self.inner_modifiers(part, wrap)
                if len(self.found) == before:
                    self.tell(part.kind, part, Wording("this part has no solution"))

    def graph(self, part: Element, wrap: Wrap) -> None:
        name = part.terms[0]
        iri = self.probe.iri(name)
        if iri and not self.probe.holds(f"GRAPH {name} {{ {_GROUP_NOISE} }}"):
            near = graphs(self.probe, iri)
            self.tell("graph", part, Wording("there is no graph {name}, or it is empty", name=name), near)
            return
        before = len(self.found)
        self.group(part.groups[0], lambda body: wrap(f"GRAPH {name} {{ {body} }}"))
        if len(self.found) == before:
            self.tell("graph", part, Wording("this has no solution in {name}", name=name))

    def together(self, parts: Sequence[Element], wrap: Wrap) -> None:
        """Tell which parts, each with solutions of its own, have none in common."""
        kept: list[Element] = []
        for part in parts:
            if part.kind != "optional" and not self.probe.holds(wrap(_joined([*kept, part]))):
                rest = self.smallest(kept, part, wrap)
                self.conflict(rest, part, wrap)
                return
            kept.append(part)
        if parts:
            self.tell("together", parts[-1], Wording("these patterns have no solution in common"))

    def smallest(self, kept: Sequence[Element], part: Element, wrap: Wrap) -> list[Element]:
        """Return the fewest of ``kept`` that still leave nothing of ``part``."""
        rest = list(kept)
        for one in kept:
            fewer = [other for other in rest if other is not one]
            if not self.probe.holds(wrap(_joined([*fewer, part]))):
                rest = fewer
        return rest

    def conflict(self, rest: Sequence[Element], part: Element, wrap: Wrap) -> None:
        others = "; ".join(" ".join(self.text[one.start : one.end].split()) for one in rest)
        message = Wording("this has solutions, but none together with: {others}", others=others)
        near: tuple[Alternative, ...] = ()
        kind = "together"
        typed = next((one for one in [*rest, part] if _is_type(self.probe, one)), None)
        other = next((one for one in [part, *rest] if one.kind == "triple" and one is not typed), None)
        if typed and other and len(rest) == 1 and other.terms[0] == typed.terms[0]:
            kind = "class"
            message = Wording("{name} is never used with {other}", name=other.terms[1], other=typed.terms[2])
            near = values(
                self.probe, wrap(f"{other.text} {typed.terms[0]} a {IT} ."), "is a class of what has it"
            )
        elif part.kind == "values" or any(one.kind == "values" for one in rest):
            kind, near = "values", self.other_values(part, rest, wrap)
        else:
            replaced, near = self.relaxed([part, *rest], wrap)
            if replaced:
                message = Wording("{message}; in place of {value} there is", message=message, value=replaced)
        self.tell(kind, part, message, near)

    def relaxed(self, parts: Sequence[Element], wrap: Wrap) -> tuple[str, tuple[Alternative, ...]]:
        """Return a triple's object, and what could be in its place with the other parts."""
        for triple in parts:
            if triple.kind == "triple" and not _is_variable(triple.terms[2]):
                subject, predicate, value = triple.terms
                others = [one for one in parts if one is not triple]
                near = values(self.probe, wrap(f"{_joined(others)} {subject} {predicate} {IT} ."))
                if near:
                    return value, near
        return "", ()

    def other_values(self, part: Element, rest: Sequence[Element], wrap: Wrap) -> tuple[Alternative, ...]:
        """Return the values that the variable of a VALUES block has without the block."""
        block = next(one for one in [part, *rest] if one.kind == "values")
        variable = re.search(r"[?$]\w+", block.text)
        others = [one for one in [*rest, part] if one is not block]
        if variable is None or not others:
            return ()
        body = wrap(f"{_joined(others)} BIND({variable[0]} AS {IT})")
        written = [token.text for token in tokens(block.text) if token.kind in {"iri", "name", "string"}]
        near = [one for term in written[:MOST] for one in like(self.probe, body, term)]
        return tuple(dict.fromkeys([*near, *values(self.probe, body)]))[: 2 * MOST]

    def removed(self, found: Sequence[Element], body: str, wrap: Wrap) -> None:
        """Tell which conditions leave nothing of a body that has solutions."""
        alone = [one for one in found if not self.probe.holds(wrap(f"{body} {one.text}"))]
        for one in alone:
            conditions.explain(self.probe, one, body, wrap, partial(self.tell, part=one))
        kept: list[Element] = []
        for one in () if alone else found:
            if not self.probe.holds(wrap(f"{body} {_joined([*kept, one])}")):
                others = "; ".join(other.text for other in kept)
                message = Wording(
                    "each condition leaves something, but this one nothing of what is left by: {others}",
                    others=others,
                )
                self.tell("filters", one, message)
                return
            kept.append(one)

    def modifiers(self) -> None:
        """Tell what after the pattern, or in grouping, leaves nothing of solutions that there are."""
        query = self.outline
        head = self.text[len(query.prologue) : query.where.start]
        modifiers.explain(self.probe, query, self.text, lambda body: body, self.tell, head=head)
        if not self.found and query.form == "CONSTRUCT":
            self.tell(
                "template",
                None,
                Wording("the pattern has solutions, but the template makes no triple of them"),
            )

    def inner_modifiers(self, part: Element, wrap: Wrap) -> None:
        """Tell what after the pattern of a sub-query leaves nothing of its solutions."""
        text = part.text[1:-1]
        try:
            query = outline(text)
        except OutlineError:
            return
        head = text[: query.where.start]
        modifiers.explain(self.probe, query, text, wrap, self.tell, offset=part.start + 1, head=head)


def _joined(parts: Sequence[Element]) -> str:
    return " ".join(part.text for part in parts)


def _is_variable(term: str) -> bool:
    return term.startswith(("?", "$"))


def _is_type(probe: Probe, part: Element) -> bool:
    return (
        part.kind == "triple"
        and (probe.iri(part.terms[1]) or "").endswith("#type")
        and not _is_variable(part.terms[2])
    )
