"""Small mapped documents, written in the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from practicegraph.mapping.fact import Basis, Fact, details
from practicegraph.mapping.mapped import MappedDocument
from practicegraph.reading.blocks import Block, BlockKind, Document

Row = tuple[str | None, Any, dict[str, Any]]
"""A line of the document: field (``None`` for text without a fact), value, and what else is known.

Of the latter ``exact`` is the line as written, ``basis``, ``confidence``, ``language`` and ``part`` are the
fact's own, the others its details.
"""


def make_document(
    name: str, rows: Iterable[Row], *, language: str = "en", source: str | None = None
) -> MappedDocument:
    """A document with a line and block for each row, and a fact for each row with a field."""
    lines: list[str] = []
    blocks: list[Block] = []
    facts: list[Fact] = []
    offset = 0
    for field, value, more in rows:
        known = dict(more)
        line = str(known.pop("exact", field if value is None else value))
        lines.append(line)
        blocks.append(Block(BlockKind.PARAGRAPH, offset, offset + len(line), line))
        if field:
            facts.append(
                Fact(
                    document=name,
                    field=field,
                    value=value,
                    language=known.pop("language", language if isinstance(value, str) else None),
                    basis=known.pop("basis", Basis.MISSING if value is None else Basis.STATED),
                    confidence=known.pop("confidence", 0.9),
                    start=offset,
                    end=offset + len(line),
                    exact=line,
                    method="test",
                    part=known.pop("part", None),
                    details=details(**known),
                )
            )
        offset += len(line) + 1
    document = Document(name, "\n".join(lines), tuple(blocks), language=language, source=source)
    return MappedDocument(document, tuple(sorted(facts, key=lambda fact: fact.order)))


@pytest.fixture(scope="session")
def document() -> Callable[..., MappedDocument]:
    return make_document
