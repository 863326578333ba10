"""Rules of the house that no other tool checks."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULE_LINES = 400
FUNCTION_LINES = 50
SENTENCE = 60
"""Characters from which equal words are no accident."""
SMALL_WORDS = 5
"""Words in small letters that make a sentence: names, which are facts, have fewer."""

_BREAK = re.compile(r"(?<=[.!?;:])\s+|\n")


def shipped() -> list[Path]:
    """Return the files that belong to the project, tracked or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("needs the checkout's git")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def texts() -> Iterator[tuple[Path, str]]:
    for path in shipped():
        try:
            yield path, path.read_text("utf-8")
        except UnicodeDecodeError:
            continue


def modules() -> list[Path]:
    return sorted(
        path for folder in ("src", "server/practicegraph_server") for path in (ROOT / folder).rglob("*.py")
    )


def test_the_layers_hold() -> None:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_modules_and_functions_are_short() -> None:
    long = []
    for path in modules():
        text = path.read_text("utf-8")
        if text.count("\n") > MODULE_LINES:
            long.append(f"{path.relative_to(ROOT)}: {text.count(chr(10))} lines")
        long += [
            f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {node.end_lineno - node.lineno + 1} lines"
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and node.end_lineno is not None
            and node.end_lineno - node.lineno >= FUNCTION_LINES
        ]

    assert long == []


def test_no_private_name_is_unused() -> None:
    unused = []
    for path in modules():
        text = path.read_text("utf-8")
        for node in ast.parse(text).body:
            target = node.target if isinstance(node, ast.AnnAssign) else node
            name = getattr(target, "id", getattr(target, "name", ""))
            if re.fullmatch(r"_(?!_)\w+", name) and len(re.findall(rf"\b{name}\b", text)) == 1:
                unused.append(f"{path.relative_to(ROOT)}:{node.lineno} {name}")

    assert unused == []


def test_nothing_is_left_to_do() -> None:
    note = re.compile(r"\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")) + r")\b")
    code = {".py", ".js", ".css", ".html", ".toml", ".rq", ".yml"}
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path, text in texts()
        if path.suffix in code
        for number, line in enumerate(text.splitlines(), 1)
        if note.search(line)
    ]

    assert found == []


def test_no_file_knows_a_machine() -> None:
    path = re.compile(r"(?<![\w.])/(?:work|home/\w+|root|Users/\w+|tmp/\w+|mnt)/\w")
    found = [
        f"{file.relative_to(ROOT)}:{number}"
        for file, text in texts()
        if file != Path(__file__) and file.suffix not in {".txt", ".lock"} and "frontend" not in file.parts
        for number, line in enumerate(text.splitlines(), 1)
        if path.search(line)
    ]

    assert found == []


def sentences(text: str) -> set[str]:
    """Return the long sentences of a text, white space and case levelled; names and addresses are none."""
    parts = (" ".join(part.split()) for part in _BREAK.split(text) if "://" not in part)
    return {
        part.casefold()
        for part in parts
        if len(part) >= SENTENCE and sum(word[0].islower() for word in part.split()) >= SMALL_WORDS
    }


def test_no_sentence_of_the_reference_documents_is_shipped(shared: Path) -> None:
    foreign = {
        sentence: path.name
        for path in sorted((shared / "seeds").rglob("*"))
        if path.is_file() and path.suffix in {".txt", ".md"}
        for sentence in sentences(path.read_text("utf-8", errors="replace"))
    }
    assert len(foreign) > 50
    found = [
        f"{path.relative_to(ROOT)}: {foreign[sentence]}: {sentence[:40]}"
        for path, text in texts()
        for levelled in [" ".join(text.split()).casefold()]
        for sentence in foreign
        if sentence in levelled
    ]

    assert found == []
