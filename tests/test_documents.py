"""The shipped documents: listed, readable, without personal data, and with gold that fits them."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from practicegraph.folders import folder
from practicegraph.mapping.gold import check_spans, read_gold
from practicegraph.reading.files import read_document, read_folder

DOCUMENTS = folder("data", "documents")
GOLD = Path(__file__).parent / "gold"
SERVICE_LINES = {"02/ 939 47 55", "+359 2 939 47 47"}


def listed() -> set[str]:
    with (DOCUMENTS / "documents.csv").open(encoding="utf-8", newline="") as lines:
        return {row["file"] for row in csv.DictReader(lines)}


def test_the_list_names_every_document_and_nothing_else():
    files = {
        path.relative_to(DOCUMENTS).as_posix()
        for path in DOCUMENTS.rglob("*")
        if path.is_file() and path.parent != DOCUMENTS
    }
    assert listed() == files


def test_every_document_is_read_with_what_the_list_says_of_it():
    documents = {document.name: document for document in read_folder([DOCUMENTS])}
    assert documents.keys() == listed()
    assert all(document.language and document.blocks for document in documents.values())


@pytest.mark.parametrize("name", sorted(listed()))
def test_no_document_holds_an_address_of_a_person(name):
    text = (DOCUMENTS / name).read_text(encoding="utf-8")
    assert not re.search(r"\w@\w", text)
    phones = {match.strip(" .") for match in re.findall(r"(?:\+\d|\b0\d+/)[\d ]{7,}", text)}
    assert phones <= SERVICE_LINES


@pytest.mark.parametrize("name", sorted(listed()))
def test_documents_share_no_sentence_with_the_reference_documents(name, shared):
    seeds = " ".join(path.read_text(encoding="utf-8") for path in sorted((shared / "seeds").iterdir()))
    known = {_squeezed(sentence) for sentence in _sentences(seeds)}
    text = (DOCUMENTS / name).read_text(encoding="utf-8")
    assert not known & {_squeezed(sentence) for sentence in _sentences(text)}


def test_every_shipped_document_has_gold():
    assert {document.name for document in read_gold(GOLD / "documents.jsonl")} == listed()


@pytest.mark.parametrize(
    ("gold", "below"),
    [("documents.jsonl", None), ("seeds.jsonl", "seeds"), ("corpus.jsonl", "corpus/documents")],
)
def test_the_spans_of_the_gold_lie_in_the_canonical_texts(gold, below, request):
    root = DOCUMENTS if below is None else request.getfixturevalue("shared") / below
    for document in read_gold(GOLD / gold):
        text = read_document(root / document.name, name=document.name).text
        check_spans(document, text)
        for fact in document.facts:
            if fact.start is not None and fact.end is not None:
                quoted = text[fact.start : fact.end]
                assert quoted == quoted.strip() or fact.optional, (document.name, fact.line)


def _sentences(text: str) -> list[str]:
    """Return what ends in a full stop and has at least eight words: shorter pieces are labels and names."""
    pieces = re.split(r"(?<=[.;])\s|\n", text)
    return [piece for piece in pieces if piece.rstrip().endswith((".", ";")) and len(piece.split()) >= 8]


def _squeezed(sentence: str) -> str:
    return re.sub(r"\W+", " ", sentence).strip().casefold()
