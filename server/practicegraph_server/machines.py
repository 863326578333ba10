"""What machines look for at well-known places."""

from __future__ import annotations

import json

from flask import Blueprint, Response, redirect, request
from markupsafe import escape
from werkzeug.wrappers import Response as BaseResponse

from practicegraph.engine.errors import EngineError
from practicegraph.engine.formats import GRAPH_FORMATS, RESULT_FORMATS
from practicegraph_server import listing
from practicegraph_server.caching import conditional
from practicegraph_server.negotiation import HTML, Choice, choose
from practicegraph_server.requested import chosen
from practicegraph_server.service import current

blueprint = Blueprint("machines", __name__)

_NOW = {"Cache-Control": "no-store"}
"""What holds at this moment only."""
_PROBE = "ASK { BIND(RAND() AS ?now) }"
"""A query whose answer is never kept: a worker must give it."""
_DESCRIPTIONS = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <%sgraph/metadata> { ?s ?p ?o } }"
_EXAMPLES = """PREFIX sh: <http://www.w3.org/ns/shacl#>
CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <%sgraph/metadata> {
  { ?s a sh:SPARQLExecutable ; ?p ?o } UNION { ?s a sh:PrefixDeclaration ; ?p ?o }
  UNION { ?s ?p ?o FILTER(?p = sh:declare) }
} }"""


@blueprint.get("/health")
def health() -> BaseResponse:
    """Say whether queries are answered, and from which release."""
    service = current()
    try:
        service.engine.run(_PROBE, media_type=RESULT_FORMATS[0].media_type, deadline=5)
    except EngineError as error:
        body = {"status": "failing", "release": service.release.id, "reason": error.message}
        return Response(json.dumps(body), 503, _NOW, content_type="application/json")
    body = {"status": "ok", "release": service.release.id}
    return Response(json.dumps(body), headers=_NOW, content_type="application/json")


@blueprint.get("/.well-known/void")
def void() -> BaseResponse:
    """Describe the data set (VoID, section 7.2)."""
    return _metadata(_DESCRIPTIONS)


@blueprint.get("/.well-known/sparql-examples")
def examples() -> BaseResponse:
    """Give the query catalogue as examples."""
    return _metadata(_EXAMPLES)


@blueprint.get("/dataset")
@blueprint.get("/dataset/<path:part>")
def dataset(part: str = "") -> BaseResponse:  # noqa: ARG001 - the description is one for all parts
    """Lead the IRIs of the data set and of its parts by class and property to their description."""
    return redirect("/.well-known/void", 303)


@blueprint.get("/robots.txt")
def robots() -> BaseResponse:
    """Let pages be found, and queries be left alone."""
    lines = [
        "User-agent: *",
        "Disallow: /sparql",
        "Disallow: /editor",
        f"Sitemap: {request.host_url}sitemap.xml",
    ]
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@blueprint.get("/sitemap.xml")
def sitemap() -> BaseResponse:
    """List the pages of everything that documents describe."""
    host = request.host_url.rstrip("/")
    entries = listing.undertakings(current(), {}, ("en",))
    paths = ["/", "/practices", "/queries", "/ontology", *(f"/page{entry.href}" for entry in entries)]
    urls = "".join(f"<url><loc>{escape(host + path)}</loc></url>" for path in paths)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>\n'
    return Response(text, content_type="application/xml")


@blueprint.get("/favicon.ico")
def favicon() -> BaseResponse:
    """Lead to the icon."""
    return redirect("/assets/icon.svg", 301)


def _metadata(query: str) -> BaseResponse:
    service = current()
    accepted = choose(request.headers.get("Accept"), (*GRAPH_FORMATS, HTML))
    if accepted is not None and accepted.format is HTML and "format" not in request.args:
        choice = Choice(GRAPH_FORMATS[0], GRAPH_FORMATS[0].media_type)  # a browser shows Turtle as text
    else:
        choice = chosen(GRAPH_FORMATS, *request.args.getlist("format"))
    cached = conditional(service.release.id, choice.media_type)
    if cached.is_fresh:
        return cached.apply(Response(status=304))
    answer = service.graph(query % service.settings.base, choice.format.media_type)
    return cached.apply(Response(answer.body, content_type=choice.content_type))
