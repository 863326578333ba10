"""What a write costs: acknowledged over HTTP with reasoning, validation and a release of its own, beside other ways.

    pip install 'practicegraph[bench]'
    python benchmarks/writes.py [--triples 0 100000] [--writes 60] [--seconds 20] [--oxigraph PATH]

The data are those that ship, and as many copies of their documents, under other names, as make the triples asked
for. A write is one of four in turn: a practice with ten statements comes, gets a theme by a WHERE, is put as a graph
by upload, goes again. The figure is the time from sending it to its answer, when every query sees it. Readers ask
lookups and counts all the while, as fast as they are answered, and as long without writes before.

Beside it: the same updates by ``oxigraph serve``, which reasons over nothing, validates nothing and keeps no
release; and the long way, in which everything is derived anew for one write, with pyshacl as the validator.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import pyoxigraph as ox
from endpoint_throughput import Server, cpu_seconds, exchange, free_port, running, serving

from practicegraph.building.build import build
from practicegraph.credentials import issue
from practicegraph.derivation.knowns import knowns_of
from practicegraph.folders import folder
from practicegraph.release.open import Release
from practicegraph.release.publish import publish
from practicegraph.settings import Settings
from practicegraph.terms import BASE
from practicegraph.validation.validate import validate
from practicegraph.writing.rebuilding import rebuilt

PREFIXES = "PREFIX pg:<https://w3id.org/practicegraph/ontology#> PREFIX rdfs:<http://www.w3.org/2000/01/rdf-schema#> "
COPIED = ("document/", "consolidated", "evidence")
"""Graphs whose things are copied under other names."""
READS = (
    "SELECT ?p ?o { <%sid/practice/bench-1> ?p ?o }",
    "PREFIX pg:<https://w3id.org/practicegraph/ontology#> SELECT ?t (COUNT(?p) AS ?n) { ?p pg:theme ?t } GROUP BY ?t",
    "PREFIX rdfs:<http://www.w3.org/2000/01/rdf-schema#> SELECT ?s ?l { ?s a ?c ; rdfs:label ?l } LIMIT 20",
)


@dataclass
class Times:
    """Seconds that requests took."""

    seconds: list[float] = field(default_factory=list)

    def measure(self, call: Callable[[], None]) -> None:
        """Note how long a call takes."""
        started = time.perf_counter()
        call()
        self.seconds.append(time.perf_counter() - started)

    def __str__(self) -> str:
        if not self.seconds:
            return "none"
        ordered = sorted(self.seconds)
        p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        return f"p50 {1000 * statistics.median(ordered):,.0f} p95 {1000 * p95:,.0f} max {1000 * ordered[-1]:,.0f} ms (n={len(ordered)})"


def grown(release: Release, triples: int) -> dict[str, list[ox.Triple]]:
    """Return the graphs of a release by IRI, with copies of its documents until there are so many triples."""
    graphs = {entry.iri: [quad.triple for quad in release.quads(entry.name)] for entry in release.graphs}
    copied = [entry.iri for entry in release.graphs if entry.name.startswith(COPIED)]
    originals = {iri: list(graphs[iri]) for iri in copied}
    number = 0
    while sum(map(len, graphs.values())) < triples:
        number += 1
        for iri in copied:
            graphs[iri] += [_renamed(triple, number) for triple in originals[iri]]
    return graphs


def _renamed(triple: ox.Triple, number: int) -> ox.Triple:
    def name(term: object) -> object:
        if not (isinstance(term, ox.NamedNode) and term.value.startswith(f"{BASE}id/")):
            return term
        kind, _, rest = term.value.removeprefix(f"{BASE}id/").partition("/")
        if kind in {"place", "organization", "collection"}:
            return term
        slug, slash, part = rest.partition("/")
        return ox.NamedNode(f"{BASE}id/{kind}/{slug}-copy{number}{slash}{part}")

    return ox.Triple(*(name(term) for term in triple))  # type: ignore[arg-type]


def practice(number: int, document: str) -> str:
    """Return the statements of a practice."""
    own = f"{BASE}id/practice/bench-{number}"
    return (
        f"<{own}> a pg:Practice ; pg:describedIn <{document}> ; rdfs:label 'Bench {number}'@en , 'Bänk {number}'@sv ; "
        f"pg:theme <{BASE}concept/theme/housing> ; pg:targetGroup <{BASE}concept/target-group/refugee> ; "
        "pg:country <http://publications.europa.eu/resource/authority/country/BGR> ; pg:objective 'To sit down.'@en ; "
        f"pg:beneficiary <{BASE}concept/target-group/women> ; rdfs:comment 'A write of the benchmark.'@en . "
    )


def writes(count: int, document: str) -> Iterator[tuple[str, str, bytes]]:
    """Yield method, media type and body of each write; a ``PUT`` is of one graph."""
    update = "application/sparql-update"
    for number in range(count):
        told = practice(number // 4, document)
        match number % 4:
            case 0:
                yield "POST", update, f"{PREFIXES} INSERT DATA {{ {told} }}".encode()
            case 1:
                text = f"INSERT {{ ?p pg:theme <{BASE}concept/theme/employment> }} WHERE {{ ?p rdfs:label 'Bench {number // 4}'@en }}"
                yield "POST", update, f"{PREFIXES} {text}".encode()
            case 2:
                yield "PUT", "text/turtle", f"{PREFIXES} {practice(100_000 + number, document)}".encode()
            case _:
                later = (
                    f"<{BASE}id/practice/bench-{number // 4}> pg:theme <{BASE}concept/theme/employment> . "
                )
                yield "POST", update, f"{PREFIXES} DELETE DATA {{ {told} {later} }}".encode()


def request(server: Server, method: str, path: str, kind: str, body: bytes, token: str = "") -> bytes:
    """Return the bytes of a request."""
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nAccept: application/sparql-results+json\r\n"
        f"Authorization: Bearer {token}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class Reader(threading.Thread):
    """Asks queries until it is stopped."""

    def __init__(self, server: Server) -> None:
        super().__init__(daemon=True)
        self._server = server
        self.times, self.failures, self._ended = Times(), list[str](), threading.Event()

    def run(self) -> None:
        """Ask one query after the other."""
        number = 0
        with socket.create_connection(("127.0.0.1", self._server.port)) as stream:
            stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while not self._ended.is_set():
                number += 1
                text = READS[number % 3].replace("%s", BASE) + f"#{number}"
                asked = request(
                    self._server, "POST", self._server.path, "application/sparql-query", text.encode()
                )
                self.times.measure(lambda asked=asked: self._ask(stream, asked))  # type: ignore[misc]
                time.sleep(0.02)

    def _ask(self, stream: socket.socket, asked: bytes) -> None:
        status, body = exchange(stream, asked)
        if status != 200:
            self.failures.append(f"{status} {body[:100]!r}")

    def stop(self) -> None:
        """Let the last query be answered."""
        self._ended.set()
        self.join()


def read_for(server: Server, seconds: float) -> Reader:
    """Let a reader ask for so long."""
    reader = Reader(server)
    reader.start()
    time.sleep(seconds)
    reader.stop()
    return reader


def written(server: Server, requests: Sequence[bytes]) -> Times:
    """Send writes one after the other; return how long each took."""
    times = Times()
    for each in requests:
        with socket.create_connection(("127.0.0.1", server.port)) as stream:
            stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

            def send(each: bytes = each, stream: socket.socket = stream) -> None:
                stream.sendall(each)
                answer = stream.recv(1 << 16)
                if answer[9:12] not in {b"204", b"201", b"200"}:
                    raise RuntimeError(f"{server.name}: {answer[:300]!r}")

            times.measure(send)
    return times


def measure(server: Server, requests: Sequence[bytes], seconds: float) -> None:
    """Print what writes cost, and what readers notice of them."""
    before = read_for(server, min(seconds, 5))
    written(server, requests[:4])
    reader, cpu = Reader(server), cpu_seconds(server.process)
    reader.start()
    times = written(server, requests[4:])
    reader.stop()
    spent = (cpu_seconds(server.process) - cpu) / len(times.seconds)
    print(f"{server.name}\n  writes            {times}; {spent:.2f} s CPU a write, readers' included")
    print(f"  reads, no writes  {before.times}; {len(before.failures)} failed")
    print(f"  reads meanwhile   {reader.times}; {len(reader.failures)} failed")


def long_way(release: Release, graphs: dict[str, list[ox.Triple]], target: Path) -> None:
    """Print what one write costs when everything is derived anew."""
    named = {entry.name: graphs[entry.iri] for entry in release.graphs}
    started = time.process_time()
    publish(rebuilt(release, graphs), target, keep=1)
    print(f"everything anew for one write: {time.process_time() - started:.1f} s CPU", end="")
    knowns = knowns_of(release, named)
    behind = [*knowns.ontology, *(triple for each in knowns.vocabularies.values() for triple in each)]
    unseen = ("ontology", "vocabulary/", "validation", "metadata")
    own = [triple for name, triples in named.items() if not name.startswith(unseen) for triple in triples]
    started = time.process_time()
    validate(own, knowns.shapes, background=behind, engine="pyshacl")
    print(f"; pyshacl, were it the validator: {time.process_time() - started:.1f} s CPU more")


def compare(triples: int, options: argparse.Namespace) -> None:
    """Measure one size."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        home = Path(name)
        shipped = build((folder("data", "documents"),), Settings(directory=home / "shipped"))
        graphs = grown(shipped, triples)
        release = publish(rebuilt(shipped, graphs), home / "data", keep=5)
        size = sum(graph.triples for graph in release.graphs)
        graphs = {entry.iri: [quad.triple for quad in release.quads(entry.name)] for entry in release.graphs}
        dump = home / "data.nq"
        dump.write_bytes(b"".join(entry.path.read_bytes() for entry in release.graphs))
        long_way(release, graphs, home / "anew")
        print(f"\n== {size:,} triples in {len(release.graphs)} graphs; load {os.getloadavg()[0]:.1f}")
        token = issue("bench", home / "tokens")
        document = next(entry.iri for entry in release.graphs if entry.name.startswith("document/"))
        document = document.replace("/graph/document/", "/id/document/")
        ours = serving(home / "data")
        open_ = {
            "client_queries": "0",
            "client_seconds": "0",
            "request_log": "0",
            "tokens": str(home / "tokens"),
        }
        server = stack.enter_context(running(ours, "practicegraph", "/sparql", **open_, result_cache="0"))
        time.sleep(15)  # until the workers have copied the release, and the writer has read it
        graph = f"{BASE}graph/curated/bench"
        requests = [
            request(
                server, method, "/update" if method == "POST" else f"/graphs?graph={graph}", kind, body, token
            )
            for method, kind, body in writes(options.writes + 4, document)
        ]
        measure(server, requests, options.seconds)
        stack.close()
        store = str(home / "oxigraph")
        subprocess.run(
            [options.oxigraph, "load", "-l", store, "-f", str(dump)], check=True, capture_output=True
        )
        theirs = [
            options.oxigraph,
            "serve",
            "--union-default-graph",
            "-l",
            store,
            "-b",
            f"127.0.0.1:{free_port()}",
        ]
        with running(theirs, "oxigraph serve", "/query") as peer:
            requests = [
                request(peer, method, "/update" if method == "POST" else f"/store?graph={graph}", kind, body)
                for method, kind, body in writes(options.writes + 4, document)
            ]
            measure(peer, requests, options.seconds)


def main() -> None:
    """Measure as the options say."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--triples", type=int, nargs="+", default=[0, 100_000], help="0: the data that ship")
    parser.add_argument("--writes", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=5, help="of reading without writes")
    beside = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    parser.add_argument("--oxigraph", default=beside, help="the program to compare with")
    options = parser.parse_args()
    if options.oxigraph is None:
        parser.error("oxigraph is not installed: pip install 'practicegraph[bench]'")
    print(
        f"practicegraph {version('practicegraph')}, pyoxigraph {version('pyoxigraph')}, {os.cpu_count()} cores"
    )
    for triples in options.triples:
        compare(triples, options)


if __name__ == "__main__":
    main()
