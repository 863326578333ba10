"""From compared pairs to clusters: the surest pairs first, and no merge through what forbids it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from practicegraph.consolidation.decisions import Decisions
from practicegraph.consolidation.matching import veto
from practicegraph.consolidation.model import Match, Member
from practicegraph.consolidation.records import Record
from practicegraph.errors import InvalidDataError

_SHOWN: Final = 5
"""How many pairs that were not merged are kept for each description."""

CURATOR: Final = "a curator's decision"
"""The evidence, or veto, that a curator gives."""


@dataclass(slots=True)
class _Cluster:
    """Members taken to be of one practice; ``profiles`` has one record for each way to be vetoed."""

    members: list[Member]
    documents: set[str]
    profiles: dict[object, Record]


class _Clusters:
    """Disjoint clusters of all members."""

    def __init__(self, records: Mapping[Member, Record], decisions: Decisions) -> None:
        self.decisions = decisions
        self.of = {
            member: _Cluster([member], {member.document}, {_profile(record): record})
            for member, record in records.items()
        }
        self._apart: dict[Member, set[Member]] = defaultdict(set)
        for first, second in decisions.different:
            self._apart[first].add(second)
            self._apart[second].add(first)

    def forbidden(self, first: Member, second: Member) -> str | None:
        """Return why the clusters of two members may not become one."""
        one, other = sorted((self.of[first], self.of[second]), key=lambda cluster: len(cluster.members))
        apart = {member for known in one.members for member in self._apart.get(known, ())}
        if apart and not apart.isdisjoint(other.members):
            return CURATOR
        if not one.documents.isdisjoint(other.documents):
            return "same document"
        for a in one.profiles.values():
            for b in other.profiles.values():
                found = veto(a, b)
                if found and (min(a.member, b.member), max(a.member, b.member)) not in self.decisions.same:
                    return found
        return None

    def join(self, first: Member, second: Member) -> None:
        """Make the clusters of two members one."""
        small, large = sorted((self.of[first], self.of[second]), key=lambda cluster: len(cluster.members))
        if small is large:
            return
        large.members.extend(small.members)
        large.documents |= small.documents
        large.profiles |= small.profiles
        for member in small.members:
            self.of[member] = large


def cluster(
    records: Mapping[Member, Record], matches: Iterable[Match], decisions: Decisions
) -> tuple[tuple[tuple[Member, ...], ...], tuple[Match, ...]]:
    """Return the clusters (sorted, each sorted) and the matches as decided.

    Curators' pairs come first and no veto stops them; raises :class:`InvalidDataError` where their
    decisions contradict each other through a third document.
    """
    clusters = _Clusters(records, decisions)
    for first, second in sorted(decisions.same):
        if first in records and second in records:
            clusters.join(first, second)
    for first, second in sorted(decisions.different):
        if first in records and second in records and clusters.of[first] is clusters.of[second]:
            message = "decided as different, but other decisions make them the same"
            raise InvalidDataError(message, source="matches", place=f"{first}, {second}")
    decided = _decide(clusters, matches)
    unique = {id(found): found.members for found in clusters.of.values()}
    return tuple(sorted(tuple(sorted(members)) for members in unique.values())), decided


def _decide(clusters: _Clusters, matches: Iterable[Match]) -> tuple[Match, ...]:
    decided: dict[tuple[Member, Member], Match] = {}
    for match in sorted(matches, key=lambda match: (-match.score, match.first, match.second)):
        pair = (match.first, match.second)
        if clusters.of[match.first] is clusters.of[match.second]:
            decided[pair] = replace(match, decision="merged", veto=None)
            continue
        forbidden = clusters.forbidden(*pair)
        if forbidden:
            decided[pair] = replace(match, decision="refused", veto=forbidden)
        elif match.decision == "merged":
            clusters.join(*pair)
            decided[pair] = match
        else:
            decided[pair] = match
    for first, second in sorted(clusters.decisions.same):
        if first in clusters.of and second in clusters.of:
            known = decided.get((first, second), Match(first, second, 0.0, "merged"))
            evidence = (*known.evidence, (CURATOR, 0.0))
            decided[first, second] = replace(known, decision="merged", evidence=evidence, veto=None)
    return _worth_keeping(decided.values())


def _worth_keeping(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Return all merges, and of the others the best few of each member, in order."""
    kept: list[Match] = []
    shown: Counter[Member] = Counter()
    for match in sorted(matches, key=lambda match: (-match.score, match.first, match.second)):
        if match.decision != "merged":
            if max(shown[match.first], shown[match.second]) >= _SHOWN:
                continue
            shown.update((match.first, match.second))
        kept.append(match)
    return tuple(sorted(kept, key=lambda match: (match.first, match.second)))


def _profile(record: Record) -> object:
    """Return all of a record that a veto looks at, but for its document."""
    return (
        record.kind,
        frozenset(title.numbers for title in record.titles),
        record.countries,
        record.starts,
        record.ends,
        record.durations,
        record.main,
        record.involved,
        record.registered,
        record.identifiers,
        record.source,
        record.language,
    )
