"""What follows from a release's stated graphs: entailments, the SHACL report, the description, figures."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

import pyoxigraph as ox

from practicegraph.catalogue.description import description as describe_queries
from practicegraph.derivation.knowns import AXIOMS, SHAPES, Knowns
from practicegraph.description import dcat, linksets, void
from practicegraph.description.statistics import statistics
from practicegraph.graph.writing import write
from practicegraph.reasoning.consistency import InconsistentGraphError, clashes, inconsistencies
from practicegraph.reasoning.incremental import Closure
from practicegraph.reasoning.schema import close
from practicegraph.release.content import HIDDEN_GRAPHS, with_stable_blank_nodes
from practicegraph.release.download_kinds import DOWNLOAD_TYPES
from practicegraph.validation.report import Report
from practicegraph.validation.serialization import report_json, report_text
from practicegraph.validation.sources import sources_of
from practicegraph.validation.validate import schema as known_to_shapes
from practicegraph.validation.validate import validate

Graphs = dict[str, Iterable[ox.Triple]]
"""The triples of each named graph, by its name below ``graph/``."""


def inferred(graphs: Graphs, knowns: Knowns) -> set[ox.Triple]:
    """Return the entailments of all data; raise :class:`InconsistentGraphError` if they contradict the ontology."""
    schema = close(knowns.ontology)
    data = {
        name: triples
        for name, triples in graphs.items()
        if name not in {"ontology", "quality"} and name not in HIDDEN_GRAPHS
    }
    stated = (triple for triples in data.values() for triple in triples)
    closure = Closure(schema, stated)
    found = inconsistencies(schema, closure)
    if found:
        raise InconsistentGraphError(clashes(closure, found, data))
    return closure.entailed().difference(graphs.get("evidence", ()), knowns.ontology)


def validated(graphs: Graphs, knowns: Knowns) -> Report:
    """Validate what documents, consolidation, curators and reasoning give.

    Ontology and vocabularies are known to the shapes: their classes, and all they say of what the data
    mention.
    """
    background = [*knowns.ontology, *(triple for each in knowns.vocabularies.values() for triple in each)]
    concepts = {triple.subject for each in knowns.vocabularies.values() for triple in each}

    def own() -> Iterator[ox.Triple]:
        """Yield what is validated, all of it in the memory at no time."""
        for name, triples in graphs.items():
            if name != "ontology" and not name.startswith("vocabulary/"):
                is_inferred = name == "inferred"
                yield from (triple for triple in triples if not (is_inferred and triple.subject in concepts))

    mentioned = concepts.intersection(triple.object for triple in own())
    about = [triple for triple in background if triple.subject in mentioned]
    entailed = [triple for triple in graphs["inferred"] if triple.subject in concepts]
    behind = {*known_to_shapes([*background, *entailed]), *about}
    return validate(own(), knowns.shapes, background=behind)


def metadata(graphs: Graphs, knowns: Knowns, base: str) -> set[ox.Triple]:
    """Return the graph that describes the data set: DCAT, VoID, the queries."""
    visible = visible_graphs(graphs)
    triples = (triple for name in visible for triple in graphs[name])
    return {
        *dcat.describe(knowns.description, triples, DOWNLOAD_TYPES.items(), base),
        *void.describe(graphs, visible, base),
        *linksets.describe(knowns.linksets, graphs, base),
        *describe_queries(knowns.queries, base),
    }


def derived_files(
    report: Report, graphs: Mapping[str, Iterable[ox.Triple]], knowns: Knowns | None = None
) -> dict[str, bytes]:
    """Return the derived files that follow from the graphs: the report, its shapes and axioms, and the figures."""
    validated_with = (
        {}
        if knowns is None
        else {
            SHAPES: write(knowns.shapes.triples, "text/turtle"),
            AXIOMS: write(_named_alike(knowns.ontology), "text/turtle"),
        }
    )

    def every() -> Iterator[ox.Triple]:
        return chain.from_iterable(graphs.values())

    return {
        "validation/report.json": json_bytes(report_json(report)),
        "validation/report.txt": report_text(report, "en", sources_of(report, every)).encode(),
        **validated_with,
        "statistics/statistics.json": json_bytes(statistics(graphs, visible_graphs(graphs))),
    }


def _named_alike(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """Return triples in order, blank nodes with the labels that follow from the triples alone."""
    return sorted(with_stable_blank_nodes(triples, "ontology"), key=str)


def visible_graphs(graphs: Mapping[str, object]) -> list[str]:
    """Return the names of the graphs that a query sees without naming them."""
    return [name for name in graphs if name not in HIDDEN_GRAPHS]


def json_bytes(record: object) -> bytes:
    """Return a record as the bytes of a JSON file."""
    return json.dumps(record, ensure_ascii=False, indent=1).encode() + b"\n"
