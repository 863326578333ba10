"""``practicegraph consolidate``: what documents say together."""

from __future__ import annotations

import sys
from pathlib import Path

import click

_FILE = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=_FILE)
@click.option(
    "--format",
    "layout",
    type=click.Choice(["facts", "practices", "matches"]),
    default="facts",
    show_default=True,
    help="facts: JSON Lines, the documents' own facts and the consolidated ones; practices: each with its"
    " documents; matches: compared pairs with score and evidence.",
)
@click.option("--matches", type=_FILE, help="Curators' decisions on pairs of documents (CSV).")
@click.option("--identifiers", type=_FILE, help="Slugs fixed by curators (CSV).")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def consolidate(
    paths: tuple[Path, ...], layout: str, matches: Path | None, identifiers: Path | None, quiet: bool
) -> None:
    """Print what the documents of FILEs (or folders, or documents.csv lists) say together.

    Documents about the same practice become one; what only one of them says is a sibling fact of the
    others, and what contradicts is a conflict.
    """
    from rich.console import Console
    from rich.progress import track

    from practicegraph.consolidation import consolidate as step
    from practicegraph.consolidation import printing
    from practicegraph.consolidation.decisions import Decisions
    from practicegraph.mapping.knowledge import Knowledge
    from practicegraph.mapping.mapping import map_document
    from practicegraph.reading.files import read_folder

    decisions = Decisions.load(identifiers, matches)
    knowledge = Knowledge.load()
    documents = track(
        list(read_folder(paths)),
        description="Mapping",
        console=Console(stderr=True),
        disable=quiet or not sys.stderr.isatty(),
    )
    mapped = [map_document(document, knowledge) for document in documents]
    found = step.consolidate(mapped, knowledge, decisions)
    click.echo(printing.FORMATS[layout](found), nl=False)
