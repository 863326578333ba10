"""Writes of clients: the current release and an operation in, a new release out, or nothing at all.

What a write gives is reasoned over, validated and swept for personal data before it is published.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from practicegraph.engine.updates import UsingDataset
from practicegraph.errors import PracticeGraphError
from practicegraph.mapping.serialization import facts_from_lines
from practicegraph.release import curation
from practicegraph.release.content import Content
from practicegraph.release.curation import Curation, Upload
from practicegraph.release.derivation import Graphs, derived_files, inferred, known, metadata, validated
from practicegraph.release.layout import Layout
from practicegraph.release.manifest import DefaultGraph
from practicegraph.release.open import Release, open_release
from practicegraph.release.personal import PersonalDataError, sweep
from practicegraph.release.publish import publish
from practicegraph.release.resources import Resources
from practicegraph.settings import Settings
from practicegraph.terms import graph
from practicegraph.validation.report import Report
from practicegraph.validation.serialization import report_graph, report_json

_DERIVED: Final = frozenset({"inferred", "validation", "metadata"})
_SHOWN: Final = 100
"""Violations that a refusal tells of."""


class ShapesViolatedError(PracticeGraphError):
    """A write that breaks shapes; ``report`` is the JSON of the violations it brings."""

    def __init__(self, message: str, report: Mapping[str, Any]) -> None:
        super().__init__(message)
        self.report = report


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """A SPARQL update; ``dataset`` is what the request says that its WHERE reads."""

    text: str
    dataset: UsingDataset | None = None

    def apply(self, graphs: curation.Graphs, writable: Curation) -> curation.Graphs:
        """Return the graphs after the update."""
        return curation.update(graphs, writable, self.text, self.dataset)


@dataclass(frozen=True, slots=True)
class GraphRequest:
    """A write of one graph: ``method`` is ``PUT``, ``POST`` or ``DELETE``; no IRI is the default graph's."""

    method: str
    iri: str | None
    uploads: tuple[Upload, ...] = ()

    def apply(self, graphs: curation.Graphs, writable: Curation) -> curation.Graphs:
        """Return the graphs after the write."""
        iri = self.iri or writable.default
        if self.method == "DELETE":
            return curation.delete(graphs, writable, iri)
        write = curation.put if self.method == "PUT" else curation.post
        return write(graphs, writable, iri, self.uploads)


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a write: the release that has it, and whether its graphs are new ones."""

    release: str
    changed: bool
    created: bool


def write(request: UpdateRequest | GraphRequest, settings: Settings) -> Written:
    """Apply a write to the current release of ``settings.directory`` and publish what comes of it.

    Raises the errors of :mod:`practicegraph.release.curation`, :class:`ShapesViolatedError`,
    :class:`PersonalDataError`, :class:`practicegraph.reasoning.consistency.InconsistentGraphError` and
    those of :func:`practicegraph.release.publish.publish`; then the directory is as it was.
    """
    release = open_release(settings.directory)
    writable = Curation(release.base, plain=release.manifest.default_graph is DefaultGraph.OWN)
    before = {entry.iri: tuple(quad.triple for quad in release.quads(entry.name)) for entry in release.graphs}
    after = request.apply(before, writable)
    created = bool(after.keys() - before.keys())
    if {iri: set(triples) for iri, triples in before.items()} == {
        iri: set(triples) for iri, triples in after.items()
    }:
        return Written(release.id, changed=False, created=False)
    content = _content(release, after, writable, settings)
    published = publish(content, settings.directory, keep=settings.keep_releases, onto=release.id)
    return Written(published.id, changed=True, created=created)


def empty(settings: Settings) -> Release:
    """Publish an empty release with a default graph of its own, for a plain store."""
    content = Content(
        base=settings.base,
        graphs={},
        texts={},
        inputs=(),
        versions=Resources().versions(),
        files=derived_files(Report(()), {}),
        default_graph=DefaultGraph.OWN,
    )
    return publish(content, settings.directory, keep=settings.keep_releases)


def _content(release: Release, graphs: curation.Graphs, writable: Curation, settings: Settings) -> Content:
    """Return the content of the next release, everything derived anew; raise if it may not be published."""
    names = {entry.iri: entry.name for entry in release.graphs}
    named: Graphs = {names.get(iri) or writable.name(iri) or iri: triples for iri, triples in graphs.items()}
    files = derived_files(Report(()), named) if writable.plain else _derive(release, named)
    content = Content(
        base=release.base,
        graphs=named,
        texts={entry.document: release.text(entry.document) for entry in release.manifest.texts},
        inputs=release.manifest.inputs,
        versions=release.manifest.versions,
        files=files,
        personal=tuple(_personal(release, settings.directory)),
        default_graph=release.manifest.default_graph,
        iris={
            name: iri
            for iri in graphs
            if (name := names.get(iri) or writable.name(iri) or iri)
            and graph(name, release.base).value != iri
        },
    )
    hits = sweep(content.graphs, content.texts, content.personal)
    if hits:
        raise PersonalDataError(hits)
    return content


def _derive(release: Release, graphs: Graphs) -> dict[str, bytes]:
    """Replace the derived graphs of ``graphs`` by those that follow now; return the derived files."""
    shipped = known(Resources(), release.base)
    vocabularies = {
        name.removeprefix("vocabulary/"): tuple(triples)
        for name, triples in graphs.items()
        if name.startswith("vocabulary/")
    }
    knowns = replace(shipped, vocabularies=vocabularies)
    for name in _DERIVED:
        graphs.pop(name, None)
    graphs["inferred"] = {triple for triple in inferred(graphs, knowns) if not _has_blank_node(triple)}
    report = validated(graphs, knowns)
    _refuse_new_violations(release, report)
    graphs["validation"] = report_graph(report, release.base)
    graphs["metadata"] = metadata(graphs, knowns, release.base)
    return derived_files(report, graphs, knowns.shapes)


def _refuse_new_violations(release: Release, report: Report) -> None:
    """Raise :class:`ShapesViolatedError` for violations that the release does not have already."""
    earlier = json.loads((release.validation / "report.json").read_bytes())
    old = {_identity(entry) for entry in earlier.get("results", ())}
    found = report_json(report)["results"]
    new = [entry for entry in found if entry["severity"] == "Violation" and _identity(entry) not in old]
    if new:
        raise ShapesViolatedError(
            f"the write breaks {len(new)} constraint{'s' if len(new) > 1 else ''}; nothing was changed",
            {"conforms": False, "violations": len(new), "results": new[:_SHOWN]},
        )


def _identity(entry: Mapping[str, Any]) -> tuple[str | None, ...]:
    return tuple(entry.get(key) for key in ("severity", "focus", "path", "value", "shape", "component"))


def _has_blank_node(triple: ox.Triple) -> bool:
    return any(isinstance(term, ox.BlankNode) for term in triple)


def _personal(release: Release, directory: Path) -> Any:
    private = Layout(directory).private(release.id)
    if not private.is_file():
        return []
    return facts_from_lines(private.read_text(encoding="utf-8"), source=private)
