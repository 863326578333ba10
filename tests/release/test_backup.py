"""Backups of a directory that is served and written meanwhile, and what they give back."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from practicegraph.commands import main
from practicegraph.credentials import issue
from practicegraph.errors import DamagedReleaseError, PracticeGraphError
from practicegraph.release.backup import NothingToCopyError, WouldOverwriteError, copy_current
from practicegraph.release.checksums import files_below
from practicegraph.release.layout import Layout
from practicegraph.release.open import open_release
from practicegraph.settings import Settings
from practicegraph.writing.requests import UpdateRequest
from practicegraph.writing.writing import Writing, empty


def test_a_backup_holds_the_release_and_what_lies_beside_it(published, personal, tmp_path: Path) -> None:
    release = published(people=(personal("Someone Else"),))
    data = release.path.parents[1]
    (data / "vocabularies").mkdir()
    (data / "vocabularies" / "x.ttl").write_text("# x", "utf-8")
    copy = copy_current(data, tmp_path / "backup")

    assert copy.id == release.id
    assert {name: (copy.path / name).read_bytes() for name in files_below(copy.path)} == {
        name: (release.path / name).read_bytes() for name in files_below(release.path)
    }
    private = Layout(tmp_path / "backup").private(copy.id)
    assert private.read_bytes() == Layout(data).private(release.id).read_bytes()
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert (tmp_path / "backup" / "vocabularies" / "x.ttl").is_file()
    assert (
        open_release(copy_current(tmp_path / "backup", tmp_path / "again").path.parents[1]).id == release.id
    )


def test_nothing_is_overwritten_and_nothing_damaged_is_copied(published, tmp_path: Path) -> None:
    release = published()
    data = release.path.parents[1]
    copy_current(data, tmp_path / "backup")
    with pytest.raises(WouldOverwriteError):
        copy_current(data, tmp_path / "backup")
    (tmp_path / "half" / "vocabularies").mkdir(parents=True)
    (tmp_path / "half" / "vocabularies" / "x.ttl").touch()
    with pytest.raises(WouldOverwriteError):
        copy_current(data, tmp_path / "half")
    with pytest.raises(NothingToCopyError):
        copy_current(tmp_path / "nowhere", tmp_path / "other")
    (release.path / "texts/a.txt").write_bytes(b"other")
    with pytest.raises(DamagedReleaseError):
        copy_current(data, tmp_path / "damaged")
    assert Layout(tmp_path / "damaged").current_identifier() is None


def test_commands_back_up_and_restore(published, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    release = published()
    where = ["--directory", str(release.path.parents[1])]
    for command in (
        ["backup", str(tmp_path / "b"), *where],
        ["restore", str(tmp_path / "b"), "--directory", str(tmp_path / "r")],
    ):
        with pytest.raises(SystemExit) as ended:
            main(command)
        assert ended.value.code == 0
        assert release.id in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        main(["restore", str(tmp_path / "b"), *where])
    assert ended.value.code == 1
    assert "holds a release already" in capsys.readouterr().err
    assert open_release(tmp_path / "r").id == release.id


def test_backups_while_releases_come_and_go_are_sound(tmp_path: Path) -> None:
    settings = Settings(directory=tmp_path / "data", plain=True, keep_releases=1)
    empty(settings)
    stop, failures = threading.Event(), []

    def write() -> None:
        with Writing(settings) as writing:
            number = 0
            while not stop.is_set():
                number += 1
                try:
                    writing.write(UpdateRequest(f"INSERT DATA {{ <http://a> <http://b> {number} }}"))
                except PracticeGraphError as error:
                    failures.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copies = [copy_current(settings.directory, tmp_path / f"backup{number}") for number in range(5)]
    finally:
        stop.set()
        writer.join()

    assert failures == []
    for number, copy in enumerate(copies):
        assert open_release(tmp_path / f"backup{number}").id == copy.id


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """A plain store that is served: its address and a token."""
    token = issue("writer", tmp_path / "tokens")
    names = {"DIRECTORY": "data", "TOKENS": "tokens"}
    settings = {f"PRACTICEGRAPH_{name}": str(tmp_path / value) for name, value in names.items()}
    process = subprocess.Popen(
        [sys.executable, "-m", "practicegraph", "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | settings | {"PRACTICEGRAPH_PLAIN": "1", "PRACTICEGRAPH_WORKERS": "1"},
    )
    with process:
        assert process.stdout is not None
        address = re.search(r"http://[\d.]+:\d+", process.stdout.readline())
        assert address is not None
        try:
            yield address[0], token
        finally:
            process.terminate()


def test_a_server_is_backed_up_while_it_is_written(served: tuple[str, str], tmp_path: Path) -> None:
    address, token = served
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/sparql-update"}
    with httpx.Client(base_url=address, headers=headers, timeout=60) as client:
        for number in range(3):
            text = f"INSERT DATA {{ <http://a> <http://b> {number} }}"
            assert client.post("/update", content=text).status_code == 204
            copy = copy_current(tmp_path / "data", tmp_path / f"backup{number}")
            query = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}
            there = client.get("/sparql", params=query, headers={"Accept": "text/csv"}).text.split()

            assert there == ["n", str(number + 1)]
            assert sum(graph.triples for graph in copy.graphs) == number + 1
    restored = copy_current(tmp_path / "backup1", tmp_path / "restored")

    assert sum(graph.triples for graph in restored.graphs) == 2
