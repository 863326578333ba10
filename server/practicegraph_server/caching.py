"""Validators for answers (RFC 9110, section 8.8): an answer changes only when the release does."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from flask import request
from werkzeug.http import parse_etags
from werkzeug.wrappers import Response

from practicegraph_server.compression import SUFFIXES

ResponseT = TypeVar("ResponseT", bound=Response)

VARY: Final = "Accept, Accept-Language, Accept-Encoding"
"""The headers of a request on which every answer depends."""
_CONDITIONAL: Final = frozenset({"GET", "HEAD", "QUERY"})
"""Methods that ask for what is there (RFC 9110, section 13.1.2; QUERY is safe and cacheable too)."""


@dataclass(frozen=True, slots=True)
class Validator:
    """The entity tag of the answer to the request, and whether the client has it already."""

    etag: str
    is_fresh: bool

    def apply(self, response: ResponseT) -> ResponseT:
        """Give ``response`` the tag and say how long it holds; see :meth:`headers`."""
        for name, value in self.headers():
            response.headers[name] = value
        return response

    def headers(self, encoding: str | None = None, *, vary: str = VARY) -> list[tuple[str, str]]:
        """Return what tells the tag of the answer in an encoding, and that it holds until the server is asked again.

        The tag is weak: rows that no ORDER BY puts in order may come in another one the next time.
        """
        tag = f'W/"{self.etag}{SUFFIXES.get(encoding or "", "")}"'
        return [("ETag", tag), ("Cache-Control", "public, no-cache"), ("Vary", vary)]


def conditional(release: str, media_type: str, *further: str) -> Validator:
    """Return the validator of the current request's answer in ``media_type`` from ``release``."""
    return validator(request.environ, release, media_type, *further)


def validator(environ: Mapping[str, Any], release: str, media_type: str, *further: str) -> Validator:
    """Return the validator of the answer to a request in ``media_type`` from ``release``.

    Only what GET, HEAD and QUERY ask for may be answered with 304; of a query in the body, ``further`` holds the text.
    """
    address = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    parts = "\n".join((release, *address, media_type, *further))
    etag = hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return Validator(etag, is_fresh=environ["REQUEST_METHOD"] in _CONDITIONAL and _has(environ, etag))


def _has(environ: Mapping[str, Any], etag: str) -> bool:
    if "HTTP_IF_NONE_MATCH" not in environ:
        return False
    known = parse_etags(environ["HTTP_IF_NONE_MATCH"])
    return any(known.contains_weak(etag + suffix) for suffix in ("", *SUFFIXES.values()))
