"""Which releases a data directory holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from practicegraph.errors import DamagedReleaseError
from practicegraph.release.layout import MANIFEST, Layout
from practicegraph.release.manifest import Manifest
from practicegraph.release.open import ancestry


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One release; ``triples``, ``documents`` and ``parent`` are ``None`` if its manifest is damaged."""

    identifier: str
    current: bool
    parent: str | None = None
    triples: int | None = None
    documents: int | None = None


def history(directory: Path) -> Iterator[HistoryEntry]:
    """Yield the releases of a data directory: the current one, its parents, then the others, newest first."""
    layout = Layout(directory)
    current = layout.current_identifier()
    present = set(layout.identifiers())
    for identifier in ancestry(layout, current):
        if identifier not in present:
            continue
        try:
            manifest = Manifest.read(layout.release(identifier) / MANIFEST)
        except DamagedReleaseError:
            yield HistoryEntry(identifier, identifier == current)
        else:
            yield HistoryEntry(
                identifier,
                identifier == current,
                manifest.parent,
                sum(graph.triples for graph in manifest.graphs),
                len(manifest.inputs),
            )
