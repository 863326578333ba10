"""``practicegraph map``: what each document says by itself."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from practicegraph.mapping.mapped import MappedDocument
    from practicegraph.reading.blocks import Document


@click.command("map")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["facts", "text", "blocks", "nquads"]), default="facts",
    show_default=True,
    help="facts as JSON Lines, the canonical text, the blocks it is cut into, or each document's graphs.",
)  # fmt: skip
@click.option(
    "--with-personal-data", is_flag=True, help="Print personal data too, unmasked; never in nquads."
)
@click.option("--json", "as_json", is_flag=True, help="Print text and blocks as JSON Lines too.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def map(files: tuple[Path, ...], form: str, with_personal_data: bool, as_json: bool, quiet: bool) -> None:  # noqa: A001
    """Print the facts that FILES state, each with the span it was read from.

    Documents are printed as they are mapped, many of them on all cores, so any number needs the same memory.
    """
    from rich.console import Console
    from rich.progress import Progress

    from practicegraph.building.mapper import stream
    from practicegraph.reading.files import read_folder

    print_one = partial(printed, form=form, with_personal_data=with_personal_data, as_json=as_json)
    hidden = quiet or not sys.stderr.isatty()
    with Progress(console=Console(stderr=True), disable=hidden, transient=True) as progress:
        for text in progress.track(stream(print_one, read_folder(files)), description="Mapping", total=None):
            click.echo(text, nl=False)


def printed(document: Document, *, form: str, with_personal_data: bool, as_json: bool) -> str:
    """Return what the command prints of one document."""
    from practicegraph.graph.streaming import document_nquads
    from practicegraph.mapping.knowledge import Knowledge
    from practicegraph.mapping.mapping import map_document

    mapped = map_document(document, Knowledge.load())
    text = document.text if with_personal_data else mapped.document.text
    if form == "facts":
        return _facts(mapped, with_personal_data=with_personal_data)
    if form == "nquads":
        return document_nquads(mapped).decode()
    if form == "text":
        return _line(document.name, text) + "\n" if as_json else text
    return _blocks(mapped, text, as_json=as_json)


def _facts(mapped: MappedDocument, *, with_personal_data: bool) -> str:
    from practicegraph.mapping.serialization import facts_to_lines

    return facts_to_lines([*mapped.facts, *(mapped.personal if with_personal_data else ())])


def _line(name: str, text: str) -> str:
    return json.dumps({"document": name, "text": text}, ensure_ascii=False)


def _blocks(mapped: MappedDocument, text: str, *, as_json: bool) -> str:
    lines = []
    for block in mapped.document.blocks:
        words = text[block.start : block.end]
        place = {"kind": block.kind.value, "start": block.start, "end": block.end}
        where = {
            name: value
            for name in ("level", "row", "column", "number", "page")
            if (value := getattr(block, name)) not in (None, 0) or (name in ("row", "column") and value == 0)
        }
        if as_json:
            lines.append(
                json.dumps(
                    {"document": mapped.document.name, **place, **where, "text": words}, ensure_ascii=False
                )
            )
        else:
            extra = " ".join(f"{name}={value}" for name, value in where.items())
            lines.append(f"{block.start}-{block.end} {block.kind.value} {extra}\t{words}")
    return "".join(f"{line}\n" for line in lines)
