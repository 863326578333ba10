"""Pages that show what there is: home, lists, goals, the ontology, quality, downloads, the editor."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from flask import Blueprint, Response, redirect, render_template, request, send_from_directory
from pyoxigraph import NamedNode
from werkzeug.wrappers import Response as BaseResponse

from practicegraph.description.service import LABEL_COMMENT
from practicegraph.engine.formats import GRAPH_FORMATS, RESULT_FORMATS, TABLE_FORMATS, format_of
from practicegraph.folders import folder
from practicegraph.release.download_kinds import describe_download
from practicegraph.terms import EU_COUNTRY, PREFIXES, SDG, prefixes
from practicegraph.wording import Wording
from practicegraph_server import listing
from practicegraph_server.caching import conditional
from practicegraph_server.facets import chosen_facets
from practicegraph_server.labels import labels, reader_languages
from practicegraph_server.negotiation import HTML, choose
from practicegraph_server.paging import Page, address, asks_for_page, link_header, page_of
from practicegraph_server.parameters import Parameters
from practicegraph_server.problems import Problem
from practicegraph_server.requested import chosen
from practicegraph_server.resource_view import resource_view
from practicegraph_server.service import Service, current

blueprint = Blueprint("pages", __name__)

_BUNDLE: Final = "editor.js"
_STATIC: Final = Path(__file__).parent / "static"
"""What the front end's build made."""
_ASSETS: Final = Path(__file__).parent / "assets"
"""Our own stylesheets and scripts."""

DOWNLOAD_SECONDS: Final = 10
"""When to ask again for downloads that are being made."""

_TABLES: Final = tuple(form for form in RESULT_FORMATS if form.media_type.startswith("text/"))
_FACET_OF: Final = {"sdg": SDG, "country": EU_COUNTRY}
"""The facet whose values are the IRIs of a namespace of others."""


@blueprint.get("/")
def home() -> BaseResponse:
    """Show what is in the graph and where to go from here."""
    service = current()
    languages = reader_languages()
    return _page(
        "home.html",
        figures=_figures(service.release.statistics()),
        practices=listing.undertakings(service, {}, languages, Page(12)),
        goals=listing.goals(service, languages),
        queries=list(service.catalogue)[:8],
        formats=GRAPH_FORMATS,
    )


@blueprint.get("/practices")
def practices() -> BaseResponse:
    """List what documents describe, narrowed by facets, by pages; who asks for data is led there (303)."""
    choice = choose(request.headers.get("Accept"), (HTML, *GRAPH_FORMATS, *_TABLES))
    if choice is not None and choice.format is not HTML:
        query = request.query_string.decode("ascii", "replace")
        response = redirect(f"/practices.{choice.format.name}{'?' + query if query else ''}", 303)
        response.vary.add("Accept")
        return response
    service = current()
    languages = reader_languages()
    chosen = chosen_facets(service)
    page = page_of(Parameters(request.query_string))
    total = int(service.rows(listing.count_query(chosen))[0]["total"]["value"])
    kept = chosen | ({"lang": request.args["lang"]} if request.args.get("lang") else {})
    around = {name: address("/practices", kept, one) for name, one in page.around(total).items()}
    response = _page(
        "practices.html",
        chosen=chosen,
        chosen_labels=labels(service, chosen.values(), languages),
        facets=listing.facets(service, chosen, languages),
        practices=listing.undertakings(service, chosen, languages, page),
        query=listing.undertakings_query(chosen),
        total=total,
        offset=page.offset,
        previous=around.get("prev"),
        next=around.get("next"),
    )
    response.headers["Link"] = link_header("/practices", kept, page, total)
    response.headers["X-Total-Count"] = str(total)
    return response


@blueprint.get("/practices.<suffix>")
def practices_data(suffix: str) -> BaseResponse:
    """Give the list as a table or as RDF."""
    service = current()
    chosen = chosen_facets(service)
    given = Parameters(request.query_string)
    page = page_of(given) if asks_for_page(given) else None
    table = format_of(suffix, RESULT_FORMATS) if suffix != "jsonld" else None
    if table is not None:
        answer = service.engine.run(listing.undertakings_query(chosen, page), media_type=table.media_type)
        return _paged(Response(answer.body, content_type=table.content_type), suffix, chosen, page)
    form = format_of(suffix, GRAPH_FORMATS)
    if form is None:
        raise Problem(404, "no-such-format", Wording("no list in the format “{suffix}”", suffix=suffix))
    answer = service.graph(listing.undertakings_graph_query(chosen, page), form.media_type)
    return _paged(Response(answer.body, content_type=form.content_type), suffix, chosen, page)


