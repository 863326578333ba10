"""What clients may write: which graphs, updates that parse, and uploads that are RDF graphs."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from practicegraph.engine.updates import operations
from practicegraph.errors import PracticeGraphError
from practicegraph.release.content import CURATED, CURATED_DEFAULT
from practicegraph.terms import graph
from practicegraph.wording import Wording

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
                Wording(
                    "<{iri}> is not written by clients; they write <{prefix}NAME>, NAME of letters, digits, "
                    "'-', '_' and up to three '/'",
                    iri=iri,
                    prefix=prefix,
                )
            )


@dataclass(frozen=True, slots=True)
class Upload:
    """A serialised graph: bytes in a media type, relative IRIs resolved against ``base``."""

    data: bytes
    media_type: str
    base: str


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


def parse(upload: Upload) -> list[ox.Triple]:
    """Return the triples of an upload.

    Raises ``SyntaxError`` with the place, or :class:`BadUploadError` for a document type declaration (its
    entities can reach files or fill the memory), several graphs, or triple terms.
    """
    form = ox.RdfFormat.from_media_type(upload.media_type)
    if form is None:
        raise BadUploadError(Wording("{type} is no RDF format", type=upload.media_type))
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
            raise BadUploadError(
                Wording("the data is nested deeper than {limit} levels", limit=_DEEPEST_JSON)
            )
    with suppress(ValueError):  # the parser tells where it is no JSON
        for address in _remote_contexts(json.loads(data)):
            raise BadUploadError(
                Wording(
                    "the context {address} is not fetched; write the context into the data", address=address
                )
            )


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
