"""Which organisation of the registry a name means."""

from __future__ import annotations

import re
from typing import Final

from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.memory import kept
from practicegraph.mapping.organization_keys import WORD, name_key
from practicegraph.mapping.organization_knowledge import OrganizationKnowledge
from practicegraph.mapping.organization_patterns import UPPER
from practicegraph.mapping.organization_registry import Organization

BRACKETS: Final = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
"""What stands in brackets behind a name."""
_SHORT: Final = 4
ACRONYM: Final = re.compile(rf"[{UPPER}]{{2,}}\w*$")
"""An abbreviation: one word that begins with two capitals."""


@kept
def lookup(name: str, knowledge: OrganizationKnowledge) -> Organization | None:
    """Return the registered organisation that a name means: by label, key, or without brackets and country."""
    for organization, label in knowledge.names.get(name):
        if _is_written(name, label):
            return organization
    plain = BRACKETS.sub("", name)
    for written in dict.fromkeys((name, plain)):
        key = name_key(written, knowledge.legal, knowledge.small)
        found = knowledge.keys.get(key)
        if found is not None and (len(key) > 1 or _is_named(written, found)):
            return found
    for inner in BRACKETS.findall(name):
        short = knowledge.names.get(inner)
        initials = "".join(word[0] for word in WORD.findall(plain) if fold(word) not in knowledge.small)
        for organization, label in short:
            if ACRONYM.match(label) and fold(label) in fold(initials):
                return organization
    return None


def _is_written(name: str, label: str) -> bool:
    """Tell whether a name is a label as it is written: four letters in capitals are no word with the same letters, "Daad"."""
    return name == label or len(label) > _SHORT or not label.isupper() or fold(name) != fold(label)


def _is_named(name: str, organization: Organization) -> bool:
    """Tell whether a name of one word is no acronym of an organisation in small letters."""
    return all(_is_written(name, acronym) for acronym in organization.acronyms)
