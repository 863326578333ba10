"""Changes between releases as text, JSON and RDF."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import pyoxigraph as ox

from practicegraph.comparison.changes import LABELS, Changes, Kind, Statement, ThingChange
from practicegraph.export.tables import labels, short
from practicegraph.languages import choose
from practicegraph.release.open import Release
from practicegraph.terms import node

AS: Final = "https://www.w3.org/ns/activitystreams#"
"""ActivityStreams 2.0, whose activities say what became of a thing."""
CHANGESET: Final = "http://purl.org/vocab/changeset/schema#"
"""The Changeset vocabulary, which says which statements came and went."""

_ACTIVITIES: Final = {
    Kind.ADDED: "Create",
    Kind.REMOVED: "Delete",
    Kind.CHANGED: "Update",
    Kind.MERGED: "Move",
    Kind.SPLIT: "Move",
    Kind.MOVED: "Move",
}
_MARKS: Final = {Kind.ADDED: "+", Kind.REMOVED: "-", Kind.CHANGED: "~"}
_LONGEST: Final = 160
"""Characters of a value in text."""

Name = Callable[[object], str]
"""Gives the name of a term to people."""


def name_of(found: Changes, releases: Iterable[Release], language: str) -> Name:
    """Return what names the terms of changes, in a language if it can be, by the labels of the releases."""
    mentioned = {
        term.value
        for change in found.things
        for statement in (*change.removed, *change.added)
        for term in _terms(statement)
        if isinstance(term, ox.NamedNode)
    }
    mentioned |= {other.value for change in found.things for other in change.others}
    names: dict[str, str] = {}
    for release in releases:
        names |= labels(ox.Store.read_only(str(release.snapshot)), mentioned, (language, "en"))

    def name(term: object) -> str:
        if isinstance(term, ox.NamedNode):
            return names.get(term.value) or short(term.value)
        return getattr(term, "value", str(term))

    return name


def _terms(statement: Statement) -> Iterator[object]:
    yield statement.predicate
    if isinstance(statement.value, tuple):
        for predicate, term in statement.value:
            yield from (predicate, term)
    else:
        yield statement.value


# Text


def changes_text(found: Changes, name: Name, language: str, *, brief: bool = False) -> str:
    """Return what changed as lines for people; ``brief`` leaves out the statements."""
    lines = [f"{found.old} → {found.new}"]
    lines += [f"  {sort}: {_list_counts(kinds)}" for sort, kinds in found.counts().items()]
    for change in found.things:
        lines.append(thing_line(change, name, language))
        if not brief:
            lines += details(change, name)
    return "\n".join(lines) + "\n"


def _list_counts(kinds: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in kinds.items())


def thing_line(change: ThingChange, name: Name, language: str) -> str:
    """Return one line: what happened to which thing."""
    best = choose(change.labels, (language, "en"))
    label = best[1] if best else short(change.thing.value)
    others = f" → {', '.join(map(name, change.others))}" if change.others else ""
    verb = "" if change.kind in _MARKS else f"{change.kind} "
    return f"{_MARKS.get(change.kind, '>')} {change.sort} {verb}{label}{others} <{change.thing.value}>"


def details(change: ThingChange, name: Name) -> list[str]:
    """Return a line for each name and statement that changed; what is there or gone whole has none."""
    lines = [
        f"    name in {each.language or 'no language'}: {each.old or '(none)'} → {each.new or '(none)'}"
        for each in change.relabelled
    ]
    if change.kind in {Kind.CHANGED, Kind.SPLIT}:
        for mark, statements in (("-", change.removed), ("+", change.added)):
            told = [each for each in statements if each.predicate not in LABELS]
            lines += [f"    {mark} {name(each.predicate)}: {_shown(each, name)}" for each in told]
    return lines


def _shown(statement: Statement, name: Name) -> str:
    if isinstance(statement.value, tuple):
        text = ", ".join(f"{name(predicate)} {name(term)}" for predicate, term in statement.value)
    else:
        text = name(statement.value)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


# JSON


def changes_json(found: Changes) -> dict[str, Any]:
    """Return what changed as JSON: ``old``, ``new``, ``counts`` and ``things``."""
    return {
        "old": found.old,
        "new": found.new,
        "counts": found.counts(),
        "things": [_thing_json(change) for change in found.things],
    }


def _thing_json(change: ThingChange) -> dict[str, Any]:
    record: dict[str, Any] = {
        "thing": change.thing.value,
        "sort": change.sort,
        "change": change.kind,
        "labels": dict(change.labels),
    }
    if change.others:
        record["others"] = [other.value for other in change.others]
    if change.relabelled:
        record["relabelled"] = [
            {"language": each.language, "old": each.old or None, "new": each.new or None}
            for each in change.relabelled
        ]
    for key, statements in (("removed", change.removed), ("added", change.added)):
        if statements:
            record[key] = [_statement_json(each) for each in statements]
    return record


def _statement_json(statement: Statement) -> dict[str, Any]:
    value = statement.value
    if isinstance(value, tuple):
        part: Any = [{"property": prop.value, "value": _term_json(term)} for prop, term in value]
        return {"property": statement.predicate.value, "part": part}
    return {"property": statement.predicate.value, "value": _term_json(value)}


def _term_json(term: object) -> dict[str, str]:
    if isinstance(term, ox.Literal):
        if term.language:
            return {"value": term.value, "language": term.language}
        return {"value": term.value, "type": term.datatype.value}
    return {"id": getattr(term, "value", str(term))}


# RDF


def changes_graph(found: Changes) -> set[ox.Triple]:
    """Return what changed as RDF: a Changeset and an activity for each thing, a statement for each that changed."""
    root = f"{found.base}releases/{found.new}"
    triples: set[ox.Triple] = set()
    for change in found.things:
        triples.update(_thing_triples(change, root, found))
    return triples


def _thing_triples(change: ThingChange, root: str, found: Changes) -> Iterator[ox.Triple]:
    path = change.thing.value.removeprefix(found.base).replace("://", "/")
    me = ox.NamedNode(f"{root}#{path.replace('#', '/')}")
    kind = node("rdf:type")
    yield ox.Triple(me, kind, ox.NamedNode(f"{CHANGESET}ChangeSet"))
    yield ox.Triple(me, kind, ox.NamedNode(AS + _ACTIVITIES[change.kind]))
    yield ox.Triple(me, ox.NamedNode(f"{CHANGESET}subjectOfChange"), change.thing)
    yield ox.Triple(me, ox.NamedNode(f"{AS}object"), change.thing)
    yield ox.Triple(me, ox.NamedNode(f"{CHANGESET}changeReason"), ox.Literal(change.kind.value))
    for release, prop in ((found.old, "origin"), (found.new, "target")):
        yield ox.Triple(me, ox.NamedNode(AS + prop), ox.NamedNode(f"{found.base}releases/{release}"))
    replaced = node("dct:hasPart") if change.kind is Kind.SPLIT else node("dct:isReplacedBy")
    for other in change.others:
        yield ox.Triple(change.thing, replaced, other)
    for language, label in change.labels.items():
        yield ox.Triple(me, node("rdfs:label"), ox.Literal(label, language=language or None))
    for name, statements in (("removal", change.removed), ("addition", change.added)):
        for index, statement in enumerate(statements):
            reified = ox.NamedNode(f"{me.value}/{name}/{index}")
            yield ox.Triple(me, ox.NamedNode(CHANGESET + name), reified)
            yield from _reified(reified, change.thing, statement)


def _reified(me: ox.NamedNode, thing: ox.NamedNode, statement: Statement) -> Iterator[ox.Triple]:
    """Yield a statement; the value of one about a part is a node of what the part says."""
    yield ox.Triple(me, node("rdf:type"), node("rdf:Statement"))
    yield ox.Triple(me, node("rdf:subject"), thing)
    yield ox.Triple(me, node("rdf:predicate"), statement.predicate)
    if isinstance(statement.value, tuple):
        part = ox.NamedNode(f"{me.value}/part")
        yield ox.Triple(me, node("rdf:object"), part)
        yield from (ox.Triple(part, prop, term) for prop, term in statement.value)
    else:
        yield ox.Triple(me, node("rdf:object"), statement.value)
