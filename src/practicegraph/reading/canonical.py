r"""The canonical text: what all offsets count in.

One form whatever the file was: NFC, line ends ``\n``, no byte order mark.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final

from practicegraph.errors import UnreadableDocumentError

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE_ENDS: Final = str.maketrans(
    {**dict.fromkeys("\x0b\x1c\x1d\x1e", " "), **dict.fromkeys("\r\x0c\x85\u2028\u2029", "\n")}
)
_SIGNS: Final = str.maketrans(
    {
        "\uf0fe": "☒", "\uf0fd": "☒", "\uf052": "☑", "\uf053": "☒", "\uf0a8": "☐", "\uf06f": "☐", "\uf072": "☐",
        "\uf0fc": "✓", "\uf0fb": "✗", "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0e0": "→",
    }
)  # fmt: skip
"""Characters of the Wingdings and Symbol fonts, which programs write into the area for private use."""
_PRIVATE: Final = re.compile("[\uf020-\uf0ff]")
_CONTROL: Final = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def canonical(text: str) -> str:
    r"""Return ``text`` in NFC with ``\n`` as the only line end (a form feed is one too), signs by their Unicode."""
    if _CONTROL.search(text):  # most texts have none, and to look is faster than to replace
        text = text.replace("\r\n", "\n").translate(_LINE_ENDS)
    if _PRIVATE.search(text):
        text = text.translate(_SIGNS)
    return unicodedata.normalize("NFC", text)


def decode(data: bytes, *, source: object = None) -> str:
    """Return the text of a file's bytes: UTF-8, or UTF-16 where a byte order mark says so.

    Raises :class:`UnreadableDocumentError` for bytes without any text, for a binary file and for bytes
    that are no text in the encoding, naming ``source`` and the line of the first bad byte.
    """
    encoding, body = "utf-8", data
    for mark, name in _BOMS:
        if data.startswith(mark):
            encoding, body = name, data[len(mark) :]
            break
    if encoding == "utf-8" and b"\0" in body:
        position = body.index(b"\0")
        raise UnreadableDocumentError(
            f"is a binary file (byte 0x00 at {position})", source=source, place=_line(body, position)
        )
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableDocumentError(
            f"is not {encoding} text (byte 0x{body[error.start]:02x} at {error.start}); save it as UTF-8",
            source=source,
            place=_line(body, error.start),
        ) from error
    if not text.strip():
        raise UnreadableDocumentError("is empty: no text in it", source=source)
    return text


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1
