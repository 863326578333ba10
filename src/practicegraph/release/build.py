"""The build: documents in, a published release out. Nothing is written before everything is right."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import pyoxigraph as ox

from practicegraph.catalogue.catalogue import Catalogue
from practicegraph.catalogue.description import description as describe_queries
from practicegraph.consolidation.consolidate import consolidate
from practicegraph.consolidation.decisions import Decisions
from practicegraph.consolidation.model import Consolidation
from practicegraph.description import dcat, void
from practicegraph.description.statistics import statistics
from practicegraph.errors import DamagedReleaseError, PracticeGraphError, UnreadableDocumentError
from practicegraph.graph.graphs import graphs as document_graphs
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapped import MappedDocument
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.blocks import Document
from practicegraph.reading.files import read_folder
from practicegraph.reasoning.consistency import InconsistentGraphError, clashes, inconsistencies
from practicegraph.reasoning.inference import derive
from practicegraph.reasoning.schema import close
from practicegraph.release.checksums import check_file
from practicegraph.release.content import HIDDEN_GRAPHS, Content
from practicegraph.release.downloads import DOWNLOAD_TYPES
from practicegraph.release.layout import MANIFEST, Layout
from practicegraph.release.lexicon import in_unknown_languages
from practicegraph.release.manifest import InputEntry, Manifest
from practicegraph.release.masking import mask_everywhere
from practicegraph.release.open import Release
from practicegraph.release.personal import PersonalDataError, sweep
from practicegraph.release.publish import publish
from practicegraph.release.resources import Resources, read_turtle
from practicegraph.settings import Settings
from practicegraph.validation.report import Report
from practicegraph.validation.serialization import report_graph, report_json, report_text
from practicegraph.validation.shapes import Shapes, load_shapes
from practicegraph.validation.sources import sources
from practicegraph.validation.validate import schema as known_to_shapes
from practicegraph.validation.validate import validate

_LOG: Final = logging.getLogger(__name__)

Graphs = dict[str, Iterable[ox.Triple]]

STEPS: Final = ("read", "map", "consolidate", "reason", "validate", "describe", "sweep", "publish")
"""The steps of a build, in order."""


class Progress(Protocol):
    """Is told how far a build is."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """``done`` of ``total`` parts of ``step``, one of :data:`STEPS`, are finished."""


def _silent(step: str, done: int, total: int) -> None:
    """Say nothing."""


class UnreadableDocumentsError(PracticeGraphError):
    """Several documents that cannot be read; ``errors`` has each."""

    def __init__(self, errors: Sequence[UnreadableDocumentError]) -> None:
        self.errors = tuple(errors)
        lines = "".join(f"\n  {error}" for error in errors)
        super().__init__(f"{len(errors)} documents cannot be read:{lines}")


@dataclass(frozen=True, slots=True)
class Knowns:
    """What a build knows before it reads a document: its schema, graphs and shapes, all parsed.

    ``alignments`` relate our terms to other vocabularies'; they are served, and reasoning leaves them out.
    """

    ontology: tuple[ox.Triple, ...]
    alignments: tuple[ox.Triple, ...]
    vocabularies: Mapping[str, tuple[ox.Triple, ...]]
    shapes: Shapes
    queries: Catalogue
    versions: Mapping[str, str]


def build(
    documents: Sequence[Path],
    settings: Settings,
    progress: Progress = _silent,
    *,
    resources: Resources | None = None,
    on_unreadable: Callable[[UnreadableDocumentError], None] | None = None,
) -> Release:
    """Build a release from documents (files, folders, ``documents.csv``) and publish it in ``settings.directory``.

    Documents that cannot be read stop the build, all of them named, unless ``on_unreadable`` takes them.
    Raises a :class:`PracticeGraphError` for whatever is wrong with the input, the graph or the disk; then
    the directory is as it was.
    """
    content = prepare(documents, settings, progress, resources=resources, on_unreadable=on_unreadable)
    progress("publish", 0, 1)
    release = publish(content, settings.directory, keep=settings.keep_releases)
    progress("publish", 1, 1)
    return release


def prepare(
    documents: Sequence[Path],
    settings: Settings,
    progress: Progress = _silent,
    *,
    resources: Resources | None = None,
    on_unreadable: Callable[[UnreadableDocumentError], None] | None = None,
) -> Content:
    """Return what a release of the documents holds, without writing anything; see :func:`build`."""
    resources = resources or Resources()
    knowns = _knowns(resources, settings.base)
    read = _read(documents, settings, progress, on_unreadable)
    consolidation = _consolidated(read, progress)
    graphs: Graphs = {
        "ontology": (*knowns.ontology, *knowns.alignments),
        **{f"vocabulary/{name}": triples for name, triples in knowns.vocabularies.items()},
        **document_graphs(consolidation, settings.base),
        **_curated(settings.directory),
    }
    progress("reason", 0, 1)
    graphs["inferred"] = _inferred(graphs, knowns)
    progress("reason", 1, 1)
    progress("validate", 0, 1)
    report = _validated(graphs, knowns)
    graphs["validation"] = report_graph(report, settings.base)
    progress("validate", 1, 1)
    progress("describe", 0, 1)
    graphs["metadata"] = _metadata(graphs, knowns.queries, resources.description, settings.base)
    progress("describe", 1, 1)
    content = Content(
        base=settings.base,
        graphs=graphs,
        texts={
            consolidation.document_slugs[mapped.document.name]: mapped.document.text
            for mapped in consolidation.documents
        },
        inputs=_inputs(read, consolidation),
        versions=knowns.versions,
        files=_files(report, graphs),
        personal=tuple(fact for mapped in consolidation.documents for fact in mapped.personal),
    )
    progress("sweep", 0, 1)
    hits = sweep(content.graphs, content.texts, content.personal)
    if hits:
        raise PersonalDataError(hits)
    progress("sweep", 1, 1)
    return content


def _knowns(resources: Resources, base: str) -> Knowns:
    """Parse all that ships first: what is broken there is told before documents are read."""
    ontology = tuple(read_turtle(resources.ontology, base))
    vocabularies = {path.stem: tuple(read_turtle(path, base)) for path in resources.vocabulary_files()}
    alignments = tuple(read_turtle(resources.alignments, base))
    return Knowns(
        ontology,
        alignments,
        vocabularies,
        load_shapes(resources.shapes),
        Catalogue.load(resources.queries),
        resources.versions(),
    )


def _read(
    paths: Sequence[Path],
    settings: Settings,
    progress: Progress,
    on_unreadable: Callable[[UnreadableDocumentError], None] | None,
) -> list[Document]:
    """Read every document; all that cannot be read are told together."""
    errors: list[UnreadableDocumentError] = []
    found: list[Document] = []
    for document in read_folder(
        paths, limit=settings.document_limit, on_unreadable=on_unreadable or errors.append
    ):
        found.append(document)
        progress("read", len(found), len(found))
    if len(errors) > 1:
        raise UnreadableDocumentsError(errors)
    if errors:
        raise errors[0]
    if not found:
        raise UnreadableDocumentError("there is no document to build from", source=", ".join(map(str, paths)))
    return sorted(found, key=lambda document: document.name)


def _consolidated(documents: Sequence[Document], progress: Progress) -> Consolidation:
    knowledge = Knowledge.load()
    for document, language in in_unknown_languages(documents, knowledge):
        _LOG.warning(
            "%s: seems to be in the language %r, for which there is no lexicon; little will be found in it",
            document.name,
            language,
        )
    mapped: list[MappedDocument] = []
    for document in documents:
        mapped.append(map_document(document, knowledge))
        progress("map", len(mapped), len(documents))
    progress("consolidate", 0, 1)
    masked = mask_everywhere(documents, mapped, knowledge)
    consolidation = consolidate(masked, knowledge, Decisions.load())
    progress("consolidate", 1, 1)
    return consolidation


def _curated(directory: Path) -> Graphs:
    """Return what curators wrote, from the release that is current; only these of its files must be sound."""
    layout = Layout(directory)
    current = layout.current_identifier()
    if current is None:
        return {}
    folder = layout.release(current)
    try:
        entries = [
            entry for entry in Manifest.read(folder / MANIFEST).graphs if entry.name.startswith("curated/")
        ]
        for entry in entries:
            check_file(folder / entry.file, entry.sha256)
    except DamagedReleaseError as error:
        advice = "what curators wrote cannot be carried over: roll back, or build into another directory"
        raise DamagedReleaseError(f"{error.message}; {advice}", source=error.source) from error
    return {
        entry.name: [quad.triple for quad in ox.parse(path=folder / entry.file, format=ox.RdfFormat.N_QUADS)]
        for entry in entries
    }


def _inferred(graphs: Graphs, knowns: Knowns) -> set[ox.Triple]:
    """Return the entailments of all data; raise :class:`InconsistentGraphError` if they contradict the ontology."""
    schema = close(knowns.ontology)
    data = {
        name: triples for name, triples in graphs.items() if name != "ontology" and name not in HIDDEN_GRAPHS
    }
    stated = [triple for triples in data.values() for triple in triples]
    inference = derive(schema, stated, record=False)
    found = inconsistencies(schema, inference.holding)
    if found:
        raise InconsistentGraphError(clashes(derive(schema, stated), found, data))
    return set(inference.entailed).difference(graphs.get("evidence", ()), knowns.ontology)


def _validated(graphs: Graphs, knowns: Knowns) -> Report:
    """Validate what documents, consolidation, curators and reasoning give.

    Ontology and vocabularies are known to the shapes: their classes, and all they say of what the data
    mention.
    """
    known = [*knowns.ontology, *(triple for each in knowns.vocabularies.values() for triple in each)]
    concepts = {triple.subject for each in knowns.vocabularies.values() for triple in each}
    own = {
        triple
        for name, triples in graphs.items()
        if name != "ontology" and not name.startswith("vocabulary/")
        for triple in triples
        if name != "inferred" or triple.subject not in concepts
    }
    mentioned = concepts.intersection(triple.object for triple in own)
    about = [triple for triple in known if triple.subject in mentioned]
    inferred = [triple for triple in graphs["inferred"] if triple.subject in concepts]
    background = {*known_to_shapes([*known, *inferred]), *about}
    return validate(sorted(own, key=str), knowns.shapes, background=sorted(background, key=str))


def _metadata(graphs: Graphs, queries: Catalogue, description: Path, base: str) -> set[ox.Triple]:
    visible = _visible(graphs)
    triples = [triple for name in visible for triple in graphs[name]]
    return {
        *dcat.describe(description, triples, DOWNLOAD_TYPES.items(), base),
        *void.describe(graphs, visible, base),
        *describe_queries(queries, base),
    }


def _files(report: Report, graphs: Graphs) -> dict[str, bytes]:
    """Return the derived files that follow from the graphs: the report and the figures."""
    every = [triple for triples in graphs.values() for triple in triples]
    return {
        "validation/report.json": _json(report_json(report)),
        "validation/report.txt": report_text(report, "en", sources(every)).encode(),
        "statistics/statistics.json": _json(statistics(graphs, _visible(graphs))),
    }


def _inputs(documents: Iterable[Document], consolidation: Consolidation) -> tuple[InputEntry, ...]:
    return tuple(
        InputEntry(
            name=document.name,
            slug=consolidation.document_slugs[document.name],
            sha256=hashlib.sha256(document.text.encode()).hexdigest(),
            media_type=document.media_type,
            source=document.source,
            language=document.language,
        )
        for document in documents
    )


def _visible(graphs: Mapping[str, object]) -> list[str]:
    return [name for name in graphs if name not in HIDDEN_GRAPHS]


def _json(record: object) -> bytes:
    return json.dumps(record, ensure_ascii=False, indent=1).encode() + b"\n"
