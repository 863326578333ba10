"""What is known before anything is derived: the schema, vocabularies and shapes, all parsed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from practicegraph.catalogue.catalogue import Catalogue
from practicegraph.derivation.resources import Resources, read_turtle
from practicegraph.release.open import Release
from practicegraph.validation.shapes import Shapes, load_shapes, shapes_of

SHAPES: Final = "validation/shapes.ttl"
"""The shapes that a release was validated with."""
AXIOMS: Final = "validation/ontology.ttl"
"""The axioms that a release was reasoned with: its ontology without the alignments, which ``graph/ontology`` has too."""


@dataclass(frozen=True, slots=True)
class Knowns:
    """What a build knows before it reads a document: its schema, graphs and shapes, all parsed.

    ``alignments`` relate our terms to other vocabularies'; they are served, and reasoning leaves them out.
    """

    ontology: tuple[ox.Triple, ...]
    alignments: tuple[ox.Triple, ...]
    vocabularies: Mapping[str, tuple[ox.Triple, ...]]
    shapes: Shapes
    queries: Catalogue
    description: Path
    linksets: Path
    versions: Mapping[str, str]


def known(resources: Resources, base: str) -> Knowns:
    """Parse all that ships first: what is broken there is told before documents are read."""
    ontology = tuple(read_turtle(resources.ontology, base))
    vocabularies = {
        name: tuple(read_turtle(path, base)) for name, path in resources.all_vocabularies().items()
    }
    alignments = tuple(read_turtle(resources.alignments, base))
    return Knowns(
        ontology,
        alignments,
        vocabularies,
        load_shapes(resources.shapes),
        Catalogue.load(resources.queries, base=base),
        resources.description,
        resources.linksets,
        resources.versions(),
    )


def knowns_of(release: Release, graphs: Mapping[str, Iterable[ox.Triple]]) -> Knowns:
    """Return what a release itself was made with: its axioms, vocabularies and shapes.

    ``graphs`` are the release's by name. What describes it is what ships now.
    """
    resources = Resources()
    axioms = release.validation / AXIOMS.rpartition("/")[2]
    shapes = release.validation / SHAPES.rpartition("/")[2]
    return Knowns(
        tuple(read_turtle(axioms if axioms.is_file() else resources.ontology, release.base)),
        (),
        {
            name.removeprefix("vocabulary/"): tuple(triples)
            for name, triples in graphs.items()
            if name.startswith("vocabulary/")
        },
        shapes_of(read_turtle(shapes, release.base)) if shapes.is_file() else load_shapes(resources.shapes),
        Catalogue.load(resources.queries, base=release.base),
        resources.description,
        resources.linksets,
        release.manifest.versions,
    )
