"""Writes the parts of the reference that follow from the code: run ``python docs/generate.py`` after a change.

A page of ``docs/reference`` marks such a part with ``<!-- generated: NAME -->`` and ``<!-- end -->``; all
around it is written by hand. ``tests/test_documented.py`` fails where a part is not up to date.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import click
from rdflib import RDF, RDFS, SH, SKOS, Graph, Literal, URIRef
from rdflib.namespace import OWL
from rdflib.term import Node

from practicegraph import settings
from practicegraph.catalogue.catalogue import Catalogue
from practicegraph.catalogue.query import Parameter
from practicegraph.commands import cli
from practicegraph.export.rows import ROW_TYPES, columns
from practicegraph.folders import folder
from practicegraph.release.download_kinds import DOWNLOAD_TYPES, describe_download
from practicegraph.terms import PG, PREFIXES

REFERENCE: Final = Path(__file__).parent / "reference"
_PART: Final = re.compile(r"(<!-- generated: (?P<name>\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_CODE: Final = re.compile(r"``([^`]+)``")


def pages() -> dict[Path, str]:
    """Return the text that each page of the reference with generated parts should have."""
    return {
        page: _PART.sub(lambda match: match[1] + "\n" + PARTS[match["name"]]() + match[3], text)
        for page in sorted(REFERENCE.glob("*.md"))
        if _PART.search(text := page.read_text(encoding="utf-8"))
    }


def commands() -> str:
    """Return every command: its usage, what it does, its arguments and options."""
    return "".join(
        _command(command, context)
        for command, context in walk(cli, click.Context(cli, info_name="practicegraph"))
    )


def walk(command: click.Command, context: click.Context) -> Iterator[tuple[click.Command, click.Context]]:
    """Yield a command and those below it, each with its context."""
    yield command, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from walk(below, click.Context(below, parent=context, info_name=name))


def _command(command: click.Command, context: click.Context) -> str:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    text = "\n\n".join(" ".join(part.split()) for part in inspect.cleandoc(command.help or "").split("\n\n"))
    rows = [
        _option(option, context) for option in command.get_params(context) if isinstance(option, click.Option)
    ]
    return f"## {context.command_path}\n\n```console\n$ {usage}\n```\n\n{text}\n\n" + _table(
        ("option", "meaning"), rows
    )


def _option(option: click.Option, context: click.Context) -> tuple[str, str]:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    takes = "" if option.is_flag else f" `{option.make_metavar(context)}`"
    default = f" Default: `{option.default}`." if option.show_default and option.default else ""
    return names + takes, " ".join((option.help or "").split()) + default


def settings_table() -> str:
    """Return the settings with their environment variables, kinds and defaults."""
    told = _attribute_docstrings(settings)
    rows = [
        (
            f"`PRACTICEGRAPH_{field.name.upper()}`",
            type(field.default).__name__.replace("PosixPath", "path").replace("str", "text"),
            f"`{field.default}`",
            _CODE.sub(r"`\1`", told[field.name]),
        )
        for field in fields(settings.Settings)
    ]
    return _table(("variable", "kind", "default", "meaning"), rows)


def _attribute_docstrings(module: Any) -> Mapping[str, str]:
    """Return the string below each annotated attribute of a module's ``Settings`` class."""
    tree = ast.parse(inspect.getsource(module))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Settings")
    return {
        attribute.target.id: " ".join(str(text.value.value).split())
        for attribute, text in pairwise(body)
        if isinstance(attribute, ast.AnnAssign)
        and isinstance(attribute.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
    }


def queries() -> str:
    """Return the queries of the catalogue with their parameters."""
    return "".join(
        f"### {query.name}\n\n**{query.titles['en']}** {query.descriptions.get('en', '')}"
        f" ({', '.join(query.tags)}; [file](../../queries/{query.name}.rq))\n\n"
        + _table(("parameter", "takes", "meaning"), [_parameter(parameter) for parameter in query.parameters])
        for query in Catalogue.load()
    )


def _parameter(parameter: Parameter) -> tuple[str, str, str]:
    kind = f"{parameter.kind} of `{parameter.scheme}`" if parameter.scheme else parameter.kind
    return f"`{parameter.name}`", kind, parameter.description


def classes() -> str:
    """Return the classes of the ontology: what each is a kind of, and its definition."""
    model = _ontology()
    rows = [
        (f"`{_short(term)}`", _terms(model, term, RDFS.subClassOf), _english(model, term, SKOS.definition))
        for term in _declared(model, OWL.Class)
    ]
    return _table(("class", "is a", "meaning"), rows)


def properties() -> str:
    """Return the properties of the ontology: domain, range, what each is a kind of, and its definition."""
    model = _ontology()
    rows = [
        (
            f"`{_short(term)}`",
            _terms(model, term, RDFS.domain),
            _terms(model, term, RDFS.range),
            _terms(model, term, RDFS.subPropertyOf),
            _english(model, term, SKOS.definition),
        )
        for term in _declared(model, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    ]
    return _table(("property", "of", "to", "is a", "meaning"), rows)


def shapes() -> str:
    """Return the shapes by file: severity and English message of each."""
    return "".join(map(_shape_file, sorted(folder("shapes").glob("*.ttl"))))


def _shape_file(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    about = " ".join(
        line.removeprefix("# ") for line in text.split("\n\n")[1].splitlines() if line.startswith("# ")
    )
    graph = Graph().parse(path, format="turtle")
    rows = [
        (f"`{str(shape).rpartition('#')[2]}`", _severity(graph, shape), _english(graph, shape, SH.message))
        for shape in sorted(set(graph.subjects(SH.message)), key=str)
    ]
    return f"## {path.stem}\n\n`{path.name}`: {about}\n\n" + _table(("shape", "severity", "message"), rows)


def downloads() -> str:
    """Return the files that every release offers."""
    rows = [(f"`{name}`", f"`{kind}`", describe_download(name)) for name, kind in DOWNLOAD_TYPES.items()]
    return _table(("file", "media type", "holds"), rows)


def lexicon() -> str:
    """Return the tables of the lexicon: columns, and what the comment at the head of each says."""
    return _table(
        ("table", "columns", "meaning"),
        list(map(_lexicon_table, sorted(folder("data", "lexicon").glob("*.csv")))),
    )


_BELOW = {
    "headings.csv": "Labels: [below](#headings)",
    "cues.csv": "Words that tell something: [below](#cues)",
    "sentence_cues.csv": "Those of running text: [below](#cues)",
}


def _lexicon_table(path: Path) -> tuple[str, str, str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    comments = [line.lstrip("# ") for line in lines if line.startswith("#")]
    columns = next(line for line in lines if not line.startswith("#"))
    return (
        f"`{path.name}`",
        ", ".join(f"`{name}`" for name in columns.split(",")),
        " ".join(comments) or _BELOW[path.name],
    )


def _severity(graph: Graph, shape: Node) -> str:
    return str(graph.value(shape, SH.severity, default=SH.Violation)).rpartition("#")[2]


def _ontology() -> Graph:
    return Graph().parse(folder("ontology", "practicegraph.ttl"), format="turtle")


def _declared(model: Graph, *kinds: URIRef) -> list[URIRef]:
    """Return our own terms of some kinds, in order."""
    found = {term for kind in kinds for term in model.subjects(RDF.type, kind) if isinstance(term, URIRef)}
    return sorted(term for term in found if term.startswith(PG))


def _terms(model: Graph, term: URIRef, predicate: URIRef) -> str:
    values = [value for value in model.objects(term, predicate) if isinstance(value, URIRef)]
    return ", ".join(f"`{_short(value)}`" for value in sorted(values))


def _english(model: Graph, term: Node, predicate: URIRef) -> str:
    texts = [text for text in model.objects(term, predicate) if isinstance(text, Literal)]
    return next((str(text) for text in texts if text.language == "en"), "")


def _short(term: str) -> str:
    known = ((prefix, start) for prefix, start in PREFIXES.items() if term.startswith(start))
    return next((f"{prefix}:{term.removeprefix(start)}" for prefix, start in known), term)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a table of Markdown, empty for no rows."""
    if not rows:
        return ""
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(map(_line, lines)) + "\n"


def _line(cells: tuple[str, ...]) -> str:
    written = " | ".join(cell.replace("|", "\\|") for cell in cells)
    return f"| {written} |\n"


def tables() -> str:
    """Return the flat tables with their columns."""
    return "".join(
        f"## {name}\n\n{inspect.cleandoc(row_type.__doc__ or '')}\n\n"
        + _table(
            ("column", "type", "meaning"),
            [(f"`{column.name}`", column.type, column.description) for column in columns(row_type)],
        )
        for name, row_type in ROW_TYPES.items()
    )


PARTS: Final[Mapping[str, Callable[[], str]]] = {
    "commands": commands,
    "settings": settings_table,
    "queries": queries,
    "classes": classes,
    "properties": properties,
    "tables": tables,
    "shapes": shapes,
    "lexicon": lexicon,
    "downloads": downloads,
}
"""What a page can ask for, by name."""


def main(arguments: list[str]) -> int:
    """Write every page whose generated parts changed, and name it; with ``--check`` only name them."""
    outdated = {page: text for page, text in pages().items() if page.read_text(encoding="utf-8") != text}
    for page, text in outdated.items():
        if "--check" not in arguments:
            page.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{page}\n")
    return len(outdated) if "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
