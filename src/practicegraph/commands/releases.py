"""``practicegraph releases``: which releases there are, whether they are sound, and going back to one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from practicegraph.commands._forms import form_option

if TYPE_CHECKING:
    from practicegraph.release.open import Release


@click.group()
@click.option(
    "--out",
    "--directory",
    "directory",
    type=click.Path(path_type=Path, file_okay=False),
    help="Data directory; by default $PRACTICEGRAPH_DIRECTORY or ./practicegraph-data.",
)
@click.pass_context
def releases(context: click.Context, directory: Path | None) -> None:
    """List, verify and switch releases."""
    from practicegraph.settings import Settings

    context.obj = Settings.from_environment(directory=directory).directory


@releases.command("list")
@click.option("--quiet", is_flag=True, help="Print the ids only.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
@click.pass_obj
def list_releases(directory: Path, *, quiet: bool, as_json: bool) -> None:
    """List the releases, the current one and its line of parents first."""
    from practicegraph.release.history import history

    records = [
        {
            "release": entry.identifier,
            "current": entry.current,
            "parent": entry.parent,
            "triples": entry.triples,
            "documents": entry.documents,
        }
        for entry in history(directory)
    ]
    if as_json:
        click.echo(json.dumps(records))
        return
    for record in records:
        click.echo(record["release"] if quiet else _line(record))


def _line(record: dict[str, Any]) -> str:
    mark = "*" if record["current"] else " "
    if record["triples"] is None:
        return f"{mark} {record['release']}  damaged"
    parent = f", parent {record['parent']}" if record["parent"] else ""
    return f"{mark} {record['release']}  {record['triples']} triples, {record['documents']} documents{parent}"


@releases.command()
@click.argument("identifiers", nargs=-1, metavar="[ID]...")
@click.option("--quiet", is_flag=True, help="Print nothing but damages.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object: damage, or null, by release.")
@click.pass_obj
def verify(directory: Path, identifiers: tuple[str, ...], *, quiet: bool, as_json: bool) -> None:
    """Compare every file of the releases (all of them, or those named) with its recorded hash.

    Exit status 1 if one is damaged; each damaged release is named with its file.
    """
    from practicegraph.errors import DamagedReleaseError
    from practicegraph.release.layout import Layout
    from practicegraph.release.verify import verify as verify_release

    layout = Layout(directory)
    if not (identifiers or layout.identifiers()):
        raise DamagedReleaseError("has no release", source=directory)
    damages: dict[str, str | None] = {}
    for identifier in identifiers or layout.identifiers():
        try:
            verify_release(layout.release(identifier))
            damages[identifier] = None
        except DamagedReleaseError as error:
            damages[identifier] = str(error)
    if as_json:
        click.echo(json.dumps(damages))
    for identifier, damage in damages.items() if not as_json else ():
        if damage is not None:
            click.echo(f"{identifier}  damaged: {damage}", err=True)
        elif not quiet:
            click.echo(f"{identifier}  sound")
    if any(damages.values()):
        raise click.exceptions.Exit(1)


@releases.command()
@click.argument("identifier", required=False, metavar="[ID]")
@click.option("--quiet", is_flag=True, help="Print nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def rollback(directory: Path, identifier: str | None, *, quiet: bool, as_json: bool) -> None:
    """Make a release current again: the parent of the current one, or the one named."""
    from practicegraph.errors import PracticeGraphError
    from practicegraph.release.history import history
    from practicegraph.release.publish import switch

    if identifier is None:
        current = next((entry for entry in history(directory) if entry.current), None)
        identifier = None if current is None else current.parent
        if identifier is None:
            raise PracticeGraphError("the current release has no parent to go back to", source=directory)
    switch(directory, identifier)
    if as_json:
        click.echo(json.dumps({"current": identifier}))
    elif not quiet:
        click.echo(f"current is {identifier}")


@releases.command()
@click.argument("old", metavar="A")
@click.argument("new", metavar="B", required=False)
@click.option("--statements", is_flag=True, help="Show statements, graph by graph, in place of things.")
@click.option("--graph", "name", help="The statements of one graph only, such as curated/default.")
@form_option("Form of the answer; statements have no Turtle.")
@click.option("--lang", "language", default="en", show_default=True, help="Language of the names.")
@click.option("--quiet", is_flag=True, help="Leave out what is said of each thing, or each statement.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.pass_obj
def diff(
    directory: Path,
    old: str,
    new: str | None,
    *,
    statements: bool,
    name: str | None,
    form: str,
    language: str,
    quiet: bool,
    as_json: bool,
) -> None:
    """Show what changed from release A to B, by default the current one.

    Told are things: practices, documents, organisations and concepts that were added, removed, relabelled,
    merged, split or changed, and their statements, links to goals among them. With --statements or --graph,
    the statements removed and added, graph by graph.
    """
    from practicegraph.release.layout import Layout
    from practicegraph.release.open import open_release

    layout = Layout(directory)
    first = open_release(layout.release(old))
    second = open_release(layout.release(new or layout.current_identifier() or ""))
    form = "json" if as_json else form
    if not (statements or name):
        _show_things(first, second, form, language, brief=quiet)
    elif form == "turtle":
        raise click.UsageError("statements are shown as text or JSON")
    else:
        _show_statements(first, second, name, as_json=form == "json", brief=quiet)


def _show_things(first: Release, second: Release, form: str, language: str, *, brief: bool) -> None:
    from practicegraph.comparison.changes import changes
    from practicegraph.comparison.forms import changes_graph, changes_json, changes_text, name_of
    from practicegraph.graph.writing import write

    found = changes(first, second)
    if form == "turtle":
        click.echo(write(changes_graph(found), "text/turtle"), nl=False)
    elif form == "json":
        record = changes_json(found)
        if brief:
            record["things"] = [
                {key: value for key, value in thing.items() if key not in {"removed", "added"}}
                for thing in record["things"]
            ]
        click.echo(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        named = name_of(found, (first, second), language)
        click.echo(changes_text(found, named, language, brief=brief), nl=False)


def _show_statements(
    first: Release, second: Release, name: str | None, *, as_json: bool, brief: bool
) -> None:
    from practicegraph.comparison.difference import difference

    found = [graph for graph in difference(first, second) if name in {None, graph.name}]
    if as_json:
        records = [
            {"graph": graph.name, "removed": len(graph.removed), "added": len(graph.added)}
            | ({} if brief else {"statements": {"removed": graph.removed, "added": graph.added}})
            for graph in found
        ]
        click.echo(json.dumps(records, ensure_ascii=False))
        return
    for graph in found:
        click.echo(f"{graph.name}  -{len(graph.removed)} +{len(graph.added)}")
        for line in () if brief else graph.removed:
            click.echo(f"- {line}")
        for line in () if brief else graph.added:
            click.echo(f"+ {line}")
