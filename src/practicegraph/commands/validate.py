"""``practicegraph validate``: check any RDF file against the shapes."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from practicegraph.commands._forms import form_option
from practicegraph.errors import InvalidDataError, PracticeGraphError

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from practicegraph.validation.report import Report
    from practicegraph.validation.validate import Engine

UNREADABLE = 2
"""Exit status for input that cannot be read, as for a wrong option."""


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--shapes",
    "directory",
    type=click.Path(path_type=Path),
    help="Folder of SHACL files (*.ttl) to use in place of our own.",
)
@click.option(
    "--engine",
    type=click.Choice(["compiled", "pyshacl"]),
    help="What runs the shapes: compiled, which is ours and quick, or pyshacl, the reference. "
    "Our shapes are compiled where this is not given, others run by pyshacl.",
)
@click.option("--language", default="en", show_default=True, help="Language of the messages.")
@form_option("Form of the report.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--quiet", is_flag=True, help="Print nothing; the exit status tells.")
def validate(
    files: tuple[Path, ...],
    directory: Path | None,
    engine: Engine | None,
    language: str,
    form: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Check RDF files (.ttl .nt .nq .trig .jsonld .rdf) against the shapes.

    The ontology and the vocabularies are known to the shapes. Exit status: 0 if there is no violation,
    1 if there is one, 2 if a file or a shape cannot be read.
    """
    try:
        report, data = _validated(files, directory, engine)
    except PracticeGraphError as error:
        click.echo(f"practicegraph: {error}", err=True)
        sys.exit(UNREADABLE)
    if not quiet:
        click.echo(_printed(report, data, language, "json" if as_json else form), nl=False)
    sys.exit(0 if report.conforms else 1)


def _validated(
    files: tuple[Path, ...], directory: Path | None, engine: Engine | None
) -> tuple[Report, list[Triple]]:
    from practicegraph.validation.files import background, read_triples
    from practicegraph.validation.shapes import load_shapes
    from practicegraph.validation.validate import validate as run

    data = [triple for file in files for triple in read_triples(file)]
    if not data:
        raise InvalidDataError("holds no triples", source=", ".join(str(file) for file in files))
    chosen = engine or ("compiled" if directory is None else "pyshacl")
    return run(data, load_shapes(directory), background=background(), engine=chosen), data


def _printed(report: Report, data: list[Triple], language: str, form: str) -> str:
    from practicegraph.validation.serialization import report_json, report_text, report_turtle
    from practicegraph.validation.sources import sources

    if form == "json":
        return json.dumps(report_json(report), ensure_ascii=False, indent=2) + "\n"
    if form == "turtle":
        return report_turtle(report)
    return report_text(report, language, sources(data))
