"""Errors as problem details (RFC 9457): what went wrong, where, and what would work."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from flask import Flask, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException

from practicegraph.engine import errors
from practicegraph.engine.formats import Format
from practicegraph.errors import PracticeGraphError
from practicegraph.release.refusals import DiskFullError, PublishingError, StaleReleaseError
from practicegraph.wording import Wording
from practicegraph.writing.curation import BadUploadError, NoSuchGraphError, ReadOnlyGraphError
from practicegraph.writing.refusals import ShapesViolatedError, UpdateFailedError, WriteRefusedError
from practicegraph_server.interface import depends_on_language, said
from practicegraph_server.negotiation import HTML, choose
from practicegraph_server.problem_kinds import title_of
from practicegraph_server.service import current

RETRY_SECONDS: Final = 2
"""What ``Retry-After`` says when the service is busy."""

_PROBLEM: Final = Format("problem", "application/problem+json", "Problem", ("application/json",))

_STATUS: Final[dict[type[errors.EngineError], tuple[int, str]]] = {
    errors.QuerySyntaxError: (400, "syntax"),
    errors.ResultTooLargeError: (413, "result-limit"),
    errors.DeadlineExceededError: (503, "deadline"),
    errors.WorkerMemoryError: (503, "memory"),
    errors.WorkerCrashedError: (503, "worker-lost"),
    errors.EngineBusyError: (503, "busy"),
    errors.NoSpaceError: (507, "no-space"),
    errors.ClientGoneError: (499, "client-gone"),
}
_WRITE_STATUS: Final[dict[type[PracticeGraphError], tuple[int, str]]] = {
    BadUploadError: (400, "bad-upload"),
    UpdateFailedError: (400, "update-failed"),
    ReadOnlyGraphError: (403, "read-only-graph"),
    NoSuchGraphError: (404, "no-such-graph"),
    StaleReleaseError: (409, "stale"),
    PublishingError: (423, "locked"),
    DiskFullError: (507, "disk-full"),
}
_DETAILS: Final = {
    404: "there is nothing at this address",
    405: "this address does not take the method of the request",
    413: "the request is too long",
}
"""What is told of errors that are found before any of our own code is asked."""
_REFUSED_STATUS: Final = {"service": 403, "load": 403, "too-long": 413}


class Problem(HTTPException):
    """An error to be answered as problem details; ``name`` is stable and ends the problem's type IRI."""

    def __init__(
        self,
        status: int,
        name: str,
        detail: str,
        *,
        headers: Mapping[str, str] | None = None,
        **members: Any,
    ) -> None:
        super().__init__(detail)
        self.code = status
        self.problem_name = name
        self.members = {key: value for key, value in members.items() if value is not None}
        self.extra_headers = dict(headers or {})


def told(error: PracticeGraphError) -> str:
    """Return what an error says, and of what, in words that other languages have too."""
    if error.source is None:
        return error.message
    return Wording("{name}: {message}", name=error.source, message=error.message)


def of_engine_error(error: errors.EngineError) -> Problem:
    """Return the problem that tells of an engine's failure."""
    if isinstance(error, errors.QueryRefusedError):
        status = _REFUSED_STATUS.get(error.reason, 400)
        name = f"{error.reason}-refused" if status == 403 else error.reason
        return Problem(status, name, error.message, line=error.line, column=error.column)
    if isinstance(error, errors.QuerySyntaxError):
        detail = (
            Wording(
                "line {line}, column {column}: {message}",
                line=error.line,
                column=error.column or 1,
                message=error.message,
            )
            if error.line
            else error.message
        )
        return Problem(400, "syntax", detail, line=error.line, column=error.column)
    status, name = _STATUS.get(type(error), (500, "engine"))
    headers = {"Retry-After": str(RETRY_SECONDS)} if status == 503 else {}
    return Problem(status, name, error.message, headers=headers)


def of_write_error(error: PracticeGraphError) -> Problem:
    """Return the problem that tells why a write was not made."""
    if isinstance(error, ShapesViolatedError):
        return Problem(422, "shapes", error.message, report=error.report)
    if isinstance(error, WriteRefusedError):
        return Problem(422, error.reason, error.message)
    status, name = _WRITE_STATUS.get(type(error), (500, "internal"))
    headers = {"Retry-After": str(RETRY_SECONDS)} if status in {409, 423, 507} else {}
    return Problem(status, name, error.message, headers=headers)


def register(app: Flask) -> None:
    """Let every error of ``app`` be answered as a problem, or as a page to a browser."""
    app.register_error_handler(errors.EngineError, lambda error: _respond(of_engine_error(error)))
    for kind in (ShapesViolatedError, WriteRefusedError, *_WRITE_STATUS):
        app.register_error_handler(kind, lambda error: _respond(of_write_error(error)))
    app.register_error_handler(HTTPException, _respond)
    app.register_error_handler(Exception, _unexpected)


def _unexpected(error: Exception) -> Response:
    current_app.logger.error("unexpected error", exc_info=error)
    return _respond(Problem(500, "internal", "Something went wrong on our side; it has been noted."))


def _respond(error: HTTPException) -> Response:
    status = error.code or 500
    name = getattr(error, "problem_name", (error.name or "error").lower().replace(" ", "-"))
    detail = error.description if isinstance(error, Problem) else _DETAILS.get(status, error.description)
    body = {
        "type": f"{current().settings.base}problems#{name}",
        "title": said(title_of(name)),
        "status": status,
        "detail": said(detail or ""),
        "instance": request.path,
        **getattr(error, "members", {}),
    }
    choice = choose(request.headers.get("Accept"), (_PROBLEM, HTML))
    if choice is not None and choice.format is HTML:
        response = Response(
            render_template("error.html", problem=body | {"name": name}),
            status,
            content_type="text/html; charset=utf-8",
        )
    else:
        response = Response(json.dumps(body, ensure_ascii=False), status, content_type=_PROBLEM.media_type)
    response.vary.add("Accept")
    depends_on_language(response)
    response.headers["Cache-Control"] = "no-store"  # what is not there now may be there at the next write
    response.headers.update(getattr(error, "extra_headers", {}))
    if status == 405 and getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))  # type: ignore[attr-defined]
    return response
