"""A query as other endpoints understand it, without our extension functions."""

from __future__ import annotations

from flask import Blueprint, Response
from werkzeug.wrappers import Response as BaseResponse

from practicegraph.engine.guard import check
from practicegraph.engine.label import with_languages
from practicegraph.engine.portable import NotPortableError, portable
from practicegraph.wording import Wording
from practicegraph_server.labels import reader_languages
from practicegraph_server.problems import Problem
from practicegraph_server.requested import asked_query
from practicegraph_server.service import current

blueprint = Blueprint("portable", __name__)


@blueprint.route("/sparql/portable", methods=["GET", "POST", "QUERY"])
def portable_form() -> BaseResponse:
    """Give a query with ``pg:label`` written out, in the reader's languages."""
    text, given = asked_query()
    if text is None:
        raise Problem(400, "no-query", "give the query as ?query=")
    check(text, limit=current().settings.query_limit)
    try:
        written = portable(with_languages(text, reader_languages(given.one("lang"))))
    except NotPortableError as error:
        line, _, column = (error.place or "").partition(":")
        detail = Wording(
            "line {line}, column {column}: {message}", line=line, column=column, message=error.message
        )
        raise Problem(400, "not-portable", detail, line=int(line), column=int(column)) from error
    response = Response(written, content_type="application/sparql-query; charset=utf-8")
    response.vary.add("Accept-Language")
    return response
