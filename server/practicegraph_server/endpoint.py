"""The endpoint: SPARQL 1.1 Protocol, query operation, by GET, POST (both ways) and QUERY.

Queries are answered in front of the application, which routes, renders and explains: that costs more than a small query.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from werkzeug.wrappers import Request

from practicegraph_server.exchange import Exchange
from practicegraph_server.limits import ClientLimits
from practicegraph_server.observation import Observe
from practicegraph_server.service import BEGUN, Service

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH: Final = "/sparql"
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "QUERY"})
FAILURE: Final = "practicegraph.failure"
"""Where the application finds what a query failed with, to tell it."""
_EXCHANGE: Final = "practicegraph.exchange"


def is_for_endpoint(environ: WSGIEnvironment) -> bool:
    """Tell whether a request may be a query: by its address and method."""
    return environ.get("PATH_INFO") == PATH and environ["REQUEST_METHOD"] in _METHODS


class Endpoint:
    """WSGI middleware that answers queries; the application describes the service and tells what fails."""

    def __init__(
        self,
        application: WSGIApplication,
        *,
        service: Callable[[], Service],
        limits: ClientLimits,
        observe: Observe,
    ) -> None:
        """``service`` gives the service as it is now."""
        self._application = application
        self._service = service
        self._limits = limits
        self._observe = observe

    def begin(self, environ: WSGIEnvironment) -> Exchange:
        """Begin to answer a request to the endpoint without waiting.

        The application goes on with it when it gets the request.
        """
        exchange = self._exchange(environ)
        exchange.begin()
        environ[_EXCHANGE] = exchange
        return exchange

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a query, or let the application answer what is none or fails."""
        if not is_for_endpoint(environ):
            return self._application(environ, start_response)
        exchange: Exchange = environ.pop(_EXCHANGE, None) or self._exchange(environ)
        try:
            given = exchange.finish()
        except Exception as failure:  # noqa: BLE001 - the application raises it again and tells it
            environ[FAILURE] = failure
            given = None
        if given is None:
            return self._application(environ, start_response)
        start_response(given.status, given.headers)
        seconds = time.perf_counter() - environ[BEGUN]
        self._observe(environ["REQUEST_METHOD"], PATH, int(given.status[:3]), given.size, seconds)
        if environ["REQUEST_METHOD"] != "HEAD":
            return given.body
        if close := getattr(given.body, "close", None):
            close()
        return ()

    def _exchange(self, environ: WSGIEnvironment) -> Exchange:
        begun = environ[BEGUN] = time.perf_counter()
        return Exchange(Request(environ), self._service(), self._limits, begun)
