"""The process that parses and runs queries: sandboxed, disposable, one query at a time.

Started by :mod:`practicegraph.engine.pool` as ``python -m practicegraph.engine.worker CHANNEL CONFIG``.
Its pool ends it by ``SIGKILL``: an engine call can neither be cancelled nor limited from within.
"""

from __future__ import annotations

import errno
import json
import socket
import sys
from pathlib import Path
from typing import IO, Any, Final, cast

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
)

from practicegraph.engine.difference import PackedDifference
from practicegraph.engine.formats import SPREADSHEET, result_writer
from practicegraph.engine.label import functions
from practicegraph.engine.spool import Spool, TooLargeError
from practicegraph.engine.spreadsheet import write_for_spreadsheets
from practicegraph.engine.stores import WorkerStore
from practicegraph.engine.syntax import explain
from practicegraph.graph.frames import TooManyTriplesError
from practicegraph.graph.jsonld import shipped_context
from practicegraph.graph.ordering import TooLongError
from practicegraph.graph.writing import write_to
from practicegraph.messages import Receiver, send
from practicegraph.processes import confined
from practicegraph.wording import to_json

_ROOM: Final = 8
"""Times the limit of an answer that a graph may take on disk while it is sorted: N-Triples are long."""


def answer(store: Store, request: dict[str, Any], spool: Spool) -> None:
    """Run one request and write the answer to ``spool``."""
    results = _query(store, request)
    star = request.get("star")
    if star is not None and isinstance(results, QuerySolutions):
        results = _query(store, request | {"text": _explicit(request, results)})
    try:
        if isinstance(results, QueryTriples):
            output = cast("IO[bytes]", spool)
            write_to(output, results, request["media_type"], room=_ROOM * spool.limit)
        elif request["media_type"] == SPREADSHEET.media_type:
            write_for_spreadsheets(results, cast("IO[bytes]", spool))
        else:
            results.serialize(cast("IO[bytes]", spool), result_writer(request["media_type"]))
        spool.flush()
    except Exception:
        if spool.failure is not None:
            raise spool.failure from None
        raise


def _explicit(request: dict[str, Any], results: QuerySolutions) -> str:
    """Return the query with ``*`` replaced by its variables in written order (the engine sorts them)."""
    known = {variable.value for variable in results.variables}
    written = [name for name in request["variables"] if name in known]
    names = [*written, *sorted(known.difference(written))]
    text: str = request["text"]
    star: int = request["star"]
    return text[:star] + " ".join(f"?{name}" for name in names) + " " + text[star + 1 :] if names else text


def _query(store: Store, request: dict[str, Any]) -> QuerySolutions | QueryBoolean | QueryTriples:
    base = request.get("base")
    if request["dataset"] is None:
        return store.query(request["text"], base_iri=base, custom_functions=functions(store))
    default, named = request["dataset"]
    return store.query(
        request["text"],
        base_iri=base,
        custom_functions=functions(store),
        default_graph=[NamedNode(iri) for iri in default] or ([] if named else [DefaultGraph()]),
        named_graphs=[NamedNode(iri) for iri in named],
    )


def respond(store: Store, request: dict[str, Any], spool: Spool) -> dict[str, Any]:
    """Answer a request into ``spool`` and tell how it went; every failure of the engine becomes a status."""
    try:
        answer(store, request, spool)
    except (TooLargeError, TooLongError):
        return {"status": "too-large"}
    except TooManyTriplesError as error:
        return {"status": "too-large", "message": to_json(error.message)}
    except SyntaxError as error:
        message, line, column = explain(str(error), request["text"])
        return {"status": "syntax", "message": to_json(message), "line": line, "column": column}
    except MemoryError:
        return {"status": "memory"}
    except (ValueError, OSError, RuntimeError) as error:
        full = isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}
        return {"status": "no-space" if full else "failed", "message": str(error)}
    return {"status": "ok", "size": spool.size}


def main(descriptor: str, configuration: str) -> None:
    """Serve requests on the inherited socket until the pool closes it."""
    config = json.loads(configuration)
    channel = confined(descriptor, config["memory"], sandbox=config["sandbox"])
    opened = WorkerStore(Path(config["snapshot"]), config["memory_store_limit"])
    send(channel, {"status": "ready"})
    shipped_context()
    requests = Receiver(channel)
    while True:
        try:
            request, body, _ = requests.receive()
            if "text" in request:
                _reply(channel, opened.store, request, config["result_limit"])
            elif "snapshot" in request:
                told = request["difference"]
                difference = told and PackedDifference.of(told, body).unpack()
                opened.follow(Path(request["snapshot"]), difference)
                send(channel, {"status": "ok"})
            else:
                opened.copy_to_memory()
        except (EOFError, ConnectionError):
            return


def _reply(channel: socket.socket, store: Store, request: dict[str, Any], limit: int) -> None:
    spool = Spool(limit, request["in_memory"])
    try:
        header = respond(store, request, spool)
        good, file = header["status"] == "ok", spool.file
        send(
            channel, header, spool.getvalue() if good else b"", file=file.fileno() if good and file else None
        )
    finally:
        spool.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
