"""What consolidation gives: undertakings, each with the documents that describe it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from practicegraph.mapping.fact import Fact
from practicegraph.mapping.mapped import MappedDocument

KindOfThing = Literal["practice", "publication", "call", "undertaking"]
"""What an undertaking is; also the segment of its IRI."""

Decision = Literal["merged", "candidate", "refused"]
"""What became of a pair of compared descriptions."""

KINDS_OF_THINGS: Final[Mapping[str, KindOfThing]] = {
    "practice": "practice",
    "project": "practice",
    "publication": "publication",
    "news": "publication",
    "call": "call",
}
"""The kind of thing that a document of a kind describes; every other kind describes an undertaking."""

DOCUMENT_FIELDS: Final = frozenset({"kind", "published", "reporter"})
"""Fields that say something of the document, not of what it describes."""

ITEM_FIELDS: Final = ("activity", "challenge", "result", "impact", "replicability", "evaluation")
"""Fields whose values are items of a list, one fact each."""

TEXT_FIELDS: Final = frozenset({"title", "objective", "origin", *ITEM_FIELDS})
"""Fields whose values are texts in a language."""


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """One description: a document, or one ``part`` of a document that describes several things.

    ``part`` is 0 for what a document says outside its parts.
    """

    document: str
    part: int = 0

    def __str__(self) -> str:
        return f"{self.document}#{self.part}" if self.part else self.document


@dataclass(frozen=True, slots=True)
class Match:
    """Two descriptions that were compared and may be of the same undertaking.

    ``decision`` is ``merged``, ``candidate`` (a curator should look) or ``refused`` (evidence enough, but
    a veto or a curator says no). ``evidence`` names each piece of evidence with its weight.
    """

    first: Member
    second: Member
    score: float
    decision: Decision
    evidence: tuple[tuple[str, float], ...] = ()
    veto: str | None = None


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One practice, publication or call, with all that its documents say of it.

    ``facts`` are the documents' own, in contract order; ``consolidated`` what only several facts together
    give: sibling values, contradictions, computed dates. ``nodes`` groups the facts of items and counts that
    say the same thing: the key of a fact to the group's first fact.
    """

    slug: str
    kind: KindOfThing
    members: tuple[Member, ...]
    facts: tuple[Fact, ...]
    consolidated: tuple[Fact, ...] = ()
    nodes: Mapping[FactKey, Fact] = field(default_factory=dict)

    @property
    def identifier(self) -> str:
        """``practice/SLUG``: what follows ``BASE id/`` in its IRI."""
        return f"{self.kind}/{self.slug}"


FactKey = tuple[str, int, str, int, int, str]
"""What tells one fact from the others of a run; see :func:`key`."""


def key(fact: Fact) -> FactKey:
    """Return the key of a fact: document, part, field, span and value."""
    return (fact.document, fact.part or 0, fact.field, fact.start, fact.end, str(fact.value))


@dataclass(frozen=True, slots=True)
class Consolidation:
    """All documents of a run, what they describe, and which pairs were compared with a result worth keeping."""

    documents: tuple[MappedDocument, ...]
    document_slugs: Mapping[str, str]
    undertakings: tuple[Undertaking, ...]
    matches: tuple[Match, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts, the documents' own and the consolidated ones, in contract order."""
        own = [fact for document in self.documents for fact in document.facts]
        added = [fact for undertaking in self.undertakings for fact in undertaking.consolidated]
        return tuple(sorted([*own, *added], key=lambda fact: (fact.order, fact.method)))
