"""Opening a release: verified, and its parent in its place if it is damaged."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from practicegraph.errors import DamagedReleaseError
from practicegraph.release.layout import (
    DOWNLOADS,
    MANIFEST,
    SNAPSHOT,
    STATISTICS,
    TEXTS,
    VALIDATION,
    Layout,
    lacks_downloads,
)
from practicegraph.release.manifest import Manifest
from practicegraph.release.verify import verify

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class GraphFile:
    """One named graph of a release; ``path`` is its canonical N-Quads file."""

    name: str
    iri: str
    path: Path
    sha256: str
    triples: int

    def quads(self) -> Iterator[ox.Quad]:
        """Yield the quads of the file in their order."""
        yield from ox.parse(path=self.path, format=ox.RdfFormat.N_QUADS)


@dataclass(frozen=True, slots=True)
class Release:
    """A verified release; its files do not change."""

    id: str
    path: Path
    manifest: Manifest

    @property
    def base(self) -> str:
        """The base of all instance IRIs."""
        return self.manifest.base

    @property
    def graphs(self) -> tuple[GraphFile, ...]:
        """The named graphs by name."""
        return tuple(
            GraphFile(entry.name, entry.iri, self.path / entry.file, entry.sha256, entry.triples)
            for entry in self.manifest.graphs
        )

    @property
    def snapshot(self) -> Path:
        """The folder of the store, to be opened read-only."""
        return self.path / SNAPSHOT

    @property
    def downloads(self) -> Path:
        """The folder of ready-made downloads."""
        return self.path / DOWNLOADS

    @property
    def lacks_downloads(self) -> bool:
        """Whether the downloads are still to be made, as after a write; see :mod:`practicegraph.release.pending`."""
        return lacks_downloads(self.path)

    @property
    def validation(self) -> Path:
        """The folder of the validation report: ``report.json`` and ``report.txt``."""
        return self.path / VALIDATION

    def statistics(self) -> dict[str, Any]:
        """Return the figures of the release; see :mod:`practicegraph.description.statistics`."""
        record: dict[str, Any] = json.loads((self.path / STATISTICS / "statistics.json").read_bytes())
        return record

    def text(self, slug: str) -> str:
        """Return the masked canonical text of a document; raise ``KeyError`` if the release has none of that slug."""
        for entry in self.manifest.texts:
            if entry.document == slug:
                return (self.path / TEXTS / f"{slug}.txt").read_bytes().decode("utf-8")
        raise KeyError(slug)

    def quads(self, name: str) -> Iterator[ox.Quad]:
        """Yield the quads of one named graph; raise ``KeyError`` if the release has none of that name."""
        for graph in self.graphs:
            if graph.name == name:
                yield from graph.quads()
                return
        raise KeyError(name)


def open_release(directory: Path, *, told: str | None = None) -> Release:
    """Open a release, every file compared with its hash.

    ``directory`` is one release, or a data directory: then its current release is opened, and if that
    is damaged its parent in its place, which is logged as an error unless that is the release ``told``,
    of which another process has said so. Raises
    :class:`DamagedReleaseError` naming the file where nothing sound is left.
    """
    if (directory / MANIFEST).is_file() or not _is_data_directory(directory):
        return _open(directory)
    layout = Layout(directory)
    current = layout.current_identifier()
    if current is None:
        raise DamagedReleaseError("has no current release", source=directory)
    damaged: dict[str, DamagedReleaseError] = {}
    for identifier in ancestry(layout, current):
        try:
            release = _open(layout.release(identifier))
        except DamagedReleaseError as error:
            damaged[identifier] = error
        else:
            if identifier != told:
                _log(damaged, identifier)
            return release
    raise next(iter(damaged.values()), DamagedReleaseError("has no release", source=directory))


def open_published(directory: Path, identifier: str) -> Release:
    """Open a release that was just published in a data directory: its files are not read again.

    Raises :class:`DamagedReleaseError` if its manifest is not sound.
    """
    path = Layout(directory).release(identifier)
    return Release(identifier, path.resolve(), Manifest.read(path / MANIFEST))


def _log(damaged: Mapping[str, DamagedReleaseError], opened: str) -> None:
    """Say which releases were skipped for the one that is opened."""
    for identifier, error in damaged.items():
        _LOG.error("release %s is damaged and skipped for %s: %s", identifier, opened, error)


def _is_data_directory(directory: Path) -> bool:
    return (directory / "releases").is_dir() or (directory / "current").is_symlink()


def _open(path: Path) -> Release:
    manifest = verify(path)
    return Release(manifest.identifier, path.resolve(), manifest)


def ancestry(layout: Layout, identifier: str | None) -> Iterator[str]:
    """Yield a release, its parent, and so on; then those whose place in the line a damaged manifest hides."""
    seen: set[str] = set()
    following: str | None = identifier
    while following is not None and following not in seen:
        seen.add(following)
        yield following
        try:
            following = Manifest.read(layout.release(following) / MANIFEST).parent
        except DamagedReleaseError:
            following = None
    others = [other for other in layout.identifiers() if other not in seen]
    yield from sorted(others, key=lambda other: layout.release(other).stat().st_mtime_ns, reverse=True)
