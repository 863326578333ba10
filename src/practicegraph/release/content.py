"""The content of a release before it is written, and the bytes of its files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from practicegraph import terms
from practicegraph.graph.packed import PackedGraph
from practicegraph.mapping.fact import Fact
from practicegraph.release.layout import GRAPHS, TEXTS
from practicegraph.release.manifest import DefaultGraph, GraphEntry, InputEntry, Manifest, TextEntry, sha256

CURATED = "curated/"
"""What the names of graphs that clients write begin with."""
CURATED_DEFAULT = f"{CURATED}default"
"""The graph that a write which names none goes to."""
HIDDEN_GRAPHS = frozenset({"evidence", "validation"})
"""Graphs that a query sees only by name: they are not part of the default graph."""


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a release will hold. ``graphs`` are named without ``BASE graph/``, ``texts`` by the document's slug.

    ``files`` are derived files by path (``validation/report.json``); ``personal`` goes to the private file only;
    ``iris`` are the IRIs of graphs that are not called after their name.
    """

    base: str
    graphs: Mapping[str, Iterable[ox.Triple]]
    texts: Mapping[str, str]
    inputs: tuple[InputEntry, ...]
    versions: Mapping[str, str]
    files: Mapping[str, bytes] = field(default_factory=dict)
    personal: tuple[Fact, ...] = ()
    default_graph: DefaultGraph = DefaultGraph.UNION
    iris: Mapping[str, str] = field(default_factory=dict)

    def iri(self, name: str) -> ox.NamedNode:
        """Return the IRI of a graph."""
        return ox.NamedNode(self.iris[name]) if name in self.iris else terms.graph(name, self.base)


class FileData(Mapping[str, bytes]):
    """The bytes of files by path; those of packed graphs are made when they are asked for."""

    def __init__(self, files: Mapping[str, bytes] | Mapping[str, bytes | PackedGraph]) -> None:
        self._files = files

    def __getitem__(self, path: str) -> bytes:
        found = self._files[path]
        return found.nquads() if isinstance(found, PackedGraph) else found

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def portions(self, path: str) -> Iterator[bytes]:
        """Yield the bytes of a file, those of a packed graph a part at a time."""
        found = self._files[path]
        return found.portions() if isinstance(found, PackedGraph) else iter((found,))


@dataclass(frozen=True, slots=True)
class Files:
    """The bytes of a release's true files by path, and their manifest."""

    manifest: Manifest
    data: FileData


def files_of(content: Content) -> Files:
    """Return the true files of a release: the same content gives the same bytes, in whatever order it comes."""
    found: dict[str, bytes | PackedGraph] = {}
    graphs, texts = [], []
    for name, triples in sorted(content.graphs.items()):
        path, iri = f"{GRAPHS}/{name}.nq", content.iri(name)
        packed = _packed(triples, name, iri)
        graphs.append(GraphEntry(name, iri.value, path, packed.sha256(), len(packed)))
        found[path] = packed
    for slug, text in sorted(content.texts.items()):
        path = f"{TEXTS}/{slug}.txt"
        found[path] = data = text.encode()
        texts.append(TextEntry(slug, path, sha256(data)))
    inputs = tuple(sorted(content.inputs, key=lambda entry: entry.name))
    manifest = Manifest(
        content.base,
        tuple(graphs),
        tuple(texts),
        inputs,
        content.versions,
        default_graph=content.default_graph,
    )
    return Files(manifest, FileData(found))


def _packed(triples: Iterable[ox.Triple], name: str, iri: ox.NamedNode) -> PackedGraph:
    if isinstance(triples, PackedGraph) and triples.iri == iri and not triples.may_have_blank_nodes:
        return triples
    return PackedGraph.of(with_stable_blank_nodes(triples, name), iri)


def with_stable_blank_nodes(triples: Iterable[ox.Triple], graph_name: str) -> Iterable[ox.Triple]:
    """Return triples whose blank nodes have labels that follow from the graph alone.

    The labels are those of RDFC-1.0 with a prefix of the graph's name, so that no two graphs share one.
    Triples without blank nodes come back as they are.
    """
    triples = list(triples)
    if not any(isinstance(term, ox.BlankNode) for triple in triples for term in triple):
        return triples
    dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    prefix = "g" + hashlib.sha256(graph_name.encode()).hexdigest()[:8]

    def labelled(term: object) -> object:
        if isinstance(term, ox.BlankNode):
            return ox.BlankNode(prefix + term.value.removeprefix("c14"))
        return term

    return [
        ox.Triple(labelled(quad.subject), quad.predicate, labelled(quad.object))  # type: ignore[arg-type]
        for quad in dataset
    ]
