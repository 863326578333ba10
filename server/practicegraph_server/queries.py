"""The query catalogue over HTTP: each query a form, its answer a page, a table, a file."""

from __future__ import annotations

import json
from typing import Any, Final

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from practicegraph.catalogue.binding import bind, default_texts
from practicegraph.catalogue.query import Query
from practicegraph.engine.formats import GRAPH_FORMATS, RESULT_FORMATS, TABLE_FORMATS
from practicegraph.engine.label import with_languages
from practicegraph.errors import InvalidDataError
from practicegraph.wording import Wording
from practicegraph_server.answering import ask, respond
from practicegraph_server.caching import conditional
from practicegraph_server.labels import labels, reader_languages
from practicegraph_server.negotiation import HTML
from practicegraph_server.problems import Problem, told
from practicegraph_server.requested import chosen
from practicegraph_server.service import Service, current

blueprint = Blueprint("queries", __name__)

_OR: Final = "|"
"""What separates alternatives in a field of a form; no IRI has it."""
_LANGUAGE: Final = "lang"
"""The parameter that says in which language titles and names are wanted."""


@blueprint.get("/queries")
def index() -> str:
    """List the queries by tag."""
    return render_template("queries.html", queries=list(current().catalogue))


@blueprint.get("/queries/<name>")
def query(name: str) -> BaseResponse:
    """Run a query with the parameters of the address: a page to a person, results to a machine."""
    service = current()
    found = _query(service, name)
    text = _bound(service, found)
    worded = with_languages(text, reader_languages())
    offers = GRAPH_FORMATS if found.form.gives_graph else TABLE_FORMATS
    choice = chosen((HTML, *offers), *request.args.getlist("format"))
    cached = conditional(service.release.id, choice.media_type, *reader_languages())
    if cached.is_fresh:
        return cached.apply(Response(status=304))
    if choice.format is HTML:
        page = render_template(
            "query.html",
            query=found,
            text=text,
            formats=offers,
            values=_values(service, found),
            **_results(service, found, worded),
        )
        return cached.apply(Response(page, content_type=HTML.content_type))
    return respond(ask(worded, choice.format.media_type), choice.content_type, worded, cached)


@blueprint.get("/queries/<name>.rq")
def source(name: str) -> BaseResponse:
    """Give the query's file."""
    return Response(_query(current(), name).text, content_type="application/sparql-query; charset=utf-8")


@blueprint.get("/id/query/<name>")
def identifier(name: str) -> BaseResponse:
    """Lead a query's IRI to its page."""
    return Response(status=303, headers={"Location": f"/queries/{name}"})


def _query(service: Service, name: str) -> Query:
    try:
        return service.catalogue[name]
    except InvalidDataError as error:
        raise Problem(404, "no-such-query", told(error)) from None


def _bound(service: Service, found: Query) -> str:
    names = {parameter.name for parameter in found.parameters}
    unknown = sorted(set(request.args) - names - {"format", "lang"})
    if unknown:
        raise Problem(
            400,
            "unknown-parameter",
            Wording("there is no parameter “{name}”", name=unknown[0]),
            parameters=sorted(names),
        )
    try:
        return bind(found, _given(found), service.settings.base)
    except InvalidDataError as error:
        raise Problem(400, "bad-parameter", told(error)) from None


def _given(found: Query) -> dict[str, list[str]]:
    """Return the values of the address; what language names are in, it may leave to ``Accept-Language``."""
    given = {one.name: _alternatives(one.name) for one in found.parameters if one.name in request.args}
    if request.accept_languages and any(one.name == _LANGUAGE for one in found.parameters):
        given.setdefault(_LANGUAGE, [reader_languages()[0].partition("-")[0]])
    return given


def _alternatives(name: str) -> list[str]:
    """Return a parameter's values: given several times, or in one field of a form, separated by ``|``."""
    return [part.strip() for value in request.args.getlist(name) for part in value.split(_OR)]


def _values(service: Service, found: Query) -> dict[str, str]:
    """Return what the form shows in each field: what was given, else the default."""
    values = default_texts(found, service.settings.base) | _given(found)
    return {parameter.name: f" {_OR} ".join(values[parameter.name]) for parameter in found.parameters}


def _results(service: Service, found: Query, text: str) -> dict[str, Any]:
    if found.form.gives_graph:
        answer = service.graph(text, "text/turtle")
        return {"turtle": answer.body.decode("utf-8"), "columns": [], "rows": [], "names": {}}
    answer = service.engine.run(text, media_type=RESULT_FORMATS[0].media_type)
    document = json.loads(answer.body)
    rows = document.get("results", {}).get("bindings", [])[:1000]
    iris = {term["value"] for row in rows for term in row.values() if term["type"] == "uri"}
    return {
        "turtle": "",
        "boolean": document.get("boolean"),
        "columns": document["head"].get("vars", []),
        "rows": rows,
        "names": labels(service, iris, reader_languages()),
    }
