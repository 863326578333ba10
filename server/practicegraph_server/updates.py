"""The update operation of the SPARQL 1.1 Protocol (section 2.2), by POST of a form or of the update itself."""

from __future__ import annotations

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as BaseResponse

from practicegraph.engine.updates import UsingDataset
from practicegraph.writing.requests import UpdateRequest
from practicegraph_server.parameters import Parameters
from practicegraph_server.problems import Problem
from practicegraph_server.sparql import FORM, UPDATE, decoded
from practicegraph_server.writing import authorize, body, write

blueprint = Blueprint("updates", __name__)


@blueprint.post("/update")
def update() -> BaseResponse:
    """Make an update: 204 when queries see it, or a problem and nothing has changed."""
    authorize()
    text, parameters = _update()
    default = parameters.all("using-graph-uri")
    named = parameters.all("using-named-graph-uri")
    dataset = UsingDataset(default, named) if default or named else None
    written = write(UpdateRequest(text, dataset))
    return Response(status=204, headers={"X-Release": written.release})


def _update() -> tuple[str, Parameters]:
    address = Parameters(request.query_string)
    data = body()
    if {"update", "query"} & address.names():
        raise Problem(400, "update-in-address", "an update stands in the body, not in the address")
    if request.mimetype == UPDATE:
        return decoded(data), address
    if request.mimetype != FORM:
        raise Problem(
            415,
            "unsupported-media-type",
            f"cannot read {request.mimetype or 'an untyped body'}",
            offered=[FORM, UPDATE],
        )
    form = Parameters(data)
    if "query" in form.names():
        raise Problem(400, "query-and-update", "one request holds a query or an update, not both")
    text = form.one("update")
    if text is None:
        raise Problem(400, "no-update", "the form has no field 'update'")
    return text, form
