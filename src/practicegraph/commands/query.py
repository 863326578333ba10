"""``practicegraph query``: ask the current release a question of the catalogue."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from practicegraph.commands._queries import named_query, parameter_values
from practicegraph.commands._release import current_release
from practicegraph.errors import InvalidDataError

if TYPE_CHECKING:
    from pyoxigraph import Store

    from practicegraph.catalogue.query import Query

_RESULTS = {
    "csv": "text/csv",
    "json": "application/sparql-results+json",
    "tsv": "text/tab-separated-values",
    "xml": "application/sparql-results+xml",
}


@click.command()
@click.argument("name", required=False)
@click.option(
    "--param",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter's value; the same name again is an alternative, 'any' leaves it open.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", *_RESULTS, "turtle"]),
    help="Form of the answer; by default a table, and Turtle where the answer is a graph.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--directory", type=click.Path(path_type=Path), help="Data directory, or one release.")
@click.option(
    "--portable",
    "as_portable",
    is_flag=True,
    help="Print the SPARQL for other endpoints, pg:label written out, and do not run it.",
)
@click.option("--show", is_flag=True, help="Print the SPARQL that would run, and do not run it.")
@click.option("--list", "listed", is_flag=True, help="List the queries with their parameters.")
@click.option("--quiet", is_flag=True, help="Print the answer alone: a table without the number of rows.")
def query(
    name: str | None,
    parameters: tuple[str, ...],
    form: str | None,
    as_json: bool,
    directory: Path | None,
    as_portable: bool,
    show: bool,
    listed: bool,
    quiet: bool,
) -> None:
    """Run the query NAME of the catalogue, or one in a file NAME.rq, on the current release."""
    form = "json" if as_json else form
    if listed or name is None:
        click.echo(_catalogue(as_json=form == "json"), nl=False)
        return
    values = parameter_values(parameters)
    if as_portable:
        from practicegraph.engine.portable import portable

        click.echo(portable(_bound(name, values, directory)[1]), nl=False)
    elif show:
        click.echo(_bound(name, values, directory)[1], nl=False)
    else:
        _run(name, values, form, directory, quiet=quiet)


def _bound(name: str, values: Mapping[str, Sequence[str]], directory: Path | None) -> tuple[Query, str]:
    """Return a query and its text with the values; without a release it is bound to the settings' base."""
    from practicegraph.catalogue.binding import bind
    from practicegraph.errors import PracticeGraphError
    from practicegraph.settings import Settings

    try:
        base = current_release(directory).base
    except PracticeGraphError:
        base = Settings.from_environment().base
    found = named_query(name, base)
    return found, bind(found, values, base)


def _run(
    name: str, values: Mapping[str, Sequence[str]], form: str | None, directory: Path | None, *, quiet: bool
) -> None:
    from pyoxigraph import QueryResultsFormat, QuerySolutions, QueryTriples, Store

    from practicegraph.catalogue.binding import bind
    from practicegraph.engine.label import functions
    from practicegraph.graph.writing import write

    release = current_release(directory)
    asked = named_query(name, release.base)
    store = Store.read_only(str(release.snapshot))
    try:
        answer = store.query(bind(asked, values, release.base), custom_functions=functions(store))
    except SyntaxError as error:
        raise InvalidDataError(f"is no SPARQL query: {error.msg}", source=name) from error
    if isinstance(answer, QueryTriples):
        if form not in {None, "turtle"}:
            raise InvalidDataError(f"gives a graph, which has no form {form!r}: use turtle", source=name)
        click.echo(write(answer, "text/turtle"), nl=False)
        return
    if form == "turtle":
        raise InvalidDataError(f"gives a table, which has no form {form!r}", source=name)
    if form in _RESULTS:
        writer = QueryResultsFormat.from_media_type(_RESULTS[form])
        click.echo(answer.serialize(format=writer), nl=False)
    elif isinstance(answer, QuerySolutions):
        _print_table(answer, store, (*values.get("lang", ()), "en"), quiet=quiet)
    else:
        click.echo("yes" if answer else "no")


def _print_table(answer: Any, store: Store, languages: Sequence[str], *, quiet: bool) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from practicegraph.export.tables import table

    columns, rows = table(answer, store, languages)
    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        shown.add_column(column, overflow="fold")
    for row in rows:
        shown.add_row(*map(Text, row))
    console = Console()
    if not console.is_terminal:
        widths = (max(len(row[index]) for row in [columns, *rows]) + 3 for index in range(len(columns)))
        console = Console(width=max(80, sum(widths)))
    console.print(shown)
    if not quiet:
        console.print(f"{len(rows)} row{'' if len(rows) == 1 else 's'}", highlight=False)


def _catalogue(*, as_json: bool) -> str:
    from practicegraph.catalogue.binding import default_texts
    from practicegraph.catalogue.catalogue import Catalogue

    records = [
        {
            "name": found.name,
            "title": dict(found.titles),
            "tags": list(found.tags),
            "parameters": [
                {
                    "name": parameter.name,
                    "kind": parameter.kind,
                    "scheme": parameter.scheme,
                    "description": parameter.description,
                    "default": written[parameter.name],
                }
                for parameter in found.parameters
            ],
        }
        for found in Catalogue.load()
        for written in (default_texts(found),)
    ]
    if as_json:
        return json.dumps(records, ensure_ascii=False, indent=2) + "\n"
    return "".join(_described(record) for record in records)


def _described(record: dict[str, Any]) -> str:
    lines = [f"{record['name']}: {record['title']['en']}\n"]
    lines += [
        f"    --param {parameter['name']}={'|'.join(parameter['default'])}  {parameter['description']}\n"
        for parameter in record["parameters"]
    ]
    return "".join(lines)
