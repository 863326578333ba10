"""The endpoint beside ``oxigraph serve``: the same data, the same queries, in turn on one machine.

    pip install 'practicegraph[bench]'
    python benchmarks/endpoint_throughput.py [--triples 100000 1000000] [--rounds 5] [--keep FOLDER] [--oxigraph PATH]

Data is generated: practices with titles, countries, themes, organisations, dates and counts. Two mixes: light (1,200
different lookups) and analyst (160 lookups and 4 times 8 queries over everything). Each round sends a mix to every
server in turn, over ``--clients`` connections that stay open; figures are medians over the rounds. On a busy
machine compare the CPU time per request: it is that of the server's processes alone. The ratios say how many
times as fast we are, by the clock and by CPU.

Besides: what isolation adds to a point query, how long queries wait after a worker was killed, how long servers take
to start and to read the release into memory, and the memory of their processes. A release of a million triples takes
minutes to make: ``--keep`` makes it once.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pyoxigraph as ox

from practicegraph.engine.embedded import EmbeddedEngine
from practicegraph.engine.errors import DeadlineExceededError, EngineBusyError
from practicegraph.engine.stores import in_memory
from practicegraph.release.content import CURATED_DEFAULT, Content
from practicegraph.release.manifest import DefaultGraph
from practicegraph.release.open import Release, open_release
from practicegraph.release.publish import publish
from practicegraph.settings import Settings

HERE = "http://bench.example/"
PG = "https://w3id.org/practicegraph/ontology#"
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
BROADER = ox.NamedNode("http://www.w3.org/2004/02/skos/core#broader")
XSD = "http://www.w3.org/2001/XMLSchema#"
JSON, NT = "application/sparql-results+json", "application/n-triples"
PREFIXES = f"PREFIX pg:<{PG}> PREFIX rdfs:<{LABEL.value[:-5]}> PREFIX skos:<{BROADER.value[:-7]}> PREFIX xsd:<{XSD}> "
COUNTRIES, THEMES, LANGUAGES = 45, 120, ("en", "fr", "de", "es", "bg")
TICKS = os.sysconf("SC_CLK_TCK")
LOOKUPS = (
    (JSON, "SELECT ?p ?o {{ <{0}practice/{1}> ?p ?o }}"),
    (NT, "CONSTRUCT {{ <{0}practice/{1}> ?p ?o . ?o rdfs:label ?l }} {{ <{0}practice/{1}> ?p ?o OPTIONAL {{ ?o rdfs:label ?l }} }}"),
    (JSON, "SELECT ?t ?l {{ <{0}practice/{1}> pg:theme/skos:broader* ?t . ?t rdfs:label ?l FILTER(LANG(?l)='en') }}"),
    (JSON, "SELECT ?p {{ <{0}practice/{1}> pg:implementedBy ?a . ?p pg:implementedBy ?a }} LIMIT 20"),
)  # fmt: skip
ANALYSES = (
    "SELECT ?t ?c (COUNT(DISTINCT ?p) AS ?n) { ?p pg:theme ?t ; pg:country ?c } GROUP BY ?t ?c ORDER BY DESC(?n) ?t ?c LIMIT 200",
    "SELECT ?c (COUNT(?p) AS ?n) { ?p pg:country ?c MINUS { ?p pg:end ?e } } GROUP BY ?c ORDER BY ?c",
    "SELECT ?p ?l ?v { ?p pg:value ?v ; rdfs:label ?l FILTER(LANG(?l)='en') } ORDER BY DESC(?v) ?p LIMIT 20",
    "SELECT ?a ?b (COUNT(?p) AS ?n) { ?p pg:implementedBy ?a, ?b FILTER(STR(?a) < STR(?b)) } GROUP BY ?a ?b ORDER BY DESC(?n) ?a ?b LIMIT 20",
    "SELECT ?y (COUNT(?p) AS ?n) (AVG(?v) AS ?m) { ?p pg:start ?d ; pg:value ?v FILTER(?d >= '2018-01-01'^^xsd:date) BIND(YEAR(?d) AS ?y) } GROUP BY ?y ORDER BY ?y",
    "SELECT (COUNT(*) AS ?n) { ?p rdfs:label ?l FILTER(LANG(?l)='en' && REGEX(STR(?l), '\\\\b(water|school)\\\\b', 'i')) }",
    "SELECT ?t (SAMPLE(?l) AS ?label) (COUNT(DISTINCT ?p) AS ?n) { ?p pg:theme ?t . ?t rdfs:label ?l FILTER(LANG(?l)='fr') } GROUP BY ?t ORDER BY DESC(?n) ?t",
    "SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?m) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p",
)  # fmt: skip
STILL_SECONDS = 3.0
"""A server in which nothing has gone on for so long has read into memory what it wanted to."""
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@dataclass(frozen=True, slots=True)
class Server:
    """A server under measurement."""

    name: str
    process: int
    port: int
    path: str
    started: float = 0.0
    """Seconds after which it told its address."""

    def request(self, kind: str, text: str) -> bytes:
        """Return the bytes of a query by POST."""
        body = text.encode()
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAccept: {kind}\r\n"
            f"Content-Type: application/sparql-query\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


def generated(triples: int) -> Iterator[ox.Triple]:
    """Yield about so many triples; the same number gives the same ones."""
    chance, node = random.Random(triples), lambda name: ox.NamedNode(f"{HERE}{name}")
    for number in range(THEMES):
        yield ox.Triple(node(f"theme/{number}"), BROADER, node(f"theme/{number // 5}"))
        for language in LANGUAGES:
            yield ox.Triple(
                node(f"theme/{number}"), LABEL, ox.Literal(f"theme {number} {language}", language=language)
            )
    words = ("water", "school", "housing", "work", "health", "language", "garden", "mentor", "sport", "music")
    practices = triples // 17
    for number in range(practices):
        subject = node(f"practice/{number}")
        facts: list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]] = [(TYPE, ox.NamedNode(f"{PG}Practice"))]
        for language in LANGUAGES:
            title = f"{' '.join(chance.choices(words, k=5))} {number} {language}"
            facts.append((LABEL, ox.Literal(title, language=language)))
        facts += [(ox.NamedNode(f"{PG}theme"), node(f"theme/{chance.randrange(THEMES)}")) for _ in range(3)]
        facts.append((ox.NamedNode(f"{PG}country"), node(f"country/{chance.randrange(COUNTRIES)}")))
        actors = (int(practices / 8 * chance.random() ** 2) for _ in range(3))
        facts += [(ox.NamedNode(f"{PG}implementedBy"), node(f"organization/{actor}")) for actor in actors]
        date = f"{chance.randint(2005, 2025)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}"
        facts.append((ox.NamedNode(f"{PG}start"), ox.Literal(date, datatype=ox.NamedNode(f"{XSD}date"))))
        if chance.random() < 0.5:
            facts.append(
                (ox.NamedNode(f"{PG}end"), ox.Literal("2026-01-01", datatype=ox.NamedNode(f"{XSD}date")))
            )
        facts.append((ox.NamedNode(f"{PG}value"), ox.Literal(chance.randint(1, 100_000))))
        facts.append(
            (ox.NamedNode(f"{PG}text"), ox.Literal(" ".join(chance.choices(words, k=60)), language="en"))
        )
        for predicate, value in facts:
            yield ox.Triple(subject, predicate, value)


def mixes(triples: int) -> dict[str, list[tuple[str, str]]]:
    """Return the queries of each mix with the media types asked for."""
    chance = random.Random(1)
    practices = chance.sample(range(triples // 17), min(1200, triples // 17))
    light = [
        (kind, PREFIXES + text.format(HERE, number))
        for place, number in enumerate(practices)
        for kind, text in (LOOKUPS[place % len(LOOKUPS)],)
    ]
    analyst = light[:160] + [(JSON, PREFIXES + text) for text in ANALYSES] * 4
    chance.shuffle(analyst)
    return {"light": light, "analyst": analyst}


def published(triples: int, folder: Path) -> Release:
    """Return the generated data as a release with a default graph of its own."""
    content = Content(
        base=HERE,
        graphs={CURATED_DEFAULT: list(generated(triples))},
        texts={},
        inputs=(),
        versions={},
        files={"validation/report.json": b"{}\n", "statistics/statistics.json": b"{}\n"},
        default_graph=DefaultGraph.OWN,
    )
    return publish(content, folder, keep=1)


@contextmanager
def running(command: Sequence[str], name: str, path: str, **settings: str) -> Iterator[Server]:
    """Run a server that prints its address; it is ended by its own process id."""
    begun = time.monotonic()
    environment = os.environ | {f"PRACTICEGRAPH_{key.upper()}": value for key, value in settings.items()}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as process:
        output = process.stdout or sys.stdin
        try:
            found = None
            while found is None:
                line = output.readline()
                if not line:
                    raise RuntimeError(f"{name} did not start")
                found = re.search(r"https?://[\w.]+:(\d+)", line)
            threading.Thread(target=output.read, daemon=True).start()
            yield Server(name, process.pid, int(found[1]), path, time.monotonic() - begun)
        finally:
            process.terminate()
            process.wait(timeout=30)


def serving(directory: Path) -> list[str]:
    """Return the command that serves a directory on a free port."""
    return [sys.executable, "-m", "practicegraph", "serve", "--directory", str(directory), "--port", "0"]


def free_port() -> int:
    """Return a port that nobody listened at a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def exchange(stream: socket.socket, request: bytes) -> tuple[int, bytes]:
    """Send a request on an open connection; return status and body."""
    stream.sendall(request)
    data = b""
    while b"\r\n\r\n" not in data:
        data += _more(stream)
    head, _, body = data.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: *(\d+)", head)
    if length:
        parts, missing = [body], int(length[1]) - len(body)
        while missing > 0:
            parts.append(_more(stream))
            missing -= len(parts[-1])
        return int(head[9:12]), b"".join(parts)
    while not body.endswith(b"0\r\n\r\n"):
        body += _more(stream)
    return int(head[9:12]), _unchunked(body)


