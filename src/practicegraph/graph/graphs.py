"""The graphs of a consolidation: one per document, ``consolidated`` and ``evidence``."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from practicegraph.consolidation.model import DOCUMENT_FIELDS, Consolidation, Undertaking
from practicegraph.graph import literals
from practicegraph.graph.consolidated import describe_consolidated, describe_match, sources
from practicegraph.graph.documents import describe_document, language_of
from practicegraph.graph.evidence import evidence
from practicegraph.graph.fields import TYPES
from practicegraph.graph.identifiers import Identifiers
from practicegraph.graph.packed import PackedEvidence, PackedGraph
from practicegraph.graph.shared import describe_organizations, describe_places
from practicegraph.graph.statements import RDF_TYPE, Scope, sdg_link, statement
from practicegraph.graph.undertakings import scope_of
from practicegraph.mapping.fact import Basis, Fact
from practicegraph.mapping.mapped import MappedDocument
from practicegraph.terms import BASE, node
from practicegraph.terms import graph as graph_iri

Graphs = dict[str, set[Triple]]
"""Triples by the name of their graph, such as ``document/SLUG``."""

CONSOLIDATED = "consolidated"
EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class _Written:
    """The graphs of a consolidation: ``statements`` all but the evidence, which is N-Triples, a piece for each fact."""

    statements: defaultdict[str, set[Triple]]
    evidence: list[str] | PackedEvidence


def graphs(consolidation: Consolidation, base: str = BASE) -> Graphs:
    """Return every graph of a consolidation, by name (without ``BASE graph/``).

    ``document/SLUG`` holds the triples of one document's facts and its description, ``consolidated`` what
    only several facts together give and what documents share, ``evidence`` a ``pg:Fact`` for each fact.
    """
    pieces: list[str] = []
    statements = write(consolidation, pieces, base)
    facts = parse("".join(pieces).encode(), format=RdfFormat.N_TRIPLES)
    return {**statements, EVIDENCE: {quad.triple for quad in facts}}


def packed_graphs(consolidation: Consolidation, base: str = BASE) -> dict[str, PackedGraph]:
    """Return the graphs of :func:`graphs`, of many documents in little memory."""
    pieces = PackedEvidence(base)
    found = {
        name: PackedGraph.of(triples, graph_iri(name, base))
        for name, triples in written(consolidation, pieces, base)
    }
    return {**found, EVIDENCE: pieces.graph(graph_iri(EVIDENCE, base))}


def write(consolidation: Consolidation, pieces: list[str] | PackedEvidence, base: str = BASE) -> Graphs:
    """Return all graphs but the evidence, of which what each fact says is added to ``pieces`` as N-Triples."""
    return dict(written(consolidation, pieces, base))


def written(
    consolidation: Consolidation, pieces: list[str] | PackedEvidence, base: str = BASE
) -> Iterator[tuple[str, set[Triple]]]:
    """Yield the graphs of :func:`write` by name, each as soon as it is whole."""
    identifiers = Identifiers(base)
    documents = {name: identifiers.document(slug) for name, slug in consolidation.document_slugs.items()}
    languages = {mapped.document.name: language_of(mapped) for mapped in consolidation.documents}
    made = _Written(defaultdict(set), pieces)
    by_name = {mapped.document.name: mapped for mapped in consolidation.documents}
    awaited = Counter(member.document for each in consolidation.undertakings for member in each.members)
    untold = [name for name in by_name if name not in awaited]

    def whole(name: str) -> tuple[str, set[Triple]]:
        scope = Scope(identifiers, documents[name], documents=documents, languages=languages)
        graph = f"document/{consolidation.document_slugs[name]}"
        _write_document(made, graph, by_name[name], scope)
        return graph, made.statements.pop(graph)

    for undertaking in consolidation.undertakings:
        scope = scope_of(undertaking, identifiers, documents, languages)
        _write_members(made, consolidation, undertaking, scope)
        _write_consolidated(made, undertaking, scope)
        told = [member.document for member in undertaking.members]
        awaited.subtract(told)
        yield from (whole(name) for name in dict.fromkeys(told) if not awaited[name])
    yield from map(whole, untold)
    yield CONSOLIDATED, _shared(made, consolidation, documents, identifiers)


def _shared(
    made: _Written,
    consolidation: Consolidation,
    documents: Mapping[str, NamedNode],
    identifiers: Identifiers,
) -> set[Triple]:
    """Return what only several documents together give, and what they share."""
    shared = made.statements.pop(CONSOLIDATED, set())
    for match in consolidation.matches:
        shared.update(describe_match(match, documents, identifiers))
    facts = [fact for mapped in consolidation.documents for fact in mapped.facts]
    shared.update(describe_organizations(facts, identifiers))
    shared.update(describe_places(facts, identifiers))
    return shared


def _write_document(made: _Written, graph: str, mapped: MappedDocument, scope: Scope) -> None:
    """Write what a document says of itself."""
    language = scope.languages[mapped.document.name]
    described = describe_document(mapped, scope.subject, language, scope.identifiers)
    made.statements[graph].update(described)
    about = [fact for fact in mapped.facts if fact.field in DOCUMENT_FIELDS and not fact.part]
    _write_facts(made, graph, about, scope)


def _write_facts(made: _Written, name: str, facts: Iterable[Fact], scope: Scope) -> None:
    for fact in facts:
        said = statement(fact, scope)
        if said is None:
            continue
        made.statements[name].update(said.all)
        made.evidence.append(evidence(fact, said, scope.identifiers, scope.documents[fact.document]))


def _write_members(
    made: _Written, consolidation: Consolidation, undertaking: Undertaking, scope: Scope
) -> None:
    by_document: dict[str, list[Fact]] = defaultdict(list)
    for fact in undertaking.facts:
        by_document[fact.document].append(fact)
    for member in undertaking.members:
        name = f"document/{consolidation.document_slugs[member.document]}"
        made.statements[name].add(Triple(scope.subject, RDF_TYPE, TYPES[undertaking.kind]))
        described = Triple(scope.subject, node("pg:describedIn"), scope.documents[member.document])
        made.statements[CONSOLIDATED].add(described)
        _write_facts(made, name, by_document.pop(member.document, []), scope)
    made.statements[CONSOLIDATED].update(_sdg_confidences(undertaking, scope))


def _sdg_confidences(undertaking: Undertaking, scope: Scope) -> Iterable[Triple]:
    """Yield the confidence of each link to an SDG: that of the surest fact."""
    best: dict[NamedNode, float] = {}
    for fact in undertaking.facts:
        if fact.field == "sdg" and fact.basis is not Basis.MISSING:
            link = sdg_link(fact, scope)
            best[link] = max(best.get(link, 0.0), fact.confidence)
    for link, confidence in best.items():
        value = literals.decimal(confidence)
        if value is not None:
            yield Triple(link, node("pg:confidence"), value)


def _write_consolidated(made: _Written, undertaking: Undertaking, scope: Scope) -> None:
    headings = {_place(fact): fact.language for fact in undertaking.facts if fact.basis is Basis.MISSING}
    for fact in undertaking.consolidated:
        said = statement(fact, scope)
        if said is None:
            continue
        origin = sources(fact, undertaking)
        made.statements[CONSOLIDATED].update(describe_consolidated(fact, said, undertaking, scope))
        document = scope.documents[fact.document]
        quoted = headings.get(_place(fact)) if fact.basis is Basis.SIBLING else None
        made.evidence.append(evidence(fact, said, scope.identifiers, document, origin, quoted))


def _place(fact: Fact) -> tuple[str, int | None, int, int]:
    """Return where a fact stands."""
    return (fact.document, fact.part, fact.start, fact.end)
