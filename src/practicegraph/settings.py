"""The one settings object: read once from the environment and the command line, then frozen."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Self

from pyoxigraph import NamedNode

from practicegraph.errors import InvalidDataError
from practicegraph.terms import BASE


@dataclass(frozen=True, slots=True)
class Settings:
    """How PracticeGraph runs. Each field can be set by the environment variable ``PRACTICEGRAPH_FIELD``."""

    base: str = BASE
    """Base of all instance IRIs; ends with ``/``."""
    directory: Path = Path("practicegraph-data")
    """Where releases are built and served from."""
    host: str = "127.0.0.1"
    """Address the server binds to."""
    port: int = 8010
    """Port the server binds to."""
    workers: int = 2
    """Query worker processes that answer at the same time; one warm spare is kept besides."""
    deadline: float = 10.0
    """Seconds a query may run before its worker is killed."""
    worker_memory: int = 2 * 1024**3
    """Bytes of address space a query worker may use."""
    query_limit: int = 200 * 1024
    """Bytes a query's text may have."""
    result_limit: int = 64 * 1024**2
    """Bytes an answer may have."""
    memory_store_limit: int = 2_000_000
    """Quads up to which a worker holds the release in memory instead of reading the disk snapshot."""
    document_limit: int = 20 * 1024**2
    """Bytes a source document may have."""
    result_cache: int = 64 * 1024**2
    """Bytes of answers kept in memory; 0 keeps none."""
    client_queries: int = 8
    """Queries one address may run at the same time; 0 is no limit."""
    client_seconds: float = 120.0
    """Seconds of running queries one address may take a minute, twice as many in a burst; 0 is no limit."""
    proxies: int = 0
    """Proxies in front whose ``X-Forwarded-For`` tells the client's address."""
    request_log: bool = True
    """Log each request as a line of JSON on standard error (``1`` or ``0``): path and status, never a query."""
    tokens: Path = Path("practicegraph-tokens")
    """File of those who may write, made by ``practicegraph token``; without it nobody may."""
    update_limit: int = 10 * 1024**2
    """Bytes an update or an uploaded graph may have."""
    write_deadline: float = 60.0
    """Seconds a write may take, reasoning and validation included, before it is ended and nothing has changed."""
    write_memory: int = 4 * 1024**3
    """Bytes of address space the process of a write may use."""
    plain: bool = False
    """Serve an ordinary store (``1`` or ``0``): it starts empty, has a default graph of its own, and any graph may
    be written, without ontology, reasoning and shapes. Decided when the directory's first release is made."""
    keep_releases: int = 5
    """Releases kept in the directory; older ones are removed when a new one is published."""

    def __post_init__(self) -> None:
        """Refuse values that cannot work."""
        try:
            NamedNode(self.base)
        except ValueError as error:
            raise InvalidDataError(f"must be an absolute IRI, got {self.base!r}", source="base") from error
        if not self.base.endswith("/"):
            raise InvalidDataError(f"must end with '/', got {self.base!r}", source="base")
        if self.deadline <= 0 or self.workers < 1:
            raise InvalidDataError("deadline and workers must be above 0", source="settings")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ, **overrides: Any) -> Self:
        """Read ``PRACTICEGRAPH_*``; ``overrides`` that are not ``None`` win.

        Raises :class:`InvalidDataError` naming the variable whose value does not fit its type.
        """
        values: dict[str, Any] = {}
        for field in fields(cls):
            variable = f"PRACTICEGRAPH_{field.name.upper()}"
            if variable not in environment:
                continue
            kind: Any = _boolean if isinstance(field.default, bool) else type(field.default)
            try:
                values[field.name] = kind(environment[variable])
            except ValueError as error:
                what = {int: "a whole number", float: "a number"}.get(kind, "a path")
                raise InvalidDataError(
                    f"must be {what}, got {environment[variable]!r}", source=variable
                ) from error
        values |= {name: value for name, value in overrides.items() if value is not None}
        return cls(**values)


def _boolean(text: str) -> bool:
    """Return the truth value of ``1`` or ``0``; raise ``ValueError`` for anything else."""
    if text not in {"0", "1"}:
        raise ValueError(f"must be 1 or 0, got {text!r}")
    return text == "1"
