"""Explanations for readers: as sentences, as JSON, as a graph of what was derived from what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

import pyoxigraph as ox

from practicegraph.reading.passages import sentence
from practicegraph.reasoning.explanation import Explanation, Passage
from practicegraph.reasoning.rules import Rule
from practicegraph.terms import PREFIXES, node

Name = Callable[[object], str]
"""Gives a term's name to a reader."""
Text = Callable[[str], str]
"""Gives a document's text by its IRI; raises ``KeyError`` for an unknown one."""

_AXIOMS: Final[Mapping[str, str]] = {
    "cax-sco": "every “{0}” is a “{2}”",
    "prp-dom": "only a “{2}” has “{0}”",
    "prp-rng": "what “{0}” leads to is a “{2}”",
    "prp-spo1": "“{0}” is a kind of “{2}”",
    "prp-inv1": "“{0}” and “{2}” are each other's inverse",
    "prp-inv2": "“{0}” and “{2}” are each other's inverse",
    "prp-symp": "“{0}” holds in both directions",
    "prp-trp": "“{0}” followed by “{0}” is “{0}” again",
    "prp-spo2": "{chain} is “{0}”",
    "prp-fp": "nothing has two different “{0}”",
    "prp-ifp": "no two different things have the same “{0}”",
    "prp-key": "two of “{0}” with the same {keys} are one",
    "cls-int1": "what is all of {members} is a “{0}”",
    "cls-int2": "every “{0}” is all of {members}",
    "cls-uni": "what is one of {members} is a “{0}”",
    "cls-oo": "“{0}” are {members}",
    "cls-svf": "what has “{2}” to a “{3}” is a “{0}”",
    "cls-avf": "every “{2}” of a “{0}” leads to a “{3}”",
    "cls-hv1": "every “{0}” has “{2}” “{3}”",
    "cls-hv2": "what has “{2}” “{3}” is a “{0}”",
    "cls-maxc2": "a “{0}” has at most one “{2}”",
    "eq-sym": "what is the same as another is so in both directions",
    "eq-trans": "things that are the same as one are the same",
    "eq-rep-s": "what is said of a thing is said of all that is the same",
    "eq-rep-o": "what is said of a thing is said of all that is the same",
}
"""The axiom behind a rule of OWL 2 RL in words, by the rule's name; ``{0}`` ... are the axiom's terms."""


def axiom_text(rule: Rule, name: Name) -> str:
    """Return the axiom a rule was made from, in words."""
    terms = [name(each) for each in rule.axiom]
    quoted = [f"“{each}”" for each in terms[2:]]
    template = _AXIOMS.get(rule.name, " ".join(f"{{{index}}}" for index in range(len(terms))))
    return template.format(
        *terms, chain=" followed by ".join(quoted), keys=" and ".join(quoted), members=", ".join(quoted)
    )


def triple_text(triple: ox.Triple, name: Name) -> str:
    """Return a triple in words."""
    if triple.predicate == node("rdf:type"):
        return f"{name(triple.subject)} – is a – {name(triple.object)}"
    return f"{name(triple.subject)} – {name(triple.predicate)} – {name(triple.object)}"


def explanation_text(explanation: Explanation, name: Name, text: Text) -> str:
    """Return an explanation as indented lines: each triple, why it holds, and below it what that rests on."""
    return "\n".join(_lines(explanation, name, text, 0)) + "\n"


def _lines(explanation: Explanation, name: Name, text: Text, depth: int) -> Iterator[str]:
    indent = "    " * depth
    yield f"{indent}{'because ' if depth else ''}{triple_text(explanation.triple, name)}"
    if explanation.rule is not None:
        yield f"{indent}  by the axiom: {axiom_text(explanation.rule, name)}"
        for premise in explanation.premises:
            yield from _lines(premise, name, text, depth + 1)
        return
    read = [passage for passage in explanation.passages if passage.document is not None]
    for passage in read:
        basis = passage.basis.rpartition("/")[2]
        yield f"{indent}  {basis} in {name(passage.document)}: “{quoted_passage(passage, text)}”"
    if not read:
        yield f"{indent}  stated in {', '.join(graph_name(graph, name) for graph in explanation.graphs)}"


def graph_name(graph: str, name: Name) -> str:
    """Return the name of a graph: that of its document, or what follows ``graph/``."""
    base, found, rest = graph.partition("/graph/")
    if not found:
        return graph
    kind, _, slug = rest.partition("/")
    return name(ox.NamedNode(f"{base}/id/document/{slug}")) if kind == "document" else f"the graph {rest}"


def quoted_passage(passage: Passage, text: Text) -> str:
    """Return the sentence a span stands in, the span alone where the text is not at hand."""
    try:
        whole = "" if passage.document is None else text(passage.document.value)
    except KeyError:
        whole = ""
    before, after = sentence(whole, passage.start, passage.end) if whole else ("", "")
    return " ".join(f"{before}{passage.exact}{after}".split())


def explanation_json(explanation: Explanation, name: Name, text: Text) -> dict[str, Any]:
    """Return an explanation as a record, its premises nested."""
    triple = explanation.triple
    record: dict[str, Any] = {
        "triple": {
            "subject": _term_json(triple.subject),
            "predicate": _term_json(triple.predicate),
            "object": _term_json(triple.object),
        },
        "text": triple_text(triple, name),
        "stated": explanation.rule is None,
    }
    if explanation.rule is None:
        passages = [_passage_json(passage, text) for passage in explanation.passages]
        return record | {"graphs": list(explanation.graphs), "facts": passages}
    rule = explanation.rule
    return record | {
        "rule": rule.name,
        "axiom": {"text": axiom_text(rule, name), "terms": [_term_json(each) for each in rule.axiom]},
        "because": [explanation_json(premise, name, text) for premise in explanation.premises],
    }


