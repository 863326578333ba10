"""What reasoning costs: from scratch beside owlrl, and for one practice more or less in a graph that is kept.

    python benchmarks/reasoning.py [--triples 10000 100000 1000000] [--peer 10000]

Practices are generated under the shipped ontology: classes, places within regions within countries, funding with
programmes, participations with actors, goals stated and suggested. Each measurement runs in a process of its own;
CPU seconds leave out making the data and, for ours, closing the ontology, which is told apart (it is done once for
an ontology, owlrl does it in each run). owlrl runs up to ``--peer`` triples, and what it finds of the data's own
things is compared with what we find.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import version
from itertools import pairwise
from typing import Any

import owlrl
import pyoxigraph as ox
import rdflib

from practicegraph.folders import folder
from practicegraph.reasoning.incremental import Closure, infer
from practicegraph.reasoning.schema import Schema, close
from practicegraph.terms import PREFIXES, node

EX = "http://example.org/"
EDITS = 25
"""Practices that are added and removed, one after the other; the median is shown."""
TYPE = node("rdf:type")


def named(path: str) -> ox.NamedNode:
    """Return an IRI of the generated data."""
    return ox.NamedNode(EX + path)


def geography() -> Iterator[ox.Triple]:
    """Yield 30 countries, 300 regions and 3,000 towns, each within the other."""
    for country in range(30):
        yield ox.Triple(named(f"country/{country}"), TYPE, node("pg:Country"))
    for region in range(300):
        yield ox.Triple(named(f"region/{region}"), node("pg:within"), named(f"country/{region % 30}"))
    for town in range(3000):
        yield ox.Triple(named(f"town/{town}"), node("pg:within"), named(f"region/{town % 300}"))
    for target in range(169):
        yield ox.Triple(named(f"sdg/t{target}"), node("sdgo:isTargetOf"), named(f"sdg/{target % 17}"))


def practice(number: int) -> list[ox.Triple]:
    """Return one practice with its parts, the same for a number every time."""
    chance = random.Random(number)
    own = f"practice/{number}"
    town = chance.randrange(3000)
    said: list[tuple[str, str, ox.NamedNode | ox.Literal]] = [
        (own, "rdf:type", node("pg:Practice")),
        (own, "rdfs:label", ox.Literal(f"Practice {number}", language="en")),
        (own, "pg:describedIn", named(f"document/{number}")),
        (own, "pg:country", named(f"country/{town % 30}")),
        (own, "pg:place", named(f"town/{town}")),
        (own, "pg:theme", named(f"theme/{chance.randrange(40)}")),
        (own, "pg:targetGroup", named(f"group/{chance.randrange(60)}")),
        (own, "pg:beneficiary", named(f"group/{chance.randrange(60)}")),
        (own, "pg:statedSdg", named(f"sdg/t{chance.randrange(169)}")),
        (own, "pg:suggestedSdg", named(f"sdg/t{chance.randrange(169)}")),
        (own, "pg:implementedBy", named(f"organization/{chance.randrange(max(1, number // 3 + 1))}")),
        (own, "pg:hasParticipation", named(f"{own}/participation/1")),
        (f"{own}/participation/1", "rdf:type", node("pg:Participation")),
        (f"{own}/participation/1", "pg:actor", named(f"organization/{chance.randrange(number // 3 + 1)}")),
        (own, "pg:hasFunding", named(f"{own}/funding/1")),
        (f"{own}/funding/1", "rdf:type", node("pg:Funding")),
        (f"{own}/funding/1", "pg:programme", named(f"programme/{chance.randrange(14)}")),
    ]
    for part, kind in (("Activity", "activity"), ("Challenge", "challenge"), ("Impact", "impact")):
        for index in range(chance.randint(1, 3)):
            element = f"{own}/{kind}/{index}"
            said += [
                (own, f"pg:has{part}", named(element)),
                (element, "rdf:type", node(f"pg:{part}")),
                (element, "rdfs:label", ox.Literal(f"{part} {index} of {number}", language="en")),
            ]
    return [ox.Triple(named(subject), node(predicate), value) for subject, predicate, value in said]


def generated(count: int) -> list[ox.Triple]:
    """Return about ``count`` triples: the geography, and practices until there are enough."""
    triples, number = list(geography()), 0
    while len(triples) < count:
        triples += practice(number)
        number += 1
    return triples


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the CPU seconds of some work, and what it gives."""
    begin = time.process_time()
    found = work()
    return time.process_time() - begin, found


