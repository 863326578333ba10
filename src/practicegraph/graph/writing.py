"""Graphs as text, in any format of the table."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import IO

from pyoxigraph import RdfFormat, Triple, serialize

from practicegraph.graph.frames import JSON_LD, framed, profile_of
from practicegraph.graph.jsonld import document, shipped_context
from practicegraph.graph.ordering import ordered
from practicegraph.terms import prefixes


def write(triples: Iterable[Triple], media_type: str) -> bytes:
    """Return ``triples`` as :func:`write_to` writes them."""
    output = io.BytesIO()
    write_to(output, triples, media_type)
    return output.getvalue()


def write_to(
    output: IO[bytes], triples: Iterable[Triple], media_type: str, *, room: int | None = None
) -> None:
    """Write ``triples`` in ``media_type``, each once, sorted by subject.

    Of many triples only a part is in memory at once; ``room`` is that of :func:`practicegraph.graph.ordering.ordered`.
    JSON-LD is compacted with our context, and framed where the media type names a profile, which takes the whole graph
    into memory; formats that have prefixes get ours. Raises ``ValueError`` for a media type that is no RDF format.
    """
    profile, form = profile_of(media_type), RdfFormat.from_media_type(media_type)
    if profile is None and media_type != JSON_LD and form is None:
        raise ValueError(media_type)
    lines = ordered(triples, room=room)
    if profile is not None:
        output.write(framed(lines, profile))
    elif media_type == JSON_LD:
        for part in document(lines, shipped_context()):
            output.write(part.encode())
    elif form is not None:
        named = prefixes() if form in {RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.RDF_XML} else None
        serialize(lines, output, form, prefixes=named)
