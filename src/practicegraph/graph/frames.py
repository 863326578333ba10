"""Graphs as trees: JSON-LD framed by a profile (JSON-LD 1.1 Framing), for those who read JSON and no RDF.

A profile is a frame in ``ontology/frames``. Nothing is fetched: a frame may name our context and no other.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder
from practicegraph.graph.jsonld import shipped_context
from practicegraph.terms import BASE, PREFIXES
from practicegraph.wording import Wording

JSON_LD: Final = "application/ld+json"
CONTEXT: Final = f"{BASE}ontology/context.jsonld"
"""The address by which frames name our context."""

MOST_TRIPLES: Final = 50_000
"""Triples that are nested at the most: about seven seconds and 150 MB."""

_PROFILED: Final = re.compile(rf'{re.escape(JSON_LD)};profile="([\w-]+)"')
_INTEGER: Final = PREFIXES["xsd"] + "integer"
_BOOLEAN: Final = PREFIXES["xsd"] + "boolean"
_EXACT_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,14}")


class TooManyTriplesError(ValueError):
    """A graph is larger than is nested; ``message`` says so to a reader."""

    def __init__(self) -> None:
        self.message = Wording(
            "the answer is too large to be nested: more than {limit} triples; ask for less, or without a profile",
            limit=f"{MOST_TRIPLES:,}",
        )
        super().__init__(self.message)


@dataclass(frozen=True, slots=True)
class Profile:
    """A way to nest a graph; ``title`` and ``description`` are English."""

    name: str
    title: str
    description: str

    def iri(self, base: str) -> str:
        """Return the profile's IRI under a base."""
        return f"{base}profile/{self.name}"

    def frame(self) -> dict[str, Any]:
        """Return the profile's frame as it is published."""
        text = folder("ontology", "frames", f"{self.name}.jsonld").read_text(encoding="utf-8")
        found: dict[str, Any] = json.loads(text)
        return found


@lru_cache(maxsize=1)
def profiles() -> tuple[Profile, ...]:
    """Return the profiles that ship."""
    with folder("ontology", "frames", "profiles.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Profile(**row) for row in csv.DictReader(file))


def media_type(profile: Profile) -> str:
    """Return the media type by which an engine is asked for answers framed by a profile."""
    return f'{JSON_LD};profile="{profile.name}"'


def profile_of(asked: str) -> Profile | None:
    """Return the profile of a media type as :func:`media_type` writes it, ``None`` for any other."""
    match = _PROFILED.fullmatch(asked)
    return next((one for one in profiles() if match and one.name == match[1]), None)


def framed(triples: Iterable[Triple], profile: Profile) -> bytes:
    """Return the trees of ``triples`` by a profile; what no tree reaches is left out.

    Raises :class:`TooManyTriplesError` beyond :data:`MOST_TRIPLES`, ``ValueError`` for a graph that cannot be framed.
    """
    found = list(islice(triples, MOST_TRIPLES + 1))
    if len(found) > MOST_TRIPLES:
        raise TooManyTriplesError
    from pyld import jsonld  # noqa: PLC0415 - a tenth of a second that few workers need

    options = {"documentLoader": _only_our_context}
    dataset = {"@default": [_statement(triple) for triple in found]}
    try:
        expanded = jsonld.from_rdf(dataset, options)
        for node in expanded:
            _make_native(node)
        asked = options | {"omitGraph": False, "embed": "@once"}
        tree = _remembering(jsonld.JsonLdProcessor)().frame(expanded, profile.frame(), asked)
    except jsonld.JsonLdError as error:
        raise ValueError(f"cannot be framed: {error}") from error
    return (json.dumps(tree | {"@context": _inline(profile)}, ensure_ascii=False, indent=1) + "\n").encode()


def _statement(triple: Triple) -> dict[str, dict[str, str]]:
    """Return a triple as the processor has it, which else compares each with all others while it parses text."""
    return {
        "subject": _term(triple.subject),
        "predicate": _term(triple.predicate),
        "object": _term(triple.object),
    }


def _term(term: object) -> dict[str, str]:
    match term:
        case NamedNode():
            return {"type": "IRI", "value": term.value}
        case BlankNode():
            return {"type": "blank node", "value": str(term)}
        case Literal(language=None):
            return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
        case Literal():
            return {
                "type": "literal",
                "value": term.value,
                "datatype": term.datatype.value,
                "language": term.language or "",
            }
    raise ValueError(f"no node of JSON-LD: {term}")


def _remembering(processor: Any) -> Any:
    """Return a processor that compacts each IRI once for each context: it looks through all of a context for it."""

    class Remembering(processor):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self._known: dict[tuple[object, ...], str] = {}
            self._contexts: dict[int, object] = {}

        def _compact_iri(  # the name is the processor's
            self,
            active_ctx: Any,
            iri: Any,
            value: Any = None,
            vocab: Any = False,
            base: Any = None,
            reverse: Any = False,
        ) -> Any:
            if value is not None or reverse:
                return super()._compact_iri(active_ctx, iri, value, vocab, base, reverse)
            self._contexts.setdefault(id(active_ctx), active_ctx)  # kept, so that no other has its number
            key = (id(active_ctx), iri, vocab, base)
            found = self._known.get(key)
            if found is None:
                found = self._known[key] = super()._compact_iri(active_ctx, iri, value, vocab, base, reverse)
            return found

    return Remembering


def _inline(profile: Profile) -> Any:
    """Return a profile's context with ours written out, so that nobody needs to fetch it."""
    context = profile.frame()["@context"]
    parts = context if isinstance(context, list) else [context]
    written = [shipped_context().document if part == CONTEXT else part for part in parts]
    return written if isinstance(context, list) else written[0]


def _only_our_context(address: str, _: object) -> dict[str, Any]:
    """Load our context from the package and refuse everything else."""
    if address != CONTEXT:
        raise InvalidDataError("no context is fetched from elsewhere", source=address)
    document = {"@context": shipped_context().document}
    return {"contentType": JSON_LD, "contextUrl": None, "documentUrl": address, "document": document}


def _make_native(node: dict[str, list[Any]]) -> None:
    """Write whole numbers and truth values as JSON has them, where every reader keeps them exact."""
    for value in (one for values in node.values() if isinstance(values, list) for one in values):
        if not isinstance(value, dict) or "@value" not in value:
            continue
        written = value["@value"]
        if value.get("@type") == _INTEGER and _EXACT_INTEGER.fullmatch(written):
            value["@value"] = int(written)
        elif value.get("@type") == _BOOLEAN and written in {"true", "false"}:
            value["@value"] = written == "true"
