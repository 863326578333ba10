"""A consolidation as lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from practicegraph.consolidation.model import Consolidation
from practicegraph.mapping.serialization import facts_to_lines


def facts(consolidation: Consolidation) -> str:
    """Return the documents' own facts and the consolidated ones, by the fact contract."""
    return facts_to_lines(consolidation.facts)


def practices(consolidation: Consolidation) -> str:
    """Return each undertaking with the documents (``path#part``) that describe it."""
    return _lines(
        {"id": one.identifier, "documents": [str(member) for member in one.members]}
        for one in consolidation.undertakings
    )


def matches(consolidation: Consolidation) -> str:
    """Return each compared pair worth keeping, with score, decision and evidence."""
    return _lines(
        {
            "documents": [str(match.first), str(match.second)],
            "decision": match.decision,
            "score": match.score,
            "evidence": dict(match.evidence),
            "refusedBy": match.veto,
        }
        for match in consolidation.matches
    )


def _lines(records: Iterable[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


FORMATS: Final[Mapping[str, Callable[[Consolidation], str]]] = {
    "facts": facts,
    "practices": practices,
    "matches": matches,
}
"""What can be printed, by name."""
