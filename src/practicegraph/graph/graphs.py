"""The graphs of a consolidation: one per document, ``consolidated`` and ``evidence``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import NamedNode, Triple

from practicegraph.consolidation.model import DOCUMENT_FIELDS, Consolidation, Undertaking
from practicegraph.graph import literals
from practicegraph.graph.consolidated import describe_consolidated, describe_match, sources
from practicegraph.graph.documents import describe_document, language_of
from practicegraph.graph.evidence import evidence
from practicegraph.graph.fields import TYPES
from practicegraph.graph.identifiers import Identifiers
from practicegraph.graph.shared import describe_organizations, describe_places
from practicegraph.graph.statements import RDF_TYPE, Scope, statement
from practicegraph.graph.undertakings import scope_of
from practicegraph.mapping.fact import Basis, Fact
from practicegraph.terms import BASE, node

Graphs = dict[str, set[Triple]]
"""Triples by the name of their graph, such as ``document/SLUG``."""

CONSOLIDATED = "consolidated"
EVIDENCE = "evidence"


def graphs(consolidation: Consolidation, base: str = BASE) -> Graphs:
    """Return every graph of a consolidation, by name (without ``BASE graph/``).

    ``document/SLUG`` holds the triples of one document's facts and its description, ``consolidated`` what
    only several facts together give and what documents share, ``evidence`` a ``pg:Fact`` for each fact.
    """
    identifiers = Identifiers(base)
    documents = {name: identifiers.document(slug) for name, slug in consolidation.document_slugs.items()}
    languages = {mapped.document.name: language_of(mapped) for mapped in consolidation.documents}
    result: Graphs = {CONSOLIDATED: set(), EVIDENCE: set()}
    for mapped in consolidation.documents:
        name = mapped.document.name
        target = result.setdefault(f"document/{consolidation.document_slugs[name]}", set())
        target.update(describe_document(mapped, documents[name], identifiers))
        scope = Scope(identifiers, documents[name], documents=documents, languages=languages)
        about = [fact for fact in mapped.facts if fact.field in DOCUMENT_FIELDS]
        _write_facts(result, f"document/{consolidation.document_slugs[name]}", about, scope)
    for undertaking in consolidation.undertakings:
        scope = scope_of(undertaking, identifiers, documents, languages)
        _write_members(result, consolidation, undertaking, scope)
        _write_consolidated(result, undertaking, scope)
    for match in consolidation.matches:
        result[CONSOLIDATED].update(describe_match(match, documents, identifiers))
    facts = [fact for mapped in consolidation.documents for fact in mapped.facts]
    result[CONSOLIDATED].update(describe_organizations(facts, identifiers))
    result[CONSOLIDATED].update(describe_places(facts, identifiers))
    return result


def _write_facts(result: Graphs, name: str, facts: Iterable[Fact], scope: Scope) -> None:
    for fact in facts:
        said = statement(fact, scope)
        if said is None:
            continue
        result[name].update(said.all)
        document = scope.documents[fact.document]
        result[EVIDENCE].update(evidence(fact, said, scope.identifiers, document))


def _write_members(
    result: Graphs, consolidation: Consolidation, undertaking: Undertaking, scope: Scope
) -> None:
    by_document: dict[str, list[Fact]] = defaultdict(list)
    for fact in undertaking.facts:
        by_document[fact.document].append(fact)
    for member in undertaking.members:
        name = f"document/{consolidation.document_slugs[member.document]}"
        result[name].add(Triple(scope.subject, RDF_TYPE, TYPES[undertaking.kind]))
        described = Triple(scope.subject, node("pg:describedIn"), scope.documents[member.document])
        result[CONSOLIDATED].add(described)
        _write_facts(result, name, by_document.pop(member.document, []), scope)

    result[CONSOLIDATED].update(_sdg_confidences(undertaking, scope))


def _sdg_confidences(undertaking: Undertaking, scope: Scope) -> Iterable[Triple]:
    """Yield the confidence of each link to an SDG: that of the surest fact."""
    best: dict[NamedNode, float] = {}
    for fact in undertaking.facts:
        said = statement(fact, scope) if fact.field == "sdg" and fact.basis is not Basis.MISSING else None
        for triple in said.triples if said else ():
            if triple.predicate == node("pg:hasSdgLink") and isinstance(triple.object, NamedNode):
                best[triple.object] = max(best.get(triple.object, 0.0), fact.confidence)
    for link, confidence in best.items():
        value = literals.decimal(confidence)
        if value is not None:
            yield Triple(link, node("pg:confidence"), value)


def _write_consolidated(result: Graphs, undertaking: Undertaking, scope: Scope) -> None:
    for fact in undertaking.consolidated:
        said = statement(fact, scope)
        if said is None:
            continue
        origin = sources(fact, undertaking)
        result[CONSOLIDATED].update(describe_consolidated(fact, said, undertaking, scope))
        document = scope.documents[fact.document]
        result[EVIDENCE].update(evidence(fact, said, scope.identifiers, document, origin))
