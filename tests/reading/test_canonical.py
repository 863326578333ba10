"""The canonical text: one form of every text, and clear refusals of what is none."""

from __future__ import annotations

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.errors import UnreadableDocumentError
from practicegraph.reading.canonical import canonical, decode


@given(st.text())
def test_canonical_is_stable_nfc_with_one_kind_of_line_end(text: str) -> None:
    once = canonical(text)
    assert once == unicodedata.normalize("NFC", once)
    assert not set("\r\x0b\x0c\x85\u2028\u2029") & set(once)
    assert canonical(once) == once


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_decodes_by_byte_order_mark(mark: bytes, encoding: str) -> None:
    assert decode(mark + "Проект Å".encode(encoding)) == "Проект Å"


@pytest.mark.parametrize("data", [b"", b" \n\t\n", codecs.BOM_UTF8])
def test_refuses_a_text_without_text(data: bytes) -> None:
    with pytest.raises(UnreadableDocumentError, match="empty"):
        decode(data, source="a.txt")


def test_names_the_line_of_undecodable_bytes() -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        decode("Ort\nKöln".encode("latin-1"), source="a.txt")
    assert str(caught.value).startswith("a.txt:2: is not utf-8 text (byte 0xf6 at 5)")


def test_refuses_a_binary_file() -> None:
    with pytest.raises(UnreadableDocumentError, match="binary"):
        decode(b"head\0body", source="a.txt")