def _more(stream: socket.socket) -> bytes:
    data = stream.recv(1 << 18)
    if not data:
        raise ConnectionError("the server closed the connection")
    return data


def _unchunked(data: bytes) -> bytes:
    parts, place = [], 0
    while True:
        line_end = data.index(b"\r\n", place)
        size = int(data[place:line_end], 16)
        if not size:
            return b"".join(parts)
        parts.append(data[line_end + 2 : line_end + 2 + size])
        place = line_end + 4 + size


def send_all(server: Server, mix: list[tuple[str, str]], clients: int) -> tuple[float, float]:
    """Send a mix over so many connections; return seconds by the clock and CPU seconds of the server."""
    requests, failures, lock = iter([server.request(*query) for query in mix]), list[str](), threading.Lock()

    def client() -> None:
        with socket.create_connection(("127.0.0.1", server.port)) as stream:
            stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while True:
                with lock:
                    request = next(requests, None)
                if request is None:
                    return
                status, body = exchange(stream, request)
                if status != 200:
                    failures.append(f"{status} {body[:200]!r}")

    threads = [threading.Thread(target=client) for _ in range(clients)]
    before, started = cpu_seconds(server.process), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - started
    if failures:
        raise RuntimeError(f"{server.name}: {len(failures)} failures, such as {failures[0]}")
    return took, cpu_seconds(server.process) - before


