"""What each kind of problem means: where the ``type`` of a problem leads."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, render_template, request
from pyoxigraph import Literal, NamedNode, Triple
from werkzeug.wrappers import Response as BaseResponse

from practicegraph.engine.formats import GRAPH_FORMATS
from practicegraph.graph.writing import write
from practicegraph.terms import node
from practicegraph_server.caching import conditional
from practicegraph_server.interface import in_every_language, interface_language
from practicegraph_server.negotiation import HTML
from practicegraph_server.problem_kinds import problem_kinds
from practicegraph_server.requested import chosen
from practicegraph_server.service import current

blueprint = Blueprint("problem_types", __name__)

_STATUS: Final = "http://www.w3.org/2011/http#statusCodeNumber"


@blueprint.get("/problems")
def index() -> BaseResponse:
    """Describe the kinds of problems as a page or as RDF."""
    choice = chosen((HTML, *GRAPH_FORMATS), *request.args.getlist("format"))
    cached = conditional(current().release.id, choice.media_type, interface_language())
    if cached.is_fresh:
        return cached.apply(Response(status=304))
    if choice.format is HTML:
        page = render_template("problems.html", problems=problem_kinds())
        return cached.apply(Response(page, content_type=HTML.content_type))
    body = write(description(current().settings.base), choice.format.media_type)
    return cached.apply(Response(body, content_type=choice.content_type))


def description(base: str) -> list[Triple]:
    """Return the kinds of problems as concepts of the scheme ``BASE problems``."""
    scheme = NamedNode(f"{base}problems")
    triples = [Triple(scheme, node("rdf:type"), node("skos:ConceptScheme"))]
    for one in problem_kinds():
        subject = NamedNode(f"{scheme.value}#{one.name}")
        triples += [
            Triple(subject, node("rdf:type"), node("skos:Concept")),
            Triple(subject, node("skos:inScheme"), scheme),
            Triple(subject, node("skos:notation"), Literal(one.name)),
            *(Triple(subject, node("skos:prefLabel"), text) for text in _literals(one.title)),
            *(Triple(subject, node("skos:definition"), text) for text in _literals(one.description)),
            *(Triple(subject, NamedNode(_STATUS), Literal(status)) for status in one.statuses),
        ]
    return triples


def _literals(words: str) -> list[Literal]:
    return [Literal(text, language=tag) for tag, text in in_every_language(words).items()]
