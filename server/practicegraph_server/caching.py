"""Validators for answers (RFC 9110, section 8.8): an answer changes only when the release does."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final, TypeVar

from flask import request
from werkzeug.wrappers import Response

from practicegraph_server.compression import SUFFIXES

ResponseT = TypeVar("ResponseT", bound=Response)

_VARY: Final = "Accept, Accept-Language, Accept-Encoding"


@dataclass(frozen=True, slots=True)
class Validator:
    """The entity tag of the answer to the request, and whether the client has it already."""

    etag: str
    is_fresh: bool

    def apply(self, response: ResponseT) -> ResponseT:
        """Give ``response`` the tag and say how long it holds: until the server is asked again.

        The tag is weak: rows that no ORDER BY puts in order may come in another one the next time.
        """
        headers = response.headers
        headers["ETag"] = f'W/"{self.etag}"'
        headers["Cache-Control"] = "public, no-cache"
        headers["Vary"] = _VARY
        return response


def conditional(release: str, media_type: str, *further: str) -> Validator:
    """Return the validator of the current request's answer in ``media_type`` from ``release``.

    Only answers to GET and HEAD may be answered with 304.
    """
    address = request.environ.get("PATH_INFO", ""), request.environ.get("QUERY_STRING", "")
    parts = "\n".join((release, *address, media_type, *further))
    etag = hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return Validator(etag, is_fresh=request.method in {"GET", "HEAD"} and _has(etag))


def _has(etag: str) -> bool:
    if "HTTP_IF_NONE_MATCH" not in request.environ:
        return False
    known = request.if_none_match
    return any(known.contains_weak(etag + suffix) for suffix in ("", *SUFFIXES.values()))
