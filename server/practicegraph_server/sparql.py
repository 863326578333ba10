"""The endpoint: SPARQL 1.1 Protocol, query operation, by GET, POST (both ways) and QUERY."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from practicegraph.description.service import service_description
from practicegraph.engine.errors import QuerySyntaxError
from practicegraph.engine.formats import GRAPH_FORMATS, RESULT_FORMATS, Format
from practicegraph.engine.guard import check
from practicegraph.engine.label import may_call, with_languages
from practicegraph.engine.protocol import CheckedQuery, Dataset
from practicegraph.graph.writing import write
from practicegraph_server.answering import ask, respond
from practicegraph_server.caching import conditional
from practicegraph_server.emptiness import link_to_explanation
from practicegraph_server.labels import reader_languages
from practicegraph_server.negotiation import HTML, Choice, choose, choose_by_name
from practicegraph_server.parameters import Parameters
from practicegraph_server.problems import Problem
from practicegraph_server.profiles import chosen_profile, engine_media_type, offers_for, tell_profile
from practicegraph_server.service import current

blueprint = Blueprint("sparql", __name__)

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"


@blueprint.route("/sparql", methods=["GET", "POST", "QUERY"])
def sparql() -> BaseResponse:
    """Answer a query; without one, describe the service (to a browser: show the editor)."""
    text, parameters = _request()
    if text is None:
        return _describe(parameters)
    service = current()
    query = check(text, limit=service.settings.query_limit, seconds=service.seconds_left())
    wanted = parameters.one("profile")
    offers = offers_for(wanted, GRAPH_FORMATS) if query.form.gives_graph else RESULT_FORMATS
    choice = chosen(offers, parameters.one("format"))
    profile = chosen_profile(wanted, choice.format)
    media_type = engine_media_type(profile, choice)
    worded = _worded(query, parameters)
    cached = conditional(service.release.id, choice.media_type, media_type, worded.text)
    if cached.is_fresh:
        return cached.apply(Response(status=304))
    dataset = _dataset(parameters)
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


def chosen(offers: tuple[Format, ...], name: str | None) -> Choice:
    """Return the format that ``?format=`` or ``Accept`` asks for; 406 lists what there is."""
    choice = choose_by_name(name, offers) if name else choose(request.headers.get("Accept"), offers)
    if choice is None:
        raise Problem(
            406,
            "not-acceptable",
            f"no offered format fits {name or request.headers.get('Accept')!r}",
            offered=[form.media_type for form in offers],
        )
    return choice


def _request() -> tuple[str | None, Parameters]:
    """Return the query and the parameters that go with it, wherever the protocol lets them stand."""
    address = Parameters(request.query_string)
    if request.method in {"GET", "HEAD"}:
        _refuse_update(address)
        return address.one("query"), address
    if request.headers.get("Content-Encoding"):
        raise Problem(415, "content-encoding", "send the request without Content-Encoding")
    kind = request.mimetype
    if kind == FORM and request.method == "POST":
        form = Parameters(_short(request.get_data()))
        _refuse_update(form)
        if "query" in address.names():
            raise Problem(400, "query-twice", "a form's query stands in its body, not in the address")
        if "query" not in form.names():
            raise Problem(400, "no-query", "the form has no field 'query'")
        return form.one("query"), form
    if kind == QUERY:
        if "query" in address.names():
            raise Problem(400, "query-twice", "the query stands in the body, not in the address too")
        return decoded(_short(request.get_data())), address
    if kind == UPDATE:
        raise Problem(403, "read-only", "this endpoint answers queries; updates go to /update")
    raise Problem(
        415, "unsupported-media-type", f"cannot read {kind or 'an untyped body'}", offered=[FORM, QUERY]
    )


def decoded(data: bytes) -> str:
    """Return the text of a body; 415 for a charset that is not UTF-8, 400 for bytes that are none."""
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if charset not in {"utf-8", "utf8", "us-ascii"}:
        raise Problem(415, "unsupported-charset", f"the text must be UTF-8, not {charset}")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, "not-utf-8", f"the text is no UTF-8: {error.reason}") from error


def _short(data: bytes) -> bytes:
    """Return the body of a query; 413 if it is far too long for one."""
    if len(data) > current().settings.query_limit * 4:
        raise Problem(413, "request-entity-too-large", "the request is too long for a query")
    return data


def _refuse_update(parameters: Parameters) -> None:
    if "update" in parameters.names():
        status = 403 if request.method == "POST" and "query" not in parameters.names() else 400
        raise Problem(status, "read-only", "this endpoint answers queries; updates go to /update")


def _dataset(parameters: Parameters) -> Dataset | None:
    default = parameters.all("default-graph-uri")
    named = parameters.all("named-graph-uri")
    return Dataset(default, named) if default or named else None


def _describe(parameters: Parameters) -> BaseResponse:
    """Answer a request without a query (SPARQL 1.1 Service Description, section 2)."""
    choice = chosen((*GRAPH_FORMATS, HTML), parameters.one("format"))
    if choice.format is HTML:
        return redirect("/editor", 303)
    service = current()
    cached = conditional(service.release.id, choice.media_type, request.host_url)
    if cached.is_fresh:
        return cached.apply(Response(status=304))
    graphs = [(graph.iri, graph.triples) for graph in service.release.graphs]
    triples = service_description(f"{request.host_url}sparql", graphs)
    return cached.apply(Response(write(triples, choice.format.media_type), content_type=choice.content_type))
