"""What a build takes: memory step by step, documents per second of CPU, and building again after a change.

    python benchmarks/build_memory.py [--documents 1000 4000] [--processes N] [--again] [--keep FOLDER]

Documents are made from the shipped ones as in ``mapping_speed.py``, and so that copies tell of different practices:
what the mapping finds as a title, an organisation or an identifier gets made-up words or digits, and all years of a
copy are moved alike. Each number of documents is built in a process of its own. ``--again`` then builds once more
after nothing was changed, after one document was changed, and after it was removed.

Megabytes are those of the process that builds: its peak in each step, which the kernel tells (Linux). ``all`` is the
peak of all processes together, those that map among them; memory that they share counts once (PSS).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from mapping_speed import READERS, calibration, made_up, shipped, varied

from practicegraph.building.build import build
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.settings import Settings

TELLING = frozenset(
    {"title", "implementer", "lead", "partner", "funder", "managingAuthority", "reporter", "identifier"}
)
"""Fields whose values tell one practice from another."""
WORD = re.compile(r"[^\W\d_]{4,}")
CAPITALS = re.compile(r"\b[A-Z]{3,}\b")
"""A name coined for a project, which tells it from others wherever it stands."""
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
DIGIT = re.compile(r"\d")
EVERY = 0.1
"""Seconds between two looks at the memory of all processes."""


def telling() -> list[tuple[str, str, tuple[str, ...]]]:
    """Return the shipped documents: name, text, and what tells its practices from others, the longest first."""
    found = []
    for name, text in shipped():
        facts = map_document(READERS[Path(name).suffix](text.encode(), name=name), Knowledge.load()).facts
        spans = {fact.exact for fact in facts if fact.field in TELLING and fact.value and fact.exact in text}
        spans |= {name for span in spans for name in CAPITALS.findall(span)}
        found.append((name, text, tuple(sorted(spans, key=lambda span: (-len(span), span)))))
    return found


def generate(count: int, folder: Path) -> None:
    """Write ``count`` documents, the same ones every time."""
    originals = telling()
    for index in range(count):
        chance = random.Random(index)
        name, text, spans = originals[index % len(originals)]
        path = folder / f"{index:06}" / name
        path.parent.mkdir(parents=True)
        path.write_text(_copy(text, spans, chance), "utf-8")


def _copy(text: str, spans: tuple[str, ...], chance: random.Random) -> str:
    """Return a text that tells of another practice."""
    others = {span: _other(span, chance) for span in spans}
    if others:
        text = re.sub("|".join(map(re.escape, others)), lambda found: others[found[0]], text)
    moved = chance.randint(-4, 4)
    return YEAR.sub(lambda found: str(int(found[0]) + moved), varied(text, chance))


def _other(span: str, chance: random.Random) -> str:
    """Return another title, name or number: the longer half of its words made up, coined names too."""
    if CAPITALS.fullmatch(span):
        return made_up(chance).upper()
    span = CAPITALS.sub(lambda _: made_up(chance).upper(), span)
    lengths = sorted((len(word) for word in WORD.findall(span)), reverse=True)
    least = lengths[len(lengths) // 2] if lengths else 0
    named = WORD.sub(lambda found: made_up(chance) if len(found[0]) >= least else found[0], span)
    return DIGIT.sub(lambda _: str(chance.randint(1, 9)), named)


class Steps:
    """The peak of this process in each step of a build, in megabytes."""

    def __init__(self) -> None:
        self.peaks: dict[str, float] = {}
        self.seconds: dict[str, float] = {}
        self._step, self._since = "start", time.process_time()
        _forget_peak()

    def __call__(self, step: str, done: int, total: int) -> None:  # noqa: ARG002 - as builds tell it
        """Be told of a build's progress."""
        if step != self._step:
            self.end()
            self._step = step

    def end(self) -> None:
        """Note the peak of the step that ends."""
        self.peaks[self._step] = _status(os.getpid(), "status", "VmHWM")
        now = time.process_time()
        self.seconds[self._step], self._since = now - self._since, now
        _forget_peak()


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5", "ascii")


