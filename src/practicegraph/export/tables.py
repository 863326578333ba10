"""Answers as tables for people: names in place of IRIs, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from practicegraph.languages import choose
from practicegraph.terms import PREFIXES

_BATCH: Final = 500
_NAMES: Final = f"<{PREFIXES['rdfs']}label>|<{PREFIXES['skos']}prefLabel>"


def labels(store: Store, iris: Iterable[str], languages: Sequence[str]) -> dict[str, str]:
    """Return the best name of each IRI that has one, by the languages' order of preference."""
    wanted = sorted(set(iris))
    known: dict[str, dict[str, str]] = {}
    for start in range(0, len(wanted), _BATCH):
        some = " ".join(str(NamedNode(iri)) for iri in wanted[start : start + _BATCH])
        found = store.query(f"SELECT ?iri ?name WHERE {{ VALUES ?iri {{ {some} }} ?iri {_NAMES} ?name }}")
        for row in found if isinstance(found, QuerySolutions) else ():
            iri, name = row["iri"], row["name"]
            if isinstance(iri, NamedNode) and isinstance(name, Literal):
                known.setdefault(iri.value, {}).setdefault(name.language or "", name.value)
    return {iri: best[1] for iri, names in known.items() if (best := choose(names, languages))}


def table(
    solutions: QuerySolutions, store: Store, languages: Sequence[str]
) -> tuple[list[str], list[list[str]]]:
    """Return the columns and the rows of an answer as text: a resource by its name, else the end of its IRI."""
    columns = [variable.value for variable in solutions.variables]
    rows = [[solution[name] for name in columns] for solution in solutions]
    names = labels(
        store, (term.value for row in rows for term in row if isinstance(term, NamedNode)), languages
    )
    return columns, [[_text(term, names) for term in row] for row in rows]


def _text(term: object, names: dict[str, str]) -> str:
    """Return a cell's text on one line, without the control characters that a terminal would obey."""
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        shown = names.get(term.value) or short(term.value)
    else:
        shown = term.value if isinstance(term, Literal) else str(term)
    return "".join(character if character.isprintable() else " " for character in shown)


def short(iri: str) -> str:
    """Return the last part of an IRI, for want of a name."""
    tail = iri.rstrip("/#").replace("#", "/").rpartition("/")[2]
    return tail or iri
