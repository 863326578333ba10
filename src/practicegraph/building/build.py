"""The build: documents in, a published release out. Nothing is written before everything is right."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

import pyoxigraph as ox

from practicegraph.building.last_build import LastBuild, made_of
from practicegraph.building.mapper import Mapper
from practicegraph.building.mapping_cache import MappingCache
from practicegraph.building.vocabularies import imported_files
from practicegraph.consolidation.consolidate import consolidate
from practicegraph.consolidation.decisions import Decisions
from practicegraph.consolidation.model import Consolidation
from practicegraph.derivation.derivation import Graphs, derived_files, inferred, metadata, validated
from practicegraph.derivation.knowns import Knowns, known
from practicegraph.derivation.resources import Resources
from practicegraph.description import quality
from practicegraph.errors import DamagedReleaseError, PracticeGraphError, UnreadableDocumentError
from practicegraph.graph.graphs import packed_graphs
from practicegraph.graph.packed import PackedGraph
from practicegraph.mapping.fact import Fact
from practicegraph.privacy.masking import mask_everywhere
from practicegraph.privacy.sweep import PersonalDataError, sweep
from practicegraph.reading.blocks import Document
from practicegraph.reading.files import read_folder
from practicegraph.release.checksums import check_file
from practicegraph.release.content import CURATED, Content
from practicegraph.release.layout import Layout
from practicegraph.release.manifest import InputEntry, sha256
from practicegraph.release.open import GraphFile, Release, open_published
from practicegraph.release.publish import publish
from practicegraph.settings import Settings
from practicegraph.terms import graph as graph_iri
from practicegraph.validation.serialization import report_graph

_LOG: Final = logging.getLogger(__name__)

STEPS: Final = ("read", "map", "consolidate", "reason", "validate", "describe", "sweep", "publish")
"""The steps of a build, in order."""


class Progress(Protocol):
    """Is told how far a build is."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """``done`` of ``total`` parts of ``step``, one of :data:`STEPS`, are finished."""


def _silent(step: str, done: int, total: int) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is told of a build while it runs; see :func:`build`."""

    progress: Progress = _silent
    on_unreadable: Callable[[UnreadableDocumentError], None] | None = None
    on_unknown_language: Callable[[str], None] = _LOG.warning


class UnreadableDocumentsError(PracticeGraphError):
    """Several documents that cannot be read; ``errors`` has each."""

    def __init__(self, errors: Sequence[UnreadableDocumentError]) -> None:
        self.errors = tuple(errors)
        lines = "".join(f"\n  {error}" for error in errors)
        super().__init__(f"{len(errors)} documents cannot be read:{lines}")


def build(
    documents: Sequence[Path],
    settings: Settings,
    progress: Progress = _silent,
    *,
    resources: Resources | None = None,
    on_unreadable: Callable[[UnreadableDocumentError], None] | None = None,
    on_unknown_language: Callable[[str], None] | None = None,
    cached: bool = True,
    processes: int | None = None,
) -> Release:
    """Build a release from documents (files, folders, ``documents.csv``) and publish it in ``settings.directory``.

    Documents that cannot be read stop the build, all of them named, unless ``on_unreadable`` takes them.
    Documents in a language without a lexicon are built and told to ``on_unknown_language`` in words, by
    default as warnings. Only documents that changed since the last build are mapped, all of them unless ``cached``; ``processes``
    are those of :class:`Mapper`. Raises a :class:`PracticeGraphError` for whatever is wrong with the input,
    the graph or the disk; then the directory is as it was.
    """
    told: list[str] = []

    def tell(message: str) -> None:
        told.append(message)
        (on_unknown_language or _LOG.warning)(message)

    listener = Listener(progress, on_unreadable, tell)
    cache = MappingCache(Layout(settings.directory).cache)
    sources = _sources(documents, settings, listener, resources)
    stamp = made_of(sources.documents, sources.curated, sources.resources, settings.base, cache)
    if cached and (release := _again(stamp, settings, listener)):
        return release
    content = _content(sources, settings, listener, Mapper(cache if cached else None, processes=processes))
    with _step(listener, "publish"):
        release = publish(content, settings.directory, keep=settings.keep_releases, onto=sources.onto)
        if cached:
            cache.save()
            LastBuild.of(stamp, release, settings.directory, told).write(settings.directory)
        else:
            cache.clear()
    return release


def _again(stamp: str, settings: Settings, listener: Listener) -> Release | None:
    """Return the release of the last build, current again, if it was made of the same and is sound."""
    last = LastBuild.read(settings.directory)
    if last is None or last.made_of != stamp:
        return None
    with _step(listener, "publish"):
        release = last.publish(settings.directory, keep=settings.keep_releases)
    for message in last.unknown_languages if release else ():
        listener.on_unknown_language(message)
    return release


def prepare(documents: Sequence[Path], settings: Settings) -> Content:
    """Return what a release of the documents holds, without writing anything; see :func:`build`."""
    listener = Listener()
    return _content(_sources(documents, settings, listener, None), settings, listener, Mapper())


@dataclass(frozen=True, slots=True)
class _Sources:
    """All that a release is made from: documents in order, what curators wrote in the release ``onto``, our files."""

    documents: Sequence[Document]
    onto: str | None
    curated: Mapping[GraphFile, Sequence[ox.Triple]]
    resources: Resources
    knowns: Knowns


