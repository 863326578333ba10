"""The lexical level of SPARQL: enough to tell a keyword from the same letters in a string, name or comment.

Terminals follow SPARQL 1.1 Query Language, section 19.8, loosened where only their extent matters. Time is
linear in the length of the text, whatever the text: what a pattern has looked through and found wanting is
taken apart on the spot, never looked through again from the next character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Final, NamedTuple

_NUMBER: Final = r"(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
_WORD: Final = r"(?P<word>[A-Za-z_][A-Za-z0-9_]*)"
_OPERATOR: Final = (
    r"(?P<operator>&&|\|\||!=|<=|>=|\^\^|<<\(|\)>>|<<|>>|\{\||\|\}|[{}()\[\];,.*/+\-=<>!|^?~@$%&:])"
)
_TERMINALS: Final = re.compile(
    rf"""
    (?:\s|\#[^\n\r]*)*+ (?:
    (?P<iri><[^<>"{{}}|^`\\\x00-\x20]*(?:\\u[0-9A-Fa-f]{{4}}[^<>"{{}}|^`\\\x00-\x20]*)*>)
  | (?P<string>'''(?:'{{0,2}}(?:[^'\\]|\\.))*+'''|\"\"\"(?:"{{0,2}}(?:[^"\\]|\\.))*+\"\"\"
      |'(?!'')(?:[^'\\\n\r]|\\.)*+'|"(?!"")(?:[^"\\\n\r]|\\.)*+")
  | (?P<broken>(?:'''|\"\"\").*+|'(?:[^'\\\n\r]|\\.)*+|"(?:[^"\\\n\r]|\\.)*+)
  | (?P<variable>[?$]\w+)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<name>(?:[^\W\d_][\w.·-]*+)?:(?:[\w:.·-]|%[0-9A-Fa-f]{{2}}|\\.)*+|_:[\w.·-]+)
  | (?P<alone>[A-Za-z][A-Za-z0-9_]*+(?![\w.·-]))
  | (?P<run>[^\W\d_][\w.·-]*+)
  | {_NUMBER}
  | {_WORD}
  | {_OPERATOR}
  | (?P<other>\S)
  | (?P<end>\Z)
    )
    """,
    re.VERBOSE | re.DOTALL,
)
_PLAIN: Final = re.compile(rf"\s*+(?:{_NUMBER}|{_WORD}|{_OPERATOR}|(?P<other>\S))")
_TAKEN_APART: Final = frozenset({"broken", "run"})
"""A string without an end, and letters, dots and hyphens that turned out to be no prefixed name."""
OPENING: Final = frozenset({"{", "(", "[", "<<", "<<(", "{|"})
"""Tokens that open a bracket."""
CLOSING: Final = frozenset({"}", ")", "]", ">>", ")>>", "|}"})
"""Tokens that close one."""
_STOPS: Final = re.compile(r"(?<!\\)\.+$")
"""Full stops that a name or number may not end in."""


class Token(NamedTuple):
    """A terminal: its ``kind`` (``word``, ``iri``, ``operator`` ...), text and place in the query."""

    kind: str
    text: str
    start: int

    @property
    def keyword(self) -> str:
        """The text in upper case if this may be a keyword, else an empty string."""
        return self.text.upper() if self.kind == "word" else ""


_token: Final = partial(tuple.__new__, Token)
"""As ``Token._make``, in a third of the time: most of the guard's work is to make tokens."""


def tokens(text: str) -> Iterator[Token]:
    """Yield the terminals of a query, white space and comments left out.

    What follows a quote that opens a string without an end comes as words and operators.
    """
    for match in _TERMINALS.finditer(text):
        kind = match.lastgroup or "other"
        if kind == "alone":
            yield _token(("word", match[kind], match.start(kind)))
        elif kind in _TAKEN_APART:
            yield from _apart(text, *match.span(kind))
        elif kind != "end":
            yield _token((kind, match[kind], match.start(kind)))


def terminals(text: str) -> Iterator[Token]:
    """Yield the terminals of a query; the full stop after a name or number stands for itself."""
    for token in tokens(text):
        bare = _STOPS.sub("", token.text) if token.kind in {"name", "number"} else token.text
        yield Token(token.kind, bare, token.start)
        for index in range(len(bare), len(token.text)):
            yield Token("operator", ".", token.start + index)


def _apart(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _PLAIN.finditer(text, start, end):
        kind = match.lastgroup or "other"
        yield Token(kind, match[kind], match.start(kind))


def position(text: str, offset: int) -> tuple[int, int]:
    """Return the line and column of an offset, both from 1."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
