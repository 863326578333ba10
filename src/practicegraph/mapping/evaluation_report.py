"""An evaluation as text for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from practicegraph.mapping.evaluation import Evaluation, Kind, Outcome, Score
from practicegraph.mapping.fact import Basis

_SHOWN: Final = 120
"""Characters of a value that the text form shows."""


def evaluation_to_json(evaluation: Evaluation) -> dict[str, Any]:
    """Return the scores and every miss and false fact as a JSON object."""
    return {
        "total": _score(evaluation.total),
        "fields": _scores(evaluation.by_field()),
        "languages": _scores(evaluation.by_language()),
        "layouts": _scores(evaluation.by_layout()),
        "misses": [_judged(outcome) for outcome in evaluation.outcomes if outcome.kind is Kind.MISS],
        "false": [_judged(outcome) for outcome in evaluation.outcomes if outcome.kind is Kind.FALSE],
    }


def evaluation_to_text(evaluation: Evaluation, *, scores_only: bool = False) -> str:
    """Return tables of the scores, then each miss and false fact above its sentence."""
    parts = [
        _table("field", {**evaluation.by_field(), "total": evaluation.total}),
        _table("language", evaluation.by_language()),
        _table("layout", evaluation.by_layout()),
    ]
    if not scores_only:
        parts += [_listing("Misses", Kind.MISS, evaluation), _listing("False facts", Kind.FALSE, evaluation)]
    return "\n\n".join(parts) + "\n"


def _scores(scores: Mapping[str, Score]) -> dict[str, Any]:
    return {name: _score(score) for name, score in scores.items()}


def _score(score: Score) -> dict[str, Any]:
    return {
        "precision": score.precision,
        "recall": score.recall,
        "f1": score.f1,
        "hits": score.hits,
        "misses": score.misses,
        "false": score.false,
    }


def _judged(outcome: Outcome) -> dict[str, Any]:
    start, end, part = _span(outcome)
    record = {
        "document": outcome.document,
        "part": part,
        "field": outcome.row,
        "value": _value(outcome),
        "start": start,
        "end": end,
        "method": outcome.fact.method if outcome.fact else None,
        "text": outcome.text,
    }
    return {key: value for key, value in record.items() if value is not None}


def _span(outcome: Outcome) -> tuple[int | None, int | None, int | None]:
    source = outcome.fact or outcome.gold
    return (source.start, source.end, source.part) if source is not None else (None, None, None)


def _value(outcome: Outcome) -> object:
    """Return what to show as the value: never a personal one, and of a text field only its span."""
    judged = outcome.fact or outcome.gold
    if judged is None:
        return None
    if judged.basis is Basis.MISSING:
        return "missing"
    if judged.field == "contact":
        return "personal"
    return judged.value


def _table(title: str, scores: Mapping[str, Score]) -> str:
    width = max(len(name) for name in (title, *scores))
    head = f"{title:<{width}}  {'precision':>9}  {'recall':>6}  {'F1':>6}  {'hits':>5}  {'misses':>6}  {'false':>5}"
    rows = [
        f"{name:<{width}}  {_figure(score.precision):>9}  {_figure(score.recall):>6}  {_figure(score.f1):>6}"
        f"  {score.hits:>5}  {score.misses:>6}  {score.false:>5}"
        for name, score in scores.items()
    ]
    return "\n".join([head, *rows])


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _listing(title: str, kind: Kind, evaluation: Evaluation) -> str:
    chosen = [outcome for outcome in evaluation.outcomes if outcome.kind is kind]
    lines = [f"{title}: {len(chosen)}"]
    for outcome in chosen:
        start, end, part = _span(outcome)
        where = outcome.document + (f" part {part}" if part else "")
        span = "" if start is None else f" [{start}:{end}]"
        value = _value(outcome)
        shown = "" if value is None else f" = {str(value)[:_SHOWN]}"
        method = f" ({outcome.fact.method})" if outcome.fact else ""
        lines.append(f"  {where}{span}: {outcome.row}{shown}{method}")
        if outcome.text:
            lines.append(f"      {outcome.text}")
    return "\n".join(lines)
