"""Headers of every response: who may read it from where, and what a page may load."""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, request

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
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Expose-Headers": "Content-Location, ETag, Link, Location, Retry-After",
    "Access-Control-Max-Age": "86400",
}


def register(app: Flask) -> None:
    """Add the headers to every response of ``app``; all there is to read is for anyone, writes are not."""

    @app.after_request
    def add(response: Response) -> Response:
        readable = request.method not in {"PUT", "DELETE"} and request.path != "/update"
        for name, value in (_SECURITY | (_CORS if readable else {})).items():
            response.headers.setdefault(name, value)
        policy = EDITOR_POLICY if request.path == "/editor" else POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        return response
