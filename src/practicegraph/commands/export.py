"""``practicegraph export``: one practice, an answer or the whole graph, as RDF, tables or a bundle."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from practicegraph.commands._release import current_release
from practicegraph.commands._tabular import FORMATS, check_selection, write_tables

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Store

    from practicegraph.export.flat_tables import Table
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
_TABLES = ("practices", "facts", "sdg_links", "funding", "participations", "counts", "documents")


@click.command()
@click.option(
    "--practice", "slug", help="Slug of a practice, such as together-for-integration, or a whole IRI."
)
@click.option("--all", "whole", is_flag=True, help="The whole graph; tables and crate are of all anyway.")
@click.option(
    "--query", "asked", metavar="NAME|FILE", help="What a query of the catalogue, or one in a file, answers."
)
@click.option(
    "--param",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter of the query; the same name again is an alternative, 'any' leaves it open.",
)
@click.option("--table", type=click.Choice(_TABLES), help="One table; a workbook has all by default.")
@click.option(
    "--format",
    "form",
    type=click.Choice([*_MEDIA_TYPES, *FORMATS, "crate"]),
    default="jsonld",
    show_default=True,
    help="RDF, a table, or the whole release as an RO-Crate (a ZIP archive).",
)
@click.option(
    "--spreadsheet-safe", is_flag=True, help="CSV that spreadsheet programs open without running formulas."
)
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="File; by default standard output."
)
@click.option("--directory", type=click.Path(path_type=Path), help="Data directory, or one release.")
@click.option("--show", is_flag=True, help="Print the SPARQL that is run, and do not run it.")
@click.option("--json", "as_json", is_flag=True, help="With --out, print what was written as JSON.")
@click.option("--quiet", is_flag=True, help="With --out, do not say what was written.")
def export(
    slug: str | None,
    whole: bool,
    asked: str | None,
    parameters: tuple[str, ...],
    table: str | None,
    form: str,
    spreadsheet_safe: bool,
    out: Path | None,
    directory: Path | None,
    show: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Write a practice with its parts, what a query answers, tables, or all of the current release.

    JSON-LD of a practice is nested, with language maps and our context. JSON-LD, N-Quads and TriG of all
    keep the named graphs; Turtle, N-Triples and RDF/XML have none and hold what a query sees by default.

    The answer of a SELECT query is written as csv, xlsx or parquet, that of a CONSTRUCT query as RDF. Without
    a query, csv, xlsx and parquet hold the flat tables, with --practice their rows about one practice.
    """
    from pyoxigraph import Store

    from practicegraph.commands._queries import parameter_values, query_text

    selection = _Selection(slug, whole, asked, parameter_values(parameters), table)
    selection.check(form, out)
    release = current_release(directory)
    store = Store.read_only(str(release.snapshot))
    found = None if slug is None else _thing(slug, store, release.base)
    text = None if asked is None else query_text(asked, selection.values, release.base)
    if show:
        click.echo(text or _query(found, release.base))
        return
    with _opened(out) as file:
        if form in FORMATS:
            tables = _tables(selection, found, text, store, release.base)
            as_zip = out is not None and out.suffix == ".zip"
            write_tables(tables, form, file, as_zip=as_zip, for_spreadsheets=spreadsheet_safe)
        elif form == "crate":
            _write_crate(release, file)
        elif text is not None:
            file.write(_answer(str(asked), text, store, form))
        elif found is None:
            _write_all(release, store, form, file)
        else:
            file.write(_one(found, store, release.base, form))
    if out is not None:
        _tell(out, form, as_json=as_json, quiet=quiet)


def _tell(out: Path, form: str, *, as_json: bool, quiet: bool) -> None:
    """Say what was written."""
    if as_json:
        click.echo(json.dumps({"file": str(out), "bytes": out.stat().st_size, "format": form}))
    elif not quiet:
        click.echo(f"{out}: {out.stat().st_size:,} bytes of {form}", err=True)


@dataclass(frozen=True, slots=True)
class _Selection:
    """What is to be written: a thing, all, the answer of a query, or a table."""

    slug: str | None
    whole: bool
    query: str | None
    values: Mapping[str, Sequence[str]]
    table: str | None

    def check(self, form: str, out: Path | None) -> None:
        """Raise :class:`click.UsageError` where the options do not go together."""
        chosen = [self.slug is not None, self.whole, self.query is not None]
        if sum(chosen) > 1:
            raise click.UsageError("give one of --practice, --all and --query")
        if self.values and self.query is None:
            raise click.UsageError("--param is for --query")
        if self.table is not None and (form not in FORMATS or self.query is not None):
            raise click.UsageError(f"--table is for the formats {', '.join(FORMATS)}, without --query")
        if form == "crate" and (self.slug is not None or self.query is not None):
            raise click.UsageError("a crate is of the whole release")
        if form in _MEDIA_TYPES and not any(chosen):
            raise click.UsageError("give --practice SLUG, --query NAME or --all")
        if form in FORMATS:
            check_selection(form, self.table, self.query, out)


def _tables(
    selection: _Selection, found: NamedNode | None, text: str | None, store: Store, base: str
) -> Iterator[Table]:
    from pyoxigraph import QuerySolutions

    from practicegraph.errors import InvalidDataError
    from practicegraph.export.flat_tables import solutions_table, tables
    from practicegraph.export.view import GraphView

    if text is None:
        names = _TABLES if selection.table is None else (selection.table,)
        yield from tables(GraphView(store, base), names, found)
        return
    answer = _asked(str(selection.query), text, store)
    if not isinstance(answer, QuerySolutions):
        raise InvalidDataError("gives no table: choose an RDF format", source=selection.query)
    yield solutions_table(Path(str(selection.query)).stem, answer)


def _answer(name: str, text: str, store: Store, form: str) -> bytes:
    from pyoxigraph import QueryTriples

    from practicegraph.errors import InvalidDataError
    from practicegraph.graph.writing import write

    answer = _asked(name, text, store)
    if not isinstance(answer, QueryTriples):
        raise InvalidDataError(f"gives no graph: choose {', '.join(FORMATS)}", source=name)
    return write(answer, _MEDIA_TYPES[form])


def _asked(name: str, text: str, store: Store) -> object:
    from practicegraph.errors import InvalidDataError

    try:
        return store.query(text)
    except SyntaxError as error:
        raise InvalidDataError(f"is no SPARQL query: {error.msg}", source=name) from error


def _write_crate(release: Release, file: IO[bytes]) -> None:
    """Give the release's ready-made crate."""
    from practicegraph.errors import PracticeGraphError
    from practicegraph.release.download_kinds import CRATE
    from practicegraph.release.pending import complete

    complete(release.path)
    made = release.downloads / CRATE
    if not made.is_file():
        raise PracticeGraphError("has no crate: build it again with this version", source=release.path)
    with made.open("rb") as source:
        shutil.copyfileobj(source, file)


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