def cpu_seconds(process: int) -> float:
    """Return the CPU time that a process and its children have taken."""
    total = 0
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(entry.name) == process or int(fields[1]) == process:
            total += int(fields[11]) + int(fields[12])
    return total / TICKS


def same_answers(servers: Sequence[Server]) -> None:
    """Raise if servers give different answers to an analyst's query."""
    for text in ANALYSES:
        answers = []
        for server in servers:
            with socket.create_connection(("127.0.0.1", server.port)) as stream:
                status, body = exchange(stream, server.request(JSON, PREFIXES + text))
            if status != 200:
                raise RuntimeError(f"{server.name} answers {status} to {text}: {body[:200]!r}")
            answers.append(
                sorted(json.dumps(row, sort_keys=True) for row in json.loads(body)["results"]["bindings"])
            )
        if any(len(answer) != len(answers[0]) for answer in answers):
            raise RuntimeError(f"the servers differ on {text}")


def made(triples: int, folder: Path, oxigraph: str) -> Release:
    """Return the release of the data in a folder, after making it and the other server's store if they are not there."""
    store, quads = folder / "oxigraph", folder / "data.nt"
    if store.exists():
        return open_release(folder / "data")
    release = published(triples, folder / "data")
    (dump,) = (graph.path for graph in release.graphs if graph.triples)
    with quads.open("wb") as stream:
        ox.serialize((quad.triple for quad in ox.parse(path=dump)), stream, ox.RdfFormat.N_TRIPLES)
    subprocess.run([oxigraph, "load", "-l", store, "-f", quads], check=True, capture_output=True)
    return release


