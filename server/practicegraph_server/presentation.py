"""What the templates may call."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from babel import Locale, UnknownLocaleError
from flask import Flask, request

from practicegraph.languages import choose
from practicegraph_server.labels import reader_languages
from practicegraph_server.service import current

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ku", "ps", "ur"})


def register(app: Flask) -> None:
    """Give the templates their filters and the facts of every page."""
    app.template_filter("language_name")(language_name)
    app.template_filter("editor_link")(editor_link)
    app.template_filter("percent")(percent)
    app.template_filter("direction")(direction)
    app.template_filter("worded")(worded)
    app.template_filter("local")(lambda iri: current().local(iri))
    app.context_processor(_facts_of_every_page)


def language_name(tag: str) -> str:
    """Return a language's own name, the tag itself if it is not known."""
    try:
        locale = Locale.parse(tag, sep="-")
        return locale.get_display_name(locale) or tag
    except (UnknownLocaleError, ValueError):
        return tag


def direction(tag: str) -> str:
    """Return the writing direction of a language as HTML's ``dir``."""
    return "rtl" if tag.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def worded(texts: Mapping[str, str]) -> str:
    """Return a text in the reader's language, or in the next best one; empty if there is none."""
    found = choose(texts, reader_languages())
    return found[1] if found else ""


def editor_link(query: str) -> str:
    """Return the address of the editor with a query in it."""
    return f"/editor?query={quote(query)}"


def percent(confidence: str) -> str:
    """Return a confidence as a percentage."""
    return f"{float(confidence):.0%}"


def _facts_of_every_page() -> dict[str, str]:
    return {"release_id": current().release.id, "current_path": request.path}
