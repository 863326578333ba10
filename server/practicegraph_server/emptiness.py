"""Why a query has no answer: a page or JSON, and the header of empty answers that leads there."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final
from urllib.parse import quote, urlencode

from flask import Blueprint, Response, render_template
from pyoxigraph import RdfFormat, parse
from werkzeug.wrappers import Response as BaseResponse

from practicegraph.engine.emptiness.search import Explanation, explain
from practicegraph.engine.formats import GRAPH_FORMATS, RESULT_FORMATS, SPREADSHEET, Format
from practicegraph.engine.guard import check
from practicegraph.engine.protocol import Answer, Dataset
from practicegraph_server.caching import conditional
from practicegraph_server.interface import depends_on_language, interface_language, said
from practicegraph_server.negotiation import HTML
from practicegraph_server.problems import Problem
from practicegraph_server.requested import asked_query, chosen, dataset_of
from practicegraph_server.service import current

blueprint = Blueprint("emptiness", __name__)

_JSON: Final = Format("json", "application/json", "JSON")
_OFFERS: Final = (_JSON, HTML)
_DATASET: Final = ("default-graph-uri", "named-graph-uri")
_LONGEST_LINK: Final = 4000
_LONGEST_EMPTY: Final = 16_384
"""Bytes that an answer without a row has at most: names of columns, prefixes, the context."""


@blueprint.route("/sparql/explain", methods=["GET", "POST", "QUERY"])
def explained() -> BaseResponse:
    """Say which part of a query leaves nothing, and what is there instead; asked within a query's deadline."""
    text, given = asked_query()
    if text is None:
        raise Problem(400, "no-query", "give the query as ?query=")
    choice = chosen(_OFFERS, *given.all("format"))
    cached = conditional(current().release.id, choice.media_type, text, interface_language())
    if cached.is_fresh:
        return cached.apply(Response(status=304))
    explanation = _explanation(text, dataset_of(given))
    if choice.format is HTML:
        page = render_template("empty.html", explanation=explanation, query=text)
        return cached.apply(Response(page, content_type=HTML.content_type))
    body = json.dumps({"query": text, **explanation.to_json(said)}, ensure_ascii=False, indent=1)
    response = cached.apply(Response(body, content_type=choice.content_type))
    depends_on_language(response)
    return response


def link_to_explanation(answer: Answer, text: str, dataset: Dataset | None) -> list[tuple[str, str]]:
    """Return the header that says where an empty answer is explained, if the address is not too long for one."""
    if not is_empty(answer):
        return []
    pairs = [("query", text)]
    if dataset:
        pairs += [(_DATASET[0], iri) for iri in dataset.default_graphs]
        pairs += [(_DATASET[1], iri) for iri in dataset.named_graphs]
    address = f"/sparql/explain?{urlencode(pairs, quote_via=quote)}"
    if len(address) > _LONGEST_LINK:
        return []
    return [("Link", f'<{address}>; rel="help"; title="why there is no answer"')]


def is_empty(answer: Answer) -> bool:
    """Whether an answer has no row and no triple, or is the truth value false."""
    if answer.file is not None or len(answer.body) > _LONGEST_EMPTY:
        return False
    if answer.form.gives_graph:
        form = RdfFormat.from_media_type(answer.media_type.partition(";")[0])
        return form is not None and next(iter(parse(answer.body, form)), None) is None
    return _WITHOUT_ROWS[answer.media_type](answer.body)


def _json_without_rows(body: bytes) -> bool:
    return b'"bindings":[]' in body or b'"boolean":false' in body  # in a literal the quotes are escaped


def _lines_without_rows(body: bytes) -> bool:
    return body == b"false" or (body.count(b"\n") <= 1 and body not in {b"true", b"true\n"})


_WITHOUT_ROWS: Final[dict[str, Callable[[bytes], bool]]] = {
    RESULT_FORMATS[0].media_type: _json_without_rows,
    RESULT_FORMATS[1].media_type: lambda body: b"<result>" not in body and b">true<" not in body,
    RESULT_FORMATS[2].media_type: _lines_without_rows,
    RESULT_FORMATS[3].media_type: _lines_without_rows,
    SPREADSHEET.media_type: _lines_without_rows,
}


def _explanation(text: str, dataset: Dataset | None) -> Explanation:
    service = current()
    query = check(text, limit=service.settings.query_limit)
    form = GRAPH_FORMATS[2] if query.form.gives_graph else RESULT_FORMATS[0]
    answer = service.engine.run(text, media_type=form.media_type, dataset=dataset)
    if not is_empty(answer):
        return Explanation(is_empty=False)
    return explain(service.engine, text, dataset, service.settings.deadline)
