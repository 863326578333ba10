"""A source document's text, with the spans that facts were read from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from flask import Blueprint, Response, render_template
from werkzeug.wrappers import Response as BaseResponse

from practicegraph.terms import resource
from practicegraph.wording import Wording
from practicegraph_server.labels import labels, reader_languages, short
from practicegraph_server.negotiation import HTML
from practicegraph_server.problems import Problem
from practicegraph_server.service import Service, current

blueprint = Blueprint("documents", __name__)

_FACTS = """PREFIX pg: <https://w3id.org/practicegraph/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?predicate ?basis ?start ?end WHERE {
  GRAPH <%sgraph/evidence> {
    ?fact pg:document %s ; pg:predicate ?predicate ; pg:basis ?basis ; oa:start ?start ; oa:end ?end
  }
} ORDER BY ?start"""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that the same facts were read from; ``anchor`` is its offset in code points."""

    text: str
    anchor: int
    notes: tuple[str, ...]
    is_suggested: bool


@blueprint.get("/text/<path:slug>")
def text(slug: str) -> BaseResponse:
    """Show a document's text with what was read from it."""
    service = current()
    content = _content(service, slug)
    document = resource("document", slug, service.settings.base)
    rows = service.rows(_FACTS % (service.settings.base, document))
    names = labels(service, {row["predicate"]["value"] for row in rows}, reader_languages())
    spans = [
        (
            int(row["start"]["value"]),
            int(row["end"]["value"]),
            names[row["predicate"]["value"]].text,
            short(row["basis"]["value"]),
        )
        for row in rows
    ]
    page = render_template("text.html", slug=slug, document=document.value, segments=segments(content, spans))
    return Response(page, content_type=HTML.content_type)


@blueprint.get("/text/<path:slug>.txt")
def plain(slug: str) -> BaseResponse:
    """Give a document's canonical text; spans of facts count its code points."""
    return Response(_content(current(), slug), content_type="text/plain; charset=utf-8")


def segments(content: str, spans: list[tuple[int, int, str, str]]) -> list[Segment]:
    """Cut ``content`` where spans (start, end, note, basis) begin and end."""
    opened: dict[int, list[int]] = defaultdict(list)
    closed: dict[int, list[int]] = defaultdict(list)
    for index, (start, end, _, _) in enumerate(spans):
        opened[start].append(index)
        closed[end].append(index)
    cuts = sorted({0, len(content), *opened, *closed})
    active: set[int] = set()
    found = []
    for start, end in pairwise(cuts):
        active.difference_update(closed[start])
        active.update(opened[start])
        some = [spans[index] for index in sorted(active)]
        notes = tuple(dict.fromkeys(f"{note} ({basis})" for _, _, note, basis in some))
        suggested = bool(some) and all(basis == "suggested" for _, _, _, basis in some)
        found.append(Segment(content[start:end], start, notes, suggested))
    return found


def _content(service: Service, slug: str) -> str:
    try:
        return service.release.text(slug)
    except KeyError:
        raise Problem(404, "not-found", Wording("there is no document “{name}”", name=slug)) from None
