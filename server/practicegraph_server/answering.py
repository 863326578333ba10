"""Asking the engine for a client who may leave, and giving the answer back, from memory or from a file."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, request
from werkzeug.wsgi import wrap_file

from practicegraph.engine.cache import is_volatile
from practicegraph.engine.protocol import Answer, CheckedQuery, Dataset
from practicegraph_server import kept_responses
from practicegraph_server.caching import Validator
from practicegraph_server.compression import SUFFIXES, accepted_encoding, compressed_pieces
from practicegraph_server.service import current


def ask(query: str | CheckedQuery, media_type: str, dataset: Dataset | None = None) -> Answer:
    """Run a query of the client; it ends when the client has gone, and a long answer comes as a file.

    What has passed since the request began counts: it may have waited for its turn.
    """
    service = current()
    return service.engine.run(
        query,
        media_type=media_type,
        dataset=dataset,
        deadline=service.seconds_left(),
        as_file=True,
        abandoned=request.environ.get("waitress.client_disconnected"),
        client=request.remote_addr or "",
    )


def respond(answer: Answer, content_type: str, text: str, validator: Validator) -> Response:
    """Return the response with an answer to the query ``text``; one that may be kept is marked."""
    if answer.file is None:
        if not is_volatile(text):
            kept_responses.mark(request.environ, answer.release)
        return validator.apply(Response(answer.body, content_type=content_type))
    encoding = accepted_encoding(request.environ.get("HTTP_ACCEPT_ENCODING", ""))
    if encoding is None:
        plain = Response(wrap_file(request.environ, answer.file), content_type=content_type)
        plain.direct_passthrough = True
        plain.content_length = answer.size
        return validator.apply(plain)
    packed = Response(compressed_pieces(answer.file, encoding), content_type=content_type)
    packed.call_on_close(answer.file.close)
    packed.headers["Content-Encoding"] = encoding
    return replace(validator, etag=validator.etag + SUFFIXES[encoding]).apply(packed)
