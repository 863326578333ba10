"""Bad input through the real command line: one clear message that names file and place, nothing half-written."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from practicegraph.folders import folder

GARDEN = (
    "Title: A shared garden\n\nCountry: Bulgaria\n\nObjective\n\nNeighbours and refugees grow vegetables.\n"
)
# Welsh, of which there is no lexicon.
WELSH = "Mae'r prosiect hwn yn helpu ffoaduriaid i ddysgu Cymraeg ac i gael gwaith yn y dref. " * 4


def practicegraph(*arguments: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a user does, in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "practicegraph", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={name: value for name, value in os.environ.items() if not name.startswith("PRACTICEGRAPH_")}
        | environment,
    )


def listing(directory: Path) -> list[tuple[str, int]]:
    return sorted((str(path), path.lstat().st_mtime_ns) for path in directory.rglob("*") if path.is_file())


def assert_refused(done: subprocess.CompletedProcess[str], *, start: str, status: int = 1) -> None:
    """Check that a command ended with one message, which begins as told, and without a traceback."""
    assert done.returncode == status, done.stderr
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"practicegraph: {start}"), line


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with a document and a data directory that has two releases."""
    directory = tmp_path_factory.mktemp("work")
    (directory / "garden_en.txt").write_text(GARDEN, "utf-8")
    (directory / "school_en.txt").write_text(GARDEN.replace("garden", "school"), "utf-8")
    for documents in (["garden_en.txt"], ["garden_en.txt", "school_en.txt"]):
        done = practicegraph("build", *documents, "--out", "data", "--quiet", cwd=directory)
        assert done.returncode == 0, done.stderr
    return directory


@pytest.fixture
def work(built: Path, tmp_path: Path) -> Path:
    """A copy of the working folder that may be damaged."""
    return Path(shutil.copytree(built, tmp_path / "work", symlinks=True))


BAD_DOCUMENTS = [
    ("empty.txt", b"", "empty.txt: is empty"),
    ("binary.txt", b"Title\n" + bytes(range(256)) * 40, "binary.txt:2: is a binary file"),
    ("scan.txt", b"%PDF-1.7\n" + bytes(100), "scan.txt: is PDF, not text"),
    ("page.xyz", b"text", "page.xyz: is of no supported format (.xyz)"),
    ("missing.txt", None, "missing.txt: No such file"),
]


@pytest.mark.parametrize(("name", "content", "start"), BAD_DOCUMENTS, ids=[row[0] for row in BAD_DOCUMENTS])
def test_a_document_that_cannot_be_read(name: str, content: bytes | None, start: str, work: Path) -> None:
    if content is not None:
        (work / name).write_bytes(content)
    before = listing(work)
    done = practicegraph("build", "garden_en.txt", name, "--out", "data", cwd=work)

    assert_refused(done, start=start)
    assert listing(work) == before


@pytest.mark.parametrize("command", ["map", "consolidate"])
def test_commands_that_only_read_say_the_same(command: str, work: Path) -> None:
    (work / "empty.txt").write_bytes(b"")

    assert_refused(
        practicegraph(command, "garden_en.txt", "empty.txt", cwd=work), start="empty.txt: is empty"
    )


def test_a_document_of_50_megabytes(work: Path) -> None:
    with (work / "huge.txt").open("wb") as file:
        file.truncate(50 * 1024**2)
    before = listing(work)
    done = practicegraph("build", "garden_en.txt", "huge.txt", "--out", "data", cwd=work)

    assert_refused(done, start="huge.txt: is too large: 52428800 bytes, 20971520 are allowed")
    assert listing(work) == before


