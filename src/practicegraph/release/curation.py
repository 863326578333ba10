"""Writes applied to the graphs of a release: which of them change, and that nothing else does.

The working store holds every named graph as it is, what a query sees by default in a graph of its own, and
the default curated graph in the place of the default graph: a write that names no graph lands there, while
a WHERE that names none reads the union.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from practicegraph.engine.updates import Operation, UsingDataset, operations, with_dataset
from practicegraph.errors import PracticeGraphError
from practicegraph.release.content import CURATED, CURATED_DEFAULT, HIDDEN_GRAPHS
from practicegraph.terms import graph

Graphs = Mapping[str, tuple[ox.Triple, ...]]
"""The triples of each graph by IRI."""

_Name = ox.NamedNode | ox.DefaultGraph

_UNION: Final = ox.NamedNode("urn:x-practicegraph:union")
_DEFAULT: Final = ox.DefaultGraph()
_NAME: Final = re.compile(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+){0,3}")
_LONGEST_NAME: Final = 120
_JSON_STRING: Final = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKET: Final = re.compile(rb"[\[\]{}]")
_DEEPEST_JSON: Final = 200


class ReadOnlyGraphError(PracticeGraphError):
    """A write to a graph that clients may not write."""


class NoSuchGraphError(PracticeGraphError):
    """A graph that is to be dropped, and is not there."""


class BadUploadError(PracticeGraphError):
    """Uploaded data that is no RDF graph."""


@dataclass(frozen=True, slots=True)
class Curation:
    """Which graphs clients may write: those under the base, or in a plain store all of them."""

    base: str
    plain: bool = False

    @property
    def default(self) -> str:
        """The IRI of the graph that unnamed writes go to."""
        return graph(CURATED_DEFAULT, self.base).value

    def name(self, iri: str) -> str | None:
        """Return the name of a graph that may be written, ``None`` for one that may not."""
        prefix = graph(CURATED, self.base).value
        own = iri.removeprefix(prefix)
        if iri.startswith(prefix) and len(own) <= _LONGEST_NAME and _NAME.fullmatch(own):
            return CURATED + own
        if self.plain:
            return f"{CURATED}iri-{hashlib.sha256(iri.encode()).hexdigest()[:32]}"
        return None

    def check(self, iri: str) -> None:
        """Raise :class:`ReadOnlyGraphError` unless the graph may be written."""
        if self.name(iri) is None:
            prefix = graph(CURATED, self.base).value
            raise ReadOnlyGraphError(
                f"<{iri}> is not written by clients; they write <{prefix}NAME>, "
                "NAME of letters, digits, '-', '_' and up to three '/'"
            )


@dataclass(frozen=True, slots=True)
class Upload:
    """A serialised graph: bytes in a media type, relative IRIs resolved against ``base``."""

    data: bytes
    media_type: str
    base: str


def update(
    graphs: Graphs, curation: Curation, text: str, dataset: UsingDataset | None = None
) -> dict[str, tuple[ox.Triple, ...]]:
    """Return the graphs by IRI after a SPARQL update; those that did not change are the same objects.

    ``dataset`` is what the request says its WHERE reads. Raises ``SyntaxError`` for a text that does not
    parse, ``RuntimeError`` for an operation that fails, :class:`ReadOnlyGraphError` for a write elsewhere
    and the errors of :mod:`practicegraph.engine.updates`.
    """
    check_syntax(text, curation.base)
    steps = operations(text) if dataset is None else with_dataset(text, dataset)
    store = _Store(graphs, curation)
    for step in steps:
        if not step.is_silent_load:
            store.run(step)
    return store.graphs()


def check_syntax(text: str, base: str) -> None:
    """Raise ``SyntaxError`` unless the text is an update; nothing is changed.

    The engine takes a prologue before the first operation only, the standard before each one.
    """
    steps = operations(text)
    loads = any(step.is_silent_load for step in steps)
    try:
        if not loads:
            _check_syntax(text, base)
            return
    except SyntaxError:
        first = steps[0].spans[-1] if steps else (0, 0)
        if not any(span > first for step in steps for span in step.spans[:-1]):
            raise
    for step in steps:
        if not step.is_silent_load:
            _check_syntax(step.in_place(text), base)


def _check_syntax(text: str, base: str) -> None:
    with suppress(RuntimeError, OSError):  # on an empty store operations may fail that will not
        ox.Store().update(text, base_iri=base)


def put(graphs: Graphs, curation: Curation, iri: str, uploads: Iterable[Upload]) -> Graphs:
    """Return the graphs with one replaced by what was uploaded (Graph Store Protocol, section 5.3)."""
    curation.check(iri)
    return {**graphs, iri: tuple(dict.fromkeys(triple for upload in uploads for triple in parse(upload)))}


def post(graphs: Graphs, curation: Curation, iri: str, uploads: Iterable[Upload]) -> Graphs:
    """Return the graphs with what was uploaded merged into one (Graph Store Protocol, section 5.5)."""
    curation.check(iri)
    added = (triple for upload in uploads for triple in parse(upload))
    return {**graphs, iri: tuple(dict.fromkeys([*graphs.get(iri, ()), *added]))}


def delete(graphs: Graphs, curation: Curation, iri: str) -> Graphs:
    """Return the graphs without one (Graph Store Protocol, section 5.4)."""
    curation.check(iri)
    if iri not in graphs:
        raise NoSuchGraphError(f"there is no graph <{iri}>")
    return {name: triples for name, triples in graphs.items() if name != iri}


def parse(upload: Upload) -> list[ox.Triple]:
    """Return the triples of an upload.

    Raises ``SyntaxError`` with the place, or :class:`BadUploadError` for a document type declaration (its
    entities can reach files or fill the memory), several graphs, or triple terms.
    """
    form = ox.RdfFormat.from_media_type(upload.media_type)
    if form is None:
        raise BadUploadError(f"{upload.media_type} is no RDF format")
    if form == ox.RdfFormat.RDF_XML and b"<!DOCTYPE" in upload.data.replace(b"\0", b"").upper():
        raise BadUploadError("a document type declaration (<!DOCTYPE) is not read")
    if form == ox.RdfFormat.JSON_LD:
        _refuse_json_ld(upload.data)
    found = []
    for quad in ox.parse(upload.data, form, base_iri=upload.base, rename_blank_nodes=True):
        if quad.graph_name != _DEFAULT:
            raise BadUploadError("the data names graphs; upload each one to its own address")
        found.append(quad.triple)
    refuse_triple_terms(found)
    return found


def _refuse_json_ld(data: bytes) -> None:
    """Raise :class:`BadUploadError` for deep nesting, which eats memory, and for contexts that would be fetched."""
    depth = 0
    for bracket in _BRACKET.finditer(_JSON_STRING.sub(b"", data)):
        depth += 1 if bracket[0] in b"[{" else -1
        if depth > _DEEPEST_JSON:
            raise BadUploadError(f"the data is nested deeper than {_DEEPEST_JSON} levels")
    with suppress(ValueError):  # the parser tells where it is no JSON
        for address in _remote_contexts(json.loads(data)):
            raise BadUploadError(f"the context {address} is not fetched; write the context into the data")


def _remote_contexts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            contexts = inner if isinstance(inner, list) else [inner]
            if key in {"@context", "@import"}:
                yield from (context for context in contexts if isinstance(context, str))
            yield from _remote_contexts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _remote_contexts(inner)


def refuse_triple_terms(triples: Iterable[ox.Triple]) -> None:
    """Raise :class:`BadUploadError` if a triple speaks of a triple (RDF 1.2)."""
    if any(isinstance(triple.object, ox.Triple) for triple in triples):
        raise BadUploadError("triple terms are not stored")


class _Store:
    """The working store of one update; see the module."""

    def __init__(self, graphs: Graphs, curation: Curation) -> None:
        self._before = graphs
        self._curation = curation
        self._default = ox.NamedNode(curation.default)
        self._store = ox.Store()
        for iri, triples in graphs.items():
            name: _Name = ox.NamedNode(iri)
            if curation.plain and name == self._default:
                name = _DEFAULT
            else:
                self._store.add_graph(name)
            self._store.extend(_quad(triple, name) for triple in triples)
            if not curation.plain and iri == curation.default:
                self._store.extend(_quad(triple, _DEFAULT) for triple in triples)
        self._named = frozenset(self._store.quads_for_pattern(None, None, None, self._default))
        self._union_is_stale = True

    def run(self, step: Operation) -> None:
        """Run one operation."""
        if self._curation.plain:
            self._store.update(step.text, base_iri=self._curation.base)
            return
        text = step.text
        if step.reads:
            self._refresh_union()
            named = "".join(
                f"USING NAMED {name} "
                for name in (self._store.named_graphs() if step.names_graphs else ())
                if name != _UNION
            )
            text = step.using(f"USING {_UNION} ", named)
        self._store.update(text, base_iri=self._curation.base)
        self._join_default()
        self._union_is_stale = True

    def graphs(self) -> dict[str, tuple[ox.Triple, ...]]:
        """Return the graphs by IRI; raise :class:`ReadOnlyGraphError` if one changed that may not."""
        self._store.remove_graph(_UNION)
        found: dict[str, tuple[ox.Triple, ...]] = {}
        for name in self._store.named_graphs():
            if isinstance(name, ox.NamedNode):
                found[name.value] = self._triples(name)
        default = self._triples(_DEFAULT)
        if default or self._curation.default in found or self._curation.default in self._before:
            found[self._curation.default] = default
        for iri in {**self._before, **found}:
            before, after = self._before.get(iri), found.get(iri)
            if before is not None and after is not None and set(before) == set(after):
                found[iri] = before
            else:
                self._curation.check(iri)
                refuse_triple_terms(after or ())
        return found

    def _triples(self, name: _Name) -> tuple[ox.Triple, ...]:
        return tuple(quad.triple for quad in self._store.quads_for_pattern(None, None, None, name))

    def _join_default(self) -> None:
        """Make the default graph and the default curated graph the same again after either changed."""
        default = {
            _quad(quad.triple, self._default)
            for quad in self._store.quads_for_pattern(None, None, None, _DEFAULT)
        }
        named = set(self._store.quads_for_pattern(None, None, None, self._default))
        before = self._named
        removed = (before - default) | (before - named)
        joined = (before - removed) | (default - before) | (named - before)
        self._write(self._default, named, joined)
        self._write(_DEFAULT, default, joined)
        self._named = frozenset(joined)

    def _write(self, name: _Name, now: AbstractSet[ox.Quad], wanted: AbstractSet[ox.Quad]) -> None:
        for quad in now - wanted:
            self._store.remove(_quad(quad.triple, name))
        self._store.extend(_quad(quad.triple, name) for quad in wanted - now)

    def _refresh_union(self) -> None:
        """Let the union graph hold what a query sees by default."""
        if not self._union_is_stale:
            return
        visible = [name for name in self._store.named_graphs() if name != _UNION]
        hidden = {graph(name, self._curation.base) for name in HIDDEN_GRAPHS}
        self._store.remove_graph(_UNION)
        self._store.bulk_extend(
            _quad(quad.triple, _UNION)
            for name in visible
            if name not in hidden
            for quad in self._store.quads_for_pattern(None, None, None, name)
        )
        self._union_is_stale = False


def _quad(triple: ox.Triple, name: _Name) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, name)
