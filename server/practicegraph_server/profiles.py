"""Negotiation by profile: trees in place of a flat graph, asked for by ``?profile=`` or ``Accept-Profile``.

After the W3C's Content Negotiation by Profile: ``Accept-Profile`` is a preference, so that a profile that there is not
gives the plain answer; ``?profile=`` is a demand, so that it gives 406.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response, render_template, request
from pyoxigraph import Literal, NamedNode, Triple
from werkzeug.wrappers import Response as BaseResponse

from practicegraph.engine.formats import GRAPH_FORMATS, Format
from practicegraph.graph.frames import JSON_LD, Profile, media_type, profiles
from practicegraph.graph.writing import write
from practicegraph.terms import node
from practicegraph.wording import Wording
from practicegraph_server.negotiation import HTML, Choice
from practicegraph_server.problems import Problem
from practicegraph_server.requested import chosen
from practicegraph_server.service import current

blueprint = Blueprint("profiles", __name__)

_PROF: Final = "http://www.w3.org/ns/dx/prof/"
_RANGE: Final = re.compile(r"<([^<>]*)>\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?")
_ACCEPT_PROFILE: Final = "HTTP_ACCEPT_PROFILE"
_IN_ACCEPT: Final = re.compile(r'application/ld\+json\s*;[^,"]*profile="([^"]*)"', re.IGNORECASE)


@blueprint.get("/profiles")
def index() -> BaseResponse:
    """List the profiles as a page or as RDF."""
    choice = chosen((HTML, *GRAPH_FORMATS), *request.args.getlist("format"))
    if choice.format is HTML:
        found = [(one, one.iri(_base())) for one in profiles()]
        return _varied(
            Response(render_template("profiles.html", profiles=found), content_type=HTML.content_type)
        )
    triples = [triple for one in profiles() for triple in _described(one)]
    return _varied(Response(write(triples, choice.format.media_type), content_type=choice.content_type))


@blueprint.get("/profile/<name>")
def profile(name: str) -> BaseResponse:
    """Give the frame of a profile."""
    found = next((one for one in profiles() if one.name == name.removesuffix(".jsonld")), None)
    if found is None:
        raise _unknown(name, _base())
    return Response(json.dumps(found.frame(), indent=1) + "\n", content_type=JSON_LD)


def chosen_profile(name: str | None, form: Format, environ: Mapping[str, Any], base: str) -> Profile | None:
    """Return the profile that the request asks for of an answer in ``form``, ``None`` for the plain answer.

    Raises a 406 :class:`Problem` where ``?profile=`` names one that there is not, or one that ``form`` cannot have.
    """
    if name:
        found = _by_name(name, base)
        if found is None:
            raise _unknown(name, base)
        if form.media_type != JSON_LD:
            detail = Wording(
                "the profile “{name}” is one of JSON-LD, not of {format}", name=found.name, format=form.label
            )
            raise Problem(406, "not-acceptable", detail, offered=[JSON_LD])
        return found
    if form.media_type != JSON_LD:
        return None
    wanted = [(float(quality or 1), iri) for iri, quality in _RANGE.findall(environ.get(_ACCEPT_PROFILE, ""))]
    ranked = [iri for quality, iri in sorted(wanted, key=lambda pair: -pair[0]) if quality > 0]
    ranked += " ".join(_IN_ACCEPT.findall(environ.get("HTTP_ACCEPT", ""))).split()
    return next((one for one in (_by_name(each, base) for each in ranked) if one is not None), None)


def offers_for(
    name: str | None, offers: tuple[Format, ...], environ: Mapping[str, Any]
) -> tuple[Format, ...]:
    """Return the formats to choose from: JSON-LD first where a profile is asked for and no format is."""
    if name is None and _ACCEPT_PROFILE not in environ:
        return offers
    return tuple(sorted(offers, key=lambda one: one.media_type != JSON_LD))


def engine_media_type(found: Profile | None, choice: Choice) -> str:
    """Return what to ask the engine for."""
    return media_type(found) if found else choice.format.media_type


def told_profile(found: Profile | None, base: str) -> list[tuple[str, str]]:
    """Return the headers that say which profile the answer has; it depends on the preference, too."""
    if found is None:
        return []
    iri = found.iri(base)
    return [("Content-Profile", f"<{iri}>"), ("Link", f'<{iri}>; rel="profile"')]


def _by_name(name: str, base: str) -> Profile | None:
    return next((one for one in profiles() if name in {one.name, one.iri(base)}), None)


def _unknown(name: str, base: str) -> Problem:
    offered = [one.iri(base) for one in profiles()]
    return Problem(406, "not-acceptable", Wording("there is no profile “{name}”", name=name), offered=offered)


def _described(found: Profile) -> list[Triple]:
    subject = NamedNode(found.iri(_base()))
    resource = NamedNode(f"{subject.value}.jsonld")
    return [
        Triple(subject, node("rdf:type"), NamedNode(_PROF + "Profile")),
        Triple(subject, node("dct:title"), Literal(found.title, language="en")),
        Triple(subject, node("dct:description"), Literal(found.description, language="en")),
        Triple(subject, NamedNode(_PROF + "hasToken"), Literal(found.name)),
        Triple(subject, NamedNode(_PROF + "hasResource"), resource),
        Triple(resource, node("rdf:type"), NamedNode(_PROF + "ResourceDescriptor")),
        Triple(resource, NamedNode(_PROF + "hasRole"), NamedNode(_PROF + "role/mapping")),
        Triple(resource, NamedNode(_PROF + "hasArtifact"), resource),
        Triple(resource, node("dct:conformsTo"), NamedNode("https://www.w3.org/TR/json-ld11-framing/")),
    ]


def _varied(response: BaseResponse) -> BaseResponse:
    response.vary.add("Accept")
    return response


def _base() -> str:
    return current().settings.base
