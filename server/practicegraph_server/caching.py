"""Validators for answers (RFC 9110, section 8.8): an answer changes only when the release does."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TypeVar

from flask import request
from werkzeug.wrappers import Response

from practicegraph_server.compression import SUFFIX

ResponseT = TypeVar("ResponseT", bound=Response)


@dataclass(frozen=True, slots=True)
class Validator:
    """The entity tag of the answer to the request, and whether the client has it already."""

    etag: str
    is_fresh: bool

    def apply(self, response: ResponseT) -> ResponseT:
        """Give ``response`` the tag and say how long it holds: until the server is asked again."""
        response.set_etag(self.etag)
        response.headers["Cache-Control"] = "public, no-cache"
        response.vary.update(("Accept", "Accept-Language"))
        return response


def conditional(release: str, media_type: str, *further: str) -> Validator:
    """Return the validator of the current request's answer in ``media_type`` from ``release``.

    Only answers to GET and HEAD may be answered with 304.
    """
    parts = (release, request.full_path, media_type, *further)
    etag = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
    safe = request.method in {"GET", "HEAD"}
    return Validator(etag, is_fresh=safe and _has(etag))


def _has(etag: str) -> bool:
    return request.if_none_match.contains(etag) or request.if_none_match.contains(etag + SUFFIX)
