"""What is there in place of what is not: IRIs, texts and values near to those of a query."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal
from rapidfuzz.fuzz import ratio

from practicegraph.engine.emptiness.probing import Probe, Row
from practicegraph.engine.label import PROPERTIES, local_name
from practicegraph.terms import node
from practicegraph.wording import Wording

IT: Final = "?it__"
"""The variable whose values are asked for; no query should have one of this name."""

MOST: Final = 5
"""Alternatives that are told."""
_LIKE: Final = 62.0
"""How alike, from 0 to 100, something must be to be told."""
_CANDIDATES: Final = 20_000
_LEVELS: Final = 3


@dataclass(frozen=True, slots=True)
class Alternative:
    """Something that has an answer: ``text`` as it may stand in the query, and why."""

    text: str
    note: str


def properties(probe: Probe, iri: str) -> tuple[Alternative, ...]:
    """Return the properties in use that look like ``iri``."""
    return _similar(probe, iri, _iris(probe.rows("DISTINCT ?it__", "?s ?it__ ?o", "")), "is in use")


def classes(probe: Probe, iri: str) -> tuple[Alternative, ...]:
    """Return the classes in use that look like ``iri``."""
    return _similar(probe, iri, _iris(probe.rows("DISTINCT ?it__", "?s a ?it__", "")), "has members")


def things(probe: Probe, iri: str) -> tuple[Alternative, ...]:
    """Return the things described that look like ``iri``, from its namespace or one that encloses it."""
    namespace = re.sub(r"^https?://", "", iri.rstrip("/#"))
    for _ in range(_LEVELS):
        namespace = re.sub(r"[^/#]*$", "", namespace.rstrip("/#"))
        if not namespace:
            break
        pattern = str(Literal(f"^https?://{re.escape(namespace)}".replace("\\-", "-")))
        body = f"?it__ ?p ?o FILTER(ISIRI(?it__) && REGEX(STR(?it__), {pattern}))"
        found = _similar(
            probe, iri, _iris(probe.rows("DISTINCT ?it__", body, f"LIMIT {_CANDIDATES}")), "is described"
        )
        if found:
            return found
    return ()


def graphs(probe: Probe, iri: str) -> tuple[Alternative, ...]:
    """Return the named graphs that look like ``iri``, for want of any the first that there are."""
    found = _iris(probe.elsewhere("?s__ ?p__ ?o__", limit=_CANDIDATES))
    like = _similar(probe, iri, found, "is a graph")
    return like or tuple(
        Alternative(probe.written(one), Wording("is a graph")) for one in sorted(found)[:MOST]
    )


def texts(probe: Probe, body: str, wanted: str) -> tuple[Alternative, ...]:
    """Return the values of ``?it__`` in ``body`` that have the text of a literal, in whatever form; else near ones."""
    same = f'LCASE(STR(?it__)) = LCASE("{_escaped(wanted)}")'
    rows = probe.rows("DISTINCT ?it__", f"{body} FILTER({same})", f"LIMIT {MOST}")
    if rows:
        return tuple(Alternative(term(row["it__"]), Wording("has the same text")) for row in rows)
    rows = probe.rows("DISTINCT ?it__", f"{body} FILTER(ISLITERAL(?it__))", "LIMIT 2000")
    ranked = sorted(
        ((_text_likeness(wanted, row["it__"]["value"]), term(row["it__"])) for row in rows), reverse=True
    )
    return tuple(Alternative(text, Wording("is near")) for score, text in ranked[:MOST] if score >= _LIKE)


def named(probe: Probe, body: str, wanted: str) -> tuple[Alternative, ...]:
    """Return the things among the values of ``?it__`` in ``body`` that have a text as a label."""
    labels = "|".join(str(node(name)) for name in PROPERTIES)
    condition = f'{IT} {labels} ?label__ FILTER(LCASE(STR(?label__)) = LCASE("{_escaped(wanted)}"))'
    rows = probe.rows(f"DISTINCT {IT}", f"{body} {condition}", f"LIMIT {MOST}")
    return tuple(Alternative(probe.written(iri), Wording("has this name")) for iri in _iris(rows))


def values(probe: Probe, body: str, note: str = "is a value here") -> tuple[Alternative, ...]:
    """Return the most frequent values of ``?it__`` in ``body``."""
    rows = probe.rows(
        "?it__ (COUNT(*) AS ?n__)",
        f"{body} FILTER(BOUND(?it__))",
        f"GROUP BY ?it__ ORDER BY DESC(?n__) ?it__ LIMIT {MOST}",
    )
    return tuple(
        Alternative(
            probe.written(row["it__"]["value"]) if row["it__"]["type"] == "uri" else term(row["it__"]),
            Wording("{note}, {times}", note=Wording(note), times=_times(row["n__"]["value"])),
        )
        for row in rows
        if "it__" in row
    )


def like(probe: Probe, body: str, written: str) -> tuple[Alternative, ...]:
    """Return the values of ``?it__`` in ``body`` that look like a term of the query."""
    iri = probe.iri(written)
    if iri is not None:
        found = _iris(probe.rows("DISTINCT ?it__", f"{body} FILTER(ISIRI(?it__))", f"LIMIT {_CANDIDATES}"))
        return _similar(probe, iri, found, "is a value here")
    quoted = written[:1] in {'"', "'"}
    return texts(probe, body, written.rpartition(written[0])[0].strip("\"'")) if quoted else ()


def languages(probe: Probe, body: str, variable: str) -> tuple[Alternative, ...]:
    """Return the languages of a variable's values in ``body``, the most frequent first."""
    rows = probe.rows(
        "?tag__ (COUNT(*) AS ?n__)",
        f"{body} BIND(LANG({variable}) AS ?tag__)",
        "GROUP BY ?tag__ ORDER BY DESC(?n__) ?tag__ LIMIT 20",
    )
    return tuple(
        Alternative(
            f"@{row['tag__']['value']}" if row["tag__"]["value"] else '""',
            _values(row["n__"]["value"], with_language=bool(row["tag__"]["value"])),
        )
        for row in rows
        if "tag__" in row
    )


