"""Languages as the EU's authority list names them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pyoxigraph import NamedNode

from practicegraph.folders import folder
from practicegraph.languages import primary_subtag
from practicegraph.mapping.tables import read_table
from practicegraph.terms import EU_LANGUAGE


@cache
def _codes() -> Mapping[str, str]:
    rows = read_table(folder("data", "languages.csv"), ("tag", "alpha3"))
    return {row["tag"]: row["alpha3"].upper() for row in rows}


def language_iri(tag: str) -> NamedNode | None:
    """Return the EU language IRI of a BCP 47 tag, ``None`` for a language that ``data/languages.csv`` lacks.

    >>> language_iri("sv-FI").value
    'http://publications.europa.eu/resource/authority/language/SWE'
    """
    code = _codes().get(primary_subtag(tag).lower())
    return NamedNode(EU_LANGUAGE + code) if code else None
