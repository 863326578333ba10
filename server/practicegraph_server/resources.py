"""The things of the graph: every IRI under the base leads to a page or to data (Cool URIs, 303)."""

from __future__ import annotations

import json

from flask import Blueprint, Response, redirect, render_template, request
from markupsafe import Markup
from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from werkzeug.wrappers import Response as BaseResponse

from practicegraph.engine.formats import GRAPH_FORMATS, Format, format_of
from practicegraph.export.resource import description_query, tree
from practicegraph.export.schema_org import schema_org, script_text
from practicegraph.graph.writing import write
from practicegraph.wording import Wording
from practicegraph_server.caching import conditional
from practicegraph_server.labels import reader_languages
from practicegraph_server.negotiation import HTML
from practicegraph_server.problems import Problem
from practicegraph_server.requested import chosen
from practicegraph_server.resource_view import resource_view
from practicegraph_server.service import Service, current

blueprint = Blueprint("resources", __name__)


@blueprint.get("/<any(id, concept):prefix>/<path:rest>")
def identifier(prefix: str, rest: str) -> BaseResponse:
    """Redirect an IRI of a thing to its description: by suffix, else by ``Accept``.

    The page of ``id/practice/x`` is ``page/id/practice/x``, its data are ``data/id/practice/x.SUFFIX``.
    """
    path, suffix = _split(f"{prefix}/{rest}")
    if suffix:
        return redirect(f"/page/{path}" if suffix == HTML.name else f"/data/{path}.{suffix}", 303)
    choice = chosen((HTML, *GRAPH_FORMATS))
    target = f"/page/{path}" if choice.format is HTML else f"/data/{path}.{choice.format.name}"
    response = redirect(target, 303)
    response.headers["Vary"] = "Accept"
    return response


@blueprint.get("/page/<path:path>")
def page(path: str) -> BaseResponse:
    """Show a thing to a person."""
    service = current()
    languages = reader_languages()
    cached = conditional(service.release.id, HTML.media_type, *languages)
    if cached.is_fresh:
        return cached.apply(Response(status=304))
    iri = _iri(service, path)
    view = resource_view(service, iri, languages)
    if view is None:
        raise Problem(404, "not-found", Wording("the graph says nothing of {iri}", iri=iri.value))
    in_schema_org = schema_org(iri, described(service, iri), languages)
    response = Response(
        render_template(
            "resource.html",
            view=view,
            path=path,
            formats=GRAPH_FORMATS,
            languages=languages,
            schema_org=Markup(script_text(in_schema_org)) if in_schema_org else None,  # noqa: S704 - escaped there
        ),
        content_type=HTML.content_type,
    )
    response.headers["Link"] = ", ".join(
        [
            f'<{request.host_url}{path}>; rel="describes"',
            *(
                f'</data/{path}.{form.name}>; rel="describedby"; type="{form.media_type}"'
                for form in GRAPH_FORMATS
            ),
        ]
    )
    return cached.apply(response)


@blueprint.get("/data/<path:path>")
def data(path: str) -> BaseResponse:
    """Give what is stated of a thing in the format of the suffix."""
    service = current()
    stem, suffix = _split(path)
    form = format_of(suffix, GRAPH_FORMATS) if suffix else None
    if form is None:
        raise Problem(
            404,
            "no-such-format",
            Wording("“{path}” ends in no format", path=path),
            offered=[f.name for f in GRAPH_FORMATS],
        )
    cached = conditional(service.release.id, form.media_type)
    if cached.is_fresh:
        return cached.apply(Response(status=304))
    iri = _iri(service, stem)
    triples = described(service, iri)
    if not any(triple.subject == iri for triple in triples):
        raise Problem(404, "not-found", Wording("the graph says nothing of {iri}", iri=iri.value))
    return cached.apply(Response(_body(iri, triples, form), content_type=form.content_type))


def described(service: Service, iri: NamedNode) -> list[Triple]:
    """Return what is stated of a thing and its parts."""
    answer = service.graph(description_query(iri, service.settings.base), "application/n-triples")
    return [quad.triple for quad in parse(answer.body, RdfFormat.N_TRIPLES)]


def _body(iri: NamedNode, triples: list[Triple], form: Format) -> bytes:
    if form.name == "jsonld":
        return json.dumps(tree(iri, triples), ensure_ascii=False, indent=1).encode()
    return write(triples, form.media_type)


def _split(path: str) -> tuple[str, str]:
    """Return a path without its format suffix, and the suffix (empty if it has none)."""
    stem, dot, suffix = path.rpartition(".")
    known = {form.name for form in GRAPH_FORMATS} | {"json", HTML.name}
    return (stem, suffix) if dot and suffix in known else (path, "")


def _iri(service: Service, path: str) -> NamedNode:
    try:
        return NamedNode(service.settings.base + path)
    except ValueError as error:
        raise Problem(404, "not-found", Wording("“{path}” can be no IRI here", path=path)) from error
