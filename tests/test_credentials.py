"""Tokens: shown once, kept as hashes."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from practicegraph.commands import cli
from practicegraph.credentials import entries, holder, issue
from practicegraph.errors import InvalidDataError


def test_a_token_is_known_by_its_hash_alone(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    one, two = issue("one", file), issue("two", file)

    assert [holder(token, file) for token in (one, two, one[:-1], "", "å")] == [
        "one",
        "two",
        None,
        None,
        None,
    ]
    assert one not in file.read_text()
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(InvalidDataError):
        issue("one", file)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    file.write_text("# ours\none secret\n")

    with pytest.raises(InvalidDataError, match="tokens:2"):
        entries(file)


def test_the_command_prints_the_token_once(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    outcome = CliRunner().invoke(cli, ["token", "curator", "--file", str(file), "--quiet"])

    assert holder(outcome.stdout.strip(), file) == "curator"
