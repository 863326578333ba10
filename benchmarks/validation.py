"""What validation costs: everything beside pyshacl, and one write in a validation that is kept.

    python benchmarks/validation.py [--triples 10000 100000 1000000] [--peer 100000]

The data of the release of the shipped documents is copied with other names until there are enough triples, and every
``FAULT``-th triple is left out, so that there is something to find. The ontology and the vocabularies are the
background, in all runs. Each measurement runs in a process of its own; CPU seconds are from triples in memory to a sorted
report. pyshacl runs up to ``--peer`` triples, with the focus handling of :mod:`practicegraph.validation.validate`, and its
rows are compared with ours; so are those of pyshifty (extra ``test``). A write adds what one practice says in one copy more, and takes it away again.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib
import shifty

from practicegraph.building.build import build
from practicegraph.folders import folder
from practicegraph.settings import Settings
from practicegraph.validation.report import Report
from practicegraph.validation.shapes import load_shapes
from practicegraph.validation.validate import validate
from practicegraph.validation.validator import Validator

FAULT = 499
"""One triple of so many is left out of each copy, another one in each."""
EDITS = 25
"""Writes that are applied and taken back, one after the other; the median is shown."""
_NAME = re.compile(r"(/id/[^/>]+/)([^>]*)")

Triples = list[ox.Triple]


def silent(*_: object) -> None:
    """Take no notice of the build's progress."""


def prepare(directory: Path) -> None:
    """Build the release of the shipped documents; write its data and its background as N-Triples."""
    release = build([folder("data", "documents")], Settings(directory=directory / "data"), silent)
    graphs = {entry.name: [quad.triple for quad in release.quads(entry.name)] for entry in release.graphs}
    behind = {name for name in graphs if name == "ontology" or name.startswith("vocabulary/")}
    background = {triple for name in behind for triple in graphs[name]}
    described = {triple.subject for triple in background}
    own = {
        triple
        for name in graphs.keys() - behind - {"validation", "metadata"}
        for triple in graphs[name]
        if triple.subject not in described
    }
    _write(directory / "background.nt", background)
    _write(directory / "own.nt", own)
    names = {term.value for triple in own for term in triple if isinstance(term, ox.NamedNode)}
    kept = {term.value for term in described if isinstance(term, ox.NamedNode)} & names
    (directory / "kept.json").write_text(json.dumps(sorted(kept)), encoding="utf-8")


def _write(path: Path, triples: set[ox.Triple]) -> None:
    text = ox.serialize(sorted(triples, key=str), format=ox.RdfFormat.N_TRIPLES)
    path.write_bytes(text or b"")


def _parsed(text: str) -> Triples:
    return [quad.triple for quad in ox.parse(input=text, format=ox.RdfFormat.N_TRIPLES)]


def background(directory: Path) -> Triples:
    """Return the ontology and the vocabularies."""
    return _parsed((directory / "background.nt").read_text(encoding="utf-8"))


def copy(directory: Path, number: int) -> str:
    """Return one copy of the data, its own things renamed, as N-Triples."""
    text = (directory / "own.nt").read_text(encoding="utf-8")
    kept = set(json.loads((directory / "kept.json").read_text(encoding="utf-8")))

    def renamed(match: re.Match[str]) -> str:
        whole = match.string[match.string.rindex("<", 0, match.start()) + 1 : match.end()]
        return match[0] if whole in kept else f"{match[1]}c{number}-{match[2]}"

    lines = _NAME.sub(renamed, text).splitlines(keepends=True)
    return "".join(line for place, line in enumerate(lines) if (place + number) % FAULT)


def generated(count: int, directory: Path) -> Triples:
    """Return about ``count`` triples of data: copies until there are enough."""
    triples: Triples = []
    while len(triples) < count:
        triples += _parsed(copy(directory, len(triples)))
    return triples[:count]


def one_practice(directory: Path) -> Triples:
    """Return what is said of one more practice, of its parts and of its facts."""
    triples = _parsed(copy(directory, 10**9))
    kind = ox.NamedNode("https://w3id.org/practicegraph/ontology#Practice")
    about = ox.NamedNode("https://w3id.org/practicegraph/ontology#subject")
    name = min(triple.subject.value for triple in triples if triple.object == kind)
    facts = {t.subject for t in triples if t.predicate == about and t.object.value.startswith(name)}
    return [t for t in triples if t.subject.value.startswith(name) or t.subject in facts]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the CPU seconds of some work, and what it gives."""
    begin = time.process_time()
    found = work()
    return time.process_time() - begin, found


def peak() -> int:
    """Return the most memory that the process had, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def ours(count: int, directory: Path) -> dict[str, Any]:
    """Validate everything with the compiled engine, then write and take back one practice several times."""
    data, behind, shapes = generated(count, directory), background(directory), load_shapes()
    before = peak()
    seconds, validator = timed(lambda: _loaded(data, behind))
    whole: Report = validator.report
    new = one_practice(directory)
    applying, undoing, came = [], [], []
    for _ in range(EDITS):
        spent, change = timed(partial(validator.update, new))
        applying.append(spent * 1000)
        came.append(len(change.added))
        spent, _ = timed(lambda: validator.update((), new))
        undoing.append(spent * 1000)
        if validator.report != whole:
            raise SystemExit("a write and its opposite did not restore the report")
    return {
        "triples": len(data),
        "background": len(behind),
        "shapes": len(shapes.triples),
        "results": len(whole.results),
        "seconds": seconds,
        "MB above": peak() - before,
        "triples of a write": len(new),
        "results of a write": statistics.median(came),
        "write ms": statistics.median(applying),
        "write worst ms": max(applying),
        "undo ms": statistics.median(undoing),
        "undo worst ms": max(undoing),
    }


