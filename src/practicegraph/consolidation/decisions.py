"""What curators decided: fixed slugs, and which documents describe the same thing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from practicegraph.consolidation.model import Member
from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder
from practicegraph.mapping.tables import read_table

_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DECISIONS: Final = ("same", "different")


@dataclass(frozen=True, slots=True)
class Decisions:
    """Curators' decisions; they win over everything computed and survive every build.

    ``slugs`` fixes the slug of what a member describes; ``same`` and ``different`` are pairs of members
    in order.
    """

    slugs: Mapping[Member, str] = field(default_factory=dict)
    same: frozenset[tuple[Member, Member]] = frozenset()
    different: frozenset[tuple[Member, Member]] = frozenset()

    @classmethod
    def load(cls, identifiers: Path | None = None, matches: Path | None = None) -> Self:
        """Read ``identifiers.csv`` (document, part, slug) and ``matches.csv`` (document_a, document_b, decision).

        A document is named by its path in the folder given to the build; ``path#2`` is its second part.
        Without a path the files of ``data/`` are read. Raises :class:`InvalidDataError` naming file and row
        for a decision or slug that is none, and for pairs decided both ways.
        """
        slugs = _read_identifiers(identifiers or folder("data", "identifiers.csv"))
        same, different = _read_matches(matches or folder("data", "matches.csv"))
        return cls(slugs, same, different)


def _read_identifiers(path: Path) -> dict[Member, str]:
    slugs: dict[Member, str] = {}
    for row in read_table(path, ("document", "part", "slug")):
        if not _SLUG.fullmatch(row["slug"]):
            message = f"no slug (a-z, 0-9, single hyphens): {row['slug']!r}"
            raise InvalidDataError(message, source=path, place=row["document"])
        if not re.fullmatch(r"\d*", row["part"]):
            raise InvalidDataError(f"no part number: {row['part']!r}", source=path, place=row["document"])
        member = Member(row["document"], int(row["part"] or 0))
        if slugs.setdefault(member, row["slug"]) != row["slug"]:
            message = f"two slugs: {slugs[member]!r} and {row['slug']!r}"
            raise InvalidDataError(message, source=path, place=member)
    return slugs


def _read_matches(path: Path) -> tuple[frozenset[tuple[Member, Member]], frozenset[tuple[Member, Member]]]:
    decided: dict[tuple[Member, Member], str] = {}
    for row in read_table(path, ("document_a", "document_b", "decision")):
        first, second = sorted((_member(row["document_a"]), _member(row["document_b"])))
        place, decision = f"{first}, {second}", row["decision"]
        if decision not in _DECISIONS:
            message = f"the decision is {decision!r}, not one of {', '.join(_DECISIONS)}"
            raise InvalidDataError(message, source=path, place=place)
        if first == second:
            raise InvalidDataError("a document is compared with itself", source=path, place=place)
        if decided.setdefault((first, second), decision) != decision:
            raise InvalidDataError("decided both as same and as different", source=path, place=place)
    pairs = {name: frozenset(pair for pair, found in decided.items() if found == name) for name in _DECISIONS}
    return pairs["same"], pairs["different"]


def _member(name: str) -> Member:
    document, mark, part = name.rpartition("#")
    return Member(document, int(part)) if mark and part.isdecimal() else Member(name)
