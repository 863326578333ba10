"""How fast text becomes N-Quads: documents per second of CPU, peak memory, and a peer for the RDF part.

    python benchmarks/mapping_speed.py [--documents 1000 5000 20000] [--processes N]

Documents are made from the shipped ones: names, numbers and years of running text are replaced, so that no two
are alike, and a title gets a made-up name. Each number of documents runs in a process of its own: CPU seconds are
those of that process from text (bytes) to N-Quads (bytes), reading the knowledge told apart; the memory is its
peak. With ``--processes`` the same documents are mapped on so many cores, and wall time counts.

The peer is rdflib: the same statements of the same documents, written as sorted N-Quads.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib

from practicegraph.building.mapper import over_cores
from practicegraph.consolidation.consolidate import consolidate
from practicegraph.folders import folder
from practicegraph.graph.canonical import nquads
from practicegraph.graph.graphs import graphs
from practicegraph.graph.streaming import document_nquads
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.markdown import read_markdown
from practicegraph.reading.text import read_text
from practicegraph.terms import BASE, graph

READERS = {".txt": read_text, ".md": read_markdown}
SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ra", "se", "tu", "va", "zi")
PROSE = 60
"""Code points from which a line is running text, in which words are replaced."""
CAPITALISED = re.compile(r"(?<=[a-zà-ÿа-я,] )[A-ZÀ-ÝА-Я][a-zà-ÿа-я]{3,}")
NUMBER = re.compile(r"\d+")
PEER = 200
"""Documents that the peer writes."""

Source = tuple[str, bytes]


def shipped() -> list[tuple[str, str]]:
    """Return name and text of the shipped documents."""
    root = folder("data", "documents")
    paths = (path for path in sorted(root.rglob("*")) if path.suffix in READERS and path.name != "README.md")
    return [(path.relative_to(root).as_posix(), path.read_text("utf-8")) for path in paths]


def generated(count: int) -> Iterator[Source]:
    """Yield name and bytes of ``count`` documents, the same ones every time."""
    originals = shipped()
    for index in range(count):
        chance = random.Random(index)
        name, text = originals[index % len(originals)]
        changed = varied(text, chance).split("\n")
        first = next(number for number, line in enumerate(changed) if line.strip())
        changed[first] += f" {made_up(chance)}"
        yield f"{index:06}/{name}", "\n".join(changed).encode()


def varied(text: str, chance: random.Random) -> str:
    """Return a text with other names, numbers and years in its running text."""
    return "\n".join(_changed(line, chance) if len(line) >= PROSE else line for line in text.split("\n"))


def _changed(line: str, chance: random.Random) -> str:
    named = CAPITALISED.sub(lambda found: made_up(chance) if chance.random() < 0.5 else found[0], line)
    return NUMBER.sub(lambda found: _number(found[0], chance), named)


def made_up(chance: random.Random) -> str:
    """Return a made-up name."""
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()


def _number(written: str, chance: random.Random) -> str:
    if re.fullmatch(r"(19|20)\d\d", written):
        return str(chance.randint(2005, 2024))
    return str(chance.randint(10 ** (len(written) - 1), 10 ** len(written) - 1))


def quads_of(source: Source) -> bytes:
    """Return the N-Quads of one document's bytes: what is measured."""
    name, data = source
    document = READERS[Path(name).suffix](data, name=name)
    return document_nquads(map_document(document, Knowledge.load()))


def measure(count: int, processes: int) -> dict[str, Any]:
    """Map ``count`` documents and return what it took."""
    sources = generated(count)
    begin = time.process_time()
    if processes == 1:
        Knowledge.load()
    loaded = time.process_time() - begin
    making = written = lines = 0.0
    digest = hashlib.sha256()
    wall, cpu = time.perf_counter(), time.process_time()

    def timed() -> Iterator[Source]:
        nonlocal making
        while True:
            before = time.process_time()
            source = next(sources, None)
            making += time.process_time() - before
            if source is None:
                return
            yield source

    for data in over_cores(quads_of, timed(), 0 if processes == 1 else processes):
        digest.update(data)
        written += len(data)
        lines += data.count(b"\n")
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu - making
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "documents": count,
        "load": loaded,
        "cpu": cpu + children.ru_utime + children.ru_stime,
        "wall": wall,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "of each process": children.ru_maxrss / 1024,
        "quads": int(lines),
        "output": written / 1e6,
        "sha256": digest.hexdigest()[:16],
    }


def peer() -> None:
    """Print what writing the same statements takes with the store we use and with rdflib."""
    knowledge = Knowledge.load()
    sets: list[tuple[ox.NamedNode, set[ox.Triple]]] = []
    for name, data in generated(PEER):
        mapped = map_document(READERS[Path(name).suffix](data, name=name), knowledge)
        sets += [(graph(key, BASE), triples) for key, triples in graphs(consolidate([mapped])).items()]
    begin = time.process_time()
    ours = sum(nquads(triples, name).count(b"\n") for name, triples in sets)
    own = time.process_time() - begin
    converted = [
        (rdflib.URIRef(name.value), [tuple(map(_rdflib, triple)) for triple in triples])
        for name, triples in sets
    ]
    begin = time.process_time()
    theirs = sum(_written(name, triples) for name, triples in converted)
    other = time.process_time() - begin
    print(f"peer, RDF part alone, {PEER} documents: pyoxigraph {1000 * own / PEER:.2f} ms a document")
    print(f"  ({ours} quads), rdflib {rdflib.__version__} {1000 * other / PEER:.2f} ms ({theirs} quads)")


def _rdflib(term: Any) -> rdflib.term.Node:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))


def _written(name: rdflib.URIRef, triples: list[Any]) -> int:
    dataset = rdflib.Dataset()
    target = dataset.graph(name)
    for triple in triples:
        target.add(triple)
    lines = sorted(
        {line for line in dataset.serialize(format="nquads", encoding="utf-8").split(b"\n") if line}
    )
    return len(lines)


def calibration() -> float:
    """Return the CPU seconds of three million additions, to compare machines and their load."""
    begin, total = time.process_time(), 0
    for number in range(3_000_000):
        total += number
    return time.process_time() - begin


def report(figures: dict[str, Any], processes: int) -> None:
    """Print one line of figures."""
    count, cpu, wall = figures["documents"], figures["cpu"], figures["wall"]
    if processes == 1:
        print(
            f"{count:6} documents  {count / cpu:6.0f} /s of CPU  {1000 * cpu / count:6.2f} ms each  "
            f"{figures['quads'] / count:4.0f} quads each  peak {figures['megabytes']:4.0f} MB  "
            f"knowledge {figures['load']:.1f} s  sha256 {figures['sha256']}",
            flush=True,
        )
    else:
        print(
            f"{count:6} documents on {processes} processes: {60 * count / wall:6.0f} /min of wall time, "
            f"start included; peak {figures['megabytes']:.0f} MB and {figures['of each process']:.0f} MB each  "
            f"sha256 {figures['sha256']}",
            flush=True,
        )


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, nargs="+", default=[1000, 5000, 20000])
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(measure(arguments.measure, arguments.processes)))
        return
    run = partial(subprocess.run, check=True, capture_output=True, text=True)
    print(f"three million additions: {calibration():.2f} s of CPU")
    for count in arguments.documents:
        done = run(
            [sys.executable, __file__, "--measure", str(count), "--processes", str(arguments.processes)]
        )
        report(json.loads(done.stdout), arguments.processes)
    peer()
    print(f"three million additions: {calibration():.2f} s of CPU")


if __name__ == "__main__":
    main()
