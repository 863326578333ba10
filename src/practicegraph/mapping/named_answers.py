"""The organisations that an answer names, without what leads to the first: "With the Red Cross and the City of Leeds."."""

from __future__ import annotations

import re
from typing import Final

from practicegraph.mapping.actor import without_article
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.organization_lists import split_organizations
from practicegraph.mapping.organization_lookup import lookup
from practicegraph.mapping.organization_types import type_of
from practicegraph.mapping.organizations import OrganizationMention, find_organizations, organization_type
from practicegraph.mapping.section import part_of
from practicegraph.mapping.source import Source
from practicegraph.reading.blocks import Block

_WORD: Final = re.compile(r"(?P<word>[^\W\d_]+)[ \u00a0]+(?P<next>[^\s,.;:()]+)")
_SENTENCE: Final = re.compile(r"[^\W\d_]{5,}\.\s*\Z")
"""How a sentence ends, and no legal form: "e. V."."""
_SHORTEST: Final = 2


def answered_names(source: Source, text: str, *, split: bool) -> list[OrganizationMention]:
    """Return the organisations that a value lists, or with ``split`` false those that a text names."""
    known, language = source.knowledge.organizations, source.language
    if split:
        found = listed_names(source, text)
    else:
        found = find_organizations(bare_answer(source, text), known, language)
    return [without_article(mention) for mention in found]


def listed_names(source: Source, text: str, *, several: bool = False) -> tuple[OrganizationMention, ...]:
    """Return the organisations that an answer lists; ``several`` where its label asks for more than one."""
    known, language = source.knowledge.organizations, source.language
    # An article before the first name tells that those before the others part the list.
    readings = dict.fromkeys((bare_answer(source, text), text))
    return max((split_organizations(one, known, language, several=several) for one in readings), key=len)


def bare_answer(source: Source, text: str) -> str:
    """Return an answer as long, with blanks for the word for "with" and the article that it begins with.

    An article with a capital is left where it may be of the name: "Die Brücke e. V.", but not before the word of a kind,
    nor in a sentence.
    """
    first = _WORD.match(text)
    start = 0
    if first is not None and _means_with(source, first["word"]):
        start = first.start("next")
        first = _WORD.match(text, start)
    if first is not None and _is_article(source, text, first, led=start > 0):
        start = first.start("next")
    return " " * start + text[start:]


def _means_with(source: Source, word: str) -> bool:
    told = source.cue("with", word)
    return told is not None and told[0] == word and len(word) >= _SHORTEST


def _is_article(source: Source, text: str, first: re.Match[str], *, led: bool) -> bool:
    """Tell whether a word is an article that the name behind it does not have."""
    organizations = source.knowledge.organizations
    if fold(first["word"]) not in organizations.patterns.definite_articles or text.isupper():
        return False
    if led or first["word"].islower():
        return True
    own = lookup(text.strip(" ."), organizations) is not None
    kind = type_of(first["next"], organizations.types) is not None
    return not own and (kind or _SENTENCE.search(text) is not None)


def behind_position(source: Source, block: Block) -> Block:
    """Return what stands behind a person's position: the body in "integration officer, City of Leeds"."""
    position, comma, body = block.text.partition(", ")
    known = source.knowledge.organizations
    if not comma or organization_type(position, known) is not None or organization_type(body, known) is None:
        return block
    return part_of(block, len(position) + len(comma), len(block.text)) or block
