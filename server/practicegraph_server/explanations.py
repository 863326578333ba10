"""Why a triple holds: its derivation down to stated facts and their sentences."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from practicegraph.engine.formats import GRAPH_FORMATS, Format
from practicegraph.errors import InvalidDataError
from practicegraph.export.explanations import (
    axiom_text,
    explanation_graph,
    explanation_json,
    graph_name,
    quoted_passage,
)
from practicegraph.graph.writing import write
from practicegraph.release.reasons import Reasons, UnknownTripleError
from practicegraph.terms import PREFIXES
from practicegraph_server.caching import conditional
from practicegraph_server.labels import reader_languages
from practicegraph_server.negotiation import HTML, Choice, choose, choose_by_name
from practicegraph_server.parameters import Parameters
from practicegraph_server.problems import Problem
from practicegraph_server.service import current

blueprint = Blueprint("explanations", __name__)

_JSON: Final = Format("json", "application/json", "JSON")
_OFFERS: Final = (HTML, _JSON, *GRAPH_FORMATS)
_PARTS: Final = ("subject", "predicate", "object")


@blueprint.get("/why")
def why() -> BaseResponse:
    """Explain a triple as a page, as JSON, or as RDF with ``prov:wasDerivedFrom``."""
    given = Parameters(request.query_string)
    parts = {name: given.one(name) or "" for name in _PARTS}
    missing = [name for name, written in parts.items() if not written]
    if missing:
        raise Problem(400, "missing-parameter", f"give {', '.join(missing)}: an IRI or a compact name")
    choice = _choice(given)
    service, languages = current(), reader_languages()
    cached = conditional(service.release.id, choice.media_type, *languages)
    if cached.is_fresh:
        return cached.apply(Response(status=304))
    return cached.apply(_answer(parts, choice, languages))


def _choice(given: Parameters) -> Choice:
    asked = given.one("format")
    choice = choose_by_name(asked, _OFFERS) if asked else choose(request.headers.get("Accept"), _OFFERS)
    if choice is None:
        raise Problem(
            406, "not-acceptable", "offered are HTML, JSON and RDF", offered=[form.name for form in _OFFERS]
        )
    return choice


def _answer(parts: Mapping[str, str], choice: Choice, languages: tuple[str, ...]) -> Response:
    service = current()
    reasons = Reasons(service.release)
    try:
        explanation = reasons.explain(reasons.triple(parts["subject"], parts["predicate"], parts["object"]))
    except (InvalidDataError, UnknownTripleError) as error:
        raise Problem(404, "not-found", str(error)) from error
    name = reasons.name(explanation, languages)
    if choice.format is _JSON:
        body = json.dumps(explanation_json(explanation, name, reasons.text), ensure_ascii=False, indent=1)
        return Response(body, content_type=choice.content_type)
    if choice.format is not HTML:
        triples = explanation_graph(explanation, service.release.base, name)
        return Response(write(triples, choice.format.media_type), content_type=choice.content_type)
    page = render_template(
        "why.html",
        explanation=explanation,
        name=name,
        type=PREFIXES["rdf"] + "type",
        axiom=lambda rule: axiom_text(rule, name),
        quoted=lambda passage: quoted_passage(passage, reasons.text),
        graph_name=lambda graph: graph_name(graph, name),
        formats=[
            (form, f"/why?{urlencode({**parts, 'format': form.name})}") for form in (_JSON, *GRAPH_FORMATS)
        ],
    )
    return Response(page, content_type=HTML.content_type)
