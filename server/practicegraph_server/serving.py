"""The server below the application: waitress, set up for answers that are complete before they are sent."""

from __future__ import annotations

import json
import re
import socket
from typing import TYPE_CHECKING, Any, Final

from flask import Flask
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import ErrorTask, WSGITask
from waitress.utilities import RequestHeaderFieldsTooLarge

from practicegraph.settings import Settings
from practicegraph_server import ahead
from practicegraph_server.ahead import Begun
from practicegraph_server.loop import Begin, Server
from practicegraph_server.problem_kinds import title_of

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

THREADS_PER_WORKER: Final = 8
"""Threads of the server for each query worker: most of those who ask wait for a worker."""
HEADER_LIMIT: Final = 32 * 1024
IDLE_SECONDS: Final = 20
"""After how long a connection is closed on which nothing comes or goes."""
CONNECTIONS: Final = 1000
_HOST: Final = re.compile(r"[A-Za-z0-9._~%!$&'()*+;=:\[\]-]*")
BUFFERED: Final = 1 << 18
"""Bytes of a request, and of an answer, that a connection keeps in memory; more is in a file."""
TOGETHER: Final = 1 << 16
"""Bytes of an answer that wait for its end to be sent in one piece."""


_PROBLEMS: Final = {
    413: "request-entity-too-large",
    414: "uri-too-long",
    431: "headers-too-long",
    500: "internal",
}
"""The kinds of the problems that are found before the application is asked, by status."""
_HEADERS: Final = (
    ("Content-Type", "application/problem+json"),
    ("Content-Language", "en"),
    ("Access-Control-Allow-Origin", "*"),
    ("X-Content-Type-Options", "nosniff"),
)


class AddressTooLongError(RequestHeaderFieldsTooLarge):  # type: ignore[misc]
    """The first line of a request is longer than all of its headers may be."""

    code = 414
    reason = "URI Too Long"


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """Reads requests; tells an address that is too long from headers that are, and answers what is whole."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head; a request names the one host that it is for (RFC 9112, section 3.2)."""
        super().parse_header(header_plus)
        host = self.headers.get("HOST", "" if self.version == "1.0" else None)
        if host is None or not _HOST.fullmatch(host):
            raise ParsingError("a request names one host, in the header Host")

    environ: WSGIEnvironment | None = None
    """What the application gets, when the loop has begun to answer."""
    begun: Begun | None = None

    def close(self) -> None:
        """Forget the request, and what was begun for it."""
        if self.begun is not None:
            self.begun.close()
        super().close()

    def received(self, data: bytes) -> int:
        """Take some bytes; return how many were used."""
        begun = b"" if self.headers_finished else self.header_plus + data
        taken: int = super().received(data)
        failed = getattr(self, "error", None)
        if type(failed) is RequestHeaderFieldsTooLarge and b"\n" not in begun[:HEADER_LIMIT]:
            self.error = AddressTooLongError(
                f"the address is longer than {HEADER_LIMIT:,} bytes; use POST or QUERY"
            )
        if self.completed:
            self.expect_continue = (
                False  # nothing is to come (RFC 9110 section 10.1.1): told to go on, it would never end
            )
        return taken


class Refusal(ErrorTask):  # type: ignore[misc]
    """Answers what is no request that the application could be given, as it answers errors of its own."""

    def execute(self) -> None:
        """Send the problem and close the connection."""
        error = self.request.error
        name = _PROBLEMS.get(error.code, "bad-request")
        body = {
            "type": f"{self.channel.server.base}problems#{name}",
            "title": title_of(name),
            "status": error.code,
            "detail": error.body,
        }
        written = json.dumps(body).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers += _HEADERS
        self.set_close_on_finish()
        self.content_length = len(written)
        self.write(written)


class Answer(WSGITask):  # type: ignore[misc]
    """Answers a request in the thread that has it."""

    def set_close_on_finish(self) -> None:
        """Let the connection end after this answer; one without content has no length to tell, and no need to."""
        if self.has_body or self.wrote_header or self.version == "1.0" or self.request.connection_close:
            super().set_close_on_finish()

    def get_environment(self) -> WSGIEnvironment:
        """Return what the application gets: the same as the loop had."""
        environ: WSGIEnvironment = self.request.environ or super().get_environment()
        return environ

    def finish(self) -> None:
        """Send what is not sent yet: the head and a short body go out together."""
        super().finish()
        self.channel.send_now()


class Loop:
    """The server as a connection sees it: its loop is woken only if it has something to do for that connection."""

    def __init__(self, server: Any, channel: Channel) -> None:
        self._server = server
        self._channel = channel

    def __getattr__(self, name: str) -> Any:
        return getattr(self._server, name)

    def pull_trigger(self) -> None:
        """Wake the loop."""
        if self._channel.requests or self._channel.writable():
            self._server.pull_trigger()


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection whose answer is sent by the thread that has it.

    The loop of the server looks after what the client's side has not taken yet, when that thread has done its
    part, and listens meanwhile for what comes next. Without this it is woken after every answer, and asks again
    and again, while the thread sends, whether it could send as well: each time a thread waits for the interpreter.
    """

    task_class = Answer
    error_task_class = Refusal
    parser_class = Parser

    def __init__(self, server: Any, *arguments: Any, **named: Any) -> None:
        super().__init__(server, *arguments, **named)
        self.server = Loop(server, self)

    def begun(self, request: Parser, begin: Begin) -> Begun | None:
        """Do for a request what need not wait."""
        request.environ = Answer(self, request).get_environment()
        request.begun = begin(request.environ)
        return request.begun

    def send_now(self) -> None:
        """Send what the client's side takes at once."""
        with self.outbuf_lock:
            if self.total_outbufs_len:
                self._flush_exception(self._flush_some, do_close=False)

    def readable(self) -> bool:
        """Whether the loop has something to receive; while a request is answered, that is the next one or the end."""
        unsent = self.total_outbufs_len and not self.requests
        full = len(self.requests) > self.adj.channel_request_lookahead
        return not (self.will_close or self.close_when_flushed or full or unsent)

    def writable(self) -> bool:
        """Whether the loop has something to send or to close."""
        ours = not self.requests or self.total_outbufs_len > self.adj.outbuf_high_watermark
        return bool((self.total_outbufs_len and ours) or self.will_close or self.close_when_flushed)


def server(app: Flask, listener: socket.socket, settings: Settings) -> Server:
    """Return the server of an application on a bound socket; its ``run`` answers until it is closed."""
    adjusted = Adjustments(
        sockets=[listener],
        threads=settings.workers * THREADS_PER_WORKER,
        ident="PracticeGraph",
        max_request_header_size=HEADER_LIMIT,
        max_request_body_size=max(settings.query_limit * 4, settings.update_limit * 2),
        inbuf_overflow=BUFFERED,
        outbuf_overflow=BUFFERED,
        channel_timeout=IDLE_SECONDS,
        connection_limit=CONNECTIONS,
        channel_request_lookahead=1,  # a client that leaves is noticed while its query runs
        clear_untrusted_proxy_headers=False,  # the application takes what the proxies in its settings say
    )
    adjusted.send_bytes = TOGETHER
    named = (listener.family, listener.type, listener.proto, listener.getsockname())
    found = Server(app, ahead.of(app).begin, _sock=listener, adj=adjusted, bind_socket=False, sockinfo=named)
    found.channel_class = Channel
    found.base = settings.base
    return found
