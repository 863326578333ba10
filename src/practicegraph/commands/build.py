"""``practicegraph build``: documents in, a published release out."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import click

if TYPE_CHECKING:
    from rich.console import Console

    from practicegraph.errors import UnreadableDocumentError
    from practicegraph.release.open import Release


_UNKNOWN_LANGUAGE: Final = 3
"""Exit status when all was built, and a document is in a language that we know too little of."""


@click.command()
@click.argument("documents", nargs=-1, type=click.Path(path_type=Path), metavar="[DOCUMENTS]...")
@click.option(
    "--out",
    "--directory",
    "directory",
    type=click.Path(path_type=Path, file_okay=False),
    help="Data directory; by default $PRACTICEGRAPH_DIRECTORY or ./practicegraph-data.",
)
@click.option("--base", help="Base of all instance IRIs; ends with '/'.")
@click.option(
    "--vocabularies", type=click.Path(path_type=Path), help="Folder of SKOS files in place of our own."
)
@click.option("--shapes", type=click.Path(path_type=Path), help="Folder of SHACL files in place of our own.")
@click.option(
    "--skip-unreadable", is_flag=True, help="Leave out documents that cannot be read, and name them."
)
@click.option(
    "--any-language", is_flag=True, help="Take documents in languages without a lexicon for no failure."
)
@click.option(
    "--no-cache", is_flag=True, help="Map every document again, and keep none mapped for the next build."
)
@click.option("--quiet", is_flag=True, help="Print nothing but warnings and errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as one JSON object.")
def build(
    documents: tuple[Path, ...],
    directory: Path | None,
    base: str | None,
    vocabularies: Path | None,
    shapes: Path | None,
    skip_unreadable: bool,
    any_language: bool,
    no_cache: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Build a release from DOCUMENTS: files, folders, or documents.csv lists; by default the shipped corpus.

    Nothing is written unless everything is right: a document that cannot be read, a vocabulary or shape
    that does not parse, a contradiction to the ontology or personal data in what would be served end the
    build with exit status 1 and leave the directory as it was. Documents in a language without a lexicon
    are built all the same, each named, and the exit status is 3 unless --any-language is given.
    """
    from rich.console import Console

    from practicegraph.building.build import build as build_release
    from practicegraph.derivation.resources import Resources
    from practicegraph.folders import folder
    from practicegraph.settings import Settings

    settings = Settings.from_environment(directory=directory, base=base)
    given: dict[str, Any] = {"vocabularies": vocabularies, "shapes": shapes}
    resources = Resources(**{name: path for name, path in given.items() if path is not None})
    skipped: list[UnreadableDocumentError] = []
    foreign: list[str] = []
    console = Console(stderr=True)
    with _Bar(console, shown=not quiet and not as_json) as bar:
        release = build_release(
            documents or (folder("data", "documents"),),
            settings,
            bar,
            resources=resources,
            on_unreadable=skipped.append if skip_unreadable else None,
            on_unknown_language=foreign.append,
            cached=not no_cache,
        )
    outcome = summary(release) | {"skipped": [str(error) for error in skipped]}
    _tell(outcome, foreign, as_json=as_json, quiet=quiet)
    if foreign and not any_language:
        raise click.exceptions.Exit(_UNKNOWN_LANGUAGE)


def _tell(outcome: dict[str, Any], foreign: list[str], *, as_json: bool, quiet: bool) -> None:
    for error in outcome["skipped"]:
        click.echo(f"practicegraph: left out: {error}", err=True)
    for message in foreign:
        click.echo(f"practicegraph: warning: {message}", err=True)
    if as_json:
        click.echo(json.dumps(outcome, ensure_ascii=False))
    elif not quiet:
        click.echo(_text(outcome), nl=False)


def summary(release: Release) -> dict[str, Any]:
    """Return what a release holds, in figures."""
    figures = release.statistics()
    report = json.loads((release.validation / "report.json").read_bytes())
    names = ("undertakings", "practices", "documents", "organizations", "places")
    return {
        "release": release.id,
        "path": str(release.path),
        "triples": figures["triples"],
        "facts": figures["facts"]["all"],
        **{name: figures[name] for name in names},
        "languages": figures["languages"]["documents"],
        "conforms": report["conforms"],
        "validation": report["counts"],
    }


def _text(outcome: dict[str, Any]) -> str:
    triples, counts = outcome["triples"], outcome["validation"]
    found = ", ".join(f"{number} {severity}" for severity, number in counts.items())
    languages = ", ".join(f"{number} {tag}" for tag, number in outcome["languages"].items())
    return (
        f"release    {outcome['release']}\n"
        f"practices  {outcome['practices']} of {outcome['undertakings']} things described"
        f" in {outcome['documents']} documents, {outcome['organizations']} organisations\n"
        f"facts      {outcome['facts']}\n"
        f"triples    {triples['all']}, {triples['inferred']} of them inferred\n"
        f"languages  {languages}\n"
        f"validation {'conforms' if outcome['conforms'] else 'violations'}: {found}"
        f" (see {outcome['path']}/validation/report.txt)\n"
        f"path       {outcome['path']}\n"
    )


class _Bar:
    """A progress bar on standard error that also lets warnings through, each on its own line."""

    def __init__(self, console: Console, *, shown: bool) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        self._progress = Progress(
            TextColumn("{task.description:<12}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            disable=not shown,
        )
        self._tasks: dict[str, Any] = {}
        self._console = console
        self._handler = _Lines(console)

    def __enter__(self) -> Self:
        logging.getLogger("practicegraph").addHandler(self._handler)
        self._progress.start()
        return self

    def __exit__(self, failure: object, *_: object) -> None:
        # In a log file the bars are of no use to one who must mend something: the error stands alone.
        self._console.quiet = failure is not None and not self._console.is_terminal
        self._progress.stop()
        logging.getLogger("practicegraph").removeHandler(self._handler)

    def __call__(self, step: str, done: int, total: int) -> None:
        if step not in self._tasks:
            self._tasks[step] = self._progress.add_task(step)
        self._progress.update(self._tasks[step], completed=done, total=total)


class _Lines(logging.Handler):
    """Prints each warning as one line above the progress bar."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self._console = console

    def emit(self, record: logging.LogRecord) -> None:
        line = f"practicegraph: {record.levelname.lower()}: {record.getMessage()}"
        self._console.print(line, soft_wrap=True, markup=False, highlight=False)
