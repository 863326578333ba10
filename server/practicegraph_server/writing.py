"""What both ways of writing share: who may, and what became of it."""

from __future__ import annotations

from collections.abc import Callable

from flask import request

from practicegraph.credentials import entries, holder
from practicegraph.engine.protocol import Following
from practicegraph.errors import DamagedReleaseError
from practicegraph.release.open import open_published
from practicegraph.wording import Wording
from practicegraph.writing.requests import GraphRequest, UpdateRequest
from practicegraph.writing.written import Written
from practicegraph_server.problems import Problem
from practicegraph_server.requested import refuse_packed
from practicegraph_server.service import current, publish


def authorize() -> str:
    """Return the name of who asks; 401 without a token that is known, 403 where nobody may write."""
    tokens = current().settings.tokens
    if current().writer is None or not entries(tokens):
        raise Problem(403, "read-only", "this server takes no writes")
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    name = holder(token.strip(), tokens) if scheme.lower() == "bearer" else None
    if name is None:
        challenge = 'Bearer realm="PracticeGraph"' + (', error="invalid_token"' if token else "")
        raise Problem(
            401,
            "unauthorized",
            "a write needs the header 'Authorization: Bearer TOKEN' with a token of this server",
            headers={"WWW-Authenticate": challenge},
        )
    return name


def write(change: UpdateRequest | GraphRequest, admit: Callable[[], None] | None = None) -> Written:
    """Make a write and serve what comes of it; a request after the answer to this one sees it.

    ``admit`` is called when no other write can come in between, and may raise to stop this one.
    """
    service = current()
    if service.writer is None:
        raise Problem(403, "read-only", "this server takes no writes")
    try:
        return service.writer.write(change, _serve, admit=admit)
    except DamagedReleaseError as error:
        raise Problem(500, "damaged-release", error.message) from error


def _serve(written: Written) -> None:
    """Answer from the release that a write made."""
    parent, difference = written.parent, written.difference
    following = None if parent is None or difference is None else Following(parent, difference)
    publish(open_published(current().settings.directory, written.release), following)


def body() -> bytes:
    """Return the body of the request; 413 if it is too long, 415 if it is packed."""
    refuse_packed(request)
    limit = current().settings.update_limit
    if (request.content_length or 0) > limit:
        raise Problem(
            413, "request-entity-too-large", Wording("a write may have {limit} bytes", limit=f"{limit:,}")
        )
    return request.get_data()
