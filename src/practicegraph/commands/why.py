"""``practicegraph why``: what a triple rests on."""

from __future__ import annotations

import json
from pathlib import Path

import click

from practicegraph.commands._forms import form_option
from practicegraph.commands._release import current_release


@click.command()
@click.argument("subject")
@click.argument("predicate")
@click.argument("value", metavar="OBJECT")
@click.option("--directory", type=click.Path(path_type=Path), help="Data directory, or one release.")
@form_option("Form of the answer.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--lang", "language", default="en", show_default=True, help="Language of the names.")
@click.option("--quiet", is_flag=True, help="Print nothing; the exit status tells whether the triple holds.")
def why(
    subject: str,
    predicate: str,
    value: str,
    directory: Path | None,
    form: str,
    as_json: bool,
    language: str,
    quiet: bool,
) -> None:
    """Tell why SUBJECT PREDICATE OBJECT holds: by which axioms, from which sentences of which documents.

    A term is an IRI, a compact name (pg:Practice, sdg:10, country:FRA), KIND/SLUG, SCHEME/NOTATION, a slug
    or name alone, or a literal such as '"text"@en'. Exit status 1 if the graph does not hold the triple.
    """
    from practicegraph.explaining.reasons import Reasons
    from practicegraph.export.explanations import explanation_graph, explanation_json, explanation_text
    from practicegraph.graph.writing import write

    release = current_release(directory)
    reasons = Reasons(release)
    explanation = reasons.explain(reasons.triple(subject, predicate, value))
    if quiet:
        return
    name = reasons.name(explanation, (language,))
    if as_json or form == "json":
        click.echo(
            json.dumps(explanation_json(explanation, name, reasons.text), ensure_ascii=False, indent=2)
        )
    elif form == "turtle":
        click.echo(write(explanation_graph(explanation, release.base, name), "text/turtle"), nl=False)
    else:
        click.echo(explanation_text(explanation, name, reasons.text), nl=False)
