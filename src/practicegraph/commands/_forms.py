"""The choice of form that the commands with an answer to read share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., object])


def form_option(meaning: str) -> Callable[[_Command], _Command]:
    """Return the option ``--format`` of text, JSON and Turtle, which is given as ``form``."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json", "turtle"]),
        default="text",
        show_default=True,
        help=meaning,
    )
