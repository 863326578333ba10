"""Why a triple pattern has no solution, though it stands alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from pyoxigraph import Literal

from practicegraph.engine.emptiness import nearest
from practicegraph.engine.emptiness.nearest import IT, Alternative
from practicegraph.engine.emptiness.outline import Element
from practicegraph.engine.emptiness.probing import Probe
from practicegraph.engine.tokens import tokens
from practicegraph.terms import PREFIXES
from practicegraph.wording import Wording

Wrap = Callable[[str], str]
_TYPE = PREFIXES["rdf"] + "type"


class Tell(Protocol):
    """Notes a cause."""

    def __call__(self, kind: str, *, message: str, alternatives: tuple[Alternative, ...] = ()) -> None:
        """Note a cause of a kind, in words, with what is there instead."""
        ...


def explain(probe: Probe, part: Element, wrap: Wrap, tell: Tell) -> None:
    """Tell why the pattern of ``part`` fits no triple: a name that is not in use, or a value that differs."""
    subject, predicate, value = part.terms
    elsewhere = _elsewhere(probe, part, wrap)
    if elsewhere:
        message = Wording(
            "this holds only in named graphs that the query does not look at: ask for it in GRAPH"
        )
        tell("graph", message=message, alternatives=elsewhere)
        return
    missing = [name for name in _names(probe, predicate) if not probe.holds(wrap(f"?s__ {name} ?o__ ."))]
    for name in missing:
        iri = probe.iri(name) or ""
        if not _elsewhere(probe, part, wrap, pattern=f"?s__ {name} ?o__"):
            tell(
                "property",
                message=Wording("{name} is no property in use", name=name),
                alternatives=nearest.properties(probe, iri),
            )
        else:
            tell(
                "property",
                message=Wording("{name} is in use in other graphs only", name=name),
                alternatives=(),
            )
    if missing:
        return
    if probe.iri(predicate) == _TYPE and probe.iri(value):
        near = nearest.classes(probe, probe.iri(value) or "")
        tell("class", message=Wording("nothing is a {name}", name=value), alternatives=near)
        return
    if probe.iri(subject) and not probe.holds(wrap(f"{subject} ?p__ ?o__ .")):
        explain_resource(probe, subject, tell)
        return
    _value(probe, part, wrap, tell)


def explain_resource(probe: Probe, name: str, tell: Tell) -> None:
    """Tell that nothing is said of a resource, and which are called nearly so."""
    near = nearest.things(probe, probe.iri(name) or "")
    tell("thing", message=Wording("nothing is said of {name}", name=name), alternatives=near)


def _value(probe: Probe, part: Element, wrap: Wrap, tell: Tell) -> None:
    subject, predicate, value = part.terms
    open_pattern = f"{subject} {predicate} {IT} ."
    if not probe.holds(wrap(open_pattern)):
        listed = nearest.values(probe, wrap(f"{subject} {IT} ?o__ ."), "is said of it")
        tell(
            "property",
            message=Wording("{name} is not said of {thing}", name=predicate, thing=subject),
            alternatives=listed,
        )
        return
    iri = probe.iri(value)
    if iri is None:
        text, form = _literal(value)
        near = nearest.texts(probe, wrap(open_pattern), text) or nearest.named(
            probe, wrap(open_pattern), text
        )
        kind = "language" if form.startswith("@") else "value"
        tell(
            kind,
            message=Wording("no value of {name} is the literal {value}", name=predicate, value=value),
            alternatives=near or nearest.values(probe, wrap(open_pattern)),
        )
        return
    if not probe.holds(wrap(f"{value} ?p__ ?o__ .")) and not probe.holds(wrap(f"?s__ ?p__ {value} .")):
        near = nearest.things(probe, iri)
        tell("thing", message=Wording("there is no {name}", name=value), alternatives=near)
        return
    used = nearest.values(probe, wrap(f"?s__ {IT} {value} ."), "has it as its value")
    tell(
        "value",
        message=Wording("{value} is there, but is no value of {name}", value=value, name=predicate),
        alternatives=used or nearest.values(probe, wrap(open_pattern)),
    )


def _elsewhere(probe: Probe, part: Element, wrap: Wrap, pattern: str = "") -> tuple[Alternative, ...]:
    """Return the named graphs in which the pattern holds, for one that stands in no ``GRAPH`` itself."""
    if wrap("") != "":
        return ()
    rows = probe.elsewhere(pattern or part.text)
    return tuple(
        Alternative(f"GRAPH {probe.written(row['it__']['value'])}", Wording("it holds there")) for row in rows
    )


def _names(probe: Probe, predicate: str) -> list[str]:
    """Return the properties that a predicate or path names, type left out."""
    found = [token.text for token in tokens(predicate) if token.kind in {"iri", "name"}]
    return [name for name in dict.fromkeys(found) if probe.iri(name) not in {None, _TYPE}]


def _literal(value: str) -> tuple[str, str]:
    """Return the text of a literal as written in a query, and its language or datatype part."""
    found = list(tokens(value))
    if found and found[0].kind == "string":
        written = found[0].text
        quotes = 3 if written[:3] in {'"""', "'''"} else 1
        text = written[quotes:-quotes].replace('\\"', '"').replace("\\'", "'").replace("\\\\", "\\")
        return text, value[len(written) :]
    return str(Literal(value))[1:-1], ""
