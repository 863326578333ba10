"""What each kind of problem means: where the ``type`` of a problem leads."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, render_template, request
from pyoxigraph import Literal, NamedNode, Triple
from werkzeug.wrappers import Response as BaseResponse

from practicegraph.engine.formats import GRAPH_FORMATS
from practicegraph.graph.writing import write
from practicegraph.terms import node
from practicegraph_server.caching import conditional
from practicegraph_server.labels import reader_languages
from practicegraph_server.negotiation import HTML
from practicegraph_server.service import current
from practicegraph_server.sparql import chosen

blueprint = Blueprint("problem_types", __name__)

_FILE: Final = Path(__file__).parent / "locales" / "problems.csv"
_STATUS: Final = "http://www.w3.org/2011/http#statusCodeNumber"


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A kind of problem: its name ends its IRI; ``statuses`` are those that it is answered with."""

    name: str
    statuses: tuple[int, ...]
    description: str


@lru_cache(maxsize=1)
def problem_types() -> tuple[ProblemType, ...]:
    """Return every kind of problem, by name."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            ProblemType(row["name"], tuple(map(int, row["statuses"].split())), row["description"])
            for row in csv.DictReader(file)
        )


@blueprint.get("/problems")
def index() -> BaseResponse:
    """Describe the kinds of problems as a page or as RDF."""
    choice = chosen((HTML, *GRAPH_FORMATS), request.args.get("format"))
    cached = conditional(current().release.id, choice.media_type, *reader_languages())
    if cached.is_fresh:
        return cached.apply(Response(status=304))
    if choice.format is HTML:
        page = render_template("problems.html", problems=problem_types())
        return cached.apply(Response(page, content_type=HTML.content_type))
    body = write(description(current().settings.base), choice.format.media_type)
    return cached.apply(Response(body, content_type=choice.content_type))


def description(base: str) -> list[Triple]:
    """Return the kinds of problems as concepts of the scheme ``BASE problems``."""
    scheme = NamedNode(f"{base}problems")
    triples = [Triple(scheme, node("rdf:type"), node("skos:ConceptScheme"))]
    for one in problem_types():
        subject = NamedNode(f"{scheme.value}#{one.name}")
        title = one.name.replace("-", " ").capitalize()
        triples += [
            Triple(subject, node("rdf:type"), node("skos:Concept")),
            Triple(subject, node("skos:inScheme"), scheme),
            Triple(subject, node("skos:notation"), Literal(one.name)),
            Triple(subject, node("skos:prefLabel"), Literal(title, language="en")),
            Triple(subject, node("skos:definition"), Literal(one.description, language="en")),
            *(Triple(subject, NamedNode(_STATUS), Literal(status)) for status in one.statuses),
        ]
    return triples