def wait_until_still(server: Server) -> None:
    """Return when a server has been doing nothing for a while; print what it took and what memory it has."""
    spent, since = cpu_seconds(server.process), time.monotonic()
    while time.monotonic() - since < STILL_SECONDS:
        time.sleep(0.5)
        if cpu_seconds(server.process) - spent > 0.05:
            spent, since = cpu_seconds(server.process), time.monotonic()
    memory = ", ".join(f"{name} {now:,.0f} MB (at most {most:,.0f})" for name, now, most in memory_of(server))
    print(f"{server.name}: up after {server.started:.1f} s, still after {spent:.1f} s of CPU; {memory}")


def memory_of(server: Server) -> Iterator[tuple[str, float, float]]:
    """Yield the name of each process of a server, its resident memory in MB and the most that it has had."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = dict(line.split(":", 1) for line in (entry / "status").read_text().splitlines())
                words = (entry / "cmdline").read_text().split("\0")
            except OSError:
                continue
            if int(entry.name) == server.process or int(fields["PPid"]) == server.process:
                module = words[words.index("-m") + 1].removeprefix("practicegraph.") if "-m" in words else ""
                yield module or "server", *(int(fields[key].split()[0]) / 1024 for key in ("VmRSS", "VmHWM"))


def throughput(triples: int, options: argparse.Namespace) -> None:
    """Measure the servers side by side and print a table with ratios."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(options.keep or name) / str(triples)
        folder.mkdir(parents=True, exist_ok=True)
        isolation(made(triples, folder, options.oxigraph))
        theirs = [
            options.oxigraph,
            "serve",
            "-l",
            str(folder / "oxigraph"),
            "-b",
            f"127.0.0.1:{free_port()}",
        ]
        ours = serving(folder / "data")
        workers = str(options.clients)  # as oxigraph, which lets nobody wait: ours answer 503 after a second
        open_ = {
            "client_queries": "0",
            "client_seconds": "0",
            "deadline": "60",
            "request_log": "0",
            "workers": workers,
        }
        servers = [
            stack.enter_context(running(theirs, "oxigraph serve", "/query")),
            stack.enter_context(running(ours, "practicegraph", "/sparql", **open_, result_cache="0")),
            stack.enter_context(running(ours, "practicegraph, warm cache", "/sparql", **open_)),
        ]
        for server in servers:
            wait_until_still(server)
        same_answers(servers)
        for mix, queries in mixes(triples).items():
            _compare(mix, queries, servers, options.rounds, options.clients)


