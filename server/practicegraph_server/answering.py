"""Asking the engine for a client who may leave, and giving the answer back, from memory or from a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from flask import Response, request
from werkzeug.wsgi import ClosingIterator, wrap_file

from practicegraph.engine.cache import is_volatile
from practicegraph.engine.formats import SPREADSHEET
from practicegraph.engine.protocol import Answer, CheckedQuery, Dataset
from practicegraph_server import kept_responses
from practicegraph_server.caching import VARY, Validator
from practicegraph_server.compression import SHORTEST, accepted_encoding, compressed, compressed_pieces
from practicegraph_server.service import Service, current

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

OK: Final = "200 OK"


class Reply(NamedTuple):
    """A response as WSGI takes it; ``size`` is that of the body, ``None`` if it is told by its end."""

    status: str
    headers: list[tuple[str, str]]
    body: Iterable[bytes] = ()
    size: int | None = 0


def ask(query: str | CheckedQuery, media_type: str, dataset: Dataset | None = None) -> Answer:
    """Run a query for the request being handled; see :func:`run`."""
    service = current()
    return run(request.environ, service, query, media_type, dataset, seconds=service.seconds_left())


def run(
    environ: WSGIEnvironment,
    service: Service,
    query: str | CheckedQuery,
    media_type: str,
    dataset: Dataset | None,
    *,
    seconds: float,
) -> Answer:
    """Run a query of a client; it ends when the client has gone, and a long answer comes as a file."""
    return service.engine.run(
        query,
        media_type=media_type,
        dataset=dataset,
        deadline=seconds,
        as_file=True,
        abandoned=environ.get("waitress.client_disconnected"),
        client=environ.get("REMOTE_ADDR", ""),
    )


def respond(answer: Answer, content_type: str, text: str, validator: Validator) -> Response:
    """Return the response to the request being handled; see :func:`reply`."""
    given = reply(request.environ, answer, content_type, text, validator)
    response = Response(given.body, given.status, given.headers)
    response.direct_passthrough = answer.file is not None
    return response


def reply(
    environ: WSGIEnvironment,
    answer: Answer,
    content_type: str,
    text: str,
    validator: Validator,
    *,
    vary: str = VARY,
) -> Reply:
    """Return what gives the answer to the query ``text``, compressed if the client likes that; it may be marked as one to keep."""
    encoding = accepted_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")) if answer.size >= SHORTEST else None
    headers = [("Content-Type", content_type), *validator.headers(encoding, vary=vary)]
    if content_type.startswith(SPREADSHEET.media_type):
        headers.append(("Content-Disposition", 'attachment; filename="answer.csv"'))
    if encoding:
        headers.append(("Content-Encoding", encoding))
    if answer.file is None:
        if not is_volatile(text):
            kept_responses.mark(environ, answer.release)
        body = compressed(answer.body, encoding) if encoding else answer.body
        headers.append(("Content-Length", str(len(body))))
        return Reply(OK, headers, [body], len(body))
    if encoding:
        pieces = ClosingIterator(compressed_pieces(answer.file, encoding), answer.file.close)
        return Reply(OK, headers, pieces, None)
    headers.append(("Content-Length", str(answer.size)))
    return Reply(OK, headers, wrap_file(environ, answer.file), answer.size)
