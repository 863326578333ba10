"""What JSON-LD of a whole graph costs, beside rdflib's serializer.

    python benchmarks/jsonld.py [--triples 100000 1000000] [--peer 100000]

The release of the shipped documents is copied with other names until there are enough triples, and kept as a release
keeps its graphs: one sorted N-Quads file each. Ours is written from these files to a file; the peak of memory is what
came on top of what the process had before. What was written is then read by pyoxigraph and compared with the files,
quad by quad. rdflib writes the same quads with the same context, up to ``--peer``, its parsing not counted. Each
measurement runs in a process of its own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib

from practicegraph.building.build import build
from practicegraph.export.dataset import jsonld
from practicegraph.folders import folder
from practicegraph.graph.jsonld import shipped_context
from practicegraph.settings import Settings

_OWN = re.compile(r"(/id/(?:practice|publication|call|undertaking|document|organization|collection|fact)/)")
_GRAPH = re.compile(r"(/graph/document/)")


def silent(*_: object) -> None:
    """Take no notice of the build's progress."""


def copied(count: int, directory: Path) -> list[tuple[str, Path]]:
    """Write graphs of about ``count`` triples and return them as (IRI, sorted N-Quads file)."""
    release = build([folder("data", "documents")], Settings(directory=directory / "data"), silent)
    once = {graph.name: graph for graph in release.graphs}
    told = [name for name in once if name.startswith("document/") or name in {"consolidated", "evidence"}]
    lines = {name: once[name].path.read_text(encoding="utf-8").splitlines(keepends=True) for name in told}
    copies = max(1, round((count - release_size(once.values())) / sum(map(len, lines.values()))) + 1)
    graphs = [(graph.iri, graph.path) for name, graph in once.items() if name not in lines]
    for name, own in lines.items():
        if name.startswith("document/"):
            for number in range(copies):
                texts = [_GRAPH.sub(rf"\g<1>c{number}-", renamed(line, number)) for line in own]
                iri = _GRAPH.sub(rf"\g<1>c{number}-", once[name].iri)
                graphs.append((iri, written(directory / f"{len(graphs)}.nq", texts)))
        else:
            texts = [renamed(line, number) for number in range(copies) for line in own]
            graphs.append((once[name].iri, written(directory / f"{len(graphs)}.nq", texts)))
    return graphs


def release_size(graphs: Iterable[Any]) -> int:
    """Return the number of triples."""
    return sum(graph.triples for graph in graphs)


def renamed(line: str, number: int) -> str:
    """Return a statement about copies of the things."""
    return _OWN.sub(rf"\g<1>c{number}-", line)


def written(path: Path, lines: list[str]) -> Path:
    """Write sorted lines."""
    path.write_text("".join(sorted(lines)), encoding="utf-8")
    return path


def peak() -> float:
    """Return the most memory the process has had, in MiB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def ours(graphs: list[tuple[str, Path]], out: Path) -> dict[str, Any]:
    """Write the graphs as JSON-LD."""
    shipped_context()
    before, begin = peak(), time.process_time()
    with out.open("w", encoding="utf-8") as file:
        for part in jsonld(graphs):
            file.write(part)
    seconds = time.process_time() - begin
    return {
        "seconds": seconds,
        "MB above": peak() - before,
        "peak MB": peak(),
        "file MB": out.stat().st_size / 1e6,
    }


def digest(quads: Iterable[ox.Quad]) -> tuple[int, str]:
    """Return the number of quads and a sum of their hashes, the same in any order; blank nodes count as one."""
    total = count = 0
    for quad in quads:
        terms = [quad.subject, quad.predicate, quad.object, quad.graph_name]
        text = " ".join("_:" if isinstance(term, ox.BlankNode) else str(term) for term in terms)
        total += int.from_bytes(hashlib.blake2b(text.encode(), digest_size=12).digest(), "big")
        count += 1
    return count, f"{total % (1 << 96):024x}"


def read_back(graphs: list[tuple[str, Path]], out: Path) -> dict[str, Any]:
    """Compare what was written with what there was."""
    form = ox.RdfFormat.N_QUADS
    there = digest(quad for _, path in graphs for quad in ox.parse(path=str(path), format=form))
    begin = time.process_time()
    back = digest(ox.parse(path=str(out), format=ox.RdfFormat.JSON_LD))
    return {"seconds": time.process_time() - begin, "quads": back[0], "same": there == back}


def peer(graphs: list[tuple[str, Path]], out: Path) -> dict[str, Any]:
    """Let rdflib write the same."""
    dataset = rdflib.Dataset()
    for _, path in graphs:
        dataset.parse(path, format="nquads")
    before, begin = peak(), time.process_time()
    context = shipped_context().document
    dataset.serialize(out, format="json-ld", context=context, auto_compact=False)
    seconds = time.process_time() - begin
    return {
        "seconds": seconds,
        "MB above": peak() - before,
        "peak MB": peak(),
        "file MB": out.stat().st_size / 1e6,
    }


TASKS = {"ours": ours, "read": read_back, "peer": peer}


def in_a_process(task: str, index: Path) -> dict[str, Any]:
    """Run one task in a process of its own and return its figures."""
    command = [sys.executable, __file__, "--task", task, "--graphs", str(index)]
    record: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    shown = (
        f"{name} {value:,.2f}" if isinstance(value, float) else f"{name} {value}"
        for name, value in record.items()
    )
    print(f"  {task:5}", ", ".join(shown), flush=True)
    return record


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--triples", nargs="+", type=int, default=[100_000, 1_000_000])
    parser.add_argument("--peer", type=int, default=100_000, help="the most triples that rdflib gets")
    parser.add_argument("--task", choices=TASKS, help=argparse.SUPPRESS)
    parser.add_argument("--graphs", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.task:
        graphs = [(iri, Path(path)) for iri, path in json.loads(given.graphs.read_text())]
        print(json.dumps(TASKS[given.task](graphs, given.graphs.with_suffix(".jsonld"))))
        return
    packages = " ".join(f"{name} {version(name)}" for name in ("practicegraph", "pyoxigraph", "rdflib"))
    print(f"{platform.machine()}, Python {platform.python_version()}, {packages}")
    for count in given.triples:
        with tempfile.TemporaryDirectory() as folder_name:
            graphs = copied(count, Path(folder_name))
            index = Path(folder_name) / "graphs.json"
            index.write_text(json.dumps([(iri, str(path)) for iri, path in graphs]))
            size = sum(1 for _, path in graphs for _ in path.open(encoding="utf-8"))
            print(f"{size:,} quads in {len(graphs):,} graphs", flush=True)
            mine = in_a_process("ours", index)
            in_a_process("read", index)
            if count <= given.peer:
                theirs = in_a_process("peer", index)
                print(f"  ratio rdflib / ours {theirs['seconds'] / mine['seconds']:.1f}")


if __name__ == "__main__":
    main()
