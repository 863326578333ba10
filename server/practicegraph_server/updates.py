"""The update operation of the SPARQL 1.1 Protocol (section 2.2), by POST of a form or of the update itself."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as BaseResponse

from practicegraph.engine.errors import QuerySyntaxError
from practicegraph.engine.grammar import UPDATE as UPDATE_GRAMMAR
from practicegraph.engine.syntax import explain
from practicegraph.engine.updates import UsingDataset
from practicegraph.writing.requests import UpdateRequest
from practicegraph_server.parameters import Parameters
from practicegraph_server.problems import Problem
from practicegraph_server.requested import FORM, UPDATE, decoded, form_of, graph_names, unreadable
from practicegraph_server.writing import authorize, body, write

blueprint = Blueprint("updates", __name__)

EXPLAINED: Final = 32 * 1024
"""Characters up to which an update is read again to tell what would fit: longer ones would hold up other requests."""


@blueprint.post("/update")
def update() -> BaseResponse:
    """Make an update: 204 when queries see it, or a problem and nothing has changed."""
    authorize()
    text, parameters = _update()
    default = graph_names(parameters, "using-graph-uri")
    named = graph_names(parameters, "using-named-graph-uri")
    dataset = UsingDataset(default, named) if default or named else None
    try:
        written = write(UpdateRequest(text, dataset))
    except QuerySyntaxError as error:
        if len(text) > EXPLAINED:
            raise
        place = f"error at {error.line}:{error.column}: " if error.line else ""
        message, line, column = explain(f"{place}{error.message}", text, UPDATE_GRAMMAR)
        raise QuerySyntaxError(message, line=line, column=column) from error
    return Response(status=204, headers={"X-Release": written.release})


def _update() -> tuple[str, Parameters]:
    address = Parameters(request.query_string)
    data = body()
    if {"update", "query"} & address.names():
        raise Problem(400, "update-in-address", "an update stands in the body, not in the address")
    if request.mimetype == UPDATE:
        return decoded(request, data), address
    if request.mimetype != FORM:
        raise unreadable(request.mimetype, FORM, UPDATE)
    form = form_of(request, data)
    if "query" in form.names():
        raise Problem(400, "query-and-update", "one request holds a query or an update, not both")
    text = form.one("update")
    if text is None:
        raise Problem(400, "no-update", "the form has no field 'update'")
    return text, form + address