@blueprint.get("/sdg")
def sdg() -> BaseResponse:
    """Show the goals, and what practices say of them or are suggested for them."""
    service = current()
    return _page("sdg.html", goals=listing.goals(service, reader_languages()))


@blueprint.get("/about")
def about() -> BaseResponse:
    """Show what the graph says of any IRI, such as a goal's or a country's."""
    service = current()
    languages = reader_languages()
    try:
        iri = NamedNode(request.args["iri"])
    except (KeyError, ValueError):
        raise Problem(400, "no-iri", "give the IRI to look up as ?iri=") from None
    view = resource_view(service, iri, languages)
    if view is None:
        raise Problem(404, "not-found", Wording("the graph says nothing of {iri}", iri=iri.value))
    facet = next((name for name, namespace in _FACET_OF.items() if iri.value.startswith(namespace)), None)
    return _page(
        "resource.html",
        view=view,
        path=None,
        formats=(),
        practices=listing.undertakings(service, {facet: iri.value}, languages) if facet else (),
    )


@blueprint.get("/documents")
def documents() -> BaseResponse:
    """List the source documents."""
    return _page("documents.html", documents=listing.documents(current(), reader_languages()))


@blueprint.get("/ontology")
def ontology() -> BaseResponse:
    """Show the model, or give it as RDF."""
    choice = chosen((HTML, *GRAPH_FORMATS))
    if choice.format is not HTML:
        return redirect(f"/ontology.{choice.format.name}", 303)
    return _page(
        "ontology.html",
        terms=listing.terms(current(), reader_languages()),
        functions=[("label", LABEL_COMMENT)],
        formats=GRAPH_FORMATS,
    )


@blueprint.get("/ontology/context.jsonld")
def context() -> BaseResponse:
    """Give the JSON-LD context."""
    text = folder("ontology", "context.jsonld").read_text(encoding="utf-8")
    return Response(text, content_type="application/ld+json")


@blueprint.get("/ontology.<suffix>")
def ontology_data(suffix: str) -> BaseResponse:
    """Give the ontology in the format of the suffix."""
    return _graph("ontology", suffix)


@blueprint.get("/graph/<path:name>")
def graph(name: str) -> BaseResponse:
    """Give one named graph, by suffix or by ``Accept``."""
    stem, _, suffix = name.rpartition(".")
    if stem and format_of(suffix, GRAPH_FORMATS):
        return _graph(stem, suffix)
    return _graph(name, chosen(GRAPH_FORMATS).format.name)


@blueprint.get("/quality")
def quality() -> BaseResponse:
    """Show how complete the release is, and its validation report."""
    service = current()
    report: dict[str, Any] = json.loads(
        (service.release.validation / "report.json").read_text(encoding="utf-8")
    )
    return _page("quality.html", report=report, completeness=_completeness(service))


@blueprint.get("/downloads")
def downloads() -> BaseResponse:
    """List the files of the release."""
    service = current()
    pending = service.release.lacks_downloads
    paths = [] if pending else [path for path in service.release.downloads.iterdir() if path.is_file()]
    files = sorted(paths, key=lambda path: (path.name.startswith("linkset-"), path.name))
    values = {
        "pending": pending,
        "files": [(path.name, path.stat().st_size, describe_download(path.name)) for path in files],
        "graphs": service.release.graphs,
        "formats": GRAPH_FORMATS,
    }
    if pending:  # the same release will have them soon: nobody may keep this page
        response = Response(render_template("downloads.html", **values), content_type=HTML.content_type)
        response.cache_control.no_store = True
        return response
    return _page("downloads.html", **values)


@blueprint.get("/downloads/<name>")
def download(name: str) -> BaseResponse:
    """Give one file of the release."""
    service = current()
    if service.release.lacks_downloads:
        raise Problem(
            503,
            "downloads-pending",
            "the downloads of this release are being made; try again soon",
            headers={"Retry-After": str(DOWNLOAD_SECONDS)},
        )
    return send_from_directory(service.release.downloads.resolve(), name, as_attachment=True)