def term(found: dict[str, str]) -> str:
    """Return a term of a result as SPARQL writes it."""
    if found["type"] == "uri":
        return f"<{found['value']}>"
    text = str(Literal(found["value"]))
    if "xml:lang" in found:
        return f"{text}@{found['xml:lang']}"
    return f"{text}^^<{found['datatype']}>" if "datatype" in found else text


def _similar(probe: Probe, iri: str, found: Iterable[str], note: str) -> tuple[Alternative, ...]:
    ranked = sorted(((_likeness(iri, other), other) for other in found if other != iri), reverse=True)
    return tuple(
        Alternative(probe.written(other), Wording(note)) for score, other in ranked[:MOST] if score >= _LIKE
    )


def _likeness(one: str, other: str) -> float:
    """Return how alike two IRIs are, from 0 to 100: mostly their names, and what is before these a little."""
    names = ratio(local_name(one).casefold(), local_name(other).casefold())
    return 0.7 * names + 0.3 * ratio(one.casefold(), other.casefold())


def _text_likeness(wanted: str, text: str) -> float:
    wanted, text = wanted.casefold(), text.casefold()
    if wanted and wanted in text:
        return 90.0
    return ratio(wanted, text)


def _iris(rows: Iterable[Row]) -> list[str]:
    return [row["it__"]["value"] for row in rows if row["it__"]["type"] == "uri"]


def _escaped(text: str) -> str:
    return str(Literal(text))[1:-1]


def _times(number: str) -> Wording:
    return Wording("once") if number == "1" else Wording("{number} times", number=number)


def _values(number: str, *, with_language: bool) -> Wording:
    if number == "1":
        return Wording("1 value") if with_language else Wording("1 value without a language")
    template = "{number} values" if with_language else "{number} values without a language"
    return Wording(template, number=number)
