"""A query on its way from its request to its reply: what need not wait, and the rest, which another thread may do."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from werkzeug.wrappers import Request

from practicegraph.engine.errors import QuerySyntaxError
from practicegraph.engine.formats import GRAPH_FORMATS, TABLE_FORMATS
from practicegraph.engine.guard import check
from practicegraph.engine.label import may_call, with_languages
from practicegraph.engine.protocol import Answer, CheckedQuery, Dataset, Pending
from practicegraph.graph.frames import Profile
from practicegraph_server.answering import Reply, reply, run
from practicegraph_server.caching import VARY, Validator, validator
from practicegraph_server.compression import accepted_encoding
from practicegraph_server.emptiness import link_to_explanation
from practicegraph_server.labels import languages_of
from practicegraph_server.limits import ClientLimits
from practicegraph_server.negotiation import Choice
from practicegraph_server.parameters import Parameters
from practicegraph_server.profiles import chosen_profile, engine_media_type, offers_for, told_profile
from practicegraph_server.requested import choice_of, dataset_of, query_of
from practicegraph_server.service import Service

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

SHORT: Final = 1 << 13
"""Characters of a query up to which it is looked at, and bytes of an answer up to which it is given, without a thread."""
_VARY: Final = f"{VARY}, Accept-Profile"


@dataclass(frozen=True, slots=True)
class _Question:
    """A query that passed the guard, and what its reply needs besides the answer."""

    query: CheckedQuery
    worded: CheckedQuery
    """The query with the reader's languages in it."""
    choice: Choice
    profile: Profile | None
    media_type: str
    tag: Validator
    dataset: Dataset | None


class Exchange:
    """A query from its request to its reply; :meth:`finish` or :meth:`close` comes last."""

    def __init__(self, request: Request, service: Service, limits: ClientLimits, begun: float) -> None:
        """``begun`` is when the request began to be handled (``time.perf_counter``)."""
        self._request = request
        self._service = service
        self._limits = limits
        self._begun = begun
        self._client = request.remote_addr or ""
        self._text: str | None = None
        self._parameters: Parameters | None = None
        self._entered: float | None = None
        self._question: _Question | None = None
        self._reply: Reply | None = None
        self._answer: Answer | None = None
        self._failure: Exception | None = None
        self.pending: Pending | None = None
        """The query while a worker runs it."""

    @property
    def is_ready(self) -> bool:
        """Whether :meth:`finish` gives a reply without waiting."""
        return self._reply is not None or (self._answer is not None and self._answer.size <= SHORT)

    def begin(self) -> None:
        """Do what need not wait."""
        try:
            self._read()
            if self._text is None or len(self._text) > SHORT or not self._enters(0.0):
                return
            self._ask()
            if self._question is not None:
                self._begin(self._question)
        except Exception as failure:  # noqa: BLE001 - raised again when the exchange is finished
            self._failure = failure

    def finish(self) -> Reply | None:
        """Do what is left, however long it takes; ``None`` if the request asks for no query."""
        try:
            if self._failure is not None:
                raise self._failure
            self._read()
            if self._text is None:
                return None
            self._enters(None)
            self._ask()
            return self._reply if self._question is None else self._answered(self._question)
        finally:
            self.close()

    def close(self) -> None:
        """End what was begun; nothing if it has ended."""
        pending, self.pending = self.pending, None
        if pending is not None:
            pending.abandon()
        entered, self._entered = self._entered, None
        if entered is not None:
            self._limits.leave(self._client, time.monotonic() - entered)

    def _read(self) -> None:
        if self._parameters is None:
            limit = self._service.settings.query_limit
            self._request.max_content_length = limit * 4
            self._text, self._parameters = query_of(self._request, limit)

    def _enters(self, patience: float | None) -> bool:
        """Let the client's query begin; raises a 429 problem if that is not soon, unless ``patience`` is given."""
        if self._entered is None:
            if patience is None:
                self._limits.begin(self._client)
            elif self._limits.enter(self._client, patience) is not None:
                return False
            self._entered = time.monotonic()
        return True

    def _ask(self) -> None:
        """Find out what is asked, or reply at once to a client that has the answer."""
        if self._question is not None or self._reply is not None:
            return
        text, parameters = self._text, self._parameters
        if text is None or parameters is None:
            return
        environ, service = self._request.environ, self._service
        base, limit = service.settings.base, service.settings.query_limit
        query = check(text, limit=limit, seconds=service.seconds_left(self._begun))
        wanted = parameters.one("profile")
        offers = offers_for(wanted, GRAPH_FORMATS, environ) if query.form.gives_graph else TABLE_FORMATS
        choice = choice_of(self._request, offers, *parameters.all("format"))
        profile = chosen_profile(wanted, choice.format, environ, base)
        media_type = engine_media_type(profile, choice)
        worded = _worded(query, languages_of(environ, parameters.one("lang")), limit)
        tag = validator(environ, service.release.id, choice.media_type, media_type, worded.text)
        if tag.is_fresh:
            encoding = accepted_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
            self._reply = Reply("304 NOT MODIFIED", tag.headers(encoding, vary=_VARY))
            return
        self._question = _Question(query, worded, choice, profile, media_type, tag, dataset_of(parameters))

    def _begin(self, asked: _Question) -> None:
        found = self._service.engine.begin(
            asked.worded,
            media_type=asked.media_type,
            dataset=asked.dataset,
            deadline=self._service.seconds_left(self._begun),
            as_file=True,
        )
        if isinstance(found, Answer):
            self._answer = found
        else:
            self.pending = found

    def _answered(self, asked: _Question) -> Reply:
        environ, service = self._request.environ, self._service
        try:
            answer = self._answer or self._run(asked, asked.worded)
        except QuerySyntaxError:
            if asked.worded is not asked.query:  # tell the place in what the client wrote
                self._run(asked, asked.query)
            raise
        tag, choice = asked.tag, asked.choice
        if answer.release != service.release.id:  # published while the request was read
            tag = validator(environ, answer.release, choice.media_type, asked.media_type, asked.worded.text)
        text = asked.query.text
        given = reply(environ, answer, choice.content_type, text, tag, vary=_VARY)
        given.headers.extend(link_to_explanation(answer, text, asked.dataset))
        given.headers.extend(told_profile(asked.profile, service.settings.base))
        return given

    def _run(self, asked: _Question, query: CheckedQuery) -> Answer:
        """Wait for the answer that was asked for already, or ask."""
        environ: WSGIEnvironment = self._request.environ
        pending, self.pending = self.pending, None
        if pending is not None:
            return pending.answer(environ.get("waitress.client_disconnected"))
        seconds = self._service.seconds_left(self._begun)
        return run(environ, self._service, query, asked.media_type, asked.dataset, seconds=seconds)


def _worded(query: CheckedQuery, languages: tuple[str, ...], limit: int) -> CheckedQuery:
    """Return the query with the reader's languages in the calls for labels that name none."""
    if not may_call(query.text):
        return query
    text = with_languages(query.text, languages)
    return query if text == query.text else check(text, limit=limit * 2)
