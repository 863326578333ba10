"""What an organisation does in a project by the words near its name, where no fixed turn of a sentence tells it.

"The costs are met by A and B", "B lends the premises", "the evaluation fell to C": what is talked of in the clause,
money, help or a judgement, tells more than the verb, which could be any.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Self

from practicegraph.languages import primary_subtag
from practicegraph.mapping.memory import kept
from practicegraph.mapping.organizations import OrganizationMention
from practicegraph.mapping.tables import alternation, read_table, with_conjunctions
from practicegraph.mapping.word_sets import OpeningPattern

_REACH: Final = 12
"""Words between a name and the word that tells its role."""
_APART: Final = {"evaluator": -4, "funder": -1, "partner": 0, "lead": 1, "implementer": 2}
"""By how many words a word is taken for nearer or farther than it stands: some tell more than others."""
_ENTRUSTED: Final = 2
_TRUSTED: Final = frozenset({"evaluator", "lead"})
_CLOSED: Final = re.compile(r"[;:]|\s[–—]\s")
_AHEAD: Final = "_ahead"
_COMMA: Final = 2
_BESIDE: Final = 2
"""Words between a name and a word of evaluation behind it that still is the name's."""
_WORD: Final = re.compile(r"\w+")
_INTRODUCED: Final = re.compile(r"(?:\s[–—-]\s|:\s)(?!\d)")
"""Signs behind a word that tells of the names behind it only: "partners – the town and the school"."""
_SEVERAL: Final = {"giving": ("given", "money"), "given": ("giving",), "money": ("giving",)}
"""Words that tell a role only beside each other: "sends ... trainers", "puts up ... euros"."""
_PAIRED: Final = {"given": "partner", "money": "funder"}
_ADDING: Final = "adding"
_PARTING: Final = "parting"
_PAIR: Final = 60
"""Code points between two words that tell a role together."""
_GOES_ON: Final = re.compile(r"\s*(?:[;,.!?()]|\Z)")
_IN_BRACKETS: Final = re.compile(r"\A\s?\([^()]{0,40}\)")
"""What is said of a name in brackets behind it."""
_BETWEEN: Final = 32
_WORDS_BETWEEN: Final = 4


class RoleWord(NamedTuple):
    """A word of a sentence that tells a role."""

    start: int
    end: int
    role: str
    ahead: bool
    """It tells of the names behind it only."""
    introduces: bool = False
    """A sign behind it says so."""
    paired: bool = False
    """It tells its role only with the word beside it: "sends ... trainers"."""


@dataclass(frozen=True, slots=True, eq=False)
class RoleWords:
    """The words that tell roles, by language."""

    forms: Mapping[str, Mapping[tuple[str, str], tuple[str, ...]]]
    patterns: dict[str, OpeningPattern] = field(default_factory=dict)
    """By language, made when a text first asks for it."""

    @classmethod
    def load(cls) -> Self:
        """Read ``role_words.csv`` of the lexicon."""
        forms: dict[str, dict[tuple[str, str], tuple[str, ...]]] = defaultdict(dict)
        for row in read_table("role_words.csv", ("language", "role", "form", "stands")):
            known, key = forms[row["language"]], (row["role"], row["stands"])
            known[key] = (*known.get(key, ()), *with_conjunctions(row["form"], row["language"]))
        return cls(dict(forms))

    def find(self, text: str, language: str | None) -> tuple[RoleWord, ...]:
        """Return the words of ``text`` that tell a role, in order."""
        main = primary_subtag(language)
        if main not in self.forms:
            return ()
        return _find(text, self._pattern(main))

    def _pattern(self, language: str) -> OpeningPattern:
        pattern = self.patterns.get(language)
        if pattern is None:
            known = self.forms[language]
            groups = (
                f"(?P<{role}{_AHEAD if stands else ''}>{alternation(known[role, stands])})".replace(
                    r"\*", r"\w*"
                )
                for role in (_ADDING, _PARTING, *_APART, *_SEVERAL)
                for stands in ("before", "")
                if (role, stands) in known
            )
            forms = (form for every in known.values() for form in every)
            pattern = self.patterns[language] = OpeningPattern(
                forms, rf"(?i)(?<!\w)(?:{'|'.join(groups)})(?!\w)"
            )
        return pattern


@kept
def _find(text: str, pattern: OpeningPattern) -> tuple[RoleWord, ...]:
    found = [(match, match.lastgroup or "") for match in pattern.finditer(text)]
    words = []
    for match, name in found:
        if name == _ADDING:
            continue  # "not only the town but also the county": the conjunction parts nothing
        if name in _SEVERAL:
            role = _beside(text, match, name, found)
            words += [] if role is None else [RoleWord(*match.span(), role, ahead=False, paired=True)]
            continue
        introduces = name != _PARTING and _INTRODUCED.match(text, match.end()) is not None
        ahead = introduces or name.endswith(_AHEAD)
        words.append(RoleWord(*match.span(), name.removesuffix(_AHEAD), ahead, introduces))
    return tuple(words)


