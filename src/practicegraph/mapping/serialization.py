"""Facts as JSON Lines, by the fact contract."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from practicegraph.errors import InvalidDataError
from practicegraph.mapping.fact import FIELDS, Basis, Evidence, Fact

_OWN_KEYS: Final = frozenset(
    {
        "document", "part", "practice", "field", "value", "language", "basis", "confidence",
        "start", "end", "exact", "method", "evidence",
    }
)  # fmt: skip


def fact_to_json(fact: Fact) -> dict[str, Any]:
    """Return a fact as the contract's object: keys in the contract's order, those without a value left out.

    ``value`` is always there: a missing fact has ``None``.
    """
    head: dict[str, Any] = {"document": fact.document, "part": fact.part, "practice": fact.practice}
    tail: dict[str, Any] = {
        "language": fact.language,
        "basis": fact.basis.value,
        "confidence": fact.confidence,
        "start": fact.start,
        "end": fact.end,
        "exact": fact.exact,
        "method": fact.method,
        "evidence": [_evidence_to_json(evidence) for evidence in fact.evidence] or None,
    }
    record = head | {"field": fact.field, "value": fact.value} | dict(fact.details) | tail
    return {key: value for key, value in record.items() if value is not None or key == "value"}


def fact_from_json(record: Mapping[str, Any]) -> Fact:
    """Return the fact of one object; raise :class:`InvalidDataError` naming the key that is wrong."""
    try:
        field, basis = record["field"], Basis(record["basis"])
        if field not in FIELDS:
            raise InvalidDataError(f"no field of the fact contract: {field!r}")
        return Fact(
            document=record["document"],
            field=field,
            value=record["value"],
            language=record.get("language"),
            basis=basis,
            confidence=float(record["confidence"]),
            start=int(record["start"]),
            end=int(record["end"]),
            exact=record["exact"],
            method=record["method"],
            part=record.get("part"),
            details=tuple(sorted((key, value) for key, value in record.items() if key not in _OWN_KEYS)),
            practice=record.get("practice"),
            evidence=tuple(Evidence(**evidence) for evidence in record.get("evidence", ())),
        )
    except KeyError as error:
        raise InvalidDataError(f"a fact lacks the key {error}") from error
    except (TypeError, ValueError) as error:
        raise InvalidDataError(f"not a fact: {error}") from error


def facts_to_lines(facts: Iterable[Fact]) -> str:
    """Return facts as JSON Lines in the contract's stable order; empty for no facts."""
    return "".join(
        json.dumps(fact_to_json(fact), ensure_ascii=False) + "\n"
        for fact in sorted(facts, key=lambda fact: fact.order)
    )


def facts_from_lines(text: str, *, source: object = None) -> list[Fact]:
    """Return the facts of JSON Lines; raise :class:`InvalidDataError` naming ``source`` and the line."""
    facts = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            facts.append(fact_from_json(json.loads(line)))
        except (json.JSONDecodeError, InvalidDataError) as error:
            message = error.message if isinstance(error, InvalidDataError) else error.msg
            raise InvalidDataError(message, source=source, place=number) from error
    return facts


def _evidence_to_json(evidence: Evidence) -> dict[str, Any]:
    return {
        "document": evidence.document,
        "start": evidence.start,
        "end": evidence.end,
        "exact": evidence.exact,
    }
