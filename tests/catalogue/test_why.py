"""Why every entailment of a release follows can be asked in SPARQL, step by step, down to what is stated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from practicegraph.catalogue.catalogue import Catalogue
from practicegraph.release.open import Release
from practicegraph.terms import graph

Step = tuple[ox.Triple, tuple[tuple[ox.Triple, bool], ...]]
"""A triple that follows, and the premises of one way it does; each with whether it follows itself."""
_BATCH = 200


def steps(store: ox.Store, query: str, triples: list[ox.Triple]) -> Iterator[Step]:
    """Ask for many triples at once: rows of the parameters are alternatives."""
    row = next(line for line in query.splitlines() if "UNDEF" in line)
    for start in range(0, len(triples), _BATCH):
        some = triples[start : start + _BATCH]
        values = "\n".join(f"({each.subject} {each.predicate} {each.object})" for each in some)
        ways: dict[object, dict[ox.Triple, bool]] = defaultdict(dict)
        for found in store.query(query.replace(row, values)):
            asked = ox.Triple(found["subject"], found["predicate"], found["object"])
            premise = ox.Triple(found["from"], found["by"], found["to"])
            ways[asked, found["rule"].value, found["axiom"]][premise] = found["follows"].value == "true"
        yield from ((key[0], tuple(premises.items())) for key, premises in ways.items())


def grounded(ways: Iterable[Step]) -> set[ox.Triple]:
    """Return what some way leads down to stated triples."""
    known: set[ox.Triple] = set()
    left = list(ways)
    while True:
        found = {
            triple
            for triple, premises in left
            if triple not in known and all(not follows or each in known for each, follows in premises)
        }
        if not found:
            return known
        known |= found


def test_every_entailment_is_led_down_to_what_is_stated(seeds_release: Release) -> None:
    store = ox.Store.read_only(str(seeds_release.snapshot))
    name = graph("inferred", seeds_release.base)
    entailed = [quad.triple for quad in store.quads_for_pattern(None, None, None, name)]

    found = list(steps(store, Catalogue.load()["why"].text, entailed))

    assert grounded(found) == set(entailed)
    stated = {premise for _, premises in found for premise, follows in premises if not follows}
    assert all(any(store.quads_for_pattern(*premise, None)) for premise in stated)
    assert not stated & set(entailed)
