"""Why a triple holds: its derivation down to stated facts and their sentences."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, current_app, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from practicegraph.engine.formats import GRAPH_FORMATS, Format
from practicegraph.explaining.explaining import Explaining, UnexplainedError
from practicegraph.wording import Wording
from practicegraph_server.caching import conditional
from practicegraph_server.labels import reader_languages
from practicegraph_server.negotiation import HTML, Choice
from practicegraph_server.parameters import Parameters
from practicegraph_server.problems import Problem, told
from practicegraph_server.requested import chosen
from practicegraph_server.service import current

blueprint = Blueprint("explanations", __name__)

_JSON: Final = Format("json", "application/json", "JSON")
_OFFERS: Final = (HTML, _JSON, *GRAPH_FORMATS)
_KEY: Final = "practicegraph_explaining"
_PARTS: Final = ("subject", "predicate", "object")


@blueprint.get("/why")
def why() -> BaseResponse:
    """Explain a triple as a page, as JSON, or as RDF with ``prov:wasDerivedFrom``."""
    given = Parameters(request.query_string)
    parts = {name: given.one(name) or "" for name in _PARTS}
    missing = [name for name, written in parts.items() if not written]
    if missing:
        raise Problem(
            400,
            "missing-parameter",
            Wording("give {names}: an IRI or a compact name", names=", ".join(missing)),
        )
    choice = chosen(_OFFERS, *given.all("format"))
    service, languages = current(), reader_languages()
    cached = conditional(service.release.id, choice.media_type, *languages)
    if cached.is_fresh:
        return cached.apply(Response(status=304))
    return cached.apply(_answer(parts, choice, languages))


def _answer(parts: Mapping[str, str], choice: Choice, languages: tuple[str, ...]) -> Response:
    release, explaining = current().release, _explaining()
    try:
        if choice.format is _JSON:
            record = explaining.record(release, parts, languages)
            body = json.dumps(record, ensure_ascii=False, indent=1)
            return Response(body, content_type=choice.content_type)
        if choice.format is not HTML:
            graph = explaining.graph(release, parts, languages, choice.format.media_type)
            return Response(graph, content_type=choice.content_type)
        explanation = explaining.spoken(release, parts, languages)
    except UnexplainedError as error:
        raise Problem(404, "not-found", told(error)) from error
    page = render_template(
        "why.html",
        explanation=explanation,
        formats=[
            (form, f"/why?{urlencode({**parts, 'format': form.name})}") for form in (_JSON, *GRAPH_FORMATS)
        ],
    )
    return Response(page, content_type=HTML.content_type)


def register(app: Flask, explaining: Explaining) -> None:
    """Let ``app`` explain through ``explaining``."""
    app.extensions[_KEY] = explaining


def _explaining() -> Explaining:
    found: Explaining = current_app.extensions[_KEY]
    return found
