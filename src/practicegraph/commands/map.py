"""``practicegraph map``: what each document says by itself."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from practicegraph.mapping.mapped import MappedDocument


@click.command("map")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["facts", "text", "blocks"]), default="facts", show_default=True,
    help="facts as JSON Lines, the canonical text, or the blocks it is cut into.",
)  # fmt: skip
@click.option("--with-personal-data", is_flag=True, help="Print personal data too, unmasked.")
@click.option("--json", "as_json", is_flag=True, help="Print text and blocks as JSON Lines too.")
@click.option("--quiet", is_flag=True, help="Show no progress.")
def map(files: tuple[Path, ...], form: str, with_personal_data: bool, as_json: bool, quiet: bool) -> None:  # noqa: A001
    """Print the facts that FILES state, each with the span it was read from."""
    from rich.progress import Progress

    from practicegraph.mapping.knowledge import Knowledge
    from practicegraph.mapping.mapping import map_document
    from practicegraph.reading.files import read_folder

    knowledge = Knowledge.load()
    documents = list(read_folder(files))
    hidden = quiet or not sys.stderr.isatty() or len(documents) == 1
    with Progress(disable=hidden) as progress:
        for document in progress.track(documents, description="Mapping"):
            mapped = map_document(document, knowledge)
            text = document.text if with_personal_data else mapped.document.text
            if form == "facts":
                click.echo(_facts(mapped, with_personal_data=with_personal_data), nl=False)
            elif form == "text":
                click.echo(_line(document.name, text) if as_json else text, nl=as_json)
            else:
                click.echo(_blocks(mapped, text, as_json=as_json), nl=False)


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
