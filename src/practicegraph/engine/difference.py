"""How the store of one release differs from that of its parent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import pyoxigraph as ox


class WrongStoreError(Exception):
    """A store that is not the one that a difference begins with."""


@dataclass(frozen=True, slots=True)
class StoreDifference:
    """Quads that came and went, and graphs, by IRI, that are new or gone."""

    added: tuple[ox.Quad, ...] = ()
    removed: tuple[ox.Quad, ...] = ()
    created: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    @property
    def has_blank_nodes(self) -> bool:
        """Whether any blank node comes or goes: it is called as in snapshots, which a copy may not keep."""
        return any(
            isinstance(term, ox.BlankNode)
            for quad in (*self.added, *self.removed)
            for term in (quad.subject, quad.object)
        )

    def apply(self, store: ox.Store) -> None:
        """Make the change; raise :class:`WrongStoreError` if the store is not that of the parent."""
        for quad in self.removed:
            if quad not in store:
                raise WrongStoreError(f"{quad} is not there")
            store.remove(quad)
        for iri in self.dropped:
            store.remove_graph(ox.NamedNode(iri))
        for iri in self.created:
            store.add_graph(ox.NamedNode(iri))
        for quad in self.added:
            if quad in store:
                raise WrongStoreError(f"{quad} is there already")
        store.extend(self.added)

    def pack(self) -> PackedDifference:
        """Return the difference as it is sent to another process."""
        added, removed = (
            ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"" for quads in (self.added, self.removed)
        )
        return PackedDifference(len(added), self.created, self.dropped, added + removed)


@dataclass(frozen=True, slots=True)
class PackedDifference:
    """A difference nobody has to parse who only passes it on: N-Quads, of which the first ``size`` bytes came."""

    size: int
    created: tuple[str, ...]
    dropped: tuple[str, ...]
    quads: bytes

    @property
    def header(self) -> dict[str, Any]:
        """All but the quads, for the header of a message."""
        return {"size": self.size, "created": list(self.created), "dropped": list(self.dropped)}

    @classmethod
    def of(cls, header: Mapping[str, Any], quads: bytes) -> Self:
        """Return the difference of a message."""
        return cls(header["size"], tuple(header["created"]), tuple(header["dropped"]), quads)

    def unpack(self) -> StoreDifference:
        """Return the difference itself."""
        added, removed = (
            tuple(ox.parse(part, ox.RdfFormat.N_QUADS))
            for part in (self.quads[: self.size], self.quads[self.size :])
        )
        return StoreDifference(added, removed, self.created, self.dropped)
