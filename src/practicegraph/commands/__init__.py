"""The command line: one module per command, loaded when it is called.

A command of the name ``build`` is the object ``build`` in ``practicegraph.commands.build``. Other
packages add commands by the entry point group ``practicegraph.commands``.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from typing import Any

import click

from practicegraph import __version__
from practicegraph.errors import PracticeGraphError


class _Commands(click.Group):
    """Finds commands as modules of this package and as entry points."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        own = [module.name for module in iter_modules(__path__) if not module.name.startswith("_")]
        added = [entry.name for entry in entry_points(group="practicegraph.commands")]
        return sorted({*own, *added})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        for entry in entry_points(group="practicegraph.commands"):
            if entry.name == cmd_name:
                added: click.Command = entry.load()
                return added
        own: click.Command = getattr(import_module(f"{__name__}.{cmd_name}"), cmd_name)
        return own


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="practicegraph")
def cli() -> None:
    """Documents about good practices in, a queryable multilingual knowledge graph out."""


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line; a user's error is one line on standard error and exit status 1."""
    try:
        return cli.main(args=arguments, prog_name="practicegraph")
    except PracticeGraphError as error:
        click.echo(f"practicegraph: {error}", err=True)
        sys.exit(1)
