"""The process that parses and runs queries: sandboxed, disposable, one query at a time.

Started by :mod:`practicegraph.engine.pool` as ``python -m practicegraph.engine.worker CHANNEL CONFIG``.
Its pool ends it by ``SIGKILL``: an engine call can neither be cancelled nor limited from within.
"""

from __future__ import annotations

import io
import json
import socket
import sys
from pathlib import Path
from typing import Any

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
)

from practicegraph.engine.formats import result_writer
from practicegraph.engine.label import functions
from practicegraph.engine.syntax import explain
from practicegraph.graph.jsonld import shipped_context
from practicegraph.graph.writing import write
from practicegraph.messages import receive, send
from practicegraph.sandbox import deny_network_and_exec, limit_memory


class _TooLargeError(Exception):
    """The answer passed the limit while it was written."""


class _Sink(io.BytesIO):
    """Takes what the engine writes, up to a number of bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit
        self.overflowed = False

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self.limit:
            self.overflowed = True
            raise _TooLargeError
        return super().write(data)


def open_store(snapshot: Path, memory_limit: int) -> Store:
    """Open a release's snapshot: in memory up to ``memory_limit`` quads (2 to 10 times faster), else on disk."""
    disk = Store.read_only(str(snapshot))
    if memory_limit <= 0 or len(disk) > memory_limit:
        return disk
    memory = Store()
    memory.bulk_extend(disk.quads_for_pattern(None, None, None, None))
    return memory


def answer(store: Store, request: dict[str, Any], limit: int) -> bytes:
    """Run one request and return the written answer."""
    results = _query(store, request)
    star = request.get("star")
    if star is not None and isinstance(results, QuerySolutions):
        results = _query(store, request | {"text": _explicit(request, results)})
    sink = _Sink(limit)
    try:
        if isinstance(results, QueryTriples):
            sink.write(write(results, request["media_type"]))
        else:
            results.serialize(sink, result_writer(request["media_type"]))
    except Exception:
        if sink.overflowed:
            raise _TooLargeError from None
        raise
    return sink.getvalue()


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


def respond(store: Store, request: dict[str, Any], limit: int) -> tuple[dict[str, Any], bytes]:
    """Return the reply to a request; every failure the engine can raise becomes a status."""
    try:
        return {"status": "ok"}, answer(store, request, limit)
    except _TooLargeError:
        return {"status": "too-large"}, b""
    except SyntaxError as error:
        message, line, column = explain(str(error))
        return {"status": "syntax", "message": message, "line": line, "column": column}, b""
    except MemoryError:
        return {"status": "memory"}, b""
    except (ValueError, OSError, RuntimeError) as error:
        return {"status": "failed", "message": str(error)}, b""


def main(descriptor: str, configuration: str) -> None:
    """Serve requests on the inherited socket until the pool closes it."""
    channel = socket.socket(fileno=int(descriptor))
    config = json.loads(configuration)
    limit_memory(config["memory"])
    if config["sandbox"]:
        deny_network_and_exec()
    shipped_context()
    store = open_store(Path(config["snapshot"]), config["memory_store_limit"])
    send(channel, {"status": "ready"})
    while True:
        try:
            request, _ = receive(channel)
        except (EOFError, ConnectionError):
            return
        send(channel, *respond(store, request, config["result_limit"]))


if __name__ == "__main__":
    main(*sys.argv[1:])
