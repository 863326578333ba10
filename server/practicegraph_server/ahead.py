"""What the server's loop may do for a request before a thread gets it: begin short queries, find kept responses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from practicegraph.engine.protocol import Pending
from practicegraph_server.endpoint import Endpoint, is_for_endpoint
from practicegraph_server.kept_responses import KeptResponses

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_KEY: Final = "practicegraph_ahead"
_LONGEST: Final = 1 << 14
"""Bytes of a body beyond which a request is left to a thread."""


class Begun(Protocol):
    """A request whose answer was begun; the application goes on with it when it gets the request."""

    @property
    def is_ready(self) -> bool:
        """Whether the application will not wait."""
        ...

    pending: Pending | None
    """What is to be waited for."""

    def close(self) -> None:
        """End what was begun, if the application has not got the request."""
        ...


class _Ready:
    """A request whose response is there."""

    is_ready = True
    pending: Pending | None = None

    def close(self) -> None:
        """Do nothing: nothing was begun."""


class Ahead:
    """Begins to answer requests, for an application with the endpoint and the kept responses in front."""

    def __init__(self, endpoint: Endpoint, kept: KeptResponses | None, proxies: int) -> None:
        """``proxies`` tell the client's address."""
        self._endpoint = endpoint
        self._kept = kept
        self._through = ProxyFix(lambda *_: (), x_for=proxies, x_proto=0) if proxies else None

    def begin(self, environ: WSGIEnvironment) -> Begun | None:
        """Do for a request what need not wait; ``None`` if that is nothing."""
        if not is_for_endpoint(environ):
            return None
        if int(environ.get("CONTENT_LENGTH") or 0) > _LONGEST:
            return None
        if self._kept is not None and self._kept.has(environ):
            return _Ready()
        if self._through is not None:
            self._through(environ, lambda *_: lambda _: None)
        return self._endpoint.begin(environ)


def install(app: Flask, ahead: Ahead) -> None:
    """Let the server of ``app`` find out what may be done ahead of it."""
    app.extensions[_KEY] = ahead


def of(app: Flask) -> Ahead:
    """Return what may be done ahead of an application."""
    found: Ahead = app.extensions[_KEY]
    return found
