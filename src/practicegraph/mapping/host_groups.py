"""Groups of the place and of helpers, which a text names beside those whom the practice is for.

"the children of the neighbouring school", "young volunteers"
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from practicegraph.mapping.concepts import ConceptMention
from practicegraph.mapping.source import Source

_REACH: Final = 40
"""Code points within which words tell where a group is at home."""
_FOR: Final = 32
_BETWEEN: Final = re.compile(r"[^\w.,;:!?\n]+(?:[\w'’]+[^\w.,;:!?\n]+|\w{1,4}['’]){0,3}")
"""What stands between a group and where it is at home: "of the"."""


def is_of_hosts(
    source: Source, text: str, mention: ConceptMention, mentions: Sequence[ConceptMention]
) -> bool:
    """Tell whether a group of an age or sex is that of the neighbours or of helpers, and nothing is for them."""
    labels = source.knowledge.labels
    if mention.notation in labels.circumstances or mention.notation in labels.roles:
        return False
    if source.cue("for", text, max(0, mention.start - _FOR), mention.start) is not None:
        return False
    return _helps(source, text, mention, mentions) or _lives_there(source, text, mention)


def _helps(source: Source, text: str, mention: ConceptMention, mentions: Sequence[ConceptMention]) -> bool:
    """Tell whether a group stands beside a word for helpers that it only describes: "young volunteers"."""
    return any(
        other.notation in source.knowledge.labels.roles
        and (text[mention.end : other.start].isspace() or text[other.end : mention.start].isspace())
        for other in mentions
    )


def _lives_there(source: Source, text: str, mention: ConceptMention) -> bool:
    """Tell whether words right behind a group, or right before it, say that it is of the place."""
    stop = min(len(text), mention.end + _REACH)
    behind = source.cue("hosts:behind", text, mention.end, stop)
    if behind is not None and _BETWEEN.fullmatch(text, mention.end, behind.start()):
        return True
    start = max(0, mention.start - _REACH)
    return any(
        text[found.end() : mention.start].isspace()
        for found in source.each_cue("hosts:before", text, start, mention.start)
    )