@blueprint.get("/editor")
def editor() -> BaseResponse:
    """Show the query editor; without scripts, a form."""
    service = current()
    return _page(
        "editor.html",
        query=request.args.get("query") or _first_query(),
        has_bundle=(_STATIC / _BUNDLE).is_file(),
        queries=list(service.catalogue),
        formats=TABLE_FORMATS,
        prefixes=json.dumps(prefixes(service.settings.base)),
    )


@blueprint.get("/assets/<path:name>")
def asset(name: str) -> BaseResponse:
    """Give a stylesheet or a script."""
    for directory in (_STATIC, _ASSETS):
        if _has_file(directory, name):
            response = send_from_directory(directory, name)
            response.headers["Cache-Control"] = "public, max-age=3600"
            return response
    raise Problem(404, "not-found", Wording("there is no file “{name}”", name=name))


def _has_file(directory: Path, name: str) -> bool:
    try:
        return (directory / name).is_file()
    except OSError:  # a name that no file can have
        return False


def _paged(response: Response, suffix: str, chosen: dict[str, str], page: Page | None) -> Response:
    """Name the pages around, where the list is given by pages."""
    if page is not None:
        total = int(current().rows(listing.count_query(chosen))[0]["total"]["value"])
        response.headers["Link"] = link_header(f"/practices.{suffix}", chosen, page, total)
        response.headers["X-Total-Count"] = str(total)
    return response


def _first_query() -> str:
    return (
        f"PREFIX pg: <{PREFIXES['pg']}>\nPREFIX rdfs: <{PREFIXES['rdfs']}>\n\n"
        "SELECT ?practice ?label ?country WHERE {\n  ?practice a pg:Practice ; rdfs:label ?label .\n"
        "  OPTIONAL { ?practice pg:country ?country }\n}\nORDER BY ?label\nLIMIT 50\n"
    )


def _figures(statistics: dict[str, Any]) -> list[tuple[str, int]]:
    """Return the figures of the home page."""
    named = ("practices", "documents", "organizations", "activities", "results", "conflicts")
    return [
        *((name.replace("organizations", "organisations"), statistics[name]) for name in named),
        ("languages", len(statistics["languages"]["documents"])),
        ("facts with their sentence", statistics["facts"]["all"]),
        ("triples", statistics["triples"]["all"]),
    ]


def _completeness(service: Service) -> dict[str, list[tuple[str, list[tuple[str, int]]]]]:
    """Return the share of things that have each field, in percent, by kind of group and group."""
    found: dict[str, dict[str, list[tuple[str, int]]]] = {}
    for row in service.rows(service.catalogue["completeness"].text):
        iri = row["group"]["value"]
        kind = "collection" if "/id/collection/" in iri else iri.rpartition("/")[2].partition("-")[0]
        name = (
            f"{row['name']['value'] if 'name' in row else iri.rpartition('/')[2]} ({row['things']['value']})"
        )
        percent = round(float(row["percent"]["value"]))
        found.setdefault(kind, {}).setdefault(name, []).append((row["field"]["value"], percent))
    return {kind: list(groups.items()) for kind, groups in sorted(found.items())}


def _graph(name: str, suffix: str) -> BaseResponse:
    service = current()
    form = format_of(suffix, GRAPH_FORMATS)
    known = {graph.name: graph.iri for graph in service.release.graphs}
    if form is None or name not in known:
        raise Problem(
            404,
            "not-found",
            Wording("no graph “{name}” in the format “{suffix}”", name=name, suffix=suffix),
            graphs=sorted(known),
        )
    cached = conditional(service.release.id, form.media_type)
    if cached.is_fresh:
        return cached.apply(Response(status=304))
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{known[name]}> {{ ?s ?p ?o }} }}"
    answer = service.graph(query, form.media_type)
    return cached.apply(Response(answer.body, content_type=form.content_type))


def _page(template: str, **values: Any) -> BaseResponse:
    cached = conditional(current().release.id, HTML.media_type, *reader_languages())
    if cached.is_fresh:
        return cached.apply(Response(status=304))
    return cached.apply(Response(render_template(template, **values), content_type=HTML.content_type))
