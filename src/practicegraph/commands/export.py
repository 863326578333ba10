"""``practicegraph export``: one practice, or the whole graph, as RDF."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from practicegraph.commands._release import current_release

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Store

    from practicegraph.release.open import Release

_MEDIA_TYPES = {
    "jsonld": "application/ld+json",
    "nquads": "application/n-quads",
    "turtle": "text/turtle",
    "trig": "application/trig",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
}
_KINDS = ("practice", "publication", "call", "undertaking", "document", "organization", "collection")


@click.command()
@click.option(
    "--practice", "slug", help="Slug of a practice, such as together-for-integration, or a whole IRI."
)
@click.option("--all", "whole", is_flag=True, help="The whole graph.")
@click.option("--format", "form", type=click.Choice([*_MEDIA_TYPES]), default="jsonld", show_default=True)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="File; by default standard output."
)
@click.option("--directory", type=click.Path(path_type=Path), help="Data directory, or one release.")
@click.option("--show", is_flag=True, help="Print the SPARQL that describes the practice, and do not run it.")
@click.option("--json", "as_json", is_flag=True, help="With --out, print what was written as JSON.")
@click.option("--quiet", is_flag=True, help="With --out, do not say what was written.")
def export(
    slug: str | None,
    whole: bool,
    form: str,
    out: Path | None,
    directory: Path | None,
    show: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Write a practice with its parts, or all graphs, of the current release.

    JSON-LD of a practice is nested, with language maps and our context. JSON-LD, N-Quads and TriG of all
    keep the named graphs; Turtle, N-Triples and RDF/XML have none and hold what a query sees by default.
    """
    from pyoxigraph import Store

    if (slug is None) is not whole:
        raise click.UsageError("give either --practice SLUG or --all")
    release = current_release(directory)
    store = Store.read_only(str(release.snapshot))
    found = None if slug is None else _thing(slug, store, release.base)
    if show:
        click.echo(_query(found, release.base))
        return
    with _opened(out) as file:
        if found is None:
            _write_all(release, store, form, file)
        else:
            file.write(_one(found, store, release.base, form))
    if out is not None and as_json:
        click.echo(json.dumps({"file": str(out), "bytes": out.stat().st_size, "format": form}))
    elif out is not None and not quiet:
        click.echo(f"{out}: {out.stat().st_size:,} bytes of {form}", err=True)


def _thing(slug: str, store: Store, base: str) -> NamedNode:
    """Return the IRI of what a slug names; raises :class:`PracticeGraphError` with near ones if nothing."""
    from difflib import get_close_matches

    from pyoxigraph import NamedNode

    from practicegraph.errors import PracticeGraphError
    from practicegraph.terms import node, resource

    try:
        candidates = [NamedNode(slug)] if "://" in slug else [resource(kind, slug, base) for kind in _KINDS]
    except ValueError as error:
        raise PracticeGraphError(f"no slug and no IRI: {error}", source=slug) from error
    for candidate in candidates:
        if next(store.quads_for_pattern(candidate, node("rdf:type"), None), None) is not None:
            return candidate
    practices = store.quads_for_pattern(None, node("rdf:type"), node("pg:Practice"), None)
    names = sorted({str(quad.subject).strip("<>").rpartition("/")[2] for quad in practices})
    near = get_close_matches(slug, names, cutoff=0.4)
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    raise PracticeGraphError(f"the release has no practice of that name{hint}", source=slug)


def _query(found: NamedNode | None, base: str) -> str:
    from practicegraph.export.resource import description_query

    return "CONSTRUCT WHERE { ?s ?p ?o }" if found is None else description_query(found, base)


def _one(found: NamedNode, store: Store, base: str, form: str) -> bytes:
    from pyoxigraph import QueryTriples

    from practicegraph.export.resource import description_query, tree
    from practicegraph.graph.writing import write

    answer = store.query(description_query(found, base))
    triples = list(answer) if isinstance(answer, QueryTriples) else []
    if form == "jsonld":
        return (json.dumps(tree(found, triples), ensure_ascii=False, indent=2) + "\n").encode()
    return write(triples, _MEDIA_TYPES[form])


def _write_all(release: Release, store: Store, form: str, file: IO[bytes]) -> None:
    from pyoxigraph import DefaultGraph, RdfFormat

    from practicegraph.export.dataset import jsonld, nquads, quads
    from practicegraph.terms import prefixes

    graphs = [(graph.iri, graph.path) for graph in release.graphs]
    if form == "jsonld":
        for text in jsonld(graphs):
            file.write(text.encode())
    elif form == "nquads":
        for part in nquads(graphs):
            file.write(part)
    elif form == "trig":
        from pyoxigraph import serialize

        serialize(quads(graphs), file, RdfFormat.TRIG, prefixes=prefixes(release.base))
    else:
        media_type = RdfFormat.from_media_type(_MEDIA_TYPES[form])
        named = None if form == "ntriples" else prefixes(release.base)
        store.dump(file, media_type, from_graph=DefaultGraph(), prefixes=named)


@contextmanager
def _opened(out: Path | None) -> Iterator[IO[bytes]]:
    """Open a file that appears under its name only when it is complete; standard output without one."""
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    from practicegraph.errors import PracticeGraphError

    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    except OSError as error:
        raise PracticeGraphError(f"cannot be written: {error.strerror}", source=out) from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        Path(name).replace(out)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
