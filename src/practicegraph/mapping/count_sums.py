"""Numbers in brackets that add up to the count before them, and so are its parts: "90 people (54 F, 36 M)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from practicegraph.mapping.count_knowledge import PEOPLE
from practicegraph.mapping.count_mentions import FAR, CountMention

_BRACKET: Final = re.compile(r"[^\n.;:!?()\d]{0,40}\((?P<parts>[^()\n]{5,90})\)")
"""A bracket behind a count, in its sentence."""
_NUMBER: Final = re.compile(r"(?<![\w.,-])\d{1,4}(?![.,]?\d)")


def with_parts_of_sums(text: str, found: Sequence[CountMention]) -> tuple[CountMention, ...]:
    """Return the counts in order with the parts of them that only their sum tells.

    What the numbers of a bracket count need not be told by a word that is known: letters for the sexes, towns, years of
    birth. Those that were read already stay as they are.
    """
    told = [
        part
        for whole in found
        for part in _parts(text, whole)
        if not any(part.start < one.end and one.start < part.end for one in found)
    ]
    return tuple(sorted((*found, *told), key=lambda one: one.start)) if told else tuple(found)


def _parts(text: str, whole: CountMention) -> Iterator[CountMention]:
    """Yield the numbers of the bracket behind people counted, if there are several and their sum is the count."""
    bracket = _BRACKET.match(text, whole.end) if whole.unit in PEOPLE else None
    if bracket is None:
        return
    numbers = list(_NUMBER.finditer(text, *bracket.span("parts")))
    if len(numbers) > 1 and sum(Decimal(number[0]) for number in numbers) == whole.value:
        for number in numbers:
            yield replace(
                whole, start=number.start(), end=number.end(), value=Decimal(number[0]), comparator="=",
                confidence=FAR, method="count:part-of-sum",
            )  # fmt: skip
