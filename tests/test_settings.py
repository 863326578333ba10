"""Settings come from a file, the environment and the command line, in this order."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from practicegraph.errors import InvalidDataError
from practicegraph.settings import _RANGES, Settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "practicegraph.toml"
    path.write_text(
        'workers = 3\ndeadline = 5\nhost = "127.0.0.2"\nplain = true\ntokens = "secret/tokens"\n', "utf-8"
    )
    return path


def test_file_is_read(file: Path) -> None:
    settings = Settings.from_environment({"PRACTICEGRAPH_SETTINGS": str(file)})

    assert settings == Settings(
        workers=3,
        deadline=5.0,
        host="127.0.0.2",
        plain=True,
        tokens=Path("secret/tokens"),
    )


def test_environment_wins_over_file_and_options_over_both(file: Path) -> None:
    environment = {
        "PRACTICEGRAPH_SETTINGS": str(file),
        "PRACTICEGRAPH_WORKERS": "4",
        "PRACTICEGRAPH_DEADLINE": "6",
    }

    settings = Settings.from_environment(environment, deadline=7.0, host=None)

    assert (settings.workers, settings.deadline, settings.host) == (4, 7.0, "127.0.0.2")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("worker = 3", "practicegraph.toml: names no setting: worker"),
        ('workers = "many"', "practicegraph.toml: workers: must be a whole number, got 'many'"),
        ("workers = 2.5", "practicegraph.toml: workers: must be a whole number, got '2.5'"),
        ("plain = 2", "practicegraph.toml: plain: must be 1 or 0, got '2'"),
        ("[server]\nworkers = 2", "practicegraph.toml: names no setting: server"),
        ("workers = ", "practicegraph.toml: is no readable file of settings"),
    ],
)
def test_wrong_file_is_named_with_its_place(file: Path, text: str, message: str) -> None:
    file.write_text(text, "utf-8")

    with pytest.raises(InvalidDataError) as caught:
        Settings.from_environment({"PRACTICEGRAPH_SETTINGS": str(file)})

    assert message in str(caught.value)


def test_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidDataError, match=r"absent\.toml: is no readable file of settings"):
        Settings.from_environment({"PRACTICEGRAPH_SETTINGS": str(tmp_path / "absent.toml")})


def test_wrong_variable_is_named() -> None:
    with pytest.raises(InvalidDataError, match="PRACTICEGRAPH_PLAIN: must be 1 or 0, got 'yes'"):
        Settings.from_environment({"PRACTICEGRAPH_PLAIN": "yes"})


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("WORKERS", "0", "must be 1 or more, got 0"),
        ("SPARE_WORKERS", "-1", "must be 0 or more, got -1"),
        ("DEADLINE", "nan", "must be from 0.001 to 1000000000, got nan"),
        ("DEADLINE", "inf", "must be from 0.001 to 1000000000, got inf"),
        ("PORT", "99999", "must be from 0 to 65535, got 99999"),
        ("RESULT_CACHE", "-5", "must be 0 or more, got -5"),
        ("KEEP_RELEASES", "0", "must be 1 or more, got 0"),
        ("CLIENT_SECONDS", "-1", "must be from 0 to 1000000000, got -1.0"),
    ],
)
def test_numbers_out_of_range_are_named(name: str, value: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f"{name.lower()} = {value}\n", encoding="utf-8")

    with pytest.raises(InvalidDataError) as of_variable:
        Settings.from_environment({f"PRACTICEGRAPH_{name}": value})
    with pytest.raises(InvalidDataError) as of_line:
        Settings.from_environment({"PRACTICEGRAPH_SETTINGS": str(file)})

    assert str(of_variable.value) == f"PRACTICEGRAPH_{name}: {message}"
    assert str(of_line.value) == f"{file}: {name.lower()}: {message}"


def test_every_number_has_a_range() -> None:
    numbers = {
        field.name
        for field in fields(Settings)
        if isinstance(field.default, int | float) and not isinstance(field.default, bool)
    }

    assert numbers == set(_RANGES)
