"""The server below the application: waitress, set up for answers that are complete before they are sent."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any, Final

from waitress import create_server
from waitress.channel import HTTPChannel

from practicegraph.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

THREADS_PER_WORKER: Final = 8
"""Threads of the server for each query worker: most of those who ask wait for a worker."""
HEADER_LIMIT: Final = 32 * 1024
IDLE_SECONDS: Final = 20
"""After how long a connection is closed on which nothing comes or goes."""
CONNECTIONS: Final = 1000


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection whose answer is sent by the thread that has it.

    The loop of the server looks after what the client's side has not taken yet, when that thread has done its
    part. Without this it asks again and again, while the thread sends, whether it could send as well, and
    keeps the thread waiting.
    """

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
    return found
