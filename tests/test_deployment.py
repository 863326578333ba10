"""The image and the unit say what they must, and name only what there is."""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from practicegraph.commands import cli
from practicegraph.settings import Settings

ROOT = Path(__file__).parents[1]
UNIT = ROOT / "server" / "practicegraph.service"
IMAGE = ROOT / "server" / "Dockerfile"
SETTINGS = {f"PRACTICEGRAPH_{field.name.upper()}" for field in fields(Settings)}
DENY_WRITE_EXECUTE = 65
"""``PR_SET_MDWE`` of prctl(2), which ``MemoryDenyWriteExecute`` sets."""


def instructions() -> list[tuple[str, str]]:
    text = re.sub(r"\\\n", " ", IMAGE.read_text(encoding="utf-8"))
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in lines]


def entries() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in UNIT.read_text(encoding="utf-8").splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit with the program of this environment in place of the installed one."""
    program = Path(sys.executable).with_name("practicegraph")
    copy = tmp_path / UNIT.name
    text = UNIT.read_text(encoding="utf-8")
    copy.write_text(text.replace("/opt/practicegraph/bin/practicegraph", str(program)), encoding="utf-8")
    return copy


def analyzed(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("needs systemd-analyze")
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False)


def test_systemd_takes_the_unit(unit: Path) -> None:
    done = analyzed("verify", "--man=no", str(unit))

    assert (done.returncode, done.stderr) == (0, "")


def test_the_unit_is_confined(unit: Path) -> None:
    done = analyzed("security", "--offline=true", "--no-pager", "--threshold=20", str(unit))

    assert done.returncode == 0, done.stdout


def test_the_unit_runs_unprivileged() -> None:
    found = entries()

    assert found["User"] == ["practicegraph"]
    assert found["ProtectSystem"] == ["strict"]
    assert found["NoNewPrivileges"] == ["yes"]
    assert found["CapabilityBoundingSet"] == [""]
    assert found["OOMPolicy"] == ["continue"]
    assert {value.partition("=")[0] for value in found["Environment"]} <= SETTINGS


def test_the_image_runs_unprivileged() -> None:
    found = instructions()
    user = [value for name, value in found if name == "USER"][-1]

    assert user.isdigit()
    assert int(user) > 0
    assert found.index(("USER", user)) > max(i for i, (name, _) in enumerate(found) if name == "RUN")
    assert not [value for name, value in found if name == "ADD"]


def test_the_image_names_what_there_is() -> None:
    found = instructions()
    sources = [value.split()[0] for name, value in found if name == "COPY" and "--from" not in value]
    variables = set(
        re.findall(r"(PRACTICEGRAPH_\w+)=", " ".join(value for name, value in found if name == "ENV"))
    )
    command = re.findall(r'"([^"]+)"', found[-1][1])

    assert all((ROOT / source).exists() for source in sources)
    assert variables <= SETTINGS
    assert found[-1][0] == "CMD"
    assert command[0] == "practicegraph"
    assert cli.get_command(None, command[1]) is not None  # type: ignore[arg-type]


def test_the_image_installs_as_the_readme_does() -> None:
    install = re.compile(r"python3 -m venv (\S+) && \1/bin/pip install (?:\S+ )*?[./]\S*")
    steps = [value for name, value in instructions() if name == "RUN"]

    assert install.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert any(install.fullmatch(step) for step in steps)


def test_the_guide_names_both() -> None:
    guide = (ROOT / "docs" / "how-to" / "deploy.md").read_text(encoding="utf-8")

    assert "../../server/Dockerfile" in guide
    assert "../../server/practicegraph.service" in guide


def test_workers_run_without_writable_code(tmp_path: Path) -> None:
    if ctypes.CDLL(None).prctl(66, 0, 0, 0, 0) < 0:
        pytest.skip("the kernel cannot deny memory that is writable and executable")
    store = Store(str(tmp_path / "snapshot"))
    store.add(Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal("o")))
    store.flush()
    del store
    program = f"""
import ctypes
from pathlib import Path
from practicegraph.engine.embedded import EmbeddedEngine
from practicegraph.settings import Settings
assert ctypes.CDLL(None).prctl({DENY_WRITE_EXECUTE}, 1, 0, 0, 0) == 0
with EmbeddedEngine(Path({str(tmp_path / "snapshot")!r}), "r", Settings(workers=1)) as engine:
    print(engine.run("SELECT ?o {{ ?s ?p ?o }}", media_type="text/csv").body)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert done.stdout.strip() == repr(b"o\r\no\r\n"), done.stderr
