"""Shortened labels: "Impl. by", "Exp. results", "Target gps.", "Zielgr.", "Ημ/νία"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

_WORDS: Final = 4
_LETTERS: Final = 40
_LEAST: Final = 3
"""Letters of a shortened word that stands alone."""
_SAVED: Final = 2
"""Letters that shortening a word leaves out at least."""
_CONTRACTED: Final = 4
"""Letters of a word shortened in its middle: "gps." for "groups"."""
_STOP: Final = "."
_SLASH: Final = "/"
"""What stands for the middle of a word: "Ημ/νία" for "Ημερομηνία"."""


def by_initials(forms: Iterable[str]) -> dict[str, list[Sequence[str]]]:
    """Return the words of forms by the first letters of all of them."""
    found: dict[str, list[Sequence[str]]] = {}
    for form in forms:
        words = form.split()
        if len(words) <= _WORDS:
            found.setdefault("".join(word[0] for word in words), []).append(words)
    return found


def may_be_shortened(text: str) -> bool:
    """Tell whether a text could be a label with shortened words."""
    return (_STOP in text or _SLASH in text) and len(text) <= _LETTERS and text.count(" ") < _WORDS


def written_out(text: str, forms: Mapping[str, Sequence[Sequence[str]]]) -> list[str]:
    """Return the forms that a text shortens, by their ``by_initials``: those whose words begin so before others."""
    words = text.casefold().strip(" :").split()
    letters = [word.rstrip(_STOP) for word in words]
    short = [len(letter) < len(word) or _SLASH in word for letter, word in zip(letters, words, strict=True)]
    if not any(short) or not all(part.isalpha() for letter in letters for part in letter.split(_SLASH)):
        return []
    if len(words) == 1 and len(letters[0]) < _LEAST:
        return []
    known = [
        form
        for form in forms.get("".join(letter[0] for letter in letters), ())
        if all(map(_may_stand_for, letters, form, short))
    ]
    begun = [form for form in known if all(map(str.startswith, form, letters))]
    if len(words) == 1:
        known = []  # "river." is not "ringvirkninger"
    return [" ".join(form) for form in begun or known]


def _may_stand_for(letters: str, word: str, short: bool) -> bool:
    """Tell whether a word is written so, or shortened so: its beginning, or letters of it in order with the last."""
    if not short:
        return letters == word
    if _SLASH in letters:
        begins, _, ends = letters.partition(_SLASH)
        return len(letters) <= len(word) and word.startswith(begins) and word.endswith(ends)
    if len(letters) + _SAVED > len(word) or len(letters) < 2:
        return False
    if word.startswith(letters):
        return True
    rest = iter(word)
    return (
        len(letters) <= _CONTRACTED and word[-1] == letters[-1] and all(letter in rest for letter in letters)
    )
