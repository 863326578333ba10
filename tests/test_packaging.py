"""The wheel and the source archive hold everything, and the main job runs from an installed wheel."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from running import started

ROOT = Path(__file__).parents[1]
RESOURCES = ("ontology", "shapes", "queries", "data")
SOURCES = {"src/practicegraph": "practicegraph", "server/practicegraph_server": "practicegraph_server"}
COUNT = "SELECT (COUNT(?practice) AS ?n) { ?practice a <https://w3id.org/practicegraph/ontology#Practice> }"


def files(directory: str) -> set[str]:
    """Return the files of a folder of the checkout, without what Python leaves behind."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / directory).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def run(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]
    assert done.returncode == 0, done.stdout + done.stderr
    return done  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source archive and the wheel that was built from it."""
    out = tmp_path_factory.mktemp("dist")
    environment = os.environ | {"PRACTICEGRAPH_SKIP_FRONTEND": "1"}
    run([sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)], env=environment)
    return out


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_resource(wheel: Path) -> None:
    expected = {f"practicegraph/resources/{name}" for folder in RESOURCES for name in files(folder)}

    assert len(expected) > 100
    assert expected - names(wheel) == set()


def test_the_wheel_holds_every_module_template_and_stylesheet(wheel: Path) -> None:
    expected = {
        name.replace(source, package, 1) for source, package in SOURCES.items() for name in files(source)
    }

    assert {"practicegraph/py.typed", "practicegraph_server/py.typed"} <= expected
    assert expected - names(wheel) == set()


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    places = ("practicegraph/", "practicegraph_server/", "practicegraph-")
    odd = (".git", "node_modules", "__pycache__", "/tests/", ".pyc")

    assert [name for name in names(wheel) if not name.startswith(places)] == []
    assert [name for name in names(wheel) if any(part in name for part in odd)] == []


def test_a_wheel_from_the_checkout_is_that_from_the_source_archive(wheel: Path, tmp_path: Path) -> None:
    environment = os.environ | {"PRACTICEGRAPH_SKIP_FRONTEND": "1"}
    run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)],
        env=environment,
    )
    (direct,) = tmp_path.glob("*.whl")

    assert names(direct) == names(wheel)


def test_the_source_archive_holds_what_is_needed_to_build_and_test(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        held = {name.partition("/")[2] for name in opened.getnames()}

    wanted = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "server/frontend/build_hook.py"}
    wanted |= files("tests") | files("docs") | files("src")
    assert wanted - held == set()


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a process that finds the installed wheel and not the checkout."""
    target = tmp_path_factory.mktemp("site")
    options = ["--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", "--target", str(target)]
    run([sys.executable, "-m", "pip", "install", *options, str(wheel)])
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PRACTICEGRAPH_")}
    return clean | {"PYTHONPATH": str(target)}


@pytest.fixture(scope="module")
def data(installed: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory built by the installed command from two documents that ship with it."""
    directory = tmp_path_factory.mktemp("work")
    held = Path(installed["PYTHONPATH"], "practicegraph", "resources", "data", "documents", "refuin")
    pages = [str(path) for path in sorted(held.glob("together-for-integration_*.txt"))]
    assert len(pages) == 2
    command = [sys.executable, "-m", "practicegraph", "build", *pages, "--out", "data", "--quiet"]
    run(command, cwd=directory, env=installed)
    return directory / "data"


def test_the_installed_package_runs_outside_the_checkout(installed: dict[str, str], tmp_path: Path) -> None:
    program = "import practicegraph, practicegraph.folders; print(practicegraph.folders.root())"
    shown = run([sys.executable, "-c", program], cwd=tmp_path, env=installed).stdout.strip()

    assert shown == str(Path(installed["PYTHONPATH"], "practicegraph", "resources"))


def test_the_installed_command_answers_a_query(installed: dict[str, str], data: Path) -> None:
    command = [sys.executable, "-m", "practicegraph", "query", "practices-by-sdg", "--format", "csv"]
    environment = installed | {"PRACTICEGRAPH_DIRECTORY": str(data)}
    lines = run(command, cwd=data.parent, env=environment).stdout.splitlines()

    assert lines[0].startswith("thing,title,sdg")
    assert any(
        "together-for-integration" in line and "http://metadata.un.org/sdg/11" in line for line in lines
    )


@pytest.fixture
def address(installed: dict[str, str], data: Path) -> Iterator[str]:
    with started(data, environment=installed, place=data.parent) as found:
        yield found.address


def test_the_installed_server_answers(address: str) -> None:
    with httpx.Client(base_url=address, timeout=30) as client:
        health = client.get("/health").json()
        table = client.get("/sparql", params={"query": COUNT}, headers={"Accept": "text/csv"})
        home = client.get("/", headers={"Accept": "text/html"})
        context = client.get("/ontology/context.jsonld")

    assert health["status"] == "ok"
    assert table.text == "n\r\n1\r\n"
    assert "Together for integration" in home.text
    assert "@context" in context.json()


def test_an_editable_install_finds_the_checkouts_resources(tmp_path: Path) -> None:
    hook = f"from hatchling.build import build_editable; print(build_editable({str(tmp_path)!r}))"
    environment = os.environ | {"PRACTICEGRAPH_SKIP_FRONTEND": "1"}
    name = run([sys.executable, "-c", hook], cwd=ROOT, env=environment).stdout.split()[-1]
    with zipfile.ZipFile(tmp_path / name) as archive:
        archive.extractall(tmp_path / "site")  # noqa: S202 - made by the line above
    program = (
        "import site, importlib.util as util; "
        f"site.addsitedir({str(tmp_path / 'site')!r}); "
        "from practicegraph.folders import folder; "
        "print(folder('ontology', 'practicegraph.ttl')); print(util.find_spec('practicegraph_server').origin)"
    )
    shown = run([sys.executable, "-I", "-S", "-c", program], cwd=tmp_path).stdout.split()

    assert shown == [
        str(ROOT / "ontology" / "practicegraph.ttl"),
        str(ROOT / "server" / "practicegraph_server" / "__init__.py"),
    ]
