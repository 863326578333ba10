"""What the words around a point in time say of it: since, until, from and to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from practicegraph.mapping.time_points import Point
from practicegraph.mapping.time_tokens import Tokens

_MOST_FILLERS: Final = 6
"""Words such as "the end of" that may stand between a word for since or until and its point."""


class Surroundings:
    """The tokens of a text, as seen from a point in it; ``holding`` are the letters that may mean a class."""

    def __init__(self, tokens: Tokens, holding: Mapping[str, frozenset[str]], ends: re.Pattern[str]) -> None:
        self.tokens = tokens
        self.holding = holding
        self.ends = ends

    def tells(self, first: Point, last: Point, letter: str) -> bool:
        """Tell whether the second point of a period says until, or between, in it or right behind it.

        A month before a mere year is no point of its own: "kesäkuuhun 2022".
        """
        holding, classes = self.holding, self.tokens.classes
        behind = classes[self.ending(last.stop) :][:1]
        if letter == "B":
            return behind in holding["B"]
        if first.year is None and last.month is None:
            return False
        # The season before the second year may have been read as that behind the first: "keväästä 2018 syksyyn 2019".
        begin = first.stop - (first.form == "y")
        ended = any(kind in holding["e"] for kind in classes[begin : self.ending(last.stop)])
        return ended or any(behind in holding[one] for one in "TLk")

    def behind(self, point: Point, stop: int) -> tuple[str, int] | None:
        """Return whether a word behind a point, or the ending of one in it, says since (S) or until (k), and its end."""
        holding, classes = self.holding, self.tokens.classes
        for at in (stop, stop + 1):
            letter = classes[at : at + 1]
            if letter and letter in holding["S"] and letter not in holding["F"]:
                return "S", at + 1
            if letter and letter in holding["k"]:
                return "k", at + 1
            if letter not in holding["O"]:
                break
        within = classes[point.start : stop]
        if any(letter in holding["k"] for letter in within):
            return "k", stop
        if self.says_from(point, stop) and self.leads(point.start):
            return "S", stop
        return None

    def says_from(self, point: Point, stop: int) -> bool:
        """Tell whether the ending of a point says from: "2019-től", "2019. aastast"."""
        return any(letter in self.holding["i"] for letter in self.tokens.classes[point.start : stop])

    def leads(self, index: int) -> bool:
        """Tell whether a token begins the text or what follows a colon or a bullet."""
        return index == 0 or self.tokens.word(index - 1) in {":", "\n\n", "•", "*"}

    def prefix(self, index: int, letters: str) -> int | None:
        """Return the token before ``index`` (fillers skipped) that is a word of the class, if it is."""
        at = index - 1
        holding, classes = self.holding, self.tokens.classes
        fillers = frozenset("qTF").union(*(holding[one] for one in ("OGFVQj" if letters == "L" else "OGFVQ")))
        for _ in range(_MOST_FILLERS):
            if at < 0:
                return None
            if any(classes[at] in holding[letter] for letter in letters):
                return at
            with_it = classes[at] in holding["A"] and classes[at + 1] in holding["O"]  # "from and with"
            if classes[at] not in fillers and not with_it:
                return None
            at -= 1
        return None

    def begin(self, index: int, covered: int, letters: str) -> int:
        """Return the token at which a mention with its leading word begins."""
        at = self.prefix(index, letters)
        return at if at is not None and self.tokens.spans[at][0] >= covered else index

    def ending(self, stop: int) -> int:
        """Return the token after a case ending such as ``-ig`` or ``'de``."""
        match = self.ends.match(self.tokens.classes, stop)
        return match.end() if match else stop

    def opens(self, since: int) -> bool:
        """Tell whether a "since" word opens a period: one that may only mean "of" does at the value's begin."""
        holding, classes = self.holding, self.tokens.classes
        with_it = classes[since + 1] in holding["A"] and classes[since + 2 : since + 3] in holding["O"]
        further = self.prefix(since, "S")  # "starting from"
        sure = with_it or classes[since] not in holding["F"] or (further is not None and self.opens(further))
        return sure or self.leads(since)