def spoken(explanation: Explanation, name: Name, text: Text) -> dict[str, Any]:
    """Return an explanation as a page tells it: every term with its name, premises nested."""
    triple, rule = explanation.triple, explanation.rule
    return {
        "subject": _spoken_term(triple.subject, name),
        "predicate": _spoken_term(triple.predicate, name),
        "object": _spoken_term(triple.object, name),
        "is_type": triple.predicate == node("rdf:type"),
        "axiom": None if rule is None else axiom_text(rule, name),
        "premises": [spoken(premise, name, text) for premise in explanation.premises],
        "passages": [
            {
                "basis": passage.basis.rpartition("/")[2],
                "language": passage.language,
                "sentence": quoted_passage(passage, text),
                "document": _spoken_term(passage.document, name),
                "start": passage.start,
            }
            for passage in explanation.passages
            if passage.document is not None
        ],
        "graphs": [{"iri": graph, "name": graph_name(graph, name)} for graph in explanation.graphs],
    }


def _spoken_term(each: object, name: Name) -> dict[str, str | None]:
    return {"iri": each.value if isinstance(each, ox.NamedNode) else None, "name": name(each)}


def _passage_json(passage: Passage, text: Text) -> dict[str, Any]:
    record: dict[str, Any] = {"fact": passage.fact.value, "basis": passage.basis}
    if passage.document is None:
        return record
    return record | {
        "document": passage.document.value,
        "start": passage.start,
        "end": passage.end,
        "exact": passage.exact,
        "language": passage.language or None,
        "sentence": quoted_passage(passage, text),
    }


def _term_json(each: object) -> dict[str, str]:
    if isinstance(each, ox.NamedNode):
        return {"type": "uri", "value": each.value}
    if isinstance(each, ox.Literal):
        kind = {"xml:lang": each.language} if each.language else {"datatype": each.datatype.value}
        return {"type": "literal", "value": each.value} | kind
    return {"type": "bnode", "value": getattr(each, "value", str(each))}


def why_iri(triple: ox.Triple, base: str) -> ox.NamedNode:
    """Return the IRI of a triple's explanation, an address that gives it."""
    parameters = {
        "subject": _written(triple.subject),
        "predicate": _written(triple.predicate),
        "object": _written(triple.object),
    }
    return ox.NamedNode(f"{base}why?{urlencode(parameters)}")


def _written(each: object) -> str:
    return each.value if isinstance(each, ox.NamedNode) else str(each)


def explanation_graph(explanation: Explanation, base: str, name: Name) -> set[ox.Triple]:
    """Return an explanation as RDF: each triple an ``rdf:Statement`` with ``prov:wasDerivedFrom``.

    An entailed one comes from its premises, with the axiom in words as ``rdfs:comment``; a stated one from
    the graphs that state it and from the facts of ``graph/evidence``.
    """
    found: set[ox.Triple] = set()
    stack: list[Explanation] = [explanation]
    while stack:
        each = stack.pop()
        subject = why_iri(each.triple, base)
        found |= set(_statement(subject, each.triple))
        if each.rule is not None:
            comment = ox.Literal(axiom_text(each.rule, name), language="en")
            found.add(ox.Triple(subject, node("rdfs:comment"), comment))
        sources = [
            *(why_iri(premise.triple, base) for premise in each.premises),
            *map(ox.NamedNode, each.graphs),
            *(passage.fact for passage in each.passages),
        ]
        found |= {ox.Triple(subject, node("prov:wasDerivedFrom"), source) for source in sources}
        found |= {triple for passage in each.passages for triple in _passage_triples(passage)}
        stack.extend(each.premises)
    return found


def _statement(subject: ox.NamedNode, triple: ox.Triple) -> Sequence[ox.Triple]:
    return (
        ox.Triple(subject, node("rdf:type"), node("rdf:Statement")),
        ox.Triple(subject, node("rdf:type"), node("prov:Entity")),
        ox.Triple(subject, node("rdf:subject"), triple.subject),
        ox.Triple(subject, node("rdf:predicate"), triple.predicate),
        ox.Triple(subject, node("rdf:object"), triple.object),
    )


def _passage_triples(passage: Passage) -> Iterator[ox.Triple]:
    if passage.basis:
        yield ox.Triple(passage.fact, node("pg:basis"), ox.NamedNode(passage.basis))
    if passage.document is None:
        return
    integer = ox.NamedNode(PREFIXES["xsd"] + "integer")
    exact = ox.Literal(passage.exact, language=passage.language or None)
    yield ox.Triple(passage.fact, node("prov:wasDerivedFrom"), passage.document)
    yield ox.Triple(passage.fact, node("oa:exact"), exact)
    yield ox.Triple(passage.fact, node("oa:start"), ox.Literal(str(passage.start), datatype=integer))
    yield ox.Triple(passage.fact, node("oa:end"), ox.Literal(str(passage.end), datatype=integer))


def terms_of(explanation: Explanation) -> set[str]:
    """Return the IRIs that an explanation mentions, to be named."""
    triple = explanation.triple
    mentioned: set[object] = {triple.subject, triple.predicate, triple.object}
    mentioned |= {passage.document for passage in explanation.passages}
    mentioned |= set(explanation.rule.axiom) if explanation.rule is not None else set()
    found = {each.value for each in mentioned if isinstance(each, ox.NamedNode)}
    for graph in explanation.graphs:
        base, document, slug = graph.partition("/graph/document/")
        found |= {f"{base}/id/document/{slug}"} if document else set()
    return found.union(*(terms_of(premise) for premise in explanation.premises))
