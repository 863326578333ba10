"""The server below the application: waitress, set up for answers that are complete before they are sent."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING, Any, Final

from waitress import create_server
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import ErrorTask
from waitress.utilities import RequestHeaderFieldsTooLarge

from practicegraph.settings import Settings
from practicegraph_server.problem_kinds import title_of

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

THREADS_PER_WORKER: Final = 8
"""Threads of the server for each query worker: most of those who ask wait for a worker."""
HEADER_LIMIT: Final = 32 * 1024
IDLE_SECONDS: Final = 20
"""After how long a connection is closed on which nothing comes or goes."""
CONNECTIONS: Final = 1000


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
    """Reads requests; tells an address that is too long from headers that are."""

    def received(self, data: bytes) -> int:
        """Take some bytes; return how many were used."""
        begun = b"" if self.headers_finished else self.header_plus + data
        taken: int = super().received(data)
        failed = getattr(self, "error", None)
        if type(failed) is RequestHeaderFieldsTooLarge and b"\n" not in begun[:HEADER_LIMIT]:
            self.error = AddressTooLongError(
                f"the address is longer than {HEADER_LIMIT:,} bytes; use POST or QUERY"
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


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection whose answer is sent by the thread that has it.

    The loop of the server looks after what the client's side has not taken yet, when that thread has done its
    part. Without this it asks again and again, while the thread sends, whether it could send as well, and
    keeps the thread waiting.
    """

    parser_class = Parser
    error_task_class = Refusal

    def writable(self) -> bool:
        """Whether the loop has something to send or to close."""
        ours = not self.requests or self.total_outbufs_len > self.adj.outbuf_high_watermark
        return bool((self.total_outbufs_len and ours) or self.will_close or self.close_when_flushed)


def server(app: WSGIApplication, listener: socket.socket, settings: Settings) -> Any:
    """Return the server of an application on a bound socket; its ``run`` answers until it is closed."""
    found = create_server(
        app,
        sockets=[listener],
        threads=settings.workers * THREADS_PER_WORKER,
        ident="PracticeGraph",
        max_request_header_size=HEADER_LIMIT,
        max_request_body_size=max(settings.query_limit * 4, settings.update_limit * 2),
        channel_timeout=IDLE_SECONDS,
        connection_limit=CONNECTIONS,
        channel_request_lookahead=1,  # a client that leaves is noticed while its query runs
        send_bytes=1,  # an answer goes out from the thread that has it
        asyncore_use_poll=True,
        clear_untrusted_proxy_headers=False,  # the application takes what the proxies in its settings say
    )
    found.channel_class = Channel
    found.base = settings.base
    return found
