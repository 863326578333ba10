"""The one layout of the vocabularies' Turtle: sorted, so that a change shows as the lines that changed.

``python data/sources/layout.py FILE...`` rewrites each file in this layout; run it after editing one by hand.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from practicegraph.terms import GEONAMES, prefixes

RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
XSD_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"

PREDICATES: Final = (
    "a",
    "skos:notation",
    "skos:inScheme",
    "skos:topConceptOf",
    "skos:hasTopConcept",
    "skos:broader",
    "skos:narrower",
    "skos:related",
    "skos:prefLabel",
    "rdfs:label",
    "skos:altLabel",
    "skos:hiddenLabel",
    "pg:acronym",
    "skos:definition",
)
"""The predicates that lead, in this order; others follow by name."""

SCHEMES: Final = (
    "basis",
    "funding-programme",
    "kind",
    "level",
    "organization-type",
    "replicability",
    "role",
    "target-group",
    "theme",
)
"""The schemes of our own: each has a prefix of its own, the scheme's name, for its concepts."""

LOCAL_NAME: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
Term = NamedNode | Literal


def known_prefixes() -> dict[str, str]:
    """Return every prefix a vocabulary file may use: the project's, one a scheme, and the thesauri's."""
    common = prefixes()
    own = {scheme: f"{common['concept']}{scheme}/" for scheme in SCHEMES}
    things = {kind: f"{common['id']}{kind}/" for kind in ("organization", "place")}
    thesauri = {
        "eurovoc": "http://eurovoc.europa.eu/",
        "unbis": "http://metadata.un.org/thesaurus/",
        "wikidata": "http://www.wikidata.org/entity/",
        "sdgio": "http://purl.unep.org/sdg/",
        "geonames": GEONAMES,
    }
    return common | own | things | thesauri


def natural(text: str) -> list[tuple[int, int | str]]:
    """Return a sort key in which 2 comes before 10."""
    return [(0, int(part)) if part.isdigit() else (1, part) for part in re.split(r"(\d+)", text) if part]


class Names:
    """Shortens IRIs by the known prefixes and remembers which were needed."""

    def __init__(self) -> None:
        self._known = sorted(known_prefixes().items(), key=lambda item: -len(item[1]))
        self.used: dict[str, str] = {}

    def iri(self, iri: str) -> str:
        """Return ``prefix:local`` where the grammar allows it, else ``<iri>``."""
        for prefix, start in self._known:
            local = iri.removeprefix(start)
            if local != iri and LOCAL_NAME.fullmatch(local):
                self.used[prefix] = start
                return f"{prefix}:{local}"
        return f"<{iri}>"

    def predicate(self, iri: str) -> str:
        """Return the short name of a property, ``a`` for the type."""
        return "a" if iri == RDF_TYPE else self.iri(iri)

    def term(self, term: Term) -> str:
        """Return one object as Turtle."""
        if isinstance(term, NamedNode):
            return self.iri(term.value)
        text = '"' + term.value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
        if term.language:
            return f"{text}@{term.language}"
        datatype = term.datatype.value
        return text if datatype == XSD_STRING else f"{text}^^{self.iri(datatype)}"


def _sort_key(term: Term) -> tuple[str, list[tuple[int, int | str]], str]:
    if isinstance(term, NamedNode):
        return "", natural(term.value), term.value
    return term.language or "", natural(term.value), term.datatype.value


def _objects(terms: Iterable[Term], names: Names) -> str:
    """Return objects separated by commas: those of one language on one line."""
    lines: dict[str, list[str]] = defaultdict(list)
    for term in sorted(terms, key=_sort_key):
        lines[_sort_key(term)[0]].append(names.term(term))
    return " ,\n        ".join(" , ".join(line) for line in lines.values())


def _predicate_key(name: str) -> tuple[int, str]:
    return (PREDICATES.index(name), "") if name in PREDICATES else (len(PREDICATES), name)


def _block(subject: str, properties: dict[str, list[Term]], names: Names) -> str:
    named = {names.predicate(iri): terms for iri, terms in properties.items()}
    rows = [f"{name} {_objects(named[name], names)}" for name in sorted(named, key=_predicate_key)]
    return names.iri(subject) + " " + " ;\n    ".join(rows) + " .\n"


def turtle(triples: Iterable[Triple], comment: str = "") -> str:
    """Return the triples as Turtle in the one layout, after ``comment`` lines (each starting with ``#``)."""
    subjects: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for triple in set(triples):
        subjects[triple.subject.value][triple.predicate.value].append(triple.object)
    names = Names()
    blocks = [_block(subject, subjects[subject], names) for subject in sorted(subjects, key=natural)]
    head = [f"@prefix {prefix}: <{iri}> ." for prefix, iri in sorted(names.used.items())]
    return "\n".join([comment.rstrip("\n"), "", *head, "", *blocks]).lstrip("\n")


def relayout(text: str) -> str:
    """Return a Turtle text in the one layout; its leading comment lines stay."""
    lines = text.splitlines()
    end = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    triples = [Triple(q.subject, q.predicate, q.object) for q in parse(text, format=RdfFormat.TURTLE)]
    return turtle(triples, "\n".join(lines[:end]))


def main(arguments: list[str]) -> None:
    """Rewrite the files named on the command line."""
    for path in map(Path, arguments):
        path.write_text(relayout(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
