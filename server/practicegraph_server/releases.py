"""Releases that are kept, what each changed, and a feed of it (Atom, RFC 4287; JSON Feed 1.1)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from practicegraph.comparison.changes import Changes, changes
from practicegraph.comparison.forms import changes_graph, changes_json, changes_text, name_of, thing_line
from practicegraph.engine.formats import GRAPH_FORMATS, Format
from practicegraph.errors import DamagedReleaseError
from practicegraph.graph.writing import write
from practicegraph.release.history import HistoryEntry, history
from practicegraph.release.layout import MANIFEST, Layout
from practicegraph.release.open import Release, open_release
from practicegraph.wording import Wording
from practicegraph_server.caching import conditional
from practicegraph_server.labels import reader_languages
from practicegraph_server.negotiation import HTML, choose
from practicegraph_server.problems import Problem
from practicegraph_server.requested import chosen
from practicegraph_server.service import current

blueprint = Blueprint("releases", __name__)

_ATOM: Final = "http://www.w3.org/2005/Atom"
_JSON: Final = Format("json", "application/json", "JSON")
_TURTLE: Final = GRAPH_FORMATS[0]
_OFFERS: Final = (HTML, _JSON, _TURTLE)
_FEEDS: Final = (
    Format("atom", "application/atom+xml", "Atom", ("application/xml", "text/xml")),
    Format("json", "application/feed+json", "JSON Feed", ("application/json",)),
)
_TOLD: Final = 40
"""Things of a release that an entry of the feed names."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A release, when it was published here, and what it changed, if its parent is kept."""

    id: str
    published: datetime
    triples: int
    documents: int
    found: Changes | None

    @property
    def title(self) -> str:
        """What changed, in figures."""
        if self.found is None:
            return f"{self.documents} documents, {self.triples:,} triples"
        counts = [
            f"{count} {sort} {kind}"
            for sort, kinds in self.found.counts().items()
            for kind, count in kinds.items()
        ]
        return "; ".join(counts) or "nothing that is told of things"

    def lines(self) -> list[str]:
        """Return a line for each of the first things that changed."""
        things = () if self.found is None else self.found.things
        named = [thing_line(change, _last_part, "en") for change in things[:_TOLD]]
        left = len(things) - len(named)
        return [*named, *([f"and {left} more"] if left else [])]


@blueprint.get("/releases")
def releases() -> BaseResponse:
    """List the releases that are kept and what each changed."""
    cached = conditional(current().release.id, HTML.media_type)
    if cached.is_fresh:
        return cached.apply(Response(status=304))
    page = render_template("releases.html", entries=list(_entries()))
    return cached.apply(Response(page, content_type=HTML.content_type))


@blueprint.get("/releases/feed")
def feed() -> BaseResponse:
    """Give the feed of changes, as Atom unless JSON Feed is asked for."""
    choice = choose(request.headers.get("Accept"), _FEEDS)
    return _feed(_FEEDS[0] if choice is None else choice.format)


@blueprint.get("/releases/feed.<suffix>")
def feed_as(suffix: str) -> BaseResponse:
    """Give the feed of changes in a format."""
    form = next((form for form in _FEEDS if form.name == suffix), None)
    if form is None:
        raise Problem(404, "not-found", Wording("no list in the format “{suffix}”", suffix=suffix))
    return _feed(form)


@blueprint.get("/releases/<identifier>")
def release_changes(identifier: str) -> BaseResponse:
    """Tell what a release changed since its parent, or since the release of ``?since=``."""
    choice = chosen(_OFFERS, *request.args.getlist("format"))
    languages = reader_languages()
    cached = conditional(identifier, choice.media_type, *languages)
    old, new = _pair(identifier, request.args.get("since"))
    if cached.is_fresh:
        return cached.apply(Response(status=304))
    found = _changes(current().settings.directory, old.id, new.id)
    if choice.format is _JSON:
        body: str | bytes = json.dumps(changes_json(found), ensure_ascii=False, indent=1)
    elif choice.format is _TURTLE:
        body = write(changes_graph(found), "text/turtle")
    else:
        named = name_of(found, (old, new), languages[0] if languages else "en")
        text = changes_text(found, named, languages[0] if languages else "en")
        body = render_template("release.html", found=found, text=text)
    return cached.apply(Response(body, content_type=choice.content_type))


