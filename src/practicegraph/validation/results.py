"""From what an engine found to the results of a report: messages with values in them, and nothing quoted that may not be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from practicegraph.validation.constraints import Finding
from practicegraph.validation.paths import PropertyPath, Term, compact, predicate_path
from practicegraph.validation.report import Result
from practicegraph.validation.triple_index import Terms

MAIL_ADDRESS: Final = re.compile(r"[^ @/]+@[A-Za-z0-9-]+[.][A-Za-z0-9-]+")
"""An e-mail address in a value: a report never quotes it, for reports are served."""

_PLACEHOLDER: Final = re.compile(r"\{[?$](this|value|path)\}")


def result_of(finding: Finding, terms: Terms) -> Result:
    """Return a finding of the compiled engine as a result."""
    rule, focus, predicate, value = finding
    path = rule.path
    if predicate is not None:
        named = terms[predicate]
        path = predicate_path(named) if isinstance(named, NamedNode) else path
    shown_value = None if value is None else masked(terms[value])
    return Result(
        focus=terms[focus],
        path=path,
        value=shown_value,
        severity=rule.severity,
        shape=rule.shape,
        component=rule.component,
        messages=filled(rule.messages, terms[focus], shown_value, path),
    )


def filled(
    messages: Iterable[tuple[str, str]], focus: Term, value: Term | None, path: PropertyPath | None
) -> tuple[tuple[str, str], ...]:
    """Return messages by language, sorted, with ``{?value}``, ``{$this}`` and ``{?path}`` replaced."""
    known: Mapping[str, Term | PropertyPath | None] = {"this": focus, "value": value, "path": path}

    def name(match: re.Match[str]) -> str:
        term = known[match[1]]
        return match[0] if term is None else shown(term)

    return tuple(
        sorted((tag, _PLACEHOLDER.sub(name, text) if "{" in text else text) for tag, text in messages)
    )


def shown(term: Term | PropertyPath) -> str:
    """Return a term as a reader sees it: a compact IRI, a literal's text, a path in SPARQL's syntax."""
    if isinstance(term, NamedNode):
        return compact(term)
    return term.value if isinstance(term, Literal) else str(term)


def masked(term: Term) -> Term:
    """Return a value, its characters hidden if it holds an e-mail address."""
    if isinstance(term, Literal) and MAIL_ADDRESS.search(term.value):
        return Literal("•" * len(term.value))
    return term
