"""Why a FILTER or MINUS leaves nothing of patterns that have solutions."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from practicegraph.engine.emptiness import nearest
from practicegraph.engine.emptiness.nearest import IT, Alternative
from practicegraph.engine.emptiness.outline import Element
from practicegraph.engine.emptiness.probing import Probe
from practicegraph.engine.emptiness.triples import Tell
from practicegraph.engine.tokens import Token, tokens
from practicegraph.wording import Wording

Wrap = Callable[[str], str]
_LANGUAGE: Final = frozenset({"LANG", "LANGMATCHES"})
_EXISTS: Final = "EXISTS"


def explain(probe: Probe, part: Element, body: str, wrap: Wrap, tell: Tell) -> None:
    """Tell why the condition of ``part`` removes every solution of ``body``."""
    if part.kind == "minus":
        tell("minus", message=Wording("everything that the patterns give is taken away by this"))
        return
    found = list(tokens(part.text))[1:]
    words = {token.keyword for token in found}
    variables = list(dict.fromkeys(token.text for token in found if token.kind == "variable"))
    if _EXISTS in words:
        message = (
            "the pattern in this condition holds for every solution"
            if "NOT" in words
            else "the pattern in this condition holds for no solution"
        )
        tell("exists", message=Wording(message))
        return
    unbound = [name for name in variables if not probe.holds(wrap(f"{body} FILTER(BOUND({name}))"))]
    if unbound and "BOUND" not in words:
        message = Wording("{names} has no value where this condition stands", names=", ".join(unbound))
        tell("unbound", message=message)
    elif words & _LANGUAGE:
        for name in _of_language(found) or variables:
            near = nearest.languages(probe, wrap(body), name)
            wanted = ", ".join(token.text for token in found if token.kind == "string")
            message = Wording("no {name} is in the language asked for ({wanted})", name=name, wanted=wanted)
            tell("language", message=message, alternatives=near)
    else:
        _compared(probe, part, body, wrap, tell, found, variables)


def _compared(
    probe: Probe, part: Element, body: str, wrap: Wrap, tell: Tell, found: list[Token], variables: list[str]
) -> None:
    expression = re.sub(r"^\s*FILTER", "", part.text, flags=re.IGNORECASE)
    near: list[Alternative] = []
    for name in variables[:2]:
        for index, token in enumerate(found):
            if token.kind == "string" and found[index + 1].text != "^^":
                text = token.text.strip("\"'")
                near += nearest.texts(probe, wrap(f"{body} BIND({name} AS {IT})"), text)
            elif (
                token.kind in {"iri", "name"}
                and found[index - 1].text != "^^"
                and found[index + 1].text != "("
            ):
                near += _known(probe, token, wrap)
    if probe.holds(wrap(f"{body} BIND(({expression}) AS ?so__) FILTER(BOUND(?so__))")):
        kind, message = "filter", "this condition is false for every solution"
    else:
        kinds = [one for name in variables[:2] for one in _kinds(probe, body, wrap, name)]
        kind, message = (
            "error",
            "this condition is an error for every solution: the values are of another type",
        )
        near = [*kinds, *near]
    if not near:
        near = [one for name in variables[:2] for one in _range(probe, body, wrap, name)]
    tell(kind, message=Wording(message), alternatives=tuple(dict.fromkeys(near)))


def _range(probe: Probe, body: str, wrap: Wrap, name: str) -> list[Alternative]:
    """Return the smallest and largest value of a variable."""
    orders = (
        ("", Wording("is the smallest {name}", name=name)),
        ("DESC", Wording("is the largest {name}", name=name)),
    )
    return [
        Alternative(nearest.term(row[IT[1:]]), note)
        for order, note in orders
        for row in probe.rows(
            f"({name} AS {IT})", wrap(f"{body} FILTER(BOUND({name}))"), f"ORDER BY {order}({name}) LIMIT 1"
        )
    ]


def _kinds(probe: Probe, body: str, wrap: Wrap, name: str) -> list[Alternative]:
    """Return the datatypes of a variable's values, each with one of them."""
    columns = f"?kind__ (SAMPLE({name}) AS {IT})"
    rows = probe.rows(
        columns,
        wrap(f"{body} BIND(DATATYPE({name}) AS ?kind__)"),
        "GROUP BY ?kind__ ORDER BY ?kind__ LIMIT 5",
    )
    return [
        Alternative(nearest.term(row[IT[1:]]), Wording("is a value of {name}", name=name))
        for row in rows
        if IT[1:] in row
    ]


def _known(probe: Probe, token: Token, wrap: Wrap) -> tuple[Alternative, ...]:
    if probe.holds(wrap(f"{token.text} ?p__ ?o__ .")) or probe.holds(wrap(f"?s__ ?p__ {token.text} .")):
        return ()
    return nearest.things(probe, probe.iri(token.text) or "")


def _of_language(found: list[Token]) -> list[str]:
    """Return the variables whose language a condition asks for."""
    return list(
        dict.fromkeys(
            found[index + 2].text
            for index, token in enumerate(found[:-2])
            if token.keyword == "LANG" and found[index + 2].kind == "variable"
        )
    )
