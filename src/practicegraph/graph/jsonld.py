"""RDF as JSON-LD 1.1, compacted with our own context in one pass and at constant memory.

A general compaction algorithm walks the whole document in memory; ours reads triples sorted by subject and
writes node by node. It relies on what our context promises: term definitions of ``@id``, ``@type`` and
``@container`` only (JSON-LD 1.1, section 9.15.1), and absolute IRIs as node identifiers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, Self

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder
from practicegraph.terms import PREFIXES

_RDF_TYPE: Final = PREFIXES["rdf"] + "type"
_XSD: Final = PREFIXES["xsd"]
_STRING: Final = _XSD + "string"
_EXACT_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""Canonical integers that every reader of JSON keeps exact: below 2 to the power of 53."""

Node = dict[str, Any]
"""A JSON-LD node object."""


@dataclass(frozen=True, slots=True)
class _Term:
    name: str
    type: str | None
    language_map: bool
    always_list: bool


@dataclass(frozen=True)
class Context:
    """Our JSON-LD context: ``document`` as it is published, and how to name properties and classes by it."""

    document: Mapping[str, Any]
    properties: Mapping[str, _Term]
    names: Mapping[str, str]
    namespaces: Mapping[str, str]

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """Read a context file, the shipped one by default; raises :class:`InvalidDataError`."""
        path = path or folder("ontology", "context.jsonld")
        try:
            document = json.loads(path.read_text(encoding="utf-8"))["@context"]
        except (OSError, ValueError, KeyError) as error:
            raise InvalidDataError(f"is no JSON-LD context: {error}", source=path) from error
        namespaces = {
            name: iri
            for name, iri in document.items()
            if isinstance(iri, str) and iri.endswith(("#", "/", ":"))
        }
        properties: dict[str, _Term] = {}
        names: dict[str, str] = {}
        for name, definition in document.items():
            details = definition if isinstance(definition, dict) else {"@id": definition}
            if name.startswith("@") or name in namespaces or details["@id"].startswith("@"):
                continue
            iri = _expand(details["@id"], namespaces)
            names.setdefault(iri, name)
            kind = details.get("@type")
            container = details.get("@container")
            properties.setdefault(
                iri,
                _Term(
                    name,
                    kind if kind in {None, "@id"} else _expand(kind, namespaces),
                    container == "@language",
                    container == "@set",
                ),
            )
        return cls(document, properties, names, namespaces)

    def name(self, iri: str) -> str:
        """Return the term, else the compact IRI, else the IRI itself."""
        return self.names.get(iri) or self._shortened(iri)

    @cached_property
    def _shortened(self) -> Callable[[str], str]:
        """:meth:`compact`, remembering the properties and classes of late."""
        return lru_cache(maxsize=4096)(self.compact)

    def compact(self, iri: str) -> str:
        """Return ``prefix:local`` where a prefix of the context fits, else the IRI."""
        for prefix, namespace in self.namespaces.items():
            local = iri.removeprefix(namespace)
            if local != iri and local and not local.startswith("//"):
                return f"{prefix}:{local}"
        return iri

    def node(self, subject: NamedNode | BlankNode, triples: Iterable[Triple]) -> Node:
        """Return the node object of one subject."""
        values: dict[str, list[NamedNode | BlankNode | Literal]] = {}
        for triple in triples:
            values.setdefault(triple.predicate.value, []).append(triple.object)  # type: ignore[arg-type]
        node: Node = {"id": identifier(subject)}
        found = sorted(
            self.name(identifier(kind)) for kind in values.get(_RDF_TYPE, ()) if not isinstance(kind, Literal)
        )
        if found:
            node["type"] = found[0] if len(found) == 1 else found
            values[_RDF_TYPE] = [kind for kind in values[_RDF_TYPE] if isinstance(kind, Literal)]
        for predicate in sorted(values, key=self.name):
            self._add(node, predicate, values[predicate])
        return node

    def _add(self, node: Node, predicate: str, objects: list[NamedNode | BlankNode | Literal]) -> None:
        term = self.properties.get(predicate)
        plain: list[Any] = []
        mapped: dict[str, list[str]] = {}
        fitting: list[Any] = []
        for value in objects if len(objects) == 1 else sorted(objects, key=str):
            if term is not None and term.language_map:
                if isinstance(value, Literal) and (value.language or value.datatype.value == _STRING):
                    mapped.setdefault(value.language or "@none", []).append(value.value)
                else:
                    plain.append(self._value(value, None))
            else:
                fitting.append(self._value(value, term.type if term else None))
        if term is not None and mapped:
            node[term.name] = {tag: one if len(one) > 1 else one[0] for tag, one in sorted(mapped.items())}
        if fitting:
            always = term is not None and term.always_list
            name = term.name if term else self._shortened(predicate)
            node[name] = fitting if always or len(fitting) > 1 else fitting[0]
        if plain:
            node[self._shortened(predicate)] = plain if len(plain) > 1 else plain[0]

    def _value(self, value: NamedNode | BlankNode | Literal, coerced: str | None) -> Any:
        """Return a value object (JSON-LD 1.1, section 9.5), short where the term's type says the rest."""
        if not isinstance(value, Literal):
            iri = identifier(value)
            return iri if coerced == "@id" else {"id": iri}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        datatype = value.datatype.value
        if datatype == coerced:
            return _native(value.value, datatype)
        if datatype == _STRING:
            return value.value if coerced is None else {"@value": value.value}
        return {"@value": value.value, "type": self.name(datatype)}


