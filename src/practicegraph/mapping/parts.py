"""Several practices in one document: where each begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from practicegraph.mapping.headings import normalised
from practicegraph.mapping.segmentation import Section

_REPEATED = 3
"""Headings that must come again, in every part, before a document is taken apart."""


def split_parts(sections: Sequence[Section]) -> list[tuple[Section, ...]]:
    """Return the sections of each practice, empty where the document describes only one.

    A document is taken apart where the same three or more headings come again and again, and each time
    the same one is first.
    """
    labels = [normalised(section.label) if section.start < section.end else "" for section in sections]
    counts = Counter(label for label in labels if label)
    repeated = {label for label, count in counts.items() if count > 1}
    if len(repeated) < _REPEATED:
        return []
    first = next(label for label in labels if label in repeated)
    starts = [index for index, label in enumerate(labels) if label == first]
    bounds = [*starts, len(sections)]
    parts = [tuple(sections[begin:end]) for begin, end in zip(bounds, bounds[1:], strict=False)]
    shared = [
        {normalised(section.label) for section in part if section.start < section.end} & repeated
        for part in parts
    ]
    return parts if all(len(labels) >= _REPEATED for labels in shared) else []