def _status(process: int, file: str, key: str) -> float:
    """Return a figure of a process in megabytes, 0 if it has ended."""
    try:
        lines = Path(f"/proc/{process}/{file}").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{key}:")), 0.0)


def _family(process: int) -> Iterator[int]:
    yield process
    try:
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text("ascii").split():
                yield from _family(int(child))
    except OSError:
        return


class AllProcesses(threading.Thread):
    """Looks at the memory of this process and those it started."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0.0
        self._ended = threading.Event()

    def run(self) -> None:
        """Look until ended."""
        while not self._ended.wait(EVERY):
            now = sum(_status(process, "smaps_rollup", "Pss") for process in _family(os.getpid()))
            self.peak = max(self.peak, now)

    def end(self) -> float:
        """Return the peak."""
        self._ended.set()
        self.join()
        return self.peak


def measure(documents: Path, directory: Path, processes: int | None) -> dict[str, Any]:
    """Build and return what it took."""
    steps, every = Steps(), AllProcesses()
    every.start()
    wall = time.perf_counter()
    release = build([documents], Settings(directory=directory), steps, processes=processes)
    wall = time.perf_counter() - wall
    steps.end()
    figures = release.statistics()
    times = os.times()
    return {
        "release": release.id,
        "wall": wall,
        "cpu": times.user + times.system + times.children_user + times.children_system,
        "peaks": steps.peaks,
        "seconds": steps.seconds,
        "all": every.end(),
        "triples": figures["triples"]["all"],
        "undertakings": figures["undertakings"],
    }


def report(name: str, count: int, figures: Mapping[str, Any]) -> None:
    """Print what a build took."""
    peaks, seconds = figures["peaks"], figures["seconds"]
    print(
        f"{count:6} documents, {name}: {figures['cpu']:.1f} s of CPU ({count / figures['cpu']:.1f} documents a second), "
        f"{figures['wall']:.1f} s by the clock; peak {max(peaks.values()):.0f} MB, all {figures['all']:.0f} MB; "
        f"{figures['triples']} triples, {figures['undertakings']} things described, release {figures['release']}"
    )
    print(
        "       " + "  ".join(f"{step} {peaks[step]:.0f} MB {seconds[step]:.1f} s" for step in peaks),
        flush=True,
    )


def builds(count: int, folder: Path, processes: int | None, *, again: bool) -> float:
    """Build ``count`` documents, and again after changes; return the peak of the first build."""
    documents, directory = folder / f"documents-{count}", folder / f"data-{count}"
    if not documents.exists():
        generate(count, documents)
    command = [sys.executable, __file__, "--measure", str(documents), str(directory)]
    if processes is not None:
        command += ["--processes", str(processes)]

    def built(name: str) -> Any:
        figures = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
        report(name, count, figures)
        return figures

    first = built("first")
    if again:
        built("nothing changed")
        changed = next(path for path in sorted(documents.rglob("*")) if path.is_file())
        changed.write_text(changed.read_text("utf-8") + "\nA line that was not there before.\n", "utf-8")
        built("one changed")
        changed.unlink()
        built("one removed")
    return float(max(first["peaks"].values()))


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, nargs="+", default=[1000, 4000])
    parser.add_argument("--processes", type=int)
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--keep", type=Path, help="folder for documents and releases, which stay there")
    parser.add_argument("--measure", type=Path, nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(measure(*arguments.measure, arguments.processes)))
        return
    print(f"three million additions: {calibration():.2f} s of CPU")
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        run = partial(builds, folder=folder, processes=arguments.processes, again=arguments.again)
        peaks = {count: run(count) for count in sorted(arguments.documents)}
    least, most = min(peaks), max(peaks)
    if least < most:
        grown = (peaks[most] - peaks[least]) / (most - least) * 1024
        print(
            f"{most / least:g} times the documents: {peaks[most] / peaks[least]:.2f} times the peak, "
            f"{grown:.0f} kB more for each document"
        )


if __name__ == "__main__":
    main()
