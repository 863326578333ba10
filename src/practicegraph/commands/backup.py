"""``practicegraph backup``: the current release to another directory, while it is served."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command()
@click.argument("target", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--directory",
    type=click.Path(path_type=Path, file_okay=False),
    help="Data directory; by default $PRACTICEGRAPH_DIRECTORY or ./practicegraph-data.",
)
@click.option("--quiet", is_flag=True, help="Print nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def backup(target: Path, directory: Path | None, quiet: bool, as_json: bool) -> None:
    """Copy the current release to TARGET, with the personal facts beside it and imported vocabularies.

    It may be served and written meanwhile. TARGET is a data directory then, which can be served itself; nothing
    in it is overwritten. Every file is compared with its hash. Tokens are not copied.
    """
    from practicegraph.release.backup import copy_current
    from practicegraph.settings import Settings

    release = copy_current(Settings.from_environment(directory=directory).directory, target)
    if as_json:
        click.echo(json.dumps({"release": release.id, "target": str(target)}))
    elif not quiet:
        click.echo(f"{release.id} is in {target}, every file compared with its hash")
