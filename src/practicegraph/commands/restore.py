"""``practicegraph restore``: a backup to a data directory that has no release."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command()
@click.argument("source", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option(
    "--directory",
    type=click.Path(path_type=Path, file_okay=False),
    help="Data directory; by default $PRACTICEGRAPH_DIRECTORY or ./practicegraph-data.",
)
@click.option("--quiet", is_flag=True, help="Print nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def restore(source: Path, directory: Path | None, quiet: bool, as_json: bool) -> None:
    """Copy the release of the backup SOURCE to a data directory that has none.

    Nothing is overwritten: move a directory away that has a release. Every file is compared with its hash
    before the release becomes current.
    """
    from practicegraph.release.backup import copy_current
    from practicegraph.settings import Settings

    target = Settings.from_environment(directory=directory).directory
    release = copy_current(source, target)
    if as_json:
        click.echo(json.dumps({"release": release.id, "directory": str(target)}))
    elif not quiet:
        click.echo(f"{release.id} is current in {target}, every file compared with its hash")
