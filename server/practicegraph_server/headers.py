"""Headers of every response: who may read it from where, and what a page may load."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

POLICY: Final = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""What a page may load: this host's files, and no script or style written into the page."""

EDITOR_POLICY: Final = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
"""The query editor places its cursor and menus by inline styles; its scripts stay this host's own."""

_SECURITY: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, QUERY, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Profile, Content-Type, If-None-Match",
    "Access-Control-Expose-Headers": "Content-Location, Content-Profile, ETag, Link, Location, Retry-After, X-Release, X-Total-Count",
    "Access-Control-Max-Age": "86400",
}
_POLICY_HEADER: Final = "Content-Security-Policy"
_WRITING: Final = [*_SECURITY.items(), (_POLICY_HEADER, POLICY)]
_READING: Final = [*_SECURITY.items(), *_CORS.items(), (_POLICY_HEADER, POLICY)]


class Headers:
    """WSGI middleware that adds what every response says; all there is to read is for anyone, writes are not."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, with the headers added that the application has not set."""
        path = environ.get("PATH_INFO", "")
        readable = environ["REQUEST_METHOD"] not in {"PUT", "DELETE"} and path != "/update"
        added = _READING if readable else _WRITING
        if path == "/editor":
            added = [*added[:-1], (_POLICY_HEADER, EDITOR_POLICY)]

        def begin(status: str, headers: list[tuple[str, str]], *further: Any) -> Callable[[bytes], object]:
            present = {name.lower() for name, _ in headers}
            missing = [pair for pair in added if pair[0].lower() not in present]
            return start_response(status, headers + missing, *further)

        return self._application(environ, begin)