def _beside(
    text: str, match: re.Match[str], name: str, found: Sequence[tuple[re.Match[str], str]]
) -> str | None:
    """Return the role that a word tells with the nearest one of another kind in its clause, if there is one."""
    for other, kind in sorted(found, key=lambda one: abs(one[0].start() - match.start())):
        if kind not in _SEVERAL[name]:
            continue
        first, last = min(match.end(), other.end()), max(match.start(), other.start())
        if last - first > _PAIR or _CLOSED.search(text, first, last):
            return None
        if any(one == _PARTING and first <= word.start() < last for word, one in found):
            return None
        return _PAIRED[kind if name == "giving" else name]
    return None


def roles_by_words(
    text: str,
    mentions: Sequence[OrganizationMention],
    told: Sequence[str | None],
    words: Sequence[RoleWord],
    parted: Callable[[str], bool],
) -> list[str | None]:
    """Return the roles of the organisations of a sentence: those told, else by the nearest word that tells one.

    Names that are enumerated share theirs; ``parted`` tells whether words between two names part them, though
    these are few: "with". No word tells across another name, nor across a colon or semicolon.
    A word of evaluation before a name tells more than a verb that only says that somebody did it.
    """
    roles = list(told)
    outside = [word for word in words if not any(_overlap(word, one) for one in mentions)]
    parting = [word.start for word in outside if word.role == _PARTING]
    telling = [word for word in outside if word.role != _PARTING]
    first = 0
    while first < len(mentions):
        last = first
        while (
            last + 1 < len(mentions)
            and told[last] == told[last + 1]
            and joins(text, mentions[last].end, mentions[last + 1], outside)
            and not parted(text[mentions[last].end : mentions[last + 1].start])
        ):
            last += 1
        start, end = mentions[first].start, mentions[last].end
        begin = mentions[first - 1].end if first else 0
        stop = mentions[last + 1].start if last + 1 < len(mentions) else len(text)
        begin = max((at for at in parting if begin <= at < start), default=begin)
        stop = min((at for at in parting if end <= at < stop), default=stop)
        role = _role(text[begin:start], text[end:stop], start, end, telling, told[first])
        if role == "implementer" and "implementer" in roles[:first] and _is_given(text, end, stop, telling):
            role = "partner"  # "the association runs it, and the college provides volunteers"
        roles[first : last + 1] = [role] * (last + 1 - first)
        first = last + 1
    return roles


def _role(
    before: str, after: str, start: int, end: int, words: Sequence[RoleWord], told: str | None
) -> str | None:
    """Return the role of names between two pieces of their sentence."""
    if told not in (None, "implementer"):
        return told
    best: tuple[int, str] | None = None
    for word in words:
        if start - len(before) <= word.start and word.end <= start:
            gap = before[word.end - start + len(before) :]
            if told is not None and word.ahead and "," in gap:
                continue  # "after a survey among residents, the association opened ..."
        elif not word.ahead and end <= word.start and word.end <= end + len(after):
            gap = after[: word.start - end]
            if told is not None and len(_WORD.findall(gap)) > _BESIDE:
                continue
        else:
            continue
        distance = len(_WORD.findall(gap)) + gap.count(",") * _COMMA
        if distance <= _REACH and not _CLOSED.search(gap):
            rank = (distance + _APART[word.role], word.role)
            best = rank if best is None or rank < best else best
    if best is None or (told is not None and best[1] != "evaluator"):
        return told
    return best[1]


def is_entrusted(
    text: str, mention: OrganizationMention, role: str | None, words: Sequence[RoleWord]
) -> bool:
    """Tell whether a word of judging or leading stands right before the place of a name: "the evaluation lay with"."""
    return any(
        word.role == role
        and word.end <= mention.start
        and not _CLOSED.search(text, word.end, mention.start)
        and len(_WORD.findall(text, word.end, mention.start)) <= _ENTRUSTED
        for word in words
        if role in _TRUSTED
    )


def _is_given(text: str, end: int, stop: int, words: Sequence[RoleWord]) -> bool:
    """Tell whether a word of help that needs another beside it stands right behind a name."""
    return any(
        word.paired and end <= word.start < stop and len(_WORD.findall(text, end, word.start)) <= _BESIDE
        for word in words
        if word.role == "partner"
    )


def _overlap(word: RoleWord, mention: OrganizationMention) -> bool:
    return word.start < mention.end and mention.start < word.end


def joins(text: str, start: int, following: OrganizationMention, words: Sequence[RoleWord]) -> bool:
    """Tell whether what stands before a name only joins it to what ends at ``start``: no word tells a role of its own.

    Behind a semicolon nothing but the name stands in a list; else a new clause begins: "A runs it; B sends trainers".
    """
    end = following.start
    if ";" in text[start:end] and _GOES_ON.match(text, following.end) is None:
        return False
    return enumerates(text[start:end]) and not any(start <= word.start and word.end <= end for word in words)


def enumerates(between: str) -> bool:
    """Tell whether the words between two names only enumerate: a comma, a conjunction, what is in brackets."""
    words = _IN_BRACKETS.sub("", between, count=1).strip(" ,;()")
    if len(words) > _BETWEEN or len(words.split()) > _WORDS_BETWEEN:
        return False
    return "." not in words and (not words or ";" not in between)
