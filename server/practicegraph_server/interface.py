"""The words of the pages and of messages, in the reader's language: headings, buttons, what went wrong.

They stand in ``locales/interface.csv`` and ``locales/messages.csv``, a line each, with a column for each language; a
new language is a column.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel.numbers import format_decimal
from flask import Flask, Response
from markupsafe import Markup, escape

from practicegraph import wording
from practicegraph.languages import chain
from practicegraph_server.labels import reader_languages

_FOLDER: Final = Path(__file__).parent / "locales"
_FILES: Final = ("interface.csv", "messages.csv")
_SOURCE: Final = "en"
"""The language that the words are written in in the templates and in the code."""


def register(app: Flask) -> None:
    """Give the templates of ``app`` the words: ``_('Ask')`` and ``_('{number} rows', number=3)``."""
    app.jinja_env.globals["_"] = worded
    app.jinja_env.filters["said"] = said
    app.jinja_env.filters["figure"] = figure
    app.context_processor(lambda: {"interface_language": interface_language()})

    @app.after_request
    def tell_language(response: Response) -> Response:
        if response.mimetype == "text/html" and response.status_code != 304:
            if response.calculate_content_length() == 0:
                del response.headers["Content-Type"]  # there is no content that could be of a type
            else:
                depends_on_language(response)
        return response


def depends_on_language(response: Response) -> None:
    """Let a response tell its language, and that another reader may get another one."""
    response.headers.setdefault("Content-Language", interface_language())
    response.vary.add("Accept-Language")


@lru_cache(maxsize=1)
def translations() -> Mapping[str, Mapping[str, str]]:
    """Return the words of each language by those of the templates."""
    rows: list[dict[str, str]] = []
    for name in _FILES:
        with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file)
    return {language: {row[_SOURCE]: row[language] for row in rows} for language in rows[0]}


def interface_language() -> str:
    """Return the first of the reader's languages that the pages speak."""
    known = translations()
    return next((tag for tag in chain(map(str.lower, reader_languages())) if tag in known), _SOURCE)


def worded(words: str, **values: object) -> Markup:
    """Return words in the reader's language, with ``values`` escaped in their places; unknown words stay."""
    found = translations()[interface_language()].get(words, words)
    return escape(found).format(**values) if values else escape(found)


def said(text: str) -> str:
    """Return a message in the reader's language, the English one where it is not known in that."""
    language = interface_language()
    return wording.worded(text, translations()[language].get, language)


def in_every_language(text: str) -> dict[str, str]:
    """Return a message by language."""
    return {language: wording.worded(text, known.get, language) for language, known in translations().items()}


def figure(number: int) -> str:
    """Return a number as the reader's language writes it."""
    return format_decimal(number, locale=interface_language())
