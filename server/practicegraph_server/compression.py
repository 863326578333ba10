"""Compressed answers by ``Accept-Encoding`` (RFC 9110, section 12.5.3), each with an entity tag of its own."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import BinaryIO, Final

import brotli
from flask import Flask, Response, request
from werkzeug.http import parse_accept_header

SUFFIXES: Final = {"br": "-br", "gzip": "-gzip"}
"""What the entity tag of a compressed answer ends in, by encoding; the first is the one we like best."""
SHORTEST: Final = 1024
"""Bytes below which compression does not pay."""
_GZIP_LEVEL: Final = 5
_BROTLI_QUALITY: Final = 4
_PIECE: Final = 1 << 16
_LONGEST: Final = 500
"""Characters up to which the choice for a header is remembered."""
_PACKED: Final = ("image/", "font/", "application/gzip", "application/zip", "application/x-tar")


def register(app: Flask) -> None:
    """Compress the answers of ``app``."""

    @app.after_request
    def compress(response: Response) -> Response:
        headers = response.headers
        vary = headers.get("Vary")
        if vary is None or "Accept-Encoding" not in vary:
            headers["Vary"] = f"{vary}, Accept-Encoding" if vary else "Accept-Encoding"
        encoding = accepted_encoding(request.environ.get("HTTP_ACCEPT_ENCODING", ""))
        if encoding is None:
            return response
        if response.status_code == 304:
            _mark(response, encoding)
        elif _compressible(response):
            response.set_data(compressed(response.get_data(), encoding))
            headers["Content-Encoding"] = encoding
            _mark(response, encoding)
        return response


def accepted_encoding(accepted: str) -> str | None:
    """Return the encoding of ours that a client likes best, ``None`` where it likes the plain answer better."""
    if not accepted:
        return None
    return (_remembered if len(accepted) <= _LONGEST else _best)(accepted)


def _best(accepted: str) -> str | None:
    weights = {name.lower(): quality for name, quality in parse_accept_header(accepted)}
    every = weights.get("*", 0)
    best = max(SUFFIXES, key=lambda name: weights.get(name, every))
    quality = weights.get(best, every)
    return best if quality > 0 and quality >= weights.get("identity", 0) else None


_remembered: Final = lru_cache(maxsize=256)(_best)


def compressed_pieces(file: BinaryIO, encoding: str) -> Iterator[bytes]:
    """Yield a file's content in an encoding, piece by piece, and close it."""
    packer = brotli.Compressor(quality=_BROTLI_QUALITY) if encoding == "br" else None
    zipper = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    with file:
        while piece := file.read(_PIECE):
            if packed := packer.process(piece) if packer else zipper.compress(piece):
                yield packed
    yield packer.finish() if packer else zipper.flush()


def compressed(data: bytes, encoding: str) -> bytes:
    """Return data in an encoding."""
    if encoding == "br":
        packed: bytes = brotli.compress(data, quality=_BROTLI_QUALITY)
        return packed
    return gzip.compress(data, _GZIP_LEVEL, mtime=0)


def _mark(response: Response, encoding: str) -> None:
    """Give a compressed answer its own tag; a 304 tells the one that this client would have got."""
    tag = response.headers.get("ETag", "")
    if tag.endswith('"'):
        response.headers["ETag"] = f'{tag[:-1]}{SUFFIXES[encoding]}"'


def _compressible(response: Response) -> bool:
    return (
        response.status_code == 200
        and not response.direct_passthrough
        and not response.is_streamed
        and "Content-Encoding" not in response.headers
        and not (response.mimetype or "").startswith(_PACKED)
        and (response.content_length or 0) >= SHORTEST
    )
