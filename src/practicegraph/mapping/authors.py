"""The body that wrote a document, where a line names it as the author: it reports the practice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from practicegraph.mapping.fact import Fact
from practicegraph.mapping.organizations import find_organizations
from practicegraph.mapping.persons import begins_with_given_name
from practicegraph.mapping.source import Source
from practicegraph.terms import resource

_AUTHOR: Final = 0.8


def find_author(source: Source) -> Iterator[Fact]:
    """Yield the reporter that a label such as "author" names, if its value is nothing but a body's name.

    A person's name there is personal, and no reporter.
    """
    if any(section.values for section in source.of("reporter")):
        return
    for section in source.of("status"):
        if not source.knowledge.cues.matches("author", section.label):
            continue
        for block in section.values:
            for found in find_organizations(block.text, source.knowledge.organizations, source.language):
                whole = (found.start, found.end) == (0, len(block.text))
                person = begins_with_given_name(found.name, source.knowledge.persons)
                if whole and not person and (found.registered or found.type):
                    yield source.fact(
                        "reporter", found.name, block.start, block.end,
                        confidence=_AUTHOR * found.confidence, method="author",
                        organization=resource("organization", found.slug).value,
                    )  # fmt: skip
