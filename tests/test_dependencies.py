"""What the packages import is what an installation brings, no less and no more."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OWN = {"practicegraph", "practicegraph_server"}


def name(requirement: str) -> str:
    """Return the normalised name of what a requirement asks for."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def imported() -> set[str]:
    """Return the distributions that any module imports, inside functions too."""
    modules = set()
    for folder in ("src/practicegraph", "server/practicegraph_server"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Import):
                    modules |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and not node.level:
                    modules.add((node.module or "").partition(".")[0])
    third_party = modules - OWN - set(sys.stdlib_module_names) - {"_typeshed"}  # that is for type checkers
    distributions = packages_distributions()
    return {name(distributions[module][0]) if module in distributions else module for module in third_party}


@pytest.fixture(scope="module")
def declared() -> set[str]:
    return {name(requirement) for requirement in PROJECT["dependencies"]}


def test_every_import_is_declared(declared: set[str]) -> None:
    optional = {name(requirement) for requirement in PROJECT["optional-dependencies"]["parquet"]}

    assert imported() - declared - optional == set()


def test_every_dependency_is_imported(declared: set[str]) -> None:
    assert declared - imported() == set()