def test_several_bad_documents_are_told_together(work: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (work / name).write_bytes(b"")
    done = practicegraph("build", "one.txt", "garden_en.txt", "two.txt", "--out", "new", cwd=work)

    assert done.returncode == 1
    assert [line.split(":")[0].strip() for line in done.stderr.splitlines()] == [
        "practicegraph",
        "one.txt",
        "two.txt",
    ]
    assert not (work / "new").exists()


@pytest.mark.parametrize(("options", "status"), [((), 3), (("--any-language",), 0)])
def test_a_language_without_lexicon_is_built_and_told(
    options: tuple[str, ...], status: int, work: Path
) -> None:
    (work / "welsh.txt").write_text(WELSH, "utf-8")
    done = practicegraph(
        "build", "garden_en.txt", "welsh.txt", "--out", "data", "--quiet", *options, cwd=work
    )

    assert done.returncode == status, done.stderr
    assert (work / "data" / "current" / "release.json").is_file()
    (line,) = done.stderr.splitlines()
    assert line.startswith("practicegraph: warning: welsh.txt: ")
    assert "'cy'" in line
    assert "no lexicon" in line


@pytest.mark.parametrize(
    ("option", "resource"), [("--vocabularies", "data/vocabularies"), ("--shapes", "shapes")]
)
def test_turtle_that_does_not_parse(option: str, resource: str, work: Path) -> None:
    copy = Path(shutil.copytree(folder(*resource.split("/")), work / "copy"))
    broken = sorted(copy.glob("*.ttl"))[1]
    lines = broken.read_text("utf-8").count("\n")
    with broken.open("a", encoding="utf-8") as file:
        file.write("\n<x> <y> .\n")
    before = listing(work)
    done = practicegraph("build", "garden_en.txt", option, "copy", "--out", "data", cwd=work)

    assert_refused(done, start=f"copy/{broken.name}:{lines + 2}: does not parse")
    assert listing(work) == before


def test_a_shape_whose_query_does_not_parse(work: Path) -> None:
    copy = Path(shutil.copytree(folder("shapes"), work / "copy"))
    broken = copy / "count.ttl"
    lines = broken.read_text("utf-8").count("\n")
    with broken.open("a", encoding="utf-8") as file:
        file.write('\npgsh:x a sh:NodeShape ; sh:sparql [ sh:select "SELECT nonsense" ] .\n')
    before = listing(work)

    build = practicegraph("build", "garden_en.txt", "--shapes", "copy", "--out", "data", cwd=work)
    assert_refused(build, start=f"copy/count.ttl:{lines + 2}: the query does not parse")
    check = practicegraph("validate", broken, "--shapes", "copy", cwd=work)
    assert_refused(check, start=f"copy/count.ttl:{lines + 2}: the query does not parse", status=2)
    assert listing(work) == before


@pytest.mark.parametrize(
    ("setting", "value"),
    [("PRACTICEGRAPH_PORT", "many"), ("PRACTICEGRAPH_BASE", "here/"), ("PRACTICEGRAPH_DEADLINE", "0")],
)
def test_a_setting_that_cannot_work(setting: str, value: str, work: Path) -> None:
    before = listing(work)
    done = practicegraph("build", "garden_en.txt", cwd=work, **{setting: value})

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert setting.removeprefix("PRACTICEGRAPH_").lower() in done.stderr.lower()
    assert listing(work) == before


def current(work: Path) -> Path:
    return (work / "data" / "current").resolve()


DAMAGES = ["release.json", "graphs/evidence.nq", "texts/garden-en.txt", "validation/report.json"]


@pytest.mark.parametrize("name", DAMAGES)
def test_verify_names_the_damaged_file(name: str, work: Path) -> None:
    with (current(work) / name).open("ab") as file:
        file.write(b" ")
    before = listing(work)
    done = practicegraph("releases", "--out", "data", "verify", cwd=work)

    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert f"data/releases/{current(work).name}/{name}: " in line
    assert done.stdout.split() == [parent(work), "sound"]
    assert listing(work) == before


def parent(work: Path) -> str:
    (found,) = {path.name for path in (work / "data" / "releases").iterdir()} - {current(work).name}
    return found


@pytest.fixture
def served(work: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server over a release that lost a file, and the address it tells."""
    (current(work) / "graphs" / "evidence.nq").unlink()
    command = [sys.executable, "-m", "practicegraph", "serve", "--directory", "data", "--port", "0"]
    with subprocess.Popen(
        command, cwd=work, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        yield server, line.split(" at ")[1].split("/ ")[0]
        server.terminate()


def test_serve_falls_back_to_the_parent_and_says_so(
    served: tuple[subprocess.Popen[str], str], work: Path
) -> None:
    server, address = served
    health = httpx.get(f"{address}/health", timeout=30).json()
    server.terminate()
    _, told = server.communicate(timeout=30)

    assert health == {"status": "ok", "release": parent(work)}
    (line,) = {line for line in told.splitlines() if "damaged" in line}  # told again when it looks again
    assert f"data/releases/{current(work).name}/graphs/evidence.nq: is missing" in line
    assert parent(work) in line


def test_serve_refuses_where_nothing_is_sound(work: Path) -> None:
    for release in (work / "data" / "releases").iterdir():
        (release / "graphs" / "evidence.nq").write_bytes(b"")
    before = listing(work)
    done = practicegraph("serve", "--directory", "data", "--port", "0", cwd=work)

    assert_refused(done, start=f"data/releases/{current(work).name}/graphs/evidence.nq: differs")
    assert listing(work) == before


def test_a_port_in_use(work: Path) -> None:
    before = listing(work)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = practicegraph("serve", "--directory", "data", "--port", port, cwd=work)

    assert_refused(done, start=f"127.0.0.1:{port}: cannot listen there: Address already in use")
    assert listing(work) == before


def test_a_port_in_use_is_told_before_anything_is_built(work: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = practicegraph("serve", "--directory", "new", "--port", port, cwd=work)

    assert_refused(done, start=f"127.0.0.1:{port}: ")
    assert not (work / "new").exists()
