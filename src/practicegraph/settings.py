"""The one settings object: read once from the environment and the command line, then frozen."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final, Self

from pyoxigraph import NamedNode

from practicegraph.errors import InvalidDataError
from practicegraph.terms import BASE

FILE_VARIABLE: Final = "PRACTICEGRAPH_SETTINGS"
"""The environment variable that names a TOML file of settings."""

_MOST: Final = 2**63 - 1
_SOME: Final = (1, _MOST)
_ANY: Final = (0, _MOST)
_SECONDS: Final = (0.001, 10**9)
_RANGES: Final[dict[str, tuple[float, float]]] = {
    "port": (0, 65535),
    "workers": _SOME,
    "spare_workers": _ANY,
    "deadline": _SECONDS,
    "worker_memory": _SOME,
    "query_limit": _SOME,
    "result_limit": _SOME,
    "spool_threshold": _ANY,
    "memory_store_limit": _ANY,
    "document_limit": _SOME,
    "result_cache": _ANY,
    "client_queries": _ANY,
    "client_seconds": (0, 10**9),
    "proxies": _ANY,
    "update_limit": _SOME,
    "write_deadline": _SECONDS,
    "write_memory": _SOME,
    "keep_releases": _SOME,
}
"""The least and the most that a number may be."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How PracticeGraph runs.

    Each field can be set by the environment variable ``PRACTICEGRAPH_FIELD`` or as ``field`` in a file.
    """

    base: str = BASE
    """Base of all instance IRIs; ends with ``/``."""
    directory: Path = Path("practicegraph-data")
    """Where releases are built and served from."""
    host: str = "127.0.0.1"
    """Address the server binds to."""
    port: int = 8010
    """Port the server binds to."""
    workers: int = 3
    """Query worker processes that answer at the same time."""
    spare_workers: int = 1
    """Workers kept ready besides, to take the place of those that are killed. They read the release from disk
    until they are needed and take little memory."""
    deadline: float = 10.0
    """Seconds a query may run before its worker is killed."""
    worker_memory: int = 2 * 1024**3
    """Bytes of address space a query worker may use."""
    query_limit: int = 200 * 1024
    """Bytes a query's text may have."""
    result_limit: int = 64 * 1024**2
    """Bytes an answer may have."""
    spool_threshold: int = 1024**2
    """Bytes beyond which an answer of the endpoint goes to a temporary file (in ``TMPDIR``) instead of memory."""
    memory_store_limit: int = 2_000_000
    """Quads up to which a worker copies the release into memory, while it answers from the disk snapshot. It stays
    on disk with a release for which ``worker_memory`` leaves no room."""
    document_limit: int = 20 * 1024**2
    """Bytes a source document may have."""
    result_cache: int = 64 * 1024**2
    """Bytes of answers kept in memory; 0 keeps none."""
    client_queries: int = 2
    """Queries one address may run at the same time, fewer than there are workers so that some are left to others;
    a few more wait for up to a second. 0 is no limit."""
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
    """Seconds a write may take, waiting, reasoning and validation included, before it is ended and nothing has changed."""
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
        for name in _RANGES:
            _check_range(name, getattr(self, name), name)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ, **overrides: Any) -> Self:
        """Read the file that ``PRACTICEGRAPH_SETTINGS`` names, if any, then ``PRACTICEGRAPH_*``, which win.

        ``overrides`` that are not ``None`` win over both. Raises :class:`InvalidDataError` naming the file and
        the key, or the variable, whose value does not fit its type.
        """
        file = environment.get(FILE_VARIABLE)
        values = _from_file(Path(file)) if file else {}
        for field in fields(cls):
            variable = f"PRACTICEGRAPH_{field.name.upper()}"
            if variable in environment:
                values[field.name] = _converted(environment[variable], field.default, variable)
                _check_range(field.name, values[field.name], variable)
        values |= {name: value for name, value in overrides.items() if value is not None}
        return cls(**values)


def _from_file(path: Path) -> dict[str, Any]:
    """Return the settings of a TOML file: ``name = value``, without tables."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidDataError(f"is no readable file of settings: {error}", source=path) from error
    known = {field.name: field.default for field in fields(Settings)}
    values = {}
    for name, value in entries.items():
        if name not in known:
            raise InvalidDataError(f"names no setting: {name}", source=path)
        text = str(int(value)) if isinstance(value, bool) else str(value)
        values[name] = _converted(text, known[name], f"{path}: {name}")
        _check_range(name, values[name], f"{path}: {name}")
    return values


def _check_range(name: str, value: Any, source: str) -> None:
    """Raise :class:`InvalidDataError` naming ``source`` for a number that the setting cannot be."""
    if name not in _RANGES:
        return
    least, most = _RANGES[name]
    if not least <= value <= most:
        what = f"from {least} to {most}" if most < _MOST else f"{least} or more"
        raise InvalidDataError(f"must be {what}, got {value!r}", source=source)


def _converted(text: str, default: Any, source: str) -> Any:
    """Return ``text`` as a value of the type of ``default``; raise :class:`InvalidDataError` naming ``source``."""
    kind: Any = _boolean if isinstance(default, bool) else type(default)
    try:
        return kind(text)
    except ValueError as error:
        what = {int: "a whole number", float: "a number", _boolean: "1 or 0"}.get(kind, "a path")
        raise InvalidDataError(f"must be {what}, got {text!r}", source=source) from error


def _boolean(text: str) -> bool:
    """Return the truth value of ``1`` or ``0``; raise ``ValueError`` for anything else."""
    if text not in {"0", "1"}:
        raise ValueError(text)
    return text == "1"
