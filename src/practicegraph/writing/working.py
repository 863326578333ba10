"""The graphs of a release as updates work on them: kept from write to write, with a log of what each one changed.

The working store holds every named graph as it is, what a query sees by default in a graph of its own (the
union), and the default curated graph in the place of the default graph too: a write that names no graph lands
there, while a WHERE that names none reads the union.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

import pyoxigraph as ox

from practicegraph.engine.updates import Operation, UsingDataset, operations, with_dataset
from practicegraph.errors import PracticeGraphError
from practicegraph.graph.change import GraphChange
from practicegraph.release.content import HIDDEN_GRAPHS, with_stable_blank_nodes
from practicegraph.terms import graph
from practicegraph.wording import Wording
from practicegraph.writing.curation import Curation, NoSuchGraphError, check_syntax, refuse_triple_terms
from practicegraph.writing.edit import Edit, Log

_Name = ox.NamedNode | ox.DefaultGraph
_DEFAULT: Final = ox.DefaultGraph()


class WorkingGraphs:
    """The named graphs of a release; see the module.

    Writes are logged until :meth:`commit` or :meth:`rollback`. Whatever method raises, :meth:`rollback` then
    restores all.
    """

    def __init__(self, graphs: Mapping[str, Iterable[ox.Triple]], curation: Curation) -> None:
        """``graphs`` are the triples by the IRI of their graph, as the store normalises them."""
        self._curation = curation
        self._default = ox.NamedNode(curation.default)
        self._union = ox.NamedNode(f"urn:x-practicegraph:{secrets.token_hex(16)}")
        self._hidden = {graph(name, curation.base) for name in HIDDEN_GRAPHS}
        self._store = ox.Store()
        self._has_default = curation.default in graphs
        for iri, triples in graphs.items():
            name = self._place(iri)
            if isinstance(name, ox.NamedNode):
                self._store.add_graph(name)
            copies = [name, *self._copies(name)]
            self._store.bulk_extend(_quad(triple, each) for triple in triples for each in copies)
        self._keep_default()
        self._begin()
        self._size = len(self._store)

    # Reading

    @property
    def default(self) -> str:
        """The IRI of the graph that unnamed writes go to."""
        return self._curation.default

    def check(self, iri: str) -> None:
        """Raise :class:`ReadOnlyGraphError` unless clients may write a graph."""
        self._curation.check(iri)

    def triples(self, iri: str) -> set[ox.Triple]:
        """Return the triples of a graph; none if there is no such graph."""
        return self._read(self._place(iri))

    def names(self) -> set[str]:
        """Return the IRIs of all graphs, empty ones among them."""
        names = {name.value for name in self._named()}
        return names | {self._curation.default} if self._has_default else names

    def matching(
        self, predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal | None = None
    ) -> Iterator[ox.Triple]:
        """Yield what a query sees by default with a predicate, and a value if one is given."""
        name = _DEFAULT if self._curation.plain else self._union
        return (quad.triple for quad in self._store.quads_for_pattern(None, predicate, value, name))

    def quads(
        self,
        subject: ox.NamedNode | ox.BlankNode | None,
        predicate: ox.NamedNode | None,
        value: ox.NamedNode | ox.BlankNode | ox.Literal | None,
    ) -> Iterator[ox.Quad]:
        """Yield the statements of named graphs with the given terms; ``None`` is any."""
        for quad in self._store.quads_for_pattern(subject, predicate, value, None):
            if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name != self._union:
                yield quad

    def graphs_of(self, triple: ox.Triple) -> set[str]:
        """Return the IRIs of the graphs that state a triple."""
        found: set[str] = set()
        for quad in self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None):
            if quad.graph_name == _DEFAULT:
                found.add(self._curation.default)
            elif isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name != self._union:
                found.add(quad.graph_name.value)
        return found

    # Writing

    def update(self, text: str, dataset: UsingDataset | None = None) -> None:
        """Make a SPARQL update; ``dataset`` is what the request says that its WHERE reads.

        Raises ``SyntaxError`` for a text that does not parse, ``RuntimeError`` for an operation that fails, and
        the errors of :mod:`practicegraph.engine.updates`.
        """
        check_syntax(text, self._curation.base)
        steps = operations(text) if dataset is None else with_dataset(text, dataset)
        for step in steps:
            if not step.is_silent_load:
                self._run(step)

    def put(self, iri: str, triples: Collection[ox.Triple]) -> None:
        """Replace a graph (Graph Store Protocol, section 5.3)."""
        name = self._place(iri)
        self._sync()
        self._remember(name)
        if isinstance(name, ox.NamedNode):
            self._store.add_graph(name)
        self._has_default = self._has_default or iri == self._curation.default
        self._write(name, self._read(name), set(triples))
        self._dirty.add(name)

    def post(self, iri: str, triples: Iterable[ox.Triple]) -> None:
        """Merge triples into a graph (Graph Store Protocol, section 5.5)."""
        self.put(iri, {*self.triples(iri), *triples})

    def delete(self, iri: str) -> None:
        """Drop a graph (Graph Store Protocol, section 5.4); raise :class:`NoSuchGraphError` if there is none."""
        self._curation.check(iri)
        if iri not in self.names():
            raise NoSuchGraphError(Wording("there is no graph <{iri}>", iri=iri))
        self.put(iri, ())
        self._sync()
        self._store.remove_graph(ox.NamedNode(iri))
        self._has_default = self._has_default and iri != self._curation.default

    def change(self, iri: str, change: GraphChange) -> None:
        """Make a change that is no client's: to a derived graph."""
        self._sync()
        name = ox.NamedNode(iri)
        self._store.add_graph(name)
        self._log(name, change)
        self._store.extend(_quad(triple, name) for triple in change.added)
        for triple in change.removed:
            self._store.remove(_quad(triple, name))
        self._follow(name, change)

    def edit(self) -> Edit:
        """Return what was changed since the last :meth:`commit`; blank nodes have their stable labels then.

        Raises :class:`ReadOnlyGraphError` if a graph was written that may not be, :class:`BadUploadError` for
        triple terms.
        """
        self._sync()
        self._name_blank_nodes()
        after = self.names()
        created, dropped = after - self._before, self._before - after
        changed = {
            self._iri(name): change
            for name, log in self._logs.items()
            if name != self._union and (change := log.change)
        }
        union = self._logs.get(_DEFAULT if self._curation.plain else self._union, Log())
        return Edit(changed, frozenset(created), frozenset(dropped), union.change)

    def refuse_foreign(self, edit: Edit) -> None:
        """Raise :class:`ReadOnlyGraphError` or :class:`BadUploadError` for an edit that no client may make."""
        for iri in sorted({*edit.graphs, *edit.created, *edit.dropped}):
            self._curation.check(iri)
        for change in edit.graphs.values():
            refuse_triple_terms(change.added)

    @property
    def is_clean(self) -> bool:
        """Whether nothing was written since the last :meth:`commit` that is still there."""
        return not (self._logs or self._dirty)

    def commit(self) -> None:
        """Let what was written stand."""
        self._sync()
        self._size += self._growth()
        self._begin()

    def rollback(self) -> None:
        """Take back all that was written since the last :meth:`commit`."""
        self._sync()
        for name, log in self._logs.items():
            change = log.change
            copies = (name, self._default) if name == _DEFAULT and not self._curation.plain else (name,)
            for each in copies:
                self._store.extend(_quad(triple, each) for triple in change.removed)
                for triple in change.added:
                    self._store.remove(_quad(triple, each))
        self._has_default = self._curation.default in self._before
        present = {name.value for name in self._named()}
        for iri in self._before - present:
            if isinstance(name := self._place(iri), ox.NamedNode):
                self._store.add_graph(name)
        for iri in present - self._before:
            self._store.remove_graph(ox.NamedNode(iri))
        self._keep_default()
        if len(self._store) != self._size:
            raise PracticeGraphError("a refused write could not be taken back")
        self._begin()

    def _begin(self) -> None:
        self._before = self.names()
        self._logs: dict[_Name, Log] = {}
        self._synced: dict[_Name, set[ox.Triple]] = {}
        self._dirty: set[_Name] = set()

    # Operations

    def _run(self, step: Operation) -> None:
        """Run one operation of an update."""
        touched = self._touched(step)
        if step.reads or {_DEFAULT, self._default} <= self._dirty | touched:
            self._sync()
        for name in touched:
            self._remember(name)
        for text in [step.text] if self._curation.plain else self._over_union(step):
            self._store.update(text, base_iri=self._curation.base)
        self._dirty |= touched
        if step.written is None:
            self._dirty |= {*self._named()}

    def _over_union(self, step: Operation) -> list[str]:
        """Return an operation so that its WHERE reads the union, and that it leaves the union's graph alone."""
        if step.written is None and not step.reads:
            # CLEAR ALL and its like, graph by graph
            words = [token.keyword for token in step.tokens]
            default = [f"{words[0]} DEFAULT"] if "ALL" in words else []
            return [*(f"{words[0]} SILENT GRAPH {name}" for name in self._named()), *default]
        if not step.reads:
            return [step.text]
        named = "".join(f"USING NAMED {name} " for name in (self._named() if step.names_graphs else ()))
        return [step.using(f"USING {self._union} ", named)]

    def _touched(self, step: Operation) -> set[_Name]:
        """Return the graphs that an operation may write: all of them if its text does not tell."""
        written = step.written
        if written:
            graphs = " ".join(f"GRAPH {name} {{ <x:s> <x:p> <x:o> }}" for name in written)
            named = ox.Store()
            try:
                named.update(f"{step.prologue}\nINSERT DATA {{ {graphs} }}", base_iri=self._curation.base)
            except SyntaxError:
                written = None
            found = {name for name in named.named_graphs() if isinstance(name, ox.NamedNode)}
        else:
            found = set()
        if written is None:
            found = {*self._named()}
        return {_DEFAULT, *found}

    # Logging

    def _remember(self, name: _Name) -> None:
        """Keep what a graph holds before it is written."""
        key = self._key(name)
        if key not in self._synced:
            self._synced[key] = self._read(key)

    def _sync(self) -> None:
        """Log what was written, and let the copies of it follow."""
        if self._curation.plain:
            # The name of the default graph is no graph beside it.
            self._store.remove_graph(self._default)
            self._dirty.discard(self._default)
        elif self._dirty & {_DEFAULT, self._default}:
            self._join_default()
        for name in {self._key(name) for name in self._dirty}:
            before, after = self._synced.get(name, set()), self._read(name)
            change = GraphChange(frozenset(after - before), frozenset(before - after))
            self._log(name, change)
            if change:
                self._follow(name, change)
            self._synced[name] = after
        self._dirty.clear()

    def _join_default(self) -> None:
        """Make the default graph and the default curated graph the same again after either changed."""
        before = self._synced[_DEFAULT]
        default, named = self._read(_DEFAULT), self._read(self._default)
        removed = (before - default) | (before - named)
        joined = (before - removed) | (default - before) | (named - before)
        self._write(self._default, named, joined)
        self._write(_DEFAULT, default, joined)
        self._has_default = self._has_default or bool(joined) or self._default in self._named()
        self._keep_default()

    def _keep_default(self) -> None:
        """Let the default curated graph have its name in the store where it is there, though it may be empty."""
        if self._has_default and not self._curation.plain:
            self._store.add_graph(self._default)

    def _follow(self, name: _Name, change: GraphChange) -> None:
        """Let the union follow a change of a graph."""
        if self._curation.plain:
            self._has_default = self._has_default or (name == _DEFAULT and bool(change.added))
            return
        if name in self._hidden:
            return
        come = {triple for triple in change.added if _quad(triple, self._union) not in self._store}
        gone = {triple for triple in change.removed if not self._is_visible(triple)}
        self._store.extend(_quad(triple, self._union) for triple in come)
        for triple in gone:
            self._store.remove(_quad(triple, self._union))
        self._log(self._union, GraphChange(frozenset(come), frozenset(gone)))

    def _is_visible(self, triple: ox.Triple) -> bool:
        """Whether any graph that a query sees by default states a triple."""
        names = self.graphs_of(triple)
        return bool(names - {name.value for name in self._hidden})

    def _log(self, name: _Name, change: GraphChange) -> None:
        log = self._logs.setdefault(name, Log())
        for triple in change.added:
            log.add(triple, came=True)
        for triple in change.removed:
            log.add(triple, came=False)

    def _name_blank_nodes(self) -> None:
        """Give the blank nodes of changed graphs the labels that follow from the graph alone."""
        for name in [name for name, log in self._logs.items() if log.triples and name != self._union]:
            own = self._curation.name(self._iri(name))
            if own is None:
                continue
            triples = self._read(name)
            if not any(isinstance(term, ox.BlankNode) for triple in triples for term in triple):
                continue
            self._synced[name] = triples
            self._write(name, triples, set(with_stable_blank_nodes(triples, own)))
            self._dirty.add(name)
        self._sync()

    def _growth(self) -> int:
        """Return how many statements the store has more than at the last :meth:`commit`: to count them takes long."""

        def growth(name: _Name, change: GraphChange) -> int:
            copies = 2 if name == _DEFAULT and not self._curation.plain else 1
            return copies * (len(change.added) - len(change.removed))

        return sum(growth(name, log.change) for name, log in self._logs.items())

    # Names

    def _place(self, iri: str) -> _Name:
        """Return where the store has the graph of an IRI."""
        return _DEFAULT if iri == self._curation.default else ox.NamedNode(iri)

    def _key(self, name: _Name) -> _Name:
        """Return the one name of a graph that has two."""
        return _DEFAULT if name == self._default and not self._curation.plain else name

    def _copies(self, name: _Name) -> list[_Name]:
        if self._curation.plain or name in self._hidden:
            return []
        return [self._union, self._default] if name == _DEFAULT else [self._union]

    def _iri(self, name: _Name) -> str:
        return name.value if isinstance(name, ox.NamedNode) else self._curation.default

    def _named(self) -> list[ox.NamedNode]:
        names = (name for name in self._store.named_graphs() if isinstance(name, ox.NamedNode))
        return [name for name in names if name != self._union]

    def _read(self, name: _Name) -> set[ox.Triple]:
        return {quad.triple for quad in self._store.quads_for_pattern(None, None, None, name)}

    def _write(self, name: _Name, now: Collection[ox.Triple], wanted: Collection[ox.Triple]) -> None:
        present, future = set(now), set(wanted)
        for triple in present - future:
            self._store.remove(_quad(triple, name))
        self._store.extend(_quad(triple, name) for triple in future - present)


def _quad(triple: ox.Triple, name: _Name) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, name)
