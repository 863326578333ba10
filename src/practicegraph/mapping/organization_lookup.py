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
ACRONYM: Final = re.compile(rf"[{UPPER}]{{2,}}\w*$")
"""An abbreviation: one word that begins with two capitals."""


@kept
def lookup(name: str, knowledge: OrganizationKnowledge) -> Organization | None:
    """Return the registered organisation that a name means: by label, key, or without brackets and country."""
    exact = knowledge.names.get(name)
    if exact:
        return exact[0][0]
    plain = BRACKETS.sub("", name)
    for written in dict.fromkeys((name, plain)):
        key = name_key(written, knowledge.legal, knowledge.small)
        if key in knowledge.keys:
            return knowledge.keys[key]
    for inner in BRACKETS.findall(name):
        short = knowledge.names.get(inner)
        initials = "".join(word[0] for word in WORD.findall(plain) if fold(word) not in knowledge.small)
        for organization, label in short:
            if ACRONYM.match(label) and fold(label) in fold(initials):
                return organization
    return None
