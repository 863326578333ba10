"""Whole responses kept: the same request on the same release is answered before the application sees it."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable, Iterable, MutableMapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cachetools import LRUCache

from practicegraph_server.observation import Observe

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH: Final = "/sparql"
"""The address whose answers are kept."""
_MARK: Final = "practicegraph.kept"
_KEY: Final = "practicegraph.key"
_FOUND: Final = "practicegraph.found"
_DECIDING: Final = (
    "REQUEST_METHOD",
    "QUERY_STRING",
    "CONTENT_TYPE",
    "HTTP_ACCEPT",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_ACCEPT_PROFILE",
    "HTTP_CONTENT_ENCODING",
    "HTTP_IF_NONE_MATCH",
    "HTTP_RANGE",
)
"""What of a request decides on the answer, besides its body."""
_METHODS: Final = frozenset({"GET", "POST", "QUERY"})
_LONGEST: Final = 1 << 14
"""Bytes of a request beyond which its answer is not kept."""
_SHORT: Final = 1 << 15
"""Bytes up to which a response is given without a thread."""
_OVERHEAD: Final = 2000
"""Bytes that an entry takes besides request and body."""
_SHARE: Final = 8
"""A response longer than the budget divided by this is not kept."""

_Key = tuple[str, ...]


class _Kept(NamedTuple):
    release: str
    status: str
    headers: list[tuple[str, str]]
    body: bytes
    size: int


def mark(environ: MutableMapping[str, Any], release: str) -> None:
    """Let the response to a request be kept: it depends on nothing but the request and the release."""
    environ[_MARK] = release


class KeptResponses:
    """WSGI middleware that keeps the marked 200 responses of the endpoint within a budget of bytes."""

    def __init__(
        self, application: WSGIApplication, *, release: Callable[[], str], budget: int, observe: Observe
    ) -> None:
        """``release`` tells the id of the release that answers now."""
        self._application = application
        self._release = release
        self._observe = observe
        self._budget = budget
        self._lock = threading.Lock()
        self._kept: LRUCache[_Key, _Kept] = LRUCache(budget, getsizeof=lambda kept: kept.size)

    def has(self, environ: WSGIEnvironment) -> bool:
        """Whether the response to a request is kept; it is given when the application gets the request."""
        key = _key(environ)
        kept = None if key is None else self._found(key)
        if kept is None or len(kept.body) > _SHORT:
            return False
        environ[_FOUND] = kept
        return True

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request from memory, or let the application answer it."""
        started = time.perf_counter()
        key = _key(environ)
        if key is None:
            return self._application(environ, start_response)
        kept = environ.pop(_FOUND, None) or self._found(key)
        if kept is None:
            return self._asked(environ, start_response, key)
        start_response(kept.status, list(kept.headers))
        self._observe(environ["REQUEST_METHOD"], PATH, 200, len(kept.body), time.perf_counter() - started)
        return [kept.body]

    def _found(self, key: _Key) -> _Kept | None:
        with self._lock:
            kept = self._kept.get(key)
        return kept if kept is not None and kept.release == self._release() else None

    def _asked(self, environ: WSGIEnvironment, start_response: StartResponse, key: _Key) -> Iterable[bytes]:
        began: list[tuple[str, list[tuple[str, str]]]] = []

        def begin(status: str, headers: list[tuple[str, str]], *further: Any) -> Callable[[bytes], object]:
            began.append((status, headers))
            return start_response(status, headers, *further)

        answer = self._application(environ, begin)
        release = environ.get(_MARK)
        if release is None or not began or not _may_be_kept(*began[-1]):
            return answer
        body = b"".join(answer)
        if close := getattr(answer, "close", None):
            close()
        size = len(body) + sum(map(len, key)) + _OVERHEAD
        if size * _SHARE <= self._budget:
            status, headers = began[-1]
            with self._lock:
                self._kept[key] = _Kept(release, status, list(headers), body, size)
        return [body]


def _may_be_kept(status: str, headers: list[tuple[str, str]]) -> bool:
    """Whether a response is a complete answer that varies by nothing that keys leave out."""
    varies = ",".join(value for name, value in headers if name.lower() == "vary")
    names = {f"HTTP_{name.strip().upper().replace('-', '_')}" for name in varies.split(",") if name.strip()}
    return status.startswith("200") and names <= set(_DECIDING)


def _key(environ: WSGIEnvironment) -> _Key | None:
    """Return what decides on the answer to a request, ``None`` if that is not kept; found out once."""
    if _KEY not in environ:
        environ[_KEY] = _made_key(environ)
    key: _Key | None = environ[_KEY]
    return key


def _made_key(environ: WSGIEnvironment) -> _Key | None:
    if environ.get("PATH_INFO") != PATH or environ["REQUEST_METHOD"] not in _METHODS:
        return None
    body = ""
    if environ["REQUEST_METHOD"] != "GET":
        length = environ.get("CONTENT_LENGTH", "")
        if not length.isdecimal() or int(length) > _LONGEST:
            return None
        data = environ["wsgi.input"].read(int(length))
        environ["wsgi.input"] = io.BytesIO(data)
        body = data.decode("latin-1")
    key = (body, *[environ.get(name, "") for name in _DECIDING])
    return key if sum(map(len, key)) <= _LONGEST else None
