"""RDF files as triples for validation, and the ontology and vocabularies behind them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Triple, parse

from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder

_BACKGROUND: Final = (("ontology", "practicegraph*.ttl"), ("data/vocabularies", "*.ttl"))


def read_triples(file: Path) -> list[Triple]:
    """Return the triples of a file, of all its graphs together, sorted, blank nodes canonically named.

    The format is told by the file's suffix. Raises :class:`InvalidDataError` naming the file, and the line
    where it does not parse.
    """
    form = RdfFormat.from_extension(file.suffix.removeprefix("."))
    if form is None:
        raise InvalidDataError(
            "is of no known RDF format: use .ttl .nt .nq .trig .jsonld or .rdf", source=file
        )
    try:
        triples = {quad.triple for quad in parse(path=file, format=form, base_iri=file.resolve().as_uri())}
    except SyntaxError as error:
        raise InvalidDataError(f"does not parse: {error.msg}", source=file, place=error.lineno) from error
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InvalidDataError(f"cannot be read: {reason}", source=file) from error
    dataset = Dataset(Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted((quad.triple for quad in dataset), key=str)


def background() -> list[Triple]:
    """Return the triples of our ontology and vocabularies, as shipped."""
    return [
        triple
        for directory, pattern in _BACKGROUND
        for file in sorted(folder(*directory.split("/")).glob(pattern))
        for triple in read_triples(file)
    ]
