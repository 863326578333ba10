"""Parts of organisations: what a value names behind a comma is a branch or a department of who stands before it."""

from __future__ import annotations

import re
from typing import Final

from practicegraph.languages import primary_subtag
from practicegraph.mapping.organization_knowledge import OrganizationKnowledge
from practicegraph.mapping.organization_lookup import lookup
from practicegraph.mapping.organization_patterns import UPPER
from practicegraph.mapping.organization_types import type_of

_ABBREVIATED: Final = re.compile(rf"[{UPPER}]{{2,}}(?!\w)")
_WITH_DEPARTMENTS: Final = ("-authority", "-body", "-organisation")
"""Kinds that have departments; a foundation beside a department of a town is another organisation."""
_TERRITORY: Final = "regional-authority"


def is_branch(whole: str, part: str, knowledge: OrganizationKnowledge, language: str | None) -> bool:
    """Tell whether ``part`` is a branch of ``whole``, or one of its departments: "Red Cross", "Leeds branch"."""
    main = primary_subtag(language)
    if _begins(part, "branch", main, knowledge):
        return lookup(part, knowledge) is None
    if not _begins(part, "department", main, knowledge) or lookup(part, knowledge) is not None:
        return False
    if part.rsplit(maxsplit=1)[-1][:1].isupper() and type_of(part, knowledge.types) == _TERRITORY:
        return False  # "Région Bretagne, Département du Finistère"
    registered = lookup(whole, knowledge)
    kind = type_of(whole, knowledge.types) if registered is None else registered.type
    return kind is not None and kind.endswith(_WITH_DEPARTMENTS)


def _begins(part: str, kind: str, language: str, knowledge: OrganizationKnowledge) -> bool:
    """Tell whether words are those of a branch; one that begins with an abbreviation is of another: "ELTE ... Kar"."""
    pattern = knowledge.patterns.branches.get((kind, language))
    found = None if pattern is None else pattern.match(part)
    return found is not None and (found.end() < len(part) or _ABBREVIATED.match(part) is None)
