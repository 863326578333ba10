"""The endpoint: SPARQL 1.1 Protocol, query operation, by GET, POST (both ways) and QUERY."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from practicegraph.description.service import service_description
from practicegraph.engine.errors import QuerySyntaxError
from practicegraph.engine.formats import GRAPH_FORMATS, RESULT_FORMATS
from practicegraph.engine.guard import check
from practicegraph.engine.label import may_call, with_languages
from practicegraph.engine.protocol import CheckedQuery
from practicegraph.graph.writing import write
from practicegraph_server.answering import ask, respond
from practicegraph_server.caching import conditional
from practicegraph_server.emptiness import link_to_explanation
from practicegraph_server.labels import reader_languages
from practicegraph_server.negotiation import HTML
from practicegraph_server.parameters import Parameters
from practicegraph_server.profiles import chosen_profile, engine_media_type, offers_for, tell_profile
from practicegraph_server.requested import asked_query, chosen, dataset_of
from practicegraph_server.service import current

blueprint = Blueprint("sparql", __name__)


@blueprint.route("/sparql", methods=["GET", "POST", "QUERY"])
def sparql() -> BaseResponse:
    """Answer a query; without one, describe the service (to a browser: show the editor)."""
    text, parameters = asked_query()
    if text is None:
        return _describe(parameters)
    service = current()
    query = check(text, limit=service.settings.query_limit, seconds=service.seconds_left())
    wanted = parameters.one("profile")
    offers = offers_for(wanted, GRAPH_FORMATS) if query.form.gives_graph else RESULT_FORMATS
    choice = chosen(offers, *parameters.all("format"))
    profile = chosen_profile(wanted, choice.format)
    media_type = engine_media_type(profile, choice)
    worded = _worded(query, parameters)
    cached = conditional(service.release.id, choice.media_type, media_type, worded.text)
    if cached.is_fresh:
        return cached.apply(Response(status=304))
    dataset = dataset_of(parameters)
    try:
        answer = ask(worded, media_type, dataset)
    except QuerySyntaxError:
        if worded is not query:  # tell the place in what the client wrote
            ask(query, media_type)
        raise
    if answer.release != service.release.id:  # published while the request was read
        cached = conditional(answer.release, choice.media_type, media_type, worded.text)
    response = respond(answer, choice.content_type, text, cached)
    link_to_explanation(response, answer, text, dataset)
    tell_profile(response, profile)
    return response


def _worded(query: CheckedQuery, parameters: Parameters) -> CheckedQuery:
    """Return the query with the reader's languages in the calls for labels that name none."""
    if not may_call(query.text):
        return query
    text = with_languages(query.text, reader_languages(parameters.one("lang")))
    return query if text == query.text else check(text, limit=current().settings.query_limit * 2)


def _describe(parameters: Parameters) -> BaseResponse:
    """Answer a request without a query (SPARQL 1.1 Service Description, section 2)."""
    choice = chosen((*GRAPH_FORMATS, HTML), *parameters.all("format"))
    if choice.format is HTML:
        return redirect("/editor", 303)
    service = current()
    cached = conditional(service.release.id, choice.media_type, request.host_url)
    if cached.is_fresh:
        return cached.apply(Response(status=304))
    graphs = [(graph.iri, graph.triples) for graph in service.release.graphs]
    triples = service_description(f"{request.host_url}sparql", graphs)
    return cached.apply(Response(write(triples, choice.format.media_type), content_type=choice.content_type))
