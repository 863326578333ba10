"""A report as RDF, as JSON and as text."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder
from practicegraph.languages import choose
from practicegraph.terms import BASE, PREFIXES, graph, node
from practicegraph.validation.paths import Term, path_triples
from practicegraph.validation.report import Report, Result
from practicegraph.validation.results import shown
from practicegraph.validation.shapes import SHAPES
from practicegraph.validation.sources import Sources

_TYPE: Final = node("rdf:type")
_BOOLEAN: Final = node("xsd:boolean")

Mint = Callable[[str], NamedNode]


def report_graph(report: Report, base: str = BASE) -> list[Triple]:
    """Return the report in the W3C's terms, sorted, without blank nodes: the same report is the same graph.

    ``sh:conforms`` is true only without any result, as the W3C defines it; :attr:`Report.conforms` is the
    milder gate of a release.
    """
    triples = head_triples(report, base)
    for result in report.results:
        triples += result_triples(result, base)
    return sorted(set(triples), key=str)


def head_triples(report: Report, base: str = BASE) -> list[Triple]:
    """Return what :func:`report_graph` says of the report itself."""
    head = _head(base)
    return [
        Triple(head, _TYPE, node("sh:ValidationReport")),
        Triple(head, node("sh:conforms"), Literal("false" if report.results else "true", datatype=_BOOLEAN)),
    ]


def result_triples(result: Result, base: str = BASE) -> list[Triple]:
    """Return what :func:`report_graph` says of one result; what is said of its path, others may say too."""
    space = graph("validation", base).value

    def mint(name: str) -> NamedNode:
        return NamedNode(f"{space}#{sha256(name.encode()).hexdigest()[:16]}")

    this = mint(_identity(result))
    return [Triple(_head(base), node("sh:result"), this), *_result_triples(this, result, mint)]


def _head(base: str) -> NamedNode:
    return NamedNode(f"{graph('validation', base).value}#report")


def _result_triples(this: NamedNode, result: Result, mint: Mint) -> Iterator[Triple]:
    yield Triple(this, _TYPE, node("sh:ValidationResult"))
    yield Triple(this, node("sh:focusNode"), _named(result.focus, mint))
    yield Triple(this, node("sh:resultSeverity"), result.severity)
    yield Triple(this, node("sh:sourceShape"), _named(result.shape, mint))
    yield Triple(this, node("sh:sourceConstraintComponent"), result.component)
    if result.value is not None:
        yield Triple(this, node("sh:value"), _named(result.value, mint))
    if result.path is not None:
        head, triples = path_triples(result.path, mint)
        yield Triple(this, node("sh:resultPath"), head)
        yield from triples
    for language, text in result.messages:
        literal = Literal(text, language=language) if language else Literal(text)
        yield Triple(this, node("sh:resultMessage"), literal)


def _identity(result: Result) -> str:
    return "\n".join(str(part) for part in (*result.order[1:], result.messages))


def _named(term: Term, mint: Mint) -> Term:
    """Return a term, an IRI in place of a blank node."""
    return mint(str(term)) if isinstance(term, BlankNode) else term


def report_turtle(report: Report, base: str = BASE) -> str:
    """Return :func:`report_graph` in Turtle, the prefixes in order: the same report is the same text."""
    triples = report_graph(report, base)
    written = (serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode()
    used = [line for line in written.splitlines() if not line.startswith("@prefix ")]
    body = "\n".join(used)
    heads = [f"@prefix {name}: <{iri}> ." for name, iri in sorted(PREFIXES.items()) if f"{name}:" in body]
    return "\n".join([*heads, "", *used]) + "\n"


def report_json(report: Report) -> dict[str, Any]:
    """Return the report as JSON: ``conforms`` (no violation), ``counts`` by severity, ``results`` in order."""
    return report_head(report) | {"results": [result_json(result) for result in report.results]}


def report_head(report: Report) -> dict[str, Any]:
    """Return :func:`report_json` without the results."""
    return {
        "conforms": report.conforms,
        "counts": {_local(severity): len(report.of(severity)) for severity in report.severities},
    }


def result_json(result: Result) -> dict[str, Any]:
    """Return one result as JSON; what it has not is left out."""
    entry: dict[str, Any] = {
        "severity": _local(result.severity),
        "focus": _json(result.focus),
        "path": None if result.path is None else str(result.path),
        "value": None if result.value is None else _json(result.value),
        "shape": _json(result.shape),
        "component": result.component.value,
        "messages": dict(result.messages),
    }
    return {key: value for key, value in entry.items() if value is not None}


def _json(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _local(iri: NamedNode) -> str:
    return iri.value.rsplit("#", 1)[-1]


def report_text(report: Report, language: str = "en", sources: Sources | None = None) -> str:
    """Return the report for a curator: what, where, which sentence, how to mend; the worst first.

    ``sources`` gives names to things and shows the sentences they come from. A language for which there
    is no wording is answered in English.
    """
    words, known = wording(language), sources or Sources()
    return report_lines(report, words, lambda result: result_text(result, language, words, known))


def report_lines(report: Report, words: Mapping[str, str], text: Callable[[Result], str]) -> str:
    """Return :func:`report_text` put together from the ``text`` of each result."""
    lines = [words["conforms" if report.conforms else "violated"]]
    for severity in report.severities:
        results = report.of(severity)
        if results:
            title = words.get(_local(severity), f"{words['other']}: {shown(severity)}")
            lines += ["", f"{title}: {len(results)}", "", *map(text, results)]
    return "\n".join(lines) + "\n"


def result_text(result: Result, language: str, words: Mapping[str, str], sources: Sources) -> str:
    """Return the lines of one result, without a line break at the end."""
    return "\n".join(_result_text(result, language, words, sources))


def _result_text(result: Result, language: str, words: Mapping[str, str], sources: Sources) -> Iterator[str]:
    message = choose(result.labels, (language,))
    name = sources.label(result.focus, language)
    where = shown(result.focus) if name is None else f"{_short(name)} ({shown(result.focus)})"
    yield f"- {message[1] if message else shown(result.component)}"
    yield f"    {words['about']}: {where}"
    if result.path is not None:
        yield f"    {words['at']}: {result.path}"
    if result.value is not None and result.value != result.focus:
        yield f"    {words['value']}: {_short(shown(result.value))}"
    for source in sources.of(result, language):
        yield f"    {words['document']}: {source.document}: “{_short(source.exact)}”"
    yield f"    {words['shape']}: {shown(result.shape).removeprefix(f'<{SHAPES}').removesuffix('>')}"


def _short(text: str, limit: int = 200) -> str:
    """Return a text on one line, cut after ``limit`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def wording(language: str) -> Mapping[str, str]:
    """Return the words of the text report in a language, English where there are none."""
    file = folder("data", "wording", "validation.csv")
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except OSError as error:
        raise InvalidDataError(f"cannot be read: {error}", source=file) from error
    return {
        row["key"]: (
            choose({tag: text for tag, text in row.items() if tag != "key" and text}, (language,)) or ("", "")
        )[1]
        for row in rows
    }
