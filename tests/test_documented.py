"""What a user can name is in the reference: commands, options, settings, routes, queries, shapes, fields, graphs."""

from __future__ import annotations

import ast
import csv
import dataclasses
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import click
import pytest
from scripts import loaded

from practicegraph.building.build import prepare
from practicegraph.catalogue.catalogue import Catalogue
from practicegraph.engine.formats import GRAPH_FORMATS, TABLE_FORMATS
from practicegraph.folders import folder
from practicegraph.mapping.fact import FIELDS, Basis, Fact
from practicegraph.reading.files import SUPPORTED
from practicegraph.release.layout import DERIVED, GRAPHS, MANIFEST, MANIFEST_CHECKSUM, TEXTS
from practicegraph.release.manifest import GraphEntry, InputEntry, Manifest, TextEntry
from practicegraph.settings import Settings
from practicegraph_server import problems as server_problems
from practicegraph_server.app import create_app

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*/README.md")])


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    """The script that writes the generated parts."""
    return loaded(ROOT / "docs" / "generate.py")


def reference(name: str) -> str:
    return (REFERENCE / f"{name}.md").read_text("utf-8")


def test_every_cue() -> None:
    rows = [
        row
        for name in ("cues.csv", "sentence_cues.csv")
        for row in csv.DictReader((ROOT / "data" / "lexicon" / name).read_text("utf-8").splitlines())
    ]
    told = re.findall(r"`([\w-]+)(?::\w+)?`", reference("lexicon").partition("## Cues")[2])

    assert {row["cue"].partition(":")[0] for row in rows} <= set(told)


def test_generated_parts_are_up_to_date() -> None:
    command = [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (outcome.returncode, outcome.stdout) == (0, ""), "run: python docs/generate.py"


def test_every_command_and_option(generator: ModuleType) -> None:
    text = reference("commands")
    root = click.Context(generator.cli, info_name="practicegraph")
    found = list(generator.walk(generator.cli, root))

    assert {context.info_name for _, context in found} >= {"build", "map", "serve", "verify"}
    for command, context in found:
        assert f"## {context.command_path}\n" in text
        section = text.split(f"## {context.command_path}\n")[1].split("\n## ")[0]
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.help or option.is_eager, f"{context.command_path} {option.opts} has no help"
                assert all(f"`{name}`" in section for name in option.opts)


def test_every_setting() -> None:
    text = reference("settings")
    names = {f"PRACTICEGRAPH_{field.name.upper()}" for field in dataclasses.fields(Settings)}
    used = {
        name
        for path in (*ROOT.glob("src/**/*.py"), *ROOT.glob("server/**/*.py"), *ROOT.glob("tests/**/*.py"))
        if "node_modules" not in path.parts
        for name in re.findall(r"\bPRACTICEGRAPH_[A-Z_]*[A-Z]\b", path.read_text("utf-8"))
    }

    assert {name for name in names | used - {"PRACTICEGRAPH_FIELD"} if f"`{name}`" not in text} == set()


def test_every_route_and_format() -> None:
    text = reference("http")
    nothing = cast("Any", None)  # routes are there before anything is served
    app = create_app(Settings(), nothing, nothing, Catalogue.load())
    rules = {rule.rule for rule in app.url_map.iter_rules()}

    assert {rule for rule in rules if f"`{rule}`" not in text} == set()
    for form in (*TABLE_FORMATS, *GRAPH_FORMATS):
        assert f"`{form.name}`" in text
        assert f"`{form.media_type}`" in text


def test_every_problem() -> None:
    text = reference("http")

    assert {name for name in problems() if f"`{name}`" not in text} == set()


def problems() -> Iterator[str]:
    """Yield the names of problems that the sources can give."""
    for path in sorted((ROOT / "server" / "practicegraph_server").glob("*.py")):
        for call in calls(path, "Problem"):
            if len(call.args) > 1 and isinstance(call.args[1], ast.Constant):
                yield call.args[1].value
    for table in (value for name, value in vars(server_problems).items() if name.endswith("_STATUS")):
        yield from (row[1] for row in table.values() if isinstance(row, tuple))
    for path in sorted((ROOT / "src" / "practicegraph" / "engine").glob("*.py")):
        for call in calls(path, "_refuse"):
            reason = call.args[-1]
            if isinstance(reason, ast.Constant):
                yield reason.value


def calls(path: Path, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def test_every_query() -> None:
    text = reference("queries")

    for query in Catalogue.load():
        section = text.split(f"### {query.name}\n")[1].split("\n### ")[0]
        assert query.titles["en"] in section
        assert all(f"`{parameter.name}`" in section for parameter in query.parameters)


def test_every_shape_file() -> None:
    text = reference("shapes")

    assert {path.name for path in folder("shapes").glob("*.ttl") if f"`{path.name}`" not in text} == set()


def test_every_field_key_and_basis() -> None:
    text = reference("fact-contract")
    keys = {field.name for field in dataclasses.fields(Fact)} - {"details"}

    assert {name for name in (*FIELDS, *keys, *Basis) if f"`{name}`" not in text} == set()


def test_every_detail_of_a_fact() -> None:
    text = reference("fact-contract")
    words = {
        keyword.arg
        for path in (ROOT / "src" / "practicegraph").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if isinstance(node.func, ast.Name | ast.Attribute)
        and (node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id)
        in {"fact", "consolidated_fact", "details"}
    }
    others = {None, "sources", "span", "details", *(field.name for field in dataclasses.fields(Fact))}

    assert {"currency", "geonames", "unit"} <= words
    assert {name for name in words - others if f"`{name}`" not in text} == set()


def test_every_format_that_is_read() -> None:
    assert {suffix for suffix in SUPPORTED if f"`{suffix}`" not in reference("reading")} == set()


def test_every_named_graph(tmp_path: Path) -> None:
    text = reference("model")
    (tmp_path / "garden_en.txt").write_text("Title: A shared garden\n\nCountry: Bulgaria\n", "utf-8")
    content = prepare([tmp_path], Settings(directory=tmp_path / "data"))
    patterns = [
        re.escape(name).replace("SLUG", ".+").replace("NAME", ".+")
        for name in re.findall(r"^\| `(graph/[\w/]+)` \|", text, re.MULTILINE)
    ]

    names = [f"graph/{name}" for name in content.graphs]
    assert len(names) > 10
    assert [name for name in names if not any(re.fullmatch(pattern, name) for pattern in patterns)] == []


def test_every_file_of_a_release() -> None:
    text = reference("release")

    assert all(name in text for name in (MANIFEST, MANIFEST_CHECKSUM, f"{GRAPHS}/", f"{TEXTS}/"))
    assert all(f"`{name}/`" in text for name in DERIVED)
    entries = (Manifest, GraphEntry, InputEntry, TextEntry)
    keys = {field.name for entry in entries for field in dataclasses.fields(entry)}
    assert {key for key in keys if f"`{key}`" not in text} == set()


def test_examples_in_json_are_json() -> None:
    for page in PAGES:
        for block in re.findall(r"^```json\n(.*?)^```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE):
            try:
                json.loads(block)
            except json.JSONDecodeError:
                assert all(json.loads(line) for line in block.splitlines())  # JSON Lines


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        linked = (page.parent / path).resolve() if path else page
        if not linked.exists() or (anchor and anchor not in anchors(linked)):
            broken.append(target)

    assert broken == []


def anchors(page: Path) -> set[str]:
    """Return the anchors that headings of a page have."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
