"""The W3C tests of the SPARQL protocols as values: requests, and what their answers must be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Store

MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
HTTP = "http://www.w3.org/2011/http#"
CONTENT = "http://www.w3.org/2011/content#"
UPDATE = "http://www.w3.org/2009/sparql/tests/test-update#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
STATUS = {"OK": "200", "Created": "201", "NoContent": "204", "NotFound": "404"}


@dataclass(frozen=True, slots=True)
class Expected:
    """What an answer must be: one of the statuses (``200`` or ``2xx``), and the rest where it is given."""

    statuses: tuple[str, ...]
    boolean: str | None
    format: str | None
    content_type: str | None
    body: str | None
    location: str | None


@dataclass(frozen=True, slots=True)
class Request:
    """One request of a test."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None
    expected: Expected


@dataclass(frozen=True, slots=True)
class Case:
    """One test: graphs that are there before, and requests in order."""

    name: str
    graphs: tuple[tuple[str, Path], ...]
    requests: tuple[Request, ...]


class Manifest:
    """A manifest, to be asked for the values of its properties."""

    def __init__(self, path: Path) -> None:
        self.store = Store()
        self.store.load(path=str(path), format=RdfFormat.TURTLE, base_iri=path.as_uri())

    def all(self, subject: object, predicate: str) -> list[object]:
        return [
            quad.object for quad in self.store.quads_for_pattern(subject, NamedNode(predicate), None, None)
        ]

    def one(self, subject: object, predicate: str) -> object | None:
        return next(iter(self.all(subject, predicate)), None)

    def text(self, subject: object, predicate: str) -> str | None:
        found = self.one(subject, predicate)
        return None if found is None else found.value  # type: ignore[attr-defined]

    def items(self, head: object | None) -> Iterator[object]:
        while head is not None and head != NamedNode(RDF + "nil"):
            yield self.one(head, RDF + "first")
            head = self.one(head, RDF + "rest")

    def headers(self, node: object) -> tuple[tuple[str, str], ...]:
        return tuple(
            (self.text(header, HTTP + "fieldName") or "", self.text(header, HTTP + "fieldValue") or "")
            for header in self.items(self.one(node, HTTP + "headers"))
        )

    def body(self, node: object) -> bytes | None:
        content = self.one(node, HTTP + "body")
        if content is None:
            return None
        encoding = self.text(content, CONTENT + "characterEncoding") or "UTF-8"
        return (self.text(content, CONTENT + "chars") or "").encode(encoding)


def cases(path: Path) -> Iterator[Case]:
    """Yield the tests of a manifest."""
    manifest = Manifest(path)
    for entry in manifest.items(manifest.one(NamedNode(path.as_uri()), MANIFEST + "entries")):
        graphs = tuple(
            (
                manifest.text(data, RDFS + "label") or "",
                Path((manifest.text(data, UPDATE + "graph") or "").removeprefix("file://")),
            )
            for data in manifest.all(entry, UPDATE + "graphData")
        )
        action = manifest.one(entry, MANIFEST + "action")
        requests = manifest.items(manifest.one(action, HTTP + "requests"))
        name = entry.value.rpartition("#")[2]  # type: ignore[union-attr]
        yield Case(name, graphs, tuple(_request(manifest, request) for request in requests))


def _request(manifest: Manifest, node: object) -> Request:
    answer = manifest.one(node, HTTP + "resp")
    headers = dict(manifest.headers(answer)) if isinstance(answer, BlankNode) else {}
    body = manifest.body(answer)
    names = [status.value.rpartition("#")[2] for status in manifest.all(answer, MANIFEST + "expectedStatus")]  # type: ignore[attr-defined]
    expected = Expected(
        tuple(STATUS.get(name, name.removeprefix("StatusCode")) for name in names),
        manifest.text(answer, MANIFEST + "expectedBoolean"),
        manifest.text(answer, MANIFEST + "expectedFormat"),
        headers.get("content-type"),
        None if body is None else body.decode(),
        manifest.text(answer, MANIFEST + "expectedLocation"),
    )
    return Request(
        manifest.text(node, HTTP + "methodName") or "GET",
        manifest.text(node, HTTP + "absolutePath") or "",
        manifest.headers(node),
        manifest.body(node),
        expected,
    )
