"""What there is to say of the endpoint besides answers: the description of the service, and why a query failed."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from practicegraph.description.service import service_description
from practicegraph.engine.formats import GRAPH_FORMATS
from practicegraph.graph.writing import write
from practicegraph_server.caching import conditional
from practicegraph_server.endpoint import FAILURE, PATH
from practicegraph_server.negotiation import HTML
from practicegraph_server.parameters import Parameters
from practicegraph_server.requested import QUERY, chosen
from practicegraph_server.service import current

blueprint = Blueprint("sparql", __name__)


@blueprint.route(PATH, methods=["GET", "POST", "QUERY"])
def sparql() -> BaseResponse:
    """Describe the service (SPARQL 1.1 Service Description, section 2; to a browser: show the editor).

    Queries do not come here but what they failed with, see :class:`practicegraph_server.endpoint.Endpoint`.
    """
    if failure := request.environ.pop(FAILURE, None):
        raise failure
    choice = chosen((*GRAPH_FORMATS, HTML), *Parameters(request.query_string).all("format"))
    if choice.format is HTML:
        return redirect("/editor", 303)
    service = current()
    cached = conditional(service.release.id, choice.media_type, request.host_url)
    if cached.is_fresh:
        return cached.apply(Response(status=304))
    graphs = [(graph.iri, graph.triples) for graph in service.release.graphs]
    triples = service_description(f"{request.host_url}sparql", graphs)
    response = Response(write(triples, choice.format.media_type), content_type=choice.content_type)
    response.headers["Accept-Query"] = QUERY
    return cached.apply(response)