def _loaded(data: Triples, behind: Triples) -> Validator:
    validator = Validator(load_shapes(), behind)
    validator.load(data)
    return validator


def peer(count: int, directory: Path) -> dict[str, Any]:
    """Validate everything with pyshacl, and compare its rows with ours."""
    data, behind, shapes = generated(count, directory), background(directory), load_shapes()
    seconds, theirs = timed(lambda: validate(data, shapes, background=behind, engine="pyshacl"))
    own = validate(data, shapes, background=behind)
    return {
        "triples": len(data),
        "results": len(theirs.results),
        "seconds": seconds,
        "only theirs": len(set(theirs.results) - set(own.results)),
        "only ours": len(set(own.results) - set(theirs.results)),
        "same report": theirs == own,
    }


def other(count: int, directory: Path) -> dict[str, Any]:
    """Validate everything with pyshifty, which gets the focus nodes as targets; compare its rows with ours."""
    data, behind, shapes = generated(count, directory), background(directory), load_shapes()
    described = {triple.subject for triple in behind}
    things = {triple.subject for triple in data} | {triple.object for triple in data} - described
    known = list(dict.fromkeys([*data, *behind]))
    files = directory / f"data-{count}.nt", directory / f"shapes-{count}.nt"
    _write(files[0], set(known))
    _write(files[1], set(shapes.aimed_at(things, known).triples))
    seconds, found = timed(lambda: shifty.validate(*files, infer=False, graph_mode="data")[1])
    theirs = Counter(_row(found, entry) for entry in found.objects(None, rdflib.SH.result))
    report = validate(data, shapes, background=behind)
    own = Counter(
        (str(r.focus), str(r.value or ""), str(r.severity), str(r.shape), str(r.component))
        for r in report.results
    )
    return {
        "triples": len(data),
        "results": theirs.total(),
        "seconds, parsing among them": seconds,
        "only theirs": (theirs - own).total(),
        "only ours": (own - theirs).total(),
    }


def _row(report: rdflib.Graph, entry: rdflib.term.Node) -> tuple[str, ...]:
    names = ("focusNode", "value", "resultSeverity", "sourceShape", "sourceConstraintComponent")
    terms = (report.value(entry, rdflib.SH[name]) for name in names)
    return tuple("" if term is None else term.n3() for term in terms)


TASKS: dict[str, Callable[[int, Path], dict[str, Any]]] = {"ours": ours, "peer": peer, "other": other}


def in_a_process(task: str, count: int, directory: Path) -> dict[str, Any]:
    """Run one task in a process of its own and return its figures."""
    command = [
        sys.executable,
        __file__,
        "--task",
        task,
        "--triples",
        str(count),
        "--directory",
        str(directory),
    ]
    answer = subprocess.run(command, check=True, capture_output=True).stdout
    record: dict[str, Any] = json.loads(answer)
    print(f"{task:8}", ", ".join(f"{name} {_shown(value)}" for name, value in record.items()), flush=True)
    return record


def _shown(value: float) -> str:
    return f"{value:,.2f}" if isinstance(value, float) else f"{value:,}"


def measure(counts: Sequence[int], most: int, directory: Path) -> None:
    """Run all measurements and print them."""
    writes: list[tuple[int, dict[str, Any]]] = []
    for count in counts:
        own = in_a_process("ours", count, directory)
        writes.append((count, own))
        if count <= most:
            theirs = in_a_process("peer", count, directory)
            print(f"ratio    pyshacl / ours {theirs['seconds'] / own['seconds']:,.1f}")
            in_a_process("other", count, directory)
    for (small, before), (large, after) in pairwise(writes):
        growth = after["write ms"] / before["write ms"]
        print(f"growth   of a write, {small:,} to {large:,}: {growth:.2f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--triples", nargs="+", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--peer", type=int, default=100_000, help="the most triples that pyshacl gets")
    parser.add_argument("--directory", type=Path, help="where the data is kept between runs")
    parser.add_argument("--task", choices=TASKS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.task:
        print(json.dumps({**TASKS[given.task](given.triples[0], given.directory), "peak MB": peak()}))
        return
    packages = " ".join(
        f"{name} {version(name)}" for name in ("practicegraph", "pyoxigraph", "pyshacl", "rdflib", "pyshifty")
    )
    print(f"{platform.machine()}, Python {platform.python_version()}, {packages}")
    with tempfile.TemporaryDirectory() as temporary:
        directory = given.directory or Path(temporary)
        if not (directory / "own.nt").is_file():
            directory.mkdir(exist_ok=True)
            prepare(directory)
        measure(given.triples, given.peer, directory)


if __name__ == "__main__":
    main()
