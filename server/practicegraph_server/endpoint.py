"""The endpoint: SPARQL 1.1 Protocol, query operation, by GET, POST (both ways) and QUERY.

Queries are answered in front of the application, which routes, renders and explains: that costs more than a small query.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from werkzeug.wrappers import Request

from practicegraph.engine.errors import QuerySyntaxError
from practicegraph.engine.formats import GRAPH_FORMATS, TABLE_FORMATS
from practicegraph.engine.guard import check
from practicegraph.engine.label import may_call, with_languages
from practicegraph.engine.protocol import CheckedQuery
from practicegraph_server.answering import Reply, reply, run
from practicegraph_server.caching import VARY, validator
from practicegraph_server.compression import accepted_encoding
from practicegraph_server.emptiness import link_to_explanation
from practicegraph_server.labels import languages_of
from practicegraph_server.limits import ClientLimits
from practicegraph_server.observation import Observe
from practicegraph_server.parameters import Parameters
from practicegraph_server.profiles import chosen_profile, engine_media_type, offers_for, told_profile
from practicegraph_server.requested import choice_of, dataset_of, query_of
from practicegraph_server.service import BEGUN, Service

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH: Final = "/sparql"
METHODS: Final = frozenset({"GET", "HEAD", "POST", "QUERY"})
FAILURE: Final = "practicegraph.failure"
"""Where the application finds what a query failed with, to tell it."""
_VARY: Final = f"{VARY}, Accept-Profile"


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

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a query, or let the application answer what is none or fails."""
        method = environ["REQUEST_METHOD"]
        if environ.get("PATH_INFO") != PATH or method not in METHODS:
            return self._application(environ, start_response)
        begun = environ[BEGUN] = time.perf_counter()
        try:
            given = self._reply(Request(environ), begun)
        except Exception as failure:  # noqa: BLE001 - the application raises it again and tells it
            environ[FAILURE] = failure
            given = None
        if given is None:
            return self._application(environ, start_response)
        start_response(given.status, given.headers)
        self._observe(method, PATH, int(given.status[:3]), given.size, time.perf_counter() - begun)
        if method != "HEAD":
            return given.body
        if close := getattr(given.body, "close", None):
            close()
        return ()

    def _reply(self, request: Request, begun: float) -> Reply | None:
        service = self._service()
        limit = service.settings.query_limit
        request.max_content_length = limit * 4
        text, parameters = query_of(request, limit)
        if text is None:
            return None
        with self._limits.turn(request.remote_addr or ""):
            return answered(request, service, text, parameters, begun)


def answered(request: Request, service: Service, text: str, parameters: Parameters, begun: float) -> Reply:
    """Return the reply to the query ``text``, whose request began to be handled at ``begun``."""
    environ, base, limit = request.environ, service.settings.base, service.settings.query_limit
    query = check(text, limit=limit, seconds=service.seconds_left(begun))
    wanted = parameters.one("profile")
    offers = offers_for(wanted, GRAPH_FORMATS, environ) if query.form.gives_graph else TABLE_FORMATS
    choice = choice_of(request, offers, *parameters.all("format"))
    profile = chosen_profile(wanted, choice.format, environ, base)
    media_type = engine_media_type(profile, choice)
    worded = _worded(query, languages_of(environ, parameters.one("lang")), limit)
    tag = validator(environ, service.release.id, choice.media_type, media_type, worded.text)
    if tag.is_fresh:
        encoding = accepted_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        return Reply("304 NOT MODIFIED", tag.headers(encoding, vary=_VARY))
    dataset = dataset_of(parameters)
    try:
        answer = run(environ, service, worded, media_type, dataset, seconds=service.seconds_left(begun))
    except QuerySyntaxError:
        if worded is not query:  # tell the place in what the client wrote
            run(environ, service, query, media_type, dataset, seconds=service.seconds_left(begun))
        raise
    if answer.release != service.release.id:  # published while the request was read
        tag = validator(environ, answer.release, choice.media_type, media_type, worded.text)
    given = reply(environ, answer, choice.content_type, text, tag, vary=_VARY)
    given.headers.extend(link_to_explanation(answer, text, dataset))
    given.headers.extend(told_profile(profile, base))
    return given


def _worded(query: CheckedQuery, languages: tuple[str, ...], limit: int) -> CheckedQuery:
    """Return the query with the reader's languages in the calls for labels that name none."""
    if not may_call(query.text):
        return query
    text = with_languages(query.text, languages)
    return query if text == query.text else check(text, limit=limit * 2)
