"""Compressed answers: gzip for those who accept it, each encoding with an entity tag of its own."""

from __future__ import annotations

import gzip
from typing import Final

from flask import Flask, Response, request

SUFFIX: Final = "-gzip"
"""What the entity tag of a compressed answer ends in."""
_SHORTEST: Final = 1024
"""Bytes below which compression does not pay."""
_LEVEL: Final = 5
_PACKED: Final = ("image/", "font/", "application/gzip", "application/zip", "application/x-tar")


def register(app: Flask) -> None:
    """Compress the answers of ``app``."""

    @app.after_request
    def compress(response: Response) -> Response:
        response.vary.add("Accept-Encoding")
        etag, _ = response.get_etag()
        if response.status_code == 304:
            if etag and request.if_none_match.contains(etag + SUFFIX):
                response.set_etag(etag + SUFFIX)
            return response
        if not _compressible(response) or not _accepted():
            return response
        response.set_data(gzip.compress(response.get_data(), _LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        if etag:
            response.set_etag(etag + SUFFIX)
        return response


def _accepted() -> bool:
    return request.accept_encodings["gzip"] > 0


def _compressible(response: Response) -> bool:
    return (
        response.status_code == 200
        and not response.direct_passthrough
        and not response.is_streamed
        and "Content-Encoding" not in response.headers
        and not (response.mimetype or "").startswith(_PACKED)
        and (response.content_length or 0) >= _SHORTEST
    )
