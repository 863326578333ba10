"""One query of the catalogue: the text of its file, and what the header says of it.

A file is SPARQL that runs as it is. Its header is comment lines, ``# KEY: VALUE``::

    # title@en: Practices funded by a programme
    # description@en: Which practices a programme paid for, with share and amount.
    # tags: funding
    # parameter programme (concept funding-programme): The programme
    #defaultView:Table

Its parameters are a ``VALUES`` block marked ``# parameters``: the variables are the parameters, its rows the
defaults, further rows alternatives, ``UNDEF`` is "any". A sub-SELECT that needs them repeats the block.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from practicegraph.engine.guard import check
from practicegraph.engine.protocol import QueryForm
from practicegraph.engine.tokens import tokens
from practicegraph.errors import InvalidDataError
from practicegraph.terms import BASE

KINDS: Final = (
    "concept", "sdg", "country", "iri", "string", "language", "boolean", "date", "integer", "decimal",
)  # fmt: skip
"""What a parameter may take; ``concept`` is followed by the notation of its scheme."""

_HEADER: Final = re.compile(r"^#\s*(?P<key>[a-z]+(?:@[A-Za-z-]+)?|parameter \w+ \([^)]*\)):\s*(?P<value>.*)$")
_VIEW: Final = re.compile(r"^#defaultView:(\w+)\s*$", re.MULTILINE)
_PARAMETER: Final = re.compile(r"parameter (?P<name>\w+) \((?P<kind>\w+)(?: (?P<scheme>[\w-]+))?\)")
_BLOCK: Final = re.compile(
    r"VALUES\s*(?:\((?P<many>[^)]*)\)|(?P<one>[?$]\w+))\s*\{(?P<rows>[^{}]*?#\s*parameters\b[^{}]*)\}",
    re.IGNORECASE,
)
_LIMIT: Final = 1 << 20
_INSTANCES: Final = tuple(f"<{BASE}{kind}" for kind in ("concept/", "graph/", "id/"))


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its variable's name, what it takes, and a sentence about it."""

    name: str
    kind: str
    scheme: str | None
    description: str


@dataclass(frozen=True, slots=True)
class Block:
    """A parameter block in the text: where its rows stand, and its variables in order."""

    start: int
    end: int
    variables: tuple[str, ...]
    is_single: bool


@dataclass(frozen=True, slots=True)
class Query:
    """A query of the catalogue; ``name`` is its file's name without suffix.

    ``prologue`` is what stands before the query form: the prefixes.
    """

    name: str
    text: str
    prologue: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    tags: tuple[str, ...]
    view: str
    form: QueryForm
    parameters: tuple[Parameter, ...]
    blocks: tuple[Block, ...]


def read_query(path: Path, base: str = BASE) -> Query:
    """Read a query's file; raises :class:`InvalidDataError` naming file and line of what is wrong.

    Where instance IRIs have another ``base`` than the default one that the file names, the query does too.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidDataError(f"cannot be read: {error}", source=path) from error
    return parse_query(path.stem, _rebased(text, base), source=path)


def parse_query(name: str, text: str, *, source: object = None) -> Query:
    """Read a query from its text; see :func:`read_query`."""
    header: dict[str, str] = {}
    parameters: list[Parameter] = []
    for number, line in enumerate(text.splitlines(), 1):
        match = _HEADER.match(line)
        if match is None:
            continue
        described = _PARAMETER.fullmatch(match["key"])
        if described is None:
            header[match["key"]] = match["value"].strip()
        elif described["kind"] not in KINDS:
            raise InvalidDataError(
                f"unknown kind of parameter {described['kind']!r}", source=source, place=number
            )
        else:
            parameters.append(
                Parameter(described["name"], described["kind"], described["scheme"], match["value"].strip())
            )
    blocks = _blocks(text)
    _check_parameters(parameters, blocks, source)
    view = _VIEW.search(text)
    return Query(
        name,
        text,
        _prologue(text),
        _by_language(header, "title"),
        _by_language(header, "description"),
        tuple(tag.strip() for tag in header.get("tags", "").split(",") if tag.strip()),
        view[1] if view else "Table",
        check(text, limit=_LIMIT).form,
        tuple(parameters),
        blocks,
    )


def _rebased(text: str, base: str) -> str:
    """Put ``base`` in place of the default one in the IRIs of concepts, graphs and things."""
    if base == BASE:
        return text
    for token in reversed(tuple(tokens(text))):
        if token.kind == "iri" and token.text.startswith(_INSTANCES):
            start = token.start + 1
            text = text[:start] + base + text[start + len(BASE) :]
    return text


def _by_language(header: Mapping[str, str], key: str) -> dict[str, str]:
    prefix = f"{key}@"
    return {
        name.removeprefix(prefix): value for name, value in sorted(header.items()) if name.startswith(prefix)
    }


def _prologue(text: str) -> str:
    forms = {form.name for form in QueryForm}
    return text[: next(token.start for token in tokens(text) if token.keyword in forms)]


def _blocks(text: str) -> tuple[Block, ...]:
    found = []
    for match in _BLOCK.finditer(text):
        names = match["many"] if match["many"] is not None else match["one"]
        variables = tuple(name.lstrip("?$") for name in names.split())
        found.append(Block(match.start("rows"), match.end("rows"), variables, match["one"] is not None))
    return tuple(found)


def _check_parameters(parameters: list[Parameter], blocks: tuple[Block, ...], source: object) -> None:
    described = {parameter.name for parameter in parameters}
    bound = {name for block in blocks for name in block.variables}
    for name in sorted(described ^ bound):
        what = (
            "has no VALUES block marked '# parameters'"
            if name in described
            else "is not described in the header"
        )
        raise InvalidDataError(f"parameter {name!r} {what}", source=source)
