"""Sentences that open a topic and say nothing of it: what follows them in the paragraph or list is said of it.

"Was it easy? No. Two groups had to stop." "There were setbacks, too." "This is what we do:". A sentence that points
back does so for what stands before it: "Hence the idea of a kitchen."
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from practicegraph.mapping.heading_reader import ends_as_question
from practicegraph.mapping.items import Passage
from practicegraph.mapping.money import find_amounts
from practicegraph.mapping.numbers import find_numbers
from practicegraph.mapping.section import Section
from practicegraph.mapping.sentences import sentences as sentences_of
from practicegraph.mapping.source import Source

OPENED: Final = ("objective", "origin", "activity", "challenge", "result", "replicability", "evaluation")
"""The fields of which a sentence may open the topic."""
OPENED_BY_QUESTION: Final = frozenset({"activity", "challenge", "result"})
"""The fields whose facts are the sentences of an answer, not the answer as a whole."""
_AS: Final = {"method": "activity", "impact": "result", "count": "result"}
_LONGEST: Final = 110
"""Code points that a sentence may have that only opens a topic."""
_BESIDE: Final = 5
"""Words that may stand beside those that open a topic; never more than one more than these are."""
_CLOSING: Final = 6
"""Words of a sentence that ends in those that open a topic: "But there have been setbacks, too."."""
_QUESTION_WORDS: Final = 12
_ANSWER_WORDS: Final = 3
"""Words of an answer that only says yes or no: "No.", "Not at all."."""
_FEW: Final = 8
"""Words of a sentence that only says that it began: "It started with a complaint."."""
_GREAT: Final = 1000
_CLAUSES: Final = frozenset("–—-:;")
"""Signs behind which a clause may point back to its own sentence."""
_BACK: Final = 40
"""Code points in which the words begin that point back."""
_QUOTES: Final = frozenset("\"“”„«»'‘’‚")
_PAID: Final = (
    "before:lead", "before:funder", "before:evaluator", "before:partner", "before:implementer", "funding",
)  # fmt: skip
_KEPT: Final = {
    "challenge": frozenset({"replicability", "evaluation"}),
    "result": frozenset({"replicability", "evaluation", "challenge"}),
}
"""Fields that a sentence under a lead-in keeps; under another lead-in it keeps any."""


def follow(source: Source, sentences: Sequence[str], told: Sequence[str | None]) -> list[str | None]:
    """Return the fields of the sentences of a paragraph, those after a lead-in with its field.

    A topic ends where a sentence tells another field, names who pays or takes part, or is somebody's words. The
    lead-in says nothing itself. After a sentence that tells a difficulty, those that tell nothing go on with it.
    """
    result = _pointed_back(source, sentences, told)
    told = tuple(result)
    topic: str | None = None
    opened = False
    for index, sentence in enumerate(sentences):
        asked = opens(source, sentence) if index + 1 < len(sentences) else None
        if asked is not None:
            topic, opened, result[index] = asked, True, None
        elif topic is None or not (opened or told[index] is None):
            topic, opened = _begun(told[index], sentence)
        elif opened and is_answer(sentence):
            result[index] = None
        elif not _goes_on(source, sentence, topic, told[index]) or (not opened and _is_context(sentence)):
            topic, opened = _begun(told[index], sentence)
        else:
            result[index] = topic
    return result


def points_back(source: Source, passage: Passage) -> bool:
    """Tell whether a paragraph begins by pointing back to how it came about: "Hence the idea of a kitchen."."""
    start, end = sentences_of(passage.text)[0]
    found = source.within(passage.blocks[0]).cue("back:origin", passage.text, start, end)
    return found is not None and found.start() <= _BACK


def told_with_origin(
    source: Source, sentences: Sequence[str], told: Sequence[str | None]
) -> list[str | None]:
    """Return the fields of the sentences of a description, those before one that points back as the origin."""
    if any(source.cue("back:origin", sentence) for sentence in sentences[1:]):
        return _pointed_back(source, sentences, told)
    return list(told)


def _pointed_back(source: Source, sentences: Sequence[str], told: Sequence[str | None]) -> list[str | None]:
    """Return the fields with those of the sentences that a later one says are the origin."""
    result = list(told)
    for index, sentence in enumerate(sentences):
        found = source.cue("back:origin", sentence)
        within = found is not None and sentence[: found.start()].rstrip()[-1:] in _CLAUSES
        if found is None or (found.start() > _BACK and not within):
            continue
        if within:  # "... nobody gives advice - this is where we come in."
            result[index] = "origin"
        before = index
        while (
            before
            and result[before - 1] in (None, "challenge")
            and not _names_roles(source, sentences[before - 1])
        ):
            before -= 1
        result[before:index] = ["origin"] * (index - before)
        if not within:
            result[index] = None if result[index] == "origin" and before < index else result[index]
        return result
    if "origin" in told and not any(_names_roles(source, sentence) for sentence in sentences):
        quoted = any(sentence[:1] in _QUOTES for sentence in sentences)
        if not quoted and set(told) <= {"origin", "challenge", None}:
            return ["origin" if any(map(str.isalpha, sentence)) else None for sentence in sentences]
    return result


def _begun(told: str | None, sentence: str) -> tuple[str | None, bool]:
    """Return the topic that a sentence begins which tells a field: a difficulty, or in few words how it began."""
    short = told == "origin" and len(sentence.split()) <= _FEW
    return (told if told == "challenge" or short else None), short


def _names_roles(source: Source, sentence: str) -> bool:
    return any(source.cue(cue, sentence) for cue in _PAID)


def opens(source: Source, sentence: str) -> str | None:
    """Return the field that a sentence opens the topic of: a short question as headings are, or words for it."""
    if len(sentence) > _LONGEST or sentence[:1] in _QUOTES:
        return None
    if ends_as_question(sentence):
        asked = _asked(source, sentence)
        if asked is not None:
            return asked
    return _opened(source, sentence)


def introduces(source: Source, sentence: str) -> str | None:
    """Return the field of the list below a sentence that ends in a colon."""
    if not sentence.endswith(":") or len(sentence) > _LONGEST:
        return None
    name = _opened(source, sentence) or _asked(source, sentence)
    if name is None and source.cue("lists:activity", sentence) is not None:
        return "activity"  # "Within the project the association offers:"
    return name


def _opened(source: Source, sentence: str) -> str | None:
    """Return the field whose topic the words of a sentence open that says little besides."""
    size = len(sentence.split())
    for name in OPENED:
        found = source.cue(f"opens:{name}", sentence)
        if found is not None:
            words = len(found[0].split())
            closes = not sentence[found.end() :].strip(" .!?:;…؟") and size <= _CLOSING
            if closes or size <= words + min(words + 1, _BESIDE):
                return name
    return None


def _asked(source: Source, sentence: str) -> str | None:
    """Return the field that a sentence asks for as a heading with its words does."""
    languages = [source.language] if source.language else []
    exact = source.knowledge.headings.exact(sentence)
    row = None if exact is None else exact.field("", languages)
    name = row.field if row is not None else None
    if name is None and len(sentence.split()) <= _QUESTION_WORDS:
        reading = source.knowledge.heading_words.read(sentence, languages)
        name = None if reading is None else reading.field
    name = _AS.get(name or "", name)
    return name if name in OPENED else None


def answers_in_line(section: Section, text: str) -> bool:
    """Tell whether the text of a section stands behind its question on one line of ``text``."""
    asked = any(ends_as_question(text[section.start : end]) for end in (section.end, section.end + 1))
    return section.method.endswith(":glued") and asked


def is_answer(sentence: str) -> bool:
    """Tell whether a sentence only answers yes or no, in a word or two."""
    return len(sentence.split()) <= _ANSWER_WORDS and re.search(r"\d", sentence) is None


def _is_context(sentence: str) -> bool:
    """Tell whether a sentence gives a great number, as of those who live somewhere."""
    return any(number.value >= _GREAT for number in find_numbers(sentence))


def _goes_on(source: Source, sentence: str, topic: str, told: str | None) -> bool:
    """Tell whether a sentence still speaks of a topic."""
    if not any(map(str.isalpha, sentence)):
        return False
    if sentence[:1] in _QUOTES or _names_roles(source, sentence):
        return False
    if find_amounts(sentence, source.knowledge.money, source.language):
        return False
    return told in (None, topic) or (topic in _KEPT and told not in _KEPT[topic])