def _pair(identifier: str, since: str | None) -> tuple[Release, Release]:
    """Return two releases that are kept; raises a 404 :class:`Problem` where one is not."""
    kept = {entry.identifier: entry for entry in history(current().settings.directory)}
    entry = kept.get(identifier)
    if entry is None:
        raise Problem(
            404,
            "not-found",
            Wording("no release “{name}” is kept here", name=identifier),
            releases=sorted(kept),
        )
    old = since or entry.parent
    if old is None or old not in kept:
        raise Problem(
            404,
            "not-found",
            Wording("what “{name}” followed is not kept: ask ?since=", name=identifier),
            releases=sorted(kept),
        )
    layout = Layout(current().settings.directory)
    try:
        return open_release(layout.release(old)), open_release(layout.release(identifier))
    except DamagedReleaseError as error:
        raise Problem(404, "not-found", error.message) from error


def _entries() -> Iterator[_Entry]:
    """Yield the current release and its parents, the newest first."""
    directory = current().settings.directory
    layout = Layout(directory)
    kept = {entry.identifier: entry for entry in history(directory) if entry.triples is not None}
    entry = kept.get(current().release.id)
    while entry is not None:
        manifest = layout.release(entry.identifier) / MANIFEST
        yield _Entry(
            entry.identifier,
            datetime.fromtimestamp(int(manifest.stat().st_mtime), tz=UTC),
            entry.triples or 0,
            entry.documents or 0,
            _since_parent(directory, entry, kept),
        )
        entry = kept.pop(entry.parent or "", None)


def _since_parent(directory: Path, entry: HistoryEntry, kept: dict[str, HistoryEntry]) -> Changes | None:
    if entry.parent not in kept or entry.parent is None:
        return None
    try:
        return _changes(directory, entry.parent, entry.identifier)
    except DamagedReleaseError:
        return None


@lru_cache(maxsize=32)
def _changes(directory: Path, old: str, new: str) -> Changes:
    layout = Layout(directory)
    return changes(open_release(layout.release(old)), open_release(layout.release(new)))


def _feed(form: Format) -> BaseResponse:
    cached = conditional(current().release.id, form.media_type)
    if cached.is_fresh:
        return cached.apply(Response(status=304))
    entries = list(_entries())
    body = _atom(entries) if form is _FEEDS[0] else _json_feed(entries)
    return cached.apply(Response(body, content_type=f"{form.media_type}; charset=utf-8"))


def _atom(entries: list[_Entry]) -> bytes:
    base = current().release.base
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed")

    def add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
        element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
        element.text = text or None
        return element

    add(root, "id", f"{base}releases/feed")
    add(root, "title", "PracticeGraph: what changed")
    add(root, "updated", entries[0].published.isoformat())
    add(add(root, "author"), "name", "PracticeGraph")
    add(root, "link", rel="self", href=request.base_url)
    for entry in entries:
        element = add(root, "entry")
        add(element, "id", f"{base}releases/{entry.id}")
        add(element, "title", entry.title)
        add(element, "updated", entry.published.isoformat())
        add(element, "link", rel="alternate", href=f"{request.host_url}releases/{entry.id}")
        add(element, "content", "\n".join(entry.lines()) or entry.title, type="text")
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def _json_feed(entries: list[_Entry]) -> str:
    base = current().release.base
    record: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "PracticeGraph: what changed",
        "home_page_url": f"{request.host_url}releases",
        "feed_url": request.base_url,
        "items": [
            {
                "id": f"{base}releases/{entry.id}",
                "url": f"{request.host_url}releases/{entry.id}",
                "title": entry.title,
                "content_text": "\n".join(entry.lines()) or entry.title,
                "date_published": entry.published.isoformat(),
            }
            for entry in entries
        ],
    }
    return json.dumps(record, ensure_ascii=False, indent=1)


def _last_part(term: object) -> str:
    return str(getattr(term, "value", term)).rpartition("/")[2]
