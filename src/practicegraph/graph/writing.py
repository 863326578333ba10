"""Graphs as text, in any format of the table."""

from __future__ import annotations

import io
from collections.abc import Iterable

from pyoxigraph import RdfFormat, Triple, serialize

from practicegraph.graph.frames import JSON_LD, framed, profile_of
from practicegraph.graph.jsonld import document, shipped_context
from practicegraph.terms import prefixes


def write(triples: Iterable[Triple], media_type: str) -> bytes:
    """Return ``triples`` written in ``media_type``, each once, sorted by subject.

    JSON-LD is compacted with our context, and framed where the media type names a profile; formats that have prefixes get ours. Raises ``ValueError`` for
    a media type that is no RDF format.
    """
    ordered = sorted(set(triples), key=str)
    profile = profile_of(media_type)
    if profile is not None:
        return framed(ordered, profile)
    if media_type == JSON_LD:
        return "".join(document(ordered, shipped_context())).encode()
    form = RdfFormat.from_media_type(media_type)
    if form is None:
        raise ValueError(media_type)
    named = prefixes() if form in {RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML} else None
    output = io.BytesIO()
    serialize(ordered, output, form, prefixes=named)
    return output.getvalue()
