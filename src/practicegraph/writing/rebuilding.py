"""The long way to the release that a write makes: everything derived from nothing. It is what the short way must give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from practicegraph.derivation.derivation import Graphs, derived_files, inferred, metadata, validated
from practicegraph.derivation.knowns import knowns_of
from practicegraph.privacy.sweep import PersonalDataError, sweep
from practicegraph.release.content import Content, with_stable_blank_nodes
from practicegraph.release.manifest import DefaultGraph
from practicegraph.release.open import Release
from practicegraph.terms import graph
from practicegraph.validation.report import Report
from practicegraph.validation.serialization import report_graph
from practicegraph.writing.curation import Curation
from practicegraph.writing.followed_report import known_results, refuse_new_violations
from practicegraph.writing.following import DERIVED_GRAPHS


def rebuilt(release: Release, graphs: Mapping[str, Iterable[ox.Triple]]) -> Content:
    """Return the content of the release that follows ``release`` when its graphs, by IRI, are ``graphs``.

    Raises what a write raises that may not be published.
    """
    plain = release.manifest.default_graph is DefaultGraph.OWN
    curation = Curation(release.base, plain=plain)
    names = {entry.iri: entry.name for entry in release.graphs}
    found = {iri: names.get(iri) or curation.name(iri) or iri for iri in graphs}
    named: Graphs = {name: tuple(with_stable_blank_nodes(graphs[iri], name)) for iri, name in found.items()}
    files = derived_files(Report(()), named) if plain else _derive(release, named)
    content = Content(
        base=release.base,
        graphs=named,
        texts={entry.document: release.text(entry.document) for entry in release.manifest.texts},
        inputs=release.manifest.inputs,
        versions=release.manifest.versions,
        files=files,
        default_graph=release.manifest.default_graph,
        iris={name: iri for iri, name in found.items() if graph(name, release.base).value != iri},
    )
    hits = sweep(content.graphs, content.texts, content.personal)
    if hits:
        raise PersonalDataError(hits)
    return content


def _derive(release: Release, graphs: Graphs) -> dict[str, bytes]:
    """Replace the derived graphs by those that follow now; return the derived files."""
    knowns = knowns_of(release, graphs)
    for name in DERIVED_GRAPHS:
        graphs.pop(name, None)
    entailed = inferred(graphs, knowns)
    graphs["inferred"] = {
        triple for triple in entailed if not any(isinstance(term, ox.BlankNode) for term in triple)
    }
    report = validated(graphs, knowns)
    refuse_new_violations(report.results, known_results((release.validation / "report.json").read_bytes()))
    graphs["validation"] = report_graph(report, release.base)
    graphs["metadata"] = metadata(graphs, knowns, release.base)
    return derived_files(report, graphs, knowns)
