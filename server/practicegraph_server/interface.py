"""The words of the pages themselves, in the reader's language: headings, buttons, navigation.

They stand in ``locales/interface.csv``, a line each, with a column for each language; a new language is a column.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel.numbers import format_decimal
from flask import Flask
from markupsafe import Markup, escape

from practicegraph.languages import chain
from practicegraph_server.labels import reader_languages

_FILE: Final = Path(__file__).parent / "locales" / "interface.csv"
_SOURCE: Final = "en"
"""The language that the words are written in in the templates."""


def register(app: Flask) -> None:
    """Give the templates of ``app`` the words: ``_('Ask')`` and ``_('{number} rows', number=3)``."""
    app.jinja_env.globals["_"] = worded
    app.jinja_env.filters["figure"] = figure
    app.context_processor(lambda: {"interface_language": interface_language()})


@lru_cache(maxsize=1)
def translations() -> Mapping[str, Mapping[str, str]]:
    """Return the words of each language by those of the templates."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {language: {row[_SOURCE]: row[language] for row in rows} for language in rows[0]}


def interface_language() -> str:
    """Return the first of the reader's languages that the pages speak."""
    known = translations()
    return next((tag for tag in chain(map(str.lower, reader_languages())) if tag in known), _SOURCE)


def worded(words: str, **values: object) -> Markup:
    """Return words in the reader's language, with ``values`` escaped in their places; unknown words stay."""
    found = translations()[interface_language()].get(words, words)
    return escape(found).format(**values) if values else escape(found)


def figure(number: int) -> str:
    """Return a number as the reader's language writes it."""
    return format_decimal(number, locale=interface_language())
