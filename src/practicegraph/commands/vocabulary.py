"""``practicegraph vocabulary``: the vocabularies of a data directory, ours and those of others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from practicegraph.building.vocabularies import Imported
    from practicegraph.settings import Settings

_SHOWN = 20


@click.group()
@click.option(
    "--directory",
    type=click.Path(path_type=Path, file_okay=False),
    help="Data directory; by default $PRACTICEGRAPH_DIRECTORY or ./practicegraph-data.",
)
@click.pass_context
def vocabulary(context: click.Context, directory: Path | None) -> None:
    """Import, list and remove vocabularies of others; the next build has them beside ours."""
    from practicegraph.settings import Settings

    context.obj = Settings.from_environment(directory=directory)


@vocabulary.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--scheme", metavar="IRI", help="Take in this concept scheme only.")
@click.option("--name", help="Name of its graph, graph/vocabulary/NAME; by default that of the file.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def import_(
    settings: Settings, file: Path, scheme: str | None, name: str | None, quiet: bool, as_json: bool
) -> None:
    """Take in a SKOS FILE (Turtle, N-Triples, RDF/XML, JSON-LD), such as the UN's goals or a part of EuroVoc.

    It is checked first: labels, hierarchy, notations, IRIs. Errors are named, and nothing is taken in.
    """
    from practicegraph.building.vocabularies import import_vocabulary
    from practicegraph.derivation.resources import Resources

    own = [path.stem for path in Resources().vocabulary_files()]
    imported = import_vocabulary(
        file, settings.directory, name=name, scheme=scheme, own=own, base=settings.base
    )
    if as_json:
        click.echo(json.dumps(_record(imported), ensure_ascii=False))
    elif not quiet:
        click.echo(_text(imported), nl=False)


def _record(imported: Imported) -> dict[str, object]:
    return {
        "name": imported.name,
        "file": str(imported.file),
        "concepts": imported.concepts,
        "triples": imported.triples,
        "languages": dict(imported.languages),
        "normalised": imported.normalised,
        "warnings": [problem.message for problem in imported.warnings],
    }


def _text(imported: Imported) -> str:
    languages = ", ".join(f"{number} {tag or 'without'}" for tag, number in imported.languages.items())
    lines = [
        f"vocabulary {imported.name}: {imported.concepts} concepts, {imported.triples} triples",
        f"labels     {languages}",
    ]
    if imported.normalised:
        lines.append(f"normalised {imported.normalised} https IRIs of the United Nations, which are http")
    lines += [str(problem) for problem in imported.warnings[:_SHOWN]]
    if len(imported.warnings) > _SHOWN:
        lines.append(f"and {len(imported.warnings) - _SHOWN} more warnings")
    lines.append("It will be in the next build: practicegraph build")
    return "".join(f"{line}\n" for line in lines)


@vocabulary.command("list")
@click.option("--quiet", is_flag=True, help="Print the names only.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@click.pass_obj
def list_(settings: Settings, quiet: bool, as_json: bool) -> None:
    """List our vocabularies and those imported."""
    from practicegraph.building.vocabularies import imported_files
    from practicegraph.derivation.resources import Resources, read_turtle
    from practicegraph.validation.vocabulary import Vocabulary

    files = [(path, False) for path in Resources().vocabulary_files()]
    files += [(path, True) for path in imported_files(settings.directory)]
    if quiet:
        for path, _ in files:
            click.echo(path.stem)
        return
    records = []
    for path, imported in files:
        triples = read_turtle(path, settings.base)
        concepts = len(Vocabulary.of(triples).concepts)
        records.append(
            {"name": path.stem, "imported": imported, "concepts": concepts, "triples": len(triples)}
        )
    if as_json:
        click.echo(json.dumps(records))
        return
    for record in records:
        origin = "imported" if record["imported"] else "ours"
        click.echo(f"{record['name']}  {record['concepts']} concepts, {record['triples']} triples, {origin}")


@vocabulary.command()
@click.argument("name")
@click.option("--quiet", is_flag=True, help="Print nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def remove(settings: Settings, name: str, quiet: bool, as_json: bool) -> None:
    """Remove an imported vocabulary; the next build is without it. Ours cannot be removed."""
    from practicegraph.building.vocabularies import remove_vocabulary

    remove_vocabulary(name, settings.directory)
    if as_json:
        click.echo(json.dumps({"removed": name}))
    elif not quiet:
        click.echo(f"removed {name}")
