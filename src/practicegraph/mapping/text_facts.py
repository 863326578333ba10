"""The fact of a text, with what its words say of its status: of replication, of who evaluated."""

from __future__ import annotations

import re
from typing import Final

from practicegraph.mapping.actor import in_document
from practicegraph.mapping.fact import Fact
from practicegraph.mapping.organizations import find_organizations
from practicegraph.mapping.source import Source
from practicegraph.terms import resource

_CLOSES_ANSWER: Final = re.compile(r"\s*(?:[,.;:!–—-]|$)")
"""What parts an answer of one word from its reasons; without it the word belongs to a sentence."""
_EVALUATOR: Final = 40
"""Code points within which the evaluator's name follows the words for it."""


def text_fact(
    source: Source,
    name: str,
    start: int,
    end: int,
    value: str,
    *,
    confidence: float,
    method: str,
    position: int | None = None,
) -> Fact:
    """Return the fact of a text; ``position`` counts the activities of a document."""
    return source.fact(
        name,
        value,
        start,
        end,
        confidence=confidence,
        method=method,
        language=source.language_of(value, start),
        position=position,
        status=_answer(source, value) if name == "replicability" else None,
        external=_external(source, value) if name == "evaluation" else None,
        evaluator=_evaluator(source, value) if name == "evaluation" else None,
    )


def _external(source: Source, text: str) -> bool | None:
    """Tell whether an evaluation was done by others; ``None`` if the text says neither, or both."""
    external, internal = (
        source.cue(f"evaluation:{name}", text) is not None for name in ("external", "internal")
    )
    return None if external == internal else external


def _evaluator(source: Source, text: str) -> str | None:
    """Return the IRI of the organisation that a text says evaluated, ``None`` if it names none."""
    told = source.cue("before:evaluator", text)
    if told is None:
        return None
    named = find_organizations(text, source.knowledge.organizations, source.language)
    found = next((one for one in named if 0 <= one.start - told.end() <= _EVALUATOR), None)
    if found is None:
        return None
    return resource("organization", in_document(source, found).slug).value


def _answer(source: Source, text: str) -> str:
    """Return the status of what is said of replication: a yes or no comes first, a report of it anywhere."""
    if source.cue("answer:replicated", text):
        return "replicated"
    for status in ("yes", "no"):
        match = source.cue(f"answer:{status}", text)
        if match and not text[: match.start()].strip() and _CLOSES_ANSWER.match(text, match.end()):
            return f"stated-{status}"
    return "reasons-only"
