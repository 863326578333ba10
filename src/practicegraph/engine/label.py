"""``pg:label(?thing)`` and ``pg:label(?thing, "sv, fr")``: the name of a thing in a reader's language.

An extension function (SPARQL 1.1 Query Language, section 17.6). What it gives is defined by
:func:`label`; :mod:`practicegraph.engine.portable` writes the same in the functions of the standard.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store, Triple

from practicegraph.engine.tokens import Token, tokens
from practicegraph.languages import chain
from practicegraph.terms import PREFIXES, node

LABEL: Final = PREFIXES["pg"] + "label"
"""The IRI of the function."""

PROPERTIES: Final = ("rdfs:label", "skos:prefLabel")
"""The properties whose values are names."""

_TAG: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_MAX_TAGS: Final = 8
_SEPARATOR: Final = re.compile(r"[\s,]+")

_CALL: Final = re.compile(r"label>?(?:\s|#[^\n\r]*)*+\(")

Term = NamedNode | BlankNode | Literal | Triple
Function = Callable[..., Term | None]


def functions(store: Store) -> dict[NamedNode, Function]:
    """Return the extension functions of queries on ``store``, by IRI."""

    def of(*arguments: Term) -> Term | None:
        if not 1 <= len(arguments) <= 2:
            return None
        wanted = arguments[1] if len(arguments) == 2 else Literal("")
        return label(store, arguments[0], languages(wanted.value)) if isinstance(wanted, Literal) else None

    return {NamedNode(LABEL): of}


def label(store: Store, thing: Term, preferred: Sequence[str]) -> Literal | None:
    """Return a thing's name: its first label in the first of the ``preferred`` languages that has one.

    After these come English, a label without a language, the first other language, and for want of any label the end of the IRI.
    Labels are read in the default graph of the store. A literal is its own name; a blank node without a label
    has none. Of several labels in one language the first by code points is taken.
    """
    if isinstance(thing, Literal):
        return thing
    if isinstance(thing, Triple):
        return None
    best: dict[str, str] = {}
    for name in PROPERTIES:
        for quad in store.quads_for_pattern(thing, node(name), None, DefaultGraph()):
            if isinstance(quad.object, Literal):
                tag = (quad.object.language or "").lower()
                best[tag] = min(best.get(tag, quad.object.value), quad.object.value)
    if not best:
        return Literal(local_name(thing.value)) if isinstance(thing, NamedNode) else None
    tag = next((tag for tag in chain(preferred) if tag in best), min(best))
    return Literal(best[tag], language=tag) if tag else Literal(best[tag])


def local_name(iri: str) -> str:
    """Return what stands after the last ``/`` or ``#`` of an IRI that does not end there."""
    return re.sub(r"^.*[/#]", "", re.sub(r"[/#]+$", "", iri), flags=re.DOTALL)


def languages(written: str) -> tuple[str, ...]:
    """Return the language tags of a list such as ``sv, fr``, in lower case; what is no tag is left out."""
    found = [part.lower() for part in _SEPARATOR.split(written) if _TAG.fullmatch(part)]
    return tuple(dict.fromkeys(found))[:_MAX_TAGS]


def with_languages(text: str, preferred: Iterable[str]) -> str:
    """Return a query in which each call of the function without languages has ``preferred`` ones.

    The text stays as it is if it calls no function of that name, so that it is one query to a cache.
    """
    if not may_call(text):
        return text
    tags = ", ".join(languages(",".join(preferred)))
    inserted = f', "{tags}"' if tags else ""
    pieces, done = [], 0
    for end in sorted(call.end - 1 for call in calls(text) if len(call.arguments) == 1):
        pieces += [text[done:end], inserted]
        done = end
    return "".join([*pieces, text[done:]])


def may_call(text: str) -> bool:
    """Whether a query may call the function: a cheap look that takes too many rather than too few."""
    return _CALL.search(text) is not None


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the function in a query; ``end`` is the offset after its closing bracket."""

    start: int
    end: int
    arguments: tuple[tuple[Token, ...], ...]
    """Each argument as its tokens."""


def calls(text: str) -> list[Call]:
    """Return the calls of the function in a query, in order; one inside another comes after it."""
    found = list(tokens(text))
    names = _names(found)
    return [
        call
        for index, token in enumerate(found[:-1])
        if token.text in names and found[index + 1].text == "("
        for call in [_call(found, index)]
        if call is not None
    ]


def _names(found: Sequence[Token]) -> set[str]:
    """Return the ways in which a query may write the function's name."""
    names = {f"<{LABEL}>"}
    for index, token in enumerate(found[:-2]):
        if token.keyword == "PREFIX":
            prefix, iri = found[index + 1].text, found[index + 2].text[1:-1]
            if LABEL.startswith(iri):
                names.add(prefix + LABEL.removeprefix(iri))
    return names


def _call(found: Sequence[Token], index: int) -> Call | None:
    depth = 0
    arguments: list[list[Token]] = [[]]
    for token in found[index + 1 :]:
        opens, closes = token.text in {"(", "{", "["}, token.text in {")", "}", "]"}
        depth += opens - closes
        if depth == 0:
            given = tuple(map(tuple, arguments)) if arguments[0] else ()
            return Call(found[index].start, token.start + 1, given)
        if token.text == "," and depth == 1:
            arguments.append([])
        elif not (depth == 1 and opens):
            arguments[-1].append(token)
    return None
