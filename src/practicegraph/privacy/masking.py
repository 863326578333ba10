"""Masking across documents: what one document calls personal is masked in all of them, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from practicegraph.mapping.fact import Basis, Fact, details
from practicegraph.mapping.mapped import MappedDocument
from practicegraph.privacy.seeker import Found, Seeker, digits, numbers
from practicegraph.reading.blocks import Document

_ROUNDS: Final = 3
"""How often documents are mapped again: a masked word may let the mapping see another name."""
_CONFIDENCE: Final = 0.8


def mask_everywhere(
    documents: Sequence[Document],
    mapped: Sequence[MappedDocument],
    map_again: Callable[[Sequence[Document]], Iterable[MappedDocument]],
) -> tuple[MappedDocument, ...]:
    """Return the mapped documents without anything personal in their texts.

    ``documents`` are as read, ``mapped`` what the mapping made of each, ``map_again`` maps some. The mapping masks what its own
    rules tell; a name it learns in one place may stand elsewhere too, so documents in which something
    is left are masked there and mapped again.
    """
    found = list(mapped)
    masked = {document.name: document for document in documents}
    for _ in range(_ROUNDS):
        seeker = Seeker(_personal(found), _services(found))
        left = {one.document.name: sorted(set(seeker.find(one.document.text))) for one in found}
        if not any(left.values()):
            break
        places = [index for index, one in enumerate(found) if left[one.document.name]]
        names = [found[index].document.name for index in places]
        added = {name: [_fact(masked[name], span) for span in left[name]] for name in names}
        for name in names:
            masked[name] = masked[name].masked([(span.start, span.end) for span in left[name]])
        again = map_again([masked[name] for name in names])
        for index, one in zip(places, again, strict=True):
            earlier = (fact for fact in found[index].personal if not _stands(fact, one.personal))
            personal = _ordered([*one.personal, *earlier, *added[one.document.name]])
            found[index] = replace(one, personal=personal)
    return tuple(found)


def _fact(document: Document, found: Found) -> Fact:
    exact = document.text[found.start : found.end]
    return Fact(
        document=document.name,
        field="contact",
        value=exact,
        language=None,
        basis=Basis.STATED,
        confidence=_CONFIDENCE,
        start=found.start,
        end=found.end,
        exact=exact,
        method="repeated",
        details=details(personal=True),
    )


def _personal(mapped: Iterable[MappedDocument]) -> list[Fact]:
    return [fact for one in mapped for fact in one.personal]


def _services(mapped: Iterable[MappedDocument]) -> frozenset[str]:
    """Return the digits of the public service numbers that any document gives."""
    written = (
        text
        for one in mapped
        for fact in one.facts
        if fact.field == "phone"
        for text in (str(fact.value or ""), fact.exact)
    )
    return frozenset(digits(number) for text in written for number in numbers(text))


def _stands(fact: Fact, others: Iterable[Fact]) -> bool:
    return any((fact.start, fact.end) == (other.start, other.end) for other in others)


def _ordered(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=lambda fact: fact.order))
