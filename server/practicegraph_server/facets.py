"""What a list is narrowed by: the values that an address gives to the facets, as IRIs or as their notations."""

from __future__ import annotations

from typing import Final

from flask import request
from pyoxigraph import NamedNode
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract

from practicegraph.terms import PREFIXES
from practicegraph.wording import Choices, Wording
from practicegraph_server.labels import short
from practicegraph_server.listing import FACETS
from practicegraph_server.problems import Problem
from practicegraph_server.service import Service

_SKOS: Final = f"PREFIX skos: <{PREFIXES['skos']}>\nPREFIX pg: <{PREFIXES['pg']}>\n"
_NEAREST: Final = 3
_LIKE: Final = 50.0
"""How alike, from 0 to 100, a notation must be to be offered."""


def chosen_facets(service: Service) -> dict[str, str]:
    """Return the IRI of each facet's value in the address.

    A value may be written as its notation, or as what its IRI ends in. Raises a 400 :class:`Problem` that names
    the parameter and what is nearest, for a value that the graph does not know.
    """
    given = {name: request.args[name] for name in FACETS if request.args.get(name)}
    return {name: _known(service, name, value) for name, value in given.items()}


def _known(service: Service, name: str, value: str) -> str:
    try:
        iri = str(NamedNode(value))
    except ValueError:
        iri = ""
    if iri and service.rows(f"SELECT ?p {{ {iri} ?p ?o }} LIMIT 1"):
        return value
    values = _values(service, name)
    found = None if iri else values.get(value.casefold())
    if found is None:
        raise _unknown(name, value, values)
    return found


def _values(service: Service, name: str) -> dict[str, str]:
    """Return what a facet's values are taken from, by notation and by the end of the IRI, in small letters."""
    used = f"?practice pg:{FACETS[name]}"
    rows = service.rows(
        f"{_SKOS}SELECT DISTINCT ?value ?notation {{ {{ {used} ?value }} UNION "
        f"{{ {{ SELECT DISTINCT ?scheme {{ {used} ?other . ?other skos:inScheme ?scheme }} }} "
        "?value skos:inScheme ?scheme } OPTIONAL { ?value skos:notation ?notation } }"
    )
    found = {short(row["value"]["value"]).casefold(): row["value"]["value"] for row in rows}
    found |= {row["notation"]["value"].casefold(): row["value"]["value"] for row in rows if "notation" in row}
    return found


def _unknown(name: str, value: str, values: dict[str, str]) -> Problem:
    near = extract(short(value).casefold(), sorted(values), scorer=ratio, limit=_NEAREST, score_cutoff=_LIKE)
    offered = [found[0] for found in near]
    detail = (
        Wording(
            "{name}: nothing is known of “{value}”; did you mean {near}?",
            name=name,
            value=value,
            near=Choices(tuple(offered)),
        )
        if offered
        else Wording("{name}: nothing is known of “{value}”", name=name, value=value)
    )
    return Problem(400, "bad-parameter", detail, parameter=name, offered=offered or None)
