from __future__ import annotations

from functools import partial

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapped import MappedDocument
from practicegraph.mapping.mapping import map_document
from practicegraph.privacy.masking import mask_everywhere
from practicegraph.privacy.seeker import Seeker
from practicegraph.reading.blocks import Document
from practicegraph.reading.text import read_text

FORM = """Name of the project: Open kitchen

Country: Sweden

Description of the project:
JANE  DOWSON started the kitchen; Jane Dowson's soup is known. More at http://example.org/jane-dowson now.

Contact person: Jane Dowson
"""
OTHER = """Name of the project: Evening class

Description of the project:
The class was planned with Jane Dowson of the open kitchen, who can be reached at +46 70 123 45 67.
"""


def masked(*texts: str) -> tuple[list[Document], tuple[MappedDocument, ...]]:
    """Return documents as read, and mapped and masked together."""
    documents = [read_text(text.encode(), name=f"{number}.txt") for number, text in enumerate(texts)]
    map_all = partial(map, partial(map_document, knowledge=Knowledge.load()))
    return documents, mask_everywhere(documents, list(map_all(documents)), map_all)


def test_a_name_is_masked_wherever_any_document_has_it_and_offsets_hold() -> None:
    documents, mapped = masked(FORM, OTHER)
    people = [fact for one in mapped for fact in one.personal]
    assert people
    for document, one in zip(documents, mapped, strict=True):
        assert len(one.document.text) == len(document.text)
        assert not list(Seeker(people, frozenset()).find(one.document.text))
        assert "dowson" not in one.document.text.casefold()
        for fact in one.facts:
            assert one.document.text[fact.start : fact.end] == fact.exact
        for fact in one.personal:
            assert document.text[fact.start : fact.end] == fact.exact
    assert "soup is known" in mapped[0].document.text
    assert "planned with" in mapped[1].document.text


def test_a_name_is_masked_in_either_order() -> None:
    texts = (
        "A tanoda\n\nKapcsolattartó: Keszegfalvi Ilona\n",
        "The club\n\nIt was seen by Ilona Keszegfalvi.\n",
    )
    _, mapped = masked(*texts)
    assert not any("Keszegfalvi" in one.document.text for one in mapped)


def test_documents_without_anything_left_are_not_mapped_again() -> None:
    knowledge = Knowledge.load()
    document = read_text(b"Country: Sweden\n\nActivities:\n- Cooking together\n", name="a.txt")
    mapped = map_document(document, knowledge)
    assert mask_everywhere([document], [mapped], lambda _: pytest.fail("mapped again")) == (mapped,)


def test_a_name_of_one_word_is_masked_in_its_own_document_only() -> None:
    """A given name in one document is a word of a language in another: "rana" is "early" in Croatian."""
    texts = (
        "The sewing room\n\n“Here I found friends”, says Rana, who came from Aleppo. Rana sews every day.\n",
        "Naziv projekta: Rana podrška\n\nOpis projekta:\nRana podrška djeci izbjeglicama u Splitu.\n",
    )
    documents, (told, other) = masked(*texts)
    assert "Rana" not in told.document.text
    assert other.document.text == documents[1].text
