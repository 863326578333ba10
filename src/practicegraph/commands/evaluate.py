"""``practicegraph evaluate``: how well the mapping finds what a reader found."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from practicegraph.mapping.gold import GoldDocument
    from practicegraph.reading.blocks import Document


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--documents",
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of the documents that the gold names.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Tables and sentences for reading, or one JSON object.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--quiet", is_flag=True, help="Show no progress, and in text the scores alone.")
def evaluate(gold: tuple[Path, ...], documents: Path, form: str, as_json: bool, quiet: bool) -> None:
    """Map the documents that GOLD files name and print precision, recall and F1.

    The scores are given by field, language and layout and over all; every miss and every false fact
    follows with its sentence. docs/reference/gold.md describes the gold format and the rules.
    """
    from rich.console import Console
    from rich.progress import Progress

    from practicegraph.mapping.evaluation import evaluate as judge_all
    from practicegraph.mapping.evaluation_report import evaluation_to_json, evaluation_to_text
    from practicegraph.mapping.gold import check_spans, read_gold
    from practicegraph.mapping.knowledge import Knowledge
    from practicegraph.mapping.mapping import map_document

    wanted = [document for path in gold for document in read_gold(path)]
    pairs = list(zip(wanted, _documents(wanted, documents), strict=True))
    for golden, document in pairs:
        check_spans(golden, document.text)
    knowledge = Knowledge.load()
    with Progress(disable=quiet or not sys.stderr.isatty(), console=Console(stderr=True)) as progress:
        evaluation = judge_all(
            (golden, map_document(document, knowledge))
            for golden, document in progress.track(pairs, description="Mapping")
        )
    if as_json or form == "json":
        click.echo(json.dumps(evaluation_to_json(evaluation), ensure_ascii=False, indent=2))
    else:
        click.echo(evaluation_to_text(evaluation, scores_only=quiet), nl=False)


def _documents(wanted: Sequence[GoldDocument], folder: Path) -> Iterator[Document]:
    """Yield the document of each gold one, as ``documents.csv`` describes it where the folder has one."""
    from practicegraph.errors import InvalidDataError
    from practicegraph.reading.files import LIST_NAME, read_document, read_folder

    listed = {}
    if (folder / LIST_NAME).is_file():
        listed = {document.name: document for document in read_folder([folder])}
    for golden in wanted:
        path = folder / golden.name
        if not path.is_file():
            raise InvalidDataError(f"{path} does not exist", source=golden.source, place=golden.line)
        yield listed.get(golden.name) or read_document(path, name=golden.name)
