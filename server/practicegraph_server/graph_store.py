"""SPARQL 1.1 Graph Store HTTP Protocol: graphs by ``?graph=IRI``, ``?default``, or an address of their own."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Mapping
from typing import Final
from urllib.parse import quote

from flask import Blueprint, Response, request
from werkzeug.datastructures import ETags
from werkzeug.http import parse_etags
from werkzeug.wrappers import Response as BaseResponse

from practicegraph.engine.formats import GRAPH_FORMATS, Format, format_of
from practicegraph.engine.protocol import Dataset
from practicegraph.wording import Wording
from practicegraph.writing.curation import Upload
from practicegraph.writing.requests import GraphRequest
from practicegraph_server.answering import ask, respond
from practicegraph_server.caching import conditional
from practicegraph_server.compression import SUFFIXES
from practicegraph_server.parameters import Parameters
from practicegraph_server.problems import Problem
from practicegraph_server.requested import chosen, refuse_other_charsets, unreadable
from practicegraph_server.service import current
from practicegraph_server.writing import authorize, body, write

blueprint = Blueprint("graph_store", __name__)

EVERYTHING: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
MULTIPART: Final = "multipart/form-data"
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")


@blueprint.get("/graphs", defaults={"path": None})
@blueprint.get("/graphs/<path:path>")
def get(path: str | None) -> BaseResponse:
    """Give a graph in the format of ``Accept`` or ``?format=``; 404 if there is none."""
    iri = _graph(path)
    service = current()
    state = _state(iri)
    if state is None:
        raise _missing(str(iri))
    choice = chosen(GRAPH_FORMATS, *Parameters(request.query_string).all("format"))
    cached = conditional(state, choice.media_type)
    if cached.is_fresh:
        return cached.apply(Response(status=304))
    dataset = None if iri is None or iri == service.own_default_graph else Dataset((iri,))
    answer = ask(EVERYTHING, choice.format.media_type, dataset)
    return respond(answer, choice.content_type, EVERYTHING, cached)


@blueprint.put("/graphs", defaults={"path": None})
@blueprint.put("/graphs/<path:path>")
def put(path: str | None) -> BaseResponse:
    """Replace a graph: 201 if it is new, 204 if it was there."""
    authorize()
    iri = _graph(path)
    return _written(GraphRequest("PUT", iri, _uploads(iri)))


@blueprint.post("/graphs", defaults={"path": None})
@blueprint.post("/graphs/<path:path>")
def post(path: str | None) -> BaseResponse:
    """Merge into a graph; at ``/graphs`` itself, make a new one, whose address ``Location`` tells."""
    authorize()
    if path is None and not {"graph", "default"} & Parameters(request.query_string).names():
        name = f"curated/{secrets.token_hex(8)}"
        iri = f"{current().release.base}graph/{name}"
        response = _written(GraphRequest("POST", iri, _uploads(iri)))
        response.status_code = 201
        response.headers["Location"] = f"{request.host_url}graphs/{name}"
        return response
    iri_or_default = _graph(path)
    return _written(GraphRequest("POST", iri_or_default, _uploads(iri_or_default)))


@blueprint.delete("/graphs", defaults={"path": None})
@blueprint.delete("/graphs/<path:path>")
def delete(path: str | None) -> BaseResponse:
    """Drop a graph; 404 if there is none."""
    authorize()
    return _written(GraphRequest("DELETE", _graph(path)))


def _written(change: GraphRequest) -> Response:
    written = write(change, lambda: _refuse_unless_as_expected(change.iri))
    created = written.created and change.iri is not None
    return Response(status=201 if created else 204, headers={"X-Release": written.release})


def _state(iri: str | None) -> str | None:
    """Return what tells the state of a graph from any other, ``None`` if there is no such graph."""
    service = current()
    if iri is None:
        return service.release.id
    return next((graph.sha256 for graph in service.release.graphs if graph.iri == iri), None)


def _refuse_unless_as_expected(iri: str | None) -> None:
    """Refuse a write by 412 if its ``If-Match`` or ``If-None-Match`` does not hold (RFC 9110, section 13.1).

    Our tags are weak for the order of what is written; they stand for one state of a graph all the same.
    """
    state = _state(iri)
    tags = {conditional(state, form.media_type).etag for form in GRAPH_FORMATS} if state else set()
    tags |= {tag + suffix for tag in tags for suffix in SUFFIXES.values()}
    wanted, unwanted = (parse_etags(request.headers.get(name)) for name in ("If-Match", "If-None-Match"))
    if (wanted and not _fits(wanted, tags)) or (unwanted and _fits(unwanted, tags)):
        raise Problem(412, "precondition-failed", "the graph is not in the state that the request expects")


def _fits(given: ETags, tags: Collection[str]) -> bool:
    return bool(tags) and (given.star_tag or any(given.contains_weak(tag) for tag in tags))


def _graph(path: str | None) -> str | None:
    """Return the IRI of the graph that the request names, ``None`` for the default graph.

    The address of a graph on this host is the same as its IRI under the base.
    """
    base = f"{current().release.base}graph/"
    if path is not None:
        return base + quote(path, safe="/:@!$&'()*+,;=~%")
    parameters = Parameters(request.query_string)
    named, default = parameters.one("graph"), parameters.one("default")
    if (named is None) == (default is None):
        raise Problem(400, "no-graph", "name one graph: by ?graph=IRI, by ?default or by its address")
    if named is None:
        return None
    here = f"{request.host_url}graphs/"
    if named.startswith(here):
        return base + named.removeprefix(here)
    if not _IRI.fullmatch(named):
        raise Problem(
            400, "no-iri", Wording("{name} must be an absolute IRI, not “{value}”", name="graph", value=named)
        )
    return named


def _uploads(iri: str | None) -> tuple[Upload, ...]:
    base = iri or current().default_graph
    if request.mimetype == MULTIPART:
        if (request.content_length or 0) > current().settings.update_limit:
            raise Problem(413, "request-entity-too-large", "the upload is too long")
        return tuple(
            Upload(part.read(), _format(part.mimetype, part.mimetype_params).media_type, base)
            for _, parts in request.files.lists()
            for part in parts
        )
    return (Upload(body(), _format(request.mimetype, request.mimetype_params).media_type, base),)


def _format(media_type: str, parameters: Mapping[str, str]) -> Format:
    form = format_of(media_type, GRAPH_FORMATS) if media_type else None
    if form is None or "/" not in media_type:
        raise unreadable(media_type, *(item.media_type for item in GRAPH_FORMATS))
    refuse_other_charsets(parameters)
    return form


def _missing(iri: str) -> Problem:
    return Problem(404, "no-such-graph", Wording("there is no graph <{iri}>", iri=iri))
