"""The process that makes writes: sandboxed, with a limit of memory, ended by its owner at the deadline.

Started by :mod:`practicegraph.writing.writer` as ``python -m practicegraph.writing.worker CHANNEL
SETTINGS``. It keeps what writes need from one to the next; what it has not published when it dies has not
happened.
"""

from __future__ import annotations

import json
import os
import re
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from practicegraph.engine.errors import QueryRefusedError, QuerySyntaxError, WorkerMemoryError
from practicegraph.engine.updates import UsingDataset
from practicegraph.errors import PracticeGraphError
from practicegraph.messages import send, serve
from practicegraph.processes import confined
from practicegraph.release.refusals import NO_ROOM, DiskFullError
from practicegraph.settings import Settings
from practicegraph.wording import Wording, to_json
from practicegraph.writing.curation import Upload
from practicegraph.writing.refusals import ShapesViolatedError
from practicegraph.writing.requests import GraphRequest, UpdateRequest
from practicegraph.writing.writing import Writing

NICENESS: Final = 5
"""By how much getting ready gives way to queries."""
_PLACE: Final = re.compile(r"error at (\d+):(\d+): ")
_PREFIX: Final = re.compile(r"^Parser error at line [^:]*: ")
_NO_SPACE: Final = "No space left"
_FAILURES: Final = (
    (re.compile("The graph <(.*)> does not exist"), "there is no graph <{iri}>"),
    (re.compile("The graph <(.*)> already exists"), "there is a graph <{iri}> already"),
)
"""What the engine says of operations on graphs (SPARQL 1.1 Update, section 3.2), and how it is worded here."""


def request_of(header: dict[str, Any], body: bytes) -> UpdateRequest | GraphRequest:
    """Return the request of a message; see :func:`practicegraph.writing.writer.message`."""
    if header["kind"] == "update":
        dataset = header["dataset"]
        return UpdateRequest(body.decode("utf-8"), dataset and UsingDataset(*map(tuple, dataset)))
    uploads, start = [], 0
    for size, media_type, base in header["uploads"]:
        uploads.append(Upload(body[start : start + size], media_type, base))
        start += size
    return GraphRequest(header["kind"], header["iri"], tuple(uploads))


def respond(header: dict[str, Any], body: bytes, writing: Writing) -> tuple[dict[str, Any], bytes]:
    """Make a write and return the reply; every failure becomes a status."""
    try:
        written = writing.write(request_of(header, body))
    except (PracticeGraphError, SyntaxError, MemoryError, RuntimeError, OSError, ValueError) as error:
        return {"status": "failed", **_failure(error)}, b""
    reply = {
        "status": "ok",
        "release": written.release,
        "changed": written.changed,
        "created": written.created,
        "parent": written.parent,
    }
    if written.difference is None:
        return reply, b""
    return reply | {"difference": written.difference.header}, written.difference.quads


def _failure(error: Exception) -> dict[str, Any]:
    """Return the kind of an error, what it says and where."""
    match error:
        case SyntaxError():
            return _syntax(error)
        case QueryRefusedError() | QuerySyntaxError():
            kind = error.reason if isinstance(error, QueryRefusedError) else "syntax"
            return {
                "kind": kind,
                "message": to_json(error.message),
                "line": error.line,
                "column": error.column,
            }
        case PracticeGraphError():
            report = {"report": error.report} if isinstance(error, ShapesViolatedError) else {}
            return {"kind": type(error).__name__, "message": to_json(error.message), **report}
        case MemoryError():
            message = "the write needs more memory than it may use"
            return {"kind": WorkerMemoryError.__name__, "message": message}
    if _NO_SPACE in str(error):
        return {"kind": DiskFullError.__name__, "message": NO_ROOM}
    return {"kind": "failed", "message": to_json(_of_engine(str(error)))}


def _of_engine(message: str) -> str:
    """Return what the engine says of an operation that failed, so that it can be said in other languages."""
    for pattern, template in _FAILURES:
        if found := pattern.fullmatch(message):
            return Wording(template, iri=found[1])
    return message


def _syntax(error: SyntaxError) -> dict[str, Any]:
    """Return what the parsers tell: those of data have the place in the exception, that of updates in its text."""
    line, column, message = error.lineno, error.offset, error.msg
    if place := _PLACE.match(message):
        line, column = int(place[1]), int(place[2])
    message = _PREFIX.sub("", _PLACE.sub("", message))
    return {"kind": "syntax", "message": message, "line": line, "column": column}


def main(descriptor: str, configuration: str) -> None:
    """Make the writes that come on the inherited socket, one after the other, until it is closed."""
    config = json.loads(configuration)
    paths = {name: Path(config["settings"][name]) for name in ("directory", "tokens")}
    settings = Settings(**config["settings"] | paths)
    channel = confined(descriptor, settings.write_memory, sandbox=config["sandbox"])
    with Writing(settings, told=config["told"]) as writing:
        preparing = threading.Thread(target=_prepare, args=(writing,), name="prepare", daemon=True)
        preparing.start()
        preparing.join()
        with suppress(ConnectionError):
            send(channel, {"status": "ready"})
        serve(channel, lambda header, body: respond(header, body, writing))


def _prepare(writing: Writing) -> None:
    """Read what writes need, giving way to the queries of a server that starts."""
    os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
    with suppress(PracticeGraphError, OSError, MemoryError):  # told with the next write, if it still is so
        writing.prepare()


if __name__ == "__main__":
    main(*sys.argv[1:])