def ontology() -> list[ox.Triple]:
    """Return the shipped ontology."""
    return [quad.triple for quad in ox.parse(path=folder("ontology", "practicegraph.ttl"))]


def scratch(count: int, schema: Schema) -> dict[str, Any]:
    """Reason over the data once."""
    data = generated(count)
    seconds, found = timed(lambda: infer(schema, data))
    return {"triples": len(data), "entailed": len(found), "seconds": seconds}


def kept(count: int, schema: Schema) -> dict[str, Any]:
    """Build a kept closure, then add and remove one practice several times."""
    data = generated(count)
    seconds, closure = timed(lambda: Closure(schema, data))
    before = len(closure)
    adding, removing, came = [], [], []
    for number in range(count, count + EDITS):
        new = practice(number)
        spent, change = timed(partial(closure.add, new))
        adding.append(spent)
        came.append(len(change.added))
        spent, back = timed(partial(closure.remove, new))
        removing.append(spent)
        if (back.added, back.removed) != (change.removed, change.added) or len(closure) != before:
            raise SystemExit("an edit and its opposite did not restore the closure")
    return {
        "triples": len(data),
        "seconds": seconds,
        "entailed by one": statistics.median(came),
        "add ms": statistics.median(adding) * 1000,
        "add worst ms": max(adding) * 1000,
        "remove ms": statistics.median(removing) * 1000,
        "remove worst ms": max(removing) * 1000,
    }


def peer(count: int, schema: Schema) -> dict[str, Any]:
    """Let owlrl reason over the data, and compare what it says of the data's own things."""
    data = generated(count)
    graph = rdflib.Graph()
    text = ox.serialize([*ontology(), *data], format=ox.RdfFormat.N_TRIPLES)
    graph.parse(data=text, format="nt")
    seconds, _ = timed(lambda: owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph))
    own = (PREFIXES["owl"], PREFIXES["rdfs"])
    theirs = {
        f"<{subject}> <{predicate}> <{value}>"
        for subject, predicate, value in graph
        if str(subject).startswith(EX)
        and isinstance(value, rdflib.URIRef)
        and not str(value).startswith(own)
        and not (predicate == rdflib.OWL.sameAs and subject == value)
    } - {str(triple) for triple in data}
    ours = {str(triple) for triple in infer(schema, data)}
    return {
        "triples": len(data),
        "entailed": len(theirs),
        "seconds": seconds,
        "only theirs": len(theirs - ours),
        "only ours": len(ours - theirs),
    }


TASKS: dict[str, Callable[[int, Schema], dict[str, Any]]] = {"scratch": scratch, "kept": kept, "peer": peer}


def in_a_process(task: str, count: int) -> dict[str, Any]:
    """Run one task in a process of its own and return its figures."""
    command = [sys.executable, __file__, "--task", task, "--triples", str(count)]
    record: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    print(f"{task:8}", ", ".join(f"{name} {_shown(value)}" for name, value in record.items()), flush=True)
    return record


def _shown(value: float) -> str:
    return f"{value:,.2f}" if isinstance(value, float) else f"{value:,}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--triples", nargs="+", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--peer", type=int, default=10_000, help="the most triples that owlrl gets")
    parser.add_argument("--task", choices=TASKS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.task:
        closing, schema = timed(lambda: close(ontology()))
        record = TASKS[given.task](given.triples[0], schema)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps({**record, "closing the ontology": closing, "peak MB": memory}))
        return
    packages = " ".join(
        f"{name} {version(name)}" for name in ("practicegraph", "pyoxigraph", "owlrl", "rdflib")
    )
    print(f"{platform.machine()}, Python {platform.python_version()}, {packages}")
    edits: list[tuple[int, dict[str, Any]]] = []
    for count in given.triples:
        ours = in_a_process("scratch", count)
        if count <= given.peer:
            theirs = in_a_process("peer", count)
            print(f"ratio    owlrl / ours {theirs['seconds'] / ours['seconds']:,.0f}")
        edits.append((count, in_a_process("kept", count)))
    for (small, before), (large, after) in pairwise(edits):
        growth = {name: after[f"{name} ms"] / before[f"{name} ms"] for name in ("add", "remove")}
        print(f"growth   {small:,} to {large:,}: add {growth['add']:.2f}, remove {growth['remove']:.2f}")


if __name__ == "__main__":
    main()
