"""Who gave a sum, where only a small word stands between the two: "another 45,000 euros from the Alder Trust"."""

from __future__ import annotations

import re
from typing import Final

from practicegraph.mapping.money import AmountMention, find_amounts
from practicegraph.mapping.organizations import find_organizations
from practicegraph.mapping.source import Source

_REACH: Final = 60
"""Code points before a name in which a sum and such a word stand."""
_ARTICLES: Final = 2
_LONGEST_ARTICLE: Final = 4
_BETWEEN: Final = re.compile(r"[ \u00a0](?:[^\W\d_]+[ \u00a0]){0,2}")
"""What may stand between a sum and such a word: "45 000 kronor i stöd från"."""
_BEHIND: Final = 40


def gave_sum(source: Source, text: str, begin: int, start: int) -> bool:
    """Tell whether a sum stands right before a name that starts at ``start``, only a word such as "from" between."""
    first = max(begin, start - _REACH)
    words = list(source.each_cue("sum-from", text, first, start))
    if not words or not _only_articles(text[words[-1].end() : start]):
        return False
    return any(
        _BETWEEN.fullmatch(text, first + amount.end, words[-1].start()) is not None
        for amount in find_amounts(text[first : words[-1].start()], source.knowledge.money, source.language)
    )


def is_given(source: Source, text: str, start: int, amount: AmountMention) -> bool:
    """Tell whether an amount is a further one behind that at ``start``, and who gave it stands right behind it.

    "It cost 82,000 euros, with another 45,000 euros from the trust."
    """
    if not find_amounts(text[start : amount.start], source.knowledge.money, source.language):
        return False
    return any(
        amount.end < one.start <= amount.end + _BEHIND and gave_sum(source, text, amount.start, one.start)
        for one in find_organizations(text, source.knowledge.organizations, source.language)
    )


def _only_articles(between: str) -> bool:
    words = between.replace("'", " ").replace("’", " ").split()
    return len(words) <= _ARTICLES and all(len(word) <= _LONGEST_ARTICLE and word.isalpha() for word in words)
