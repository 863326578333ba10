"""What a write needs of the current release, kept from one write to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from practicegraph.derivation.derivation import derived_files
from practicegraph.derivation.knowns import knowns_of
from practicegraph.engine.difference import StoreDifference
from practicegraph.graph.change import GraphChange
from practicegraph.mapping.fact import Fact
from practicegraph.mapping.serialization import facts_from_lines
from practicegraph.privacy.sweep import PersonalDataError, Sweep
from practicegraph.release.layout import GRAPHS, Layout
from practicegraph.release.manifest import DefaultGraph, GraphEntry, Manifest, sha256
from practicegraph.release.open import open_release
from practicegraph.release.publish import Successor, publish_successor
from practicegraph.release.refusals import StaleReleaseError
from practicegraph.release.snapshot import KeptSnapshot
from practicegraph.settings import Settings
from practicegraph.validation.report import Report
from practicegraph.writing.curation import Curation
from practicegraph.writing.edit import Edit
from practicegraph.writing.followed_report import known_results
from practicegraph.writing.following import Following
from practicegraph.writing.gate import gate_of
from practicegraph.writing.patching import patched
from practicegraph.writing.requests import GraphRequest, UpdateRequest, edited
from practicegraph.writing.working import WorkingGraphs
from practicegraph.writing.written import Written


class Session:
    """The graphs of the current release, all that follows from them, and a store to make snapshots of.

    A write that is refused leaves the session as it was. When publishing fails, the session is of no use any
    more.
    """

    def __init__(self, settings: Settings, workspace: Path, *, told: str | None = None) -> None:
        """Read the current release of ``settings.directory``; ``workspace`` is an empty folder on the same disk.

        ``told`` is that of :func:`practicegraph.release.open.open_release`. Raises
        :class:`practicegraph.errors.DamagedReleaseError` if there is none.
        """
        self._settings = settings
        self._onto = Layout(settings.directory).current_identifier()
        self._release = open_release(settings.directory, told=told)
        plain = self._release.manifest.default_graph is DefaultGraph.OWN
        self._curation = Curation(self._release.base, plain=plain)
        self._names = {entry.iri: entry.name for entry in self._release.graphs}
        self._sizes = {entry.name: entry.triples for entry in self._release.graphs}
        held = {
            entry.iri: [quad.triple for quad in self._release.quads(entry.name)]
            for entry in self._release.graphs
        }
        named = {self._names[iri]: triples for iri, triples in held.items()}
        self._graphs = WorkingGraphs(held, self._curation)
        self._snapshot = KeptSnapshot(workspace, self._release.snapshot)
        self._sweep = Sweep(self._personal(), self._named_triples, named)
        self._results = known_results((self._release.validation / "report.json").read_bytes())
        self._following: Following | None = None
        if not plain:
            knowns = knowns_of(self._release, named)
            gate = gate_of(self._named_triples, knowns, named)
            self._following = Following(self._graphs, self._names, knowns, self._release.base, gate, named)

        self.is_sound = True
        """Whether the session can make writes: it cannot after publishing failed."""

    @property
    def is_current(self) -> bool:
        """Whether the release is still the one that the directory points to."""
        return Layout(self._settings.directory).current_identifier() == self._onto

    def write(self, request: UpdateRequest | GraphRequest) -> Written:
        """Make a write and publish what comes of it; see :meth:`practicegraph.writing.writing.Writing.write`."""
        if not self.is_current:
            raise StaleReleaseError("another release has become current; try again")
        try:
            edit = edited(request, self._graphs)
        except BaseException:
            self.is_sound = self._graphs.is_clean
            raise
        if not edit:
            self._graphs.rollback()
            return Written(self._release.id)
        try:
            inferred = self._judge(edit)
        except BaseException:
            self._take_back()
            raise
        self.is_sound = False
        written = self._publish(edit, inferred)
        self.is_sound = True
        return written

    def _take_back(self) -> None:
        """Undo a refused write."""
        self.is_sound = False
        self._graphs.rollback()
        if self._following is not None:
            self._following.undo()
        self.is_sound = True

    def _judge(self, edit: Edit) -> GraphChange:
        """Return the entailments that change; raise if the edit may not be published."""
        if self._following is None:
            self._refuse_personal(edit.graphs)
            return GraphChange()
        inferred = self._following.reason(edit)
        self._refuse_personal(edit.graphs)
        self._following.validate(edit, inferred, self._results)
        return inferred

    def _refuse_personal(self, changes: Mapping[str, GraphChange]) -> None:
        hits = self._sweep.hits({self._name(iri): change for iri, change in changes.items()}, self._texts)
        if hits:
            raise PersonalDataError(hits)

    def _publish(self, edit: Edit, inferred: GraphChange) -> Written:
        following = self._following
        if following is not None:
            self._resize(self._graphs.edit())
            following.describe(
                edit, inferred, {name: size for name, size in self._sizes.items() if name != "metadata"}
            )
        whole = self._graphs.edit()
        self._resize(whole)
        data, manifest = self._truth(whole)
        if following is None:
            named = self._named_triples()
            derived = derived_files(Report(()), named)
        else:
            derived = following.files(whole, self._sizes)
        difference = self._difference(whole)
        self._snapshot.apply(difference)
        successor = Successor(manifest, data, derived, self._snapshot.checkpoint)
        release = publish_successor(
            self._release,
            successor,
            self._settings.directory,
            keep=self._settings.keep_releases,
            onto=self._onto,
        )
        self._graphs.commit()
        if following is not None:
            following.published()
        self._sweep.follow(edit.graphs)
        parent, self._release, self._onto = self._release, release, release.id
        return Written(release.id, True, bool(edit.created), parent.id, difference.pack())

    # The next release

    def _resize(self, edit: Edit) -> None:
        """Let names and sizes of graphs follow an edit that began at the current release."""
        for iri in edit.created:
            self._names[iri] = self._curation.name(iri) or iri
        for iri in edit.dropped:
            self._names.pop(iri, None)
        before = {entry.iri: entry.triples for entry in self._release.graphs}
        self._sizes = {
            name: before.get(iri, 0) + len(change.added) - len(change.removed)
            for iri, name in self._names.items()
            for change in (edit.graphs.get(iri, GraphChange()),)
        }

    def _truth(self, edit: Edit) -> tuple[dict[str, bytes], Manifest]:
        """Return the files of graphs that changed, by path, and the manifest."""
        data: dict[str, bytes] = {}
        entries = {
            entry.iri: entry for entry in self._release.manifest.graphs if entry.iri not in edit.dropped
        }
        for iri in {*edit.graphs, *edit.created} - edit.dropped:
            name, change = self._names[iri], edit.graphs.get(iri, GraphChange())
            path = f"{GRAPHS}/{name}.nq"
            before = (self._release.path / path).read_bytes() if iri in entries else b""
            data[path] = patched(before, change.added, change.removed, ox.NamedNode(iri))
            entries[iri] = GraphEntry(name, iri, path, sha256(data[path]), data[path].count(b"\n"))
        graphs = tuple(sorted(entries.values()))
        return data, replace(self._release.manifest, graphs=graphs)

    def _difference(self, edit: Edit) -> StoreDifference:
        """Return what changes in the store that queries run on."""
        own = {self._curation.default} if self._curation.plain else set()
        changes: list[tuple[ox.NamedNode | ox.DefaultGraph, GraphChange]]
        changes = [(ox.NamedNode(iri), change) for iri, change in edit.graphs.items() if iri not in own]
        every = [*changes, (ox.DefaultGraph(), edit.default)]
        return StoreDifference(
            tuple(_quad(triple, name) for name, change in every for triple in change.added),
            tuple(_quad(triple, name) for name, change in every for triple in change.removed),
            tuple(sorted(edit.created - own)),
            tuple(sorted(edit.dropped - own)),
        )

    # The current release

    def _name(self, iri: str) -> str:
        return self._names.get(iri) or self._curation.name(iri) or iri

    def _named_triples(self) -> dict[str, set[ox.Triple]]:
        return {self._name(iri): self._graphs.triples(iri) for iri in sorted(self._graphs.names())}

    def _texts(self) -> dict[str, str]:
        return {entry.document: self._release.text(entry.document) for entry in self._release.manifest.texts}

    def _personal(self) -> list[Fact]:
        private = Layout(self._settings.directory).private(self._release.id)
        if not private.is_file():
            return []
        return list(facts_from_lines(private.read_text(encoding="utf-8"), source=private))


def _quad(triple: ox.Triple, name: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, name)
