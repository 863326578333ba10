"""Passages: the sentence around a span of a text."""

from __future__ import annotations

import re
from typing import Final

_SENTENCE_END: Final = re.compile(r"[.!?;](?=\s|$)\s*")
_CONTEXT: Final = 160
"""Characters kept on each side of a span."""


def sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after a span in its line, up to the ends of its sentence."""
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    before = text[line:start]
    after = text[end : stop if stop >= 0 else len(text)]
    starts = [match.end() for match in _SENTENCE_END.finditer(before)]
    ends = _SENTENCE_END.search(after)
    before = before[starts[-1] if starts else 0 :].lstrip()
    after = after[: ends.end() if ends else len(after)].rstrip()
    if len(before) > _CONTEXT:
        before = "…" + before[-_CONTEXT:]
    return before, after[:_CONTEXT] + ("…" if len(after) > _CONTEXT else "")
