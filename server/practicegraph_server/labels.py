"""Names of things in the reader's language, asked from the graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from pyoxigraph import NamedNode
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from practicegraph.languages import choose
from practicegraph.terms import PREFIXES
from practicegraph_server.service import Service

_QUERY = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?iri ?label WHERE { VALUES ?iri { %s } ?iri rdfs:label|skos:prefLabel ?label }"""


@dataclass(frozen=True, slots=True)
class Label:
    """A name and its language (empty where it has none)."""

    text: str
    language: str


def reader_languages(asked: str | None = None) -> tuple[str, ...]:
    """Return the reader's languages, best first: those ``asked`` for or ``?lang=``, then ``Accept-Language``."""
    return languages_of(request.environ, asked or request.args.get("lang"))


def languages_of(environ: Mapping[str, Any], asked: str | None) -> tuple[str, ...]:
    """Return the languages that a request is content with, best first: what is ``asked`` for, then ``Accept-Language``."""
    accepts = parse_accept_header(environ.get("HTTP_ACCEPT_LANGUAGE"), LanguageAccept)
    accepted = [tag for tag, _ in accepts if tag != "*"]
    return tuple([asked, *accepted] if asked else accepted) or ("en",)


def labels(service: Service, iris: Iterable[str], languages: Sequence[str]) -> dict[str, Label]:
    """Return the best label of each IRI; those that have none get the end of their IRI."""
    wanted = sorted(set(iris))
    known: dict[str, dict[str, str]] = {}
    for start in range(0, len(wanted), 500):
        some = " ".join(str(NamedNode(iri)) for iri in wanted[start : start + 500])
        for row in service.rows(_QUERY % some):
            label = row["label"]
            known.setdefault(row["iri"]["value"], {}).setdefault(label.get("xml:lang", ""), label["value"])
    return {iri: _best(known.get(iri, {}), iri, languages) for iri in wanted}


def _best(found: Mapping[str, str], iri: str, languages: Sequence[str]) -> Label:
    best = choose(found, languages)
    return Label(best[1], best[0]) if best else Label(short(iri), "")


def short(iri: str) -> str:
    """Return the last part of an IRI, for want of a label."""
    tail = iri.rstrip("/#").replace("#", "/").rpartition("/")[2]
    return tail or iri


def compact(iri: str) -> str:
    """Return an IRI as ``prefix:name`` where its namespace has a prefix of ours, else as it is."""
    for prefix, namespace in PREFIXES.items():
        name = iri.removeprefix(namespace)
        if name != iri and name.isidentifier():
            return f"{prefix}:{name}"
    return iri