def _sources(
    documents: Sequence[Path], settings: Settings, listener: Listener, resources: Resources | None
) -> _Sources:
    """Read all that a release is made from."""
    resources = resources or Resources()
    resources = replace(resources, imported=(*resources.imported, *imported_files(settings.directory)))
    knowns = known(resources, settings.base)
    read = _read(documents, settings, listener)
    onto = Layout(settings.directory).current_identifier()
    return _Sources(read, onto, _curated(settings.directory, onto), resources, knowns)


def _content(sources: _Sources, settings: Settings, listener: Listener, mapper: Mapper) -> Content:
    knowns = sources.knowns
    described = _described(sources.documents, settings.base, mapper, listener)
    graphs: Graphs = {
        "ontology": (*knowns.ontology, *knowns.alignments),
        **{f"vocabulary/{name}": triples for name, triples in knowns.vocabularies.items()},
        **described.graphs,
        **{graph.name: triples for graph, triples in sources.curated.items()},
    }

    def packed(name: str, triples: Iterable[ox.Triple]) -> PackedGraph:
        return PackedGraph.of(triples, graph_iri(name, settings.base))

    with _step(listener, "reason"):
        graphs["inferred"] = packed("inferred", inferred(graphs, knowns))
    with _step(listener, "validate"):
        report = validated(graphs, knowns)
        graphs["validation"] = packed("validation", report_graph(report, settings.base))
    with _step(listener, "describe"):
        graphs["quality"] = quality.describe(graphs, settings.base)
        graphs["metadata"] = metadata(graphs, knowns, settings.base)
    content = Content(
        base=settings.base,
        graphs=graphs,
        texts=described.texts,
        inputs=described.inputs,
        versions=knowns.versions,
        files=derived_files(report, graphs, knowns),
        personal=described.personal,
    )
    with _step(listener, "sweep"):
        _refuse_personal(content)
    return content


@contextmanager
def _step(listener: Listener, name: str) -> Iterator[None]:
    """Tell that a step begins, and that it is done."""
    listener.progress(name, 0, 1)
    yield
    listener.progress(name, 1, 1)


def _refuse_personal(content: Content) -> None:
    hits = sweep(content.graphs, content.texts, content.personal)
    if hits:
        raise PersonalDataError(hits)


@dataclass(frozen=True, slots=True)
class _Described:
    """What a release has of its documents: all that is kept of them when their facts are written."""

    graphs: Mapping[str, PackedGraph]
    texts: Mapping[str, str]
    inputs: tuple[InputEntry, ...]
    personal: tuple[Fact, ...]


def _described(read: Sequence[Document], base: str, mapper: Mapper, listener: Listener) -> _Described:
    """Map and consolidate documents."""
    consolidation = _consolidated(read, mapper, listener)
    return _Described(
        graphs=packed_graphs(consolidation, base),
        texts={
            consolidation.document_slugs[mapped.document.name]: mapped.document.text
            for mapped in consolidation.documents
        },
        inputs=_inputs(read, consolidation),
        personal=tuple(fact for mapped in consolidation.documents for fact in mapped.personal),
    )


def _read(paths: Sequence[Path], settings: Settings, listener: Listener) -> list[Document]:
    """Read every document; all that cannot be read are told together."""
    errors: list[UnreadableDocumentError] = []
    found: list[Document] = []
    for document in read_folder(
        paths, limit=settings.document_limit, on_unreadable=listener.on_unreadable or errors.append
    ):
        found.append(document)
        listener.progress("read", len(found), len(found))
    if len(errors) > 1:
        raise UnreadableDocumentsError(errors)
    if errors:
        raise errors[0]
    if not found:
        raise UnreadableDocumentError("there is no document to build from", source=", ".join(map(str, paths)))
    return sorted(found, key=lambda document: document.name)


def _consolidated(documents: Sequence[Document], mapper: Mapper, listener: Listener) -> Consolidation:
    outcomes = mapper.outcomes(documents, lambda done: listener.progress("map", done, len(documents)))
    for document, outcome in zip(documents, outcomes, strict=True):
        if outcome.unknown_language:
            listener.on_unknown_language(
                f"{document.name}: seems to be in the language {outcome.unknown_language!r}, "
                "for which there is no lexicon; little will be found in it"
            )
    with _step(listener, "consolidate"):
        mapped = [outcome.mapped(document) for document, outcome in zip(documents, outcomes, strict=True)]
        masked = mask_everywhere(documents, mapped, mapper.map)
        return consolidate(masked, decisions=Decisions.load())


def _curated(directory: Path, current: str | None) -> Mapping[GraphFile, Sequence[ox.Triple]]:
    """Return what curators wrote in the release that is current; only these of its files must be sound."""
    if current is None:
        return {}
    try:
        graphs = open_published(directory, current).graphs
        curated = tuple(graph for graph in graphs if graph.name.startswith(CURATED))
        for graph in curated:
            check_file(graph.path, graph.sha256)
    except DamagedReleaseError as error:
        advice = "what curators wrote cannot be carried over: roll back, or build into another directory"
        raise DamagedReleaseError(f"{error.message}; {advice}", source=error.source) from error
    return {graph: [quad.triple for quad in graph.quads()] for graph in curated}


def _inputs(documents: Iterable[Document], consolidation: Consolidation) -> tuple[InputEntry, ...]:
    return tuple(
        InputEntry(
            name=document.name,
            slug=consolidation.document_slugs[document.name],
            sha256=sha256(document.text.encode()),
            media_type=document.media_type,
            source=document.source,
            language=document.language,
        )
        for document in documents
    )