def _compare(
    mix: str, queries: list[tuple[str, str]], servers: list[Server], rounds: int, clients: int
) -> None:
    figures: dict[str, list[tuple[float, float]]] = {server.name: [] for server in servers}
    for turn in range(rounds + 1):
        for server in servers:
            measured = send_all(server, queries, clients)
            if turn:  # the first round warms
                figures[server.name].append(measured)
    base = [statistics.median(values) for values in zip(*figures[servers[0].name], strict=True)]
    print(f"\n{mix} mix, {len(queries)} requests, {clients} clients, median of {rounds} rounds")
    print(f"{'':27}{'requests/s':>11}{'CPU ms':>8}{'x clock':>9}{'x CPU':>7}")
    for name, values in figures.items():
        took, cpu = (statistics.median(column) for column in zip(*values, strict=True))
        ratios = f"{base[0] / took:9.2f}{base[1] / max(cpu, 1 / TICKS):7.2f}"
        print(f"{name:27}{len(queries) / took:11.0f}{1000 * cpu / len(queries):8.2f}{ratios}")


def isolation(release: Release, repeats: int = 2000, kills: int = 20) -> None:
    """Print what a point query costs in process and in a worker, and the wait after a worker was killed."""
    settings = Settings(workers=1, base=HERE)
    store = in_memory(ox.Store.read_only(str(release.snapshot)))
    text = f"SELECT ?p ?o {{ <{HERE}practice/7> ?p ?o }}"
    with EmbeddedEngine(release.snapshot, release.id, settings) as engine:

        def inside() -> None:
            store.query(text).serialize(format=ox.QueryResultsFormat.JSON)

        def isolated() -> None:
            engine.run(text, media_type=JSON)

        pairs = [(_timed(inside), _timed(isolated)) for _ in range(repeats)]
        here, there = (sorted(column) for column in zip(*pairs, strict=True))
        print(f"\npoint query, median / p95 of {repeats} in turn, ms")
        for name, times in (("in process", here), ("in a worker", there)):
            print(f"{name:27}{_quantile(times, 0.5):8.3f}{_quantile(times, 0.95):8.3f}")
        print(f"{'isolation adds (median)':27}{_quantile(there, 0.5) - _quantile(here, 0.5):8.3f}")
        for name, pause in (("spare ready", 3.0), ("at once again", 0.0)):
            waits = sorted(_replaced(engine, text, pause) for _ in range(kills))
            print(
                f"worker killed, {name}: answers after {_quantile(waits, 0.5):.0f} ms (median), {_quantile(waits, 0.95):.0f} (p95)"
            )


def _timed(call: Callable[[], None]) -> float:
    started = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - started)


def _quantile(times: Sequence[float], share: float) -> float:
    return times[round((len(times) - 1) * share)]


def _replaced(engine: EmbeddedEngine, text: str, pause: float) -> float:
    """Let a runaway be killed; return the milliseconds until the next query is answered."""
    time.sleep(pause)
    with suppress(DeadlineExceededError, EngineBusyError):
        engine.run(RUNAWAY, media_type=JSON, deadline=0.05)
    started = time.perf_counter()
    while True:
        try:
            engine.run(text, media_type=JSON)
        except EngineBusyError:
            continue
        return 1000 * (time.perf_counter() - started)


def main() -> None:
    """Measure as the options say."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--triples", type=int, nargs="+", default=[100_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--keep", type=Path, help="a folder in which the data stay for the next time")
    beside = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    parser.add_argument("--oxigraph", default=beside, help="the program to compare with")
    options = parser.parse_args()
    if options.oxigraph is None:
        parser.error("oxigraph is not installed: pip install 'practicegraph[bench]'")
    peer = subprocess.run(
        [options.oxigraph, "--version"], check=True, capture_output=True, text=True
    ).stdout.strip()
    own = f"practicegraph {version('practicegraph')}, pyoxigraph {version('pyoxigraph')}"
    print(
        f"{own}; {peer}; Python {sys.version.split()[0]}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    for triples in options.triples:
        print(f"\n== {triples:,} triples")
        throughput(triples, options)


if __name__ == "__main__":
    main()
