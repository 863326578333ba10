"""``practicegraph token``: let somebody write."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command()
@click.argument("name")
@click.option(
    "--file",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where its hash is kept; by default $PRACTICEGRAPH_TOKENS or ./practicegraph-tokens.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--quiet", is_flag=True, help="Print the token only.")
def token(name: str, file: Path | None, as_json: bool, quiet: bool) -> None:
    """Make a token with which NAME may write over HTTP (Authorization: Bearer TOKEN).

    The token is shown once; the file keeps its hash. Remove the line of NAME to take the right away.
    """
    from practicegraph.credentials import issue
    from practicegraph.settings import Settings

    target = Settings.from_environment(tokens=file).tokens
    made = issue(name, target)
    if as_json:
        click.echo(json.dumps({"name": name, "token": made, "file": str(target)}))
    else:
        click.echo(made)
        if not quiet:
            click.echo(f"{name} may write with it; its hash is in {target}", err=True)