@lru_cache(maxsize=1)
def shipped_context() -> Context:
    """Return the context that ships with the ontology."""
    return Context.load()


def identifier(term: NamedNode | BlankNode) -> str:
    """Return a node's ``@id``."""
    return f"_:{term.value}" if isinstance(term, BlankNode) else term.value


def nodes(triples: Iterable[Triple], context: Context) -> Iterator[Node]:
    """Yield a node object per subject; ``triples`` must come grouped by subject."""
    for subject, group in groupby(triples, key=attrgetter("subject")):
        yield context.node(subject, group)


def document(triples: Iterable[Triple], context: Context) -> Iterator[str]:
    """Yield the text of a JSON-LD document of ``triples``, which must come grouped by subject."""
    yield from _enclosed(context, _written(triples, context))


def dataset_document(
    graphs: Iterable[tuple[NamedNode | BlankNode | None, Iterable[Triple]]], context: Context
) -> Iterator[str]:
    """Yield the text of a JSON-LD document of a dataset; ``None`` names the default graph."""
    yield from _enclosed(context, _members(graphs, context))


def _written(triples: Iterable[Triple], context: Context) -> Iterator[Iterator[str]]:
    for node in nodes(triples, context):
        yield iter((json.dumps(node, ensure_ascii=False),))


def _members(
    graphs: Iterable[tuple[NamedNode | BlankNode | None, Iterable[Triple]]], context: Context
) -> Iterator[Iterator[str]]:
    for name, triples in graphs:
        if name is None:
            yield from _written(triples, context)
        else:
            yield _named_graph(name, triples, context)


def _named_graph(name: NamedNode | BlankNode, triples: Iterable[Triple], context: Context) -> Iterator[str]:
    yield f'{{"id":{json.dumps(identifier(name))},"@graph":[\n'
    yield from _separated(_written(triples, context))
    yield "]}"


def _enclosed(context: Context, members: Iterable[Iterator[str]]) -> Iterator[str]:
    yield f'{{"@context":{json.dumps(context.document, ensure_ascii=False)},\n"@graph":[\n'
    yield from _separated(members)
    yield "]}\n"


def _separated(members: Iterable[Iterator[str]]) -> Iterator[str]:
    for index, member in enumerate(members):
        if index:
            yield ",\n"
        yield from member


def nested(root: NamedNode, triples: Iterable[Triple], context: Context) -> Node:
    """Return one resource as a tree: every described node stands once, as near to the root as may be."""
    ordered = sorted(triples, key=lambda triple: str(triple.subject))
    described = {node["id"]: node for node in nodes(ordered, context)}
    found = described.pop(root.value, {"id": root.value})
    return {"@context": context.document, **_embed(found, described, _links(context))}


def _links(context: Context) -> frozenset[str]:
    """Return the terms whose strings are IRIs."""
    return frozenset(term.name for term in context.properties.values() if term.type == "@id")


def _embed(node: Node, described: dict[str, Node], links: frozenset[str]) -> Node:
    """Return ``node`` with what it refers to inside it, taken out of ``described``; its own come first."""
    claimed = {iri: described.pop(iri) for iri in _references(node, links) if iri in described}
    embedded = {iri: _embed(child, described, links) for iri, child in claimed.items()}
    return {key: _replaced(value, embedded, is_link=key in links) for key, value in node.items()}


def _references(node: Node, links: frozenset[str]) -> list[str]:
    found = [_reference(one, is_link=key in links) for key, value in node.items() for one in _many(value)]
    return list(dict.fromkeys(iri for iri in found if iri is not None))


def _replaced(value: Any, embedded: dict[str, Node], *, is_link: bool) -> Any:
    """Return a value in which each reference to an embedded node is that node, the first time."""
    replaced = [embedded.pop(_reference(one, is_link=is_link) or "", one) for one in _many(value)]
    return replaced if isinstance(value, list) else replaced[0]


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _reference(value: Any, *, is_link: bool) -> str | None:
    """Return the IRI that a value refers to, ``None`` for a literal."""
    if isinstance(value, dict):
        iri = value.get("id")
        return iri if isinstance(iri, str) else None
    return value if is_link and isinstance(value, str) else None


def _expand(name: str, namespaces: Mapping[str, str]) -> str:
    prefix, _, local = name.partition(":")
    return namespaces[prefix] + local if prefix in namespaces and not local.startswith("//") else name


def _native(lexical: str, datatype: str) -> str | int | bool:
    """Return a JSON integer or boolean where its canonical form is the lexical form, else the string."""
    if datatype == _XSD + "integer" and _EXACT_INTEGER.fullmatch(lexical):
        return int(lexical)
    if datatype == _XSD + "boolean" and lexical in {"true", "false"}:
        return lexical == "true"
    return lexical
