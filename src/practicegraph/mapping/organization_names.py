"""Where names of organisations stand in running text, by their form alone: capitals, quotes, words of a kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.organization_patterns import QUOTED, SMALL_WORD, UPPER, NamePatterns

_QUOTES: Final = frozenset('„“"«')
_CLOSING_QUOTES: Final = frozenset('“”"»')
_QUOTED_AFTER: Final = re.compile(rf"[ \u00a0]{QUOTED}")
_IN_QUOTES: Final = re.compile(QUOTED)
_NUMBER: Final = r"№[ \u00a0]?\d+"
_AFTER_WORD: Final = re.compile(rf"(?P<word>{SMALL_WORD})[ \u00a0](?:{QUOTED}|{_NUMBER})")
_SMALL: Final = re.compile(rf"[ \u00a0]({SMALL_WORD})(?!\w)")
_TWO_SMALL: Final = re.compile(rf"[ \u00a0]{SMALL_WORD}[ \u00a0]{SMALL_WORD}(?!\w)")
_FIRST: Final = re.compile(r"\S+[ \u00a0]*")
_BEFORE: Final = re.compile(
    r"(?P<elided>[^\W\d_]+['’])|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)[ \u00a0]|(?P<other>\S)"
)
_SPACES: Final = (" ", "\u00a0")
_LAST_WORD: Final = re.compile(rf"(?<!\w)({SMALL_WORD})[ \u00a0]\Z")
_ENDING: Final = re.compile(r"(?P<word>[^\W\d_]+)['’][^\W\d_]{1,5}\Z")
_BRACKET: Final = re.compile(r"\s\((?!\d|[^()\n]*(?:\d{3}|[€£$]))[^()\n%]{2,40}\)")
"""What belongs to a name in brackets, which years and sums do not."""
_ELIDED_KIND: Final = re.compile(rf"[^\W\d_]['’](?P<kind>{SMALL_WORD})[ \u00a0](?=[{UPPER}])")
_ARTICLE_JOINED: Final = re.compile(r"\w{1,5}['’]\w{3,}")
_HEAD: Final = 60
_HEAD_WORDS: Final = 2
"""Words before a name that may tell its kind: the word itself, and an adjective behind it."""
_TAIL_WORDS: Final = 3
_STATE: Final = re.compile(rf"[ \u00a0][{UPPER}]{{2,3}}(?!\w)")
"""A state's abbreviation: "Ministerstvo vnútra SR"."""
_OPENINGS: Final = frozenset({"", *".!?:;•*-–—\n"})
"""What a sentence or item may begin behind."""
_SHORTEST_ADJECTIVE: Final = 4
_PLACE_WORDS: Final = 2
_CAPITALISED: Final = re.compile(rf"[{UPPER}][^\W\d_]+(?![\w-])(?:[ \u00a0][{UPPER}][^\W\d_]+(?![\w-]))?")
_ACRONYM: Final = re.compile(rf"[{UPPER}]{{3,8}}(?![\w-])(?![ \u00a0][{UPPER}])")


class NameSpan(NamedTuple):
    """A possible name; ``kind_from`` is where the words that tell its kind begin, often before the name."""

    start: int
    end: int
    kind_from: int


def name_spans(
    text: str, patterns: NamePatterns, tells: Callable[[str], bool], language: str = ""
) -> Iterator[NameSpan]:
    """Yield where names of organisations may stand: most are none, their words must tell a kind too.

    ``tells`` says whether a word tells the kind of an organisation.
    """
    quoted = [
        NameSpan(_kind_start(text, match, patterns), match.end(), _kind_start(text, match, patterns))
        for match in (_AFTER_WORD.finditer(text) if _QUOTES.intersection(text) else ())
        if match["word"].islower() and tells(match["word"])
    ]
    quoted += _with_legal_form(text, quoted, patterns)
    reached, match = 0, patterns.run.search(text)
    while match is not None:
        start, end = match.span()
        if not _follows_kind(text, start, tells):
            start, end = _without_determiner(text, start, end, patterns)
            start = _behind_verb(text, start, end, patterns, language)
        start = _behind_kind(text, start, end, tells)
        for article in (
            patterns.parting[language].finditer(text, start, end) if language in patterns.parting else ()
        ):
            start = article.end()
        after = end = _closed(text, start, end, patterns, language)
        if reached <= start < end:
            span = _whole(text, start, end, patterns, tells, language)
            reached = span.end
            after = min(
                after, reached
            )  # what a name leaves of a run may be the next: "Univerza in Zavod Alfa"
            if not any(other.start < span.start and span.end <= other.end for other in quoted):
                quoted = [other for other in quoted if other.start < span.start or span.end < other.end]
                yield span
        match = patterns.run.search(text, after)
    yield from quoted
    for match in patterns.small.finditer(text):
        yield NameSpan(match.start(), match.end(), match.start())
    for match in patterns.led.finditer(text):
        yield NameSpan(match.start("name"), match.end("name"), match.start("name"))


def _closed(text: str, start: int, end: int, patterns: NamePatterns, language: str) -> int:
    """Return where a run ends before an article that belongs to no name: "trägt die Stadt Halle die Kosten"."""
    closing = patterns.closing.get(language)
    found = None if closing is None else closing.search(text, start, end)
    return end if found is None else found.end()


def _with_legal_form(text: str, known: Sequence[NameSpan], patterns: NamePatterns) -> list[NameSpan]:
    """Return the names in quotes whose kind only their legal form tells: "„Социометрика“ ООД"."""
    found = []
    for name in _IN_QUOTES.finditer(text) if _QUOTES.intersection(text) else ():
        legal = patterns.legal.match(text, name.end())
        if legal is not None and not any(one.start <= name.start() < one.end for one in known):
            found.append(NameSpan(name.start(), legal.end(), name.start()))
    return found


def _kind_start(text: str, match: re.Match[str], patterns: NamePatterns) -> int:
    """Return where the kind before a quoted name begins: with the word before, if both together are one."""
    before = _last_word(text, match.start())
    if before is not None and fold(f"{before[1]} {match['word']}") in patterns.kinds:
        return before.start()
    return match.start()


def _last_word(text: str, end: int) -> re.Match[str] | None:
    """Return the small word that stands with a space right before a place."""
    if text[max(0, end - 1) : end] not in _SPACES:
        return None
    begin = max(text.rfind(space, 0, end - 1) for space in _SPACES) + 1
    return _LAST_WORD.search(text, max(begin, end - _HEAD), end)


def _without_determiner(text: str, start: int, end: int, patterns: NamePatterns) -> tuple[int, int]:
    """Leave out the first words of a run that begin no name: "Many Schools"."""
    while start < end:
        word = _FIRST.match(text, start, end)
        if word is None or fold(word[0].strip()) not in patterns.determiners:
            return start, end
        if word[0].strip().isupper() and len(word[0].strip()) > 1:
            return start, end  # "SA Alutaguse Areng"
        start = word.end()
    return start, end


def _behind_verb(text: str, start: int, end: int, patterns: NamePatterns, language: str) -> int:
    """Return where a run begins without the verb that begins its sentence: "Prowadzimy klub"."""
    acting = patterns.acting.get(language)
    if acting is None or text[:start].rstrip(" \u00a0")[-1:] not in _OPENINGS:
        return start
    found = acting.match(text, start, end)
    return start if found is None else found.end()


def _follows_kind(text: str, start: int, tells: Callable[[str], bool]) -> bool:
    """Tell whether a kind in small letters stands right before a run: all of this is name, "the charity New Start"."""
    before = _last_word(text, start)
    return before is not None and before[1].islower() and tells(before[1])


def _behind_kind(text: str, start: int, end: int, tells: Callable[[str], bool]) -> int:
    """Leave out the small kind of a name that an article without its vowel joins to a run: "L'associazione Alfa"."""
    led = _ELIDED_KIND.match(text, start, end)
    return led.end() if led is not None and tells(led["kind"]) else start


def _whole(
    text: str, start: int, end: int, patterns: NamePatterns, tells: Callable[[str], bool], language: str
) -> NameSpan:
    """Return a run with what belongs to it in small letters: the kind before or behind it, its legal form."""
    kind_from, joined = _head(text, start, patterns, tells, language)
    whole = _with_small_words(text, start, end, patterns, tells, language)
    end = whole if whole > end else _with_own_words(text, kind_from, end, patterns, tells, language)
    end = _without_ending(text, start, end, tells)
    quoted = _QUOTED_AFTER.match(text, end)
    end = quoted.end() if quoted else end
    legal = patterns.legal.match(text, end)
    end = legal.end() if legal else end
    end = _before_place(text, kind_from, start, end, patterns, tells, language)
    bracket = _BRACKET.match(text, end)
    end = end if bracket is None or bracket[0].islower() else bracket.end()  # "(lead partner)" is no name
    return NameSpan(kind_from if joined else start, end, kind_from)


def _with_small_words(
    text: str, start: int, end: int, patterns: NamePatterns, tells: Callable[[str], bool], language: str
) -> int:
    """Return where a run ends with its small words: what its head governs, the kind behind it, what agrees."""
    complement = _complement(text, start, end, patterns, language)
    if complement is not None and _is_verb_before(text, complement, patterns, tells, language):
        return end  # "Fond spravuje Ministerstvo vnitra"
    if complement is not None:
        state = _STATE.match(text, complement)
        return _with_place(text, complement, patterns) if state is None else state.end()
    if fold(text[start:end]) in patterns.articles:
        return end
    whole = _with_tail(text, end, patterns, tells, language)
    if whole > end:
        complement = _complement(text, end, whole, patterns, language)
        last = fold(text[text.rfind(" ", 0, end) + 1 : whole])
        return (
            whole
            if complement is None and last not in patterns.kinds
            else _with_place(text, complement or whole, patterns)
        )
    legal = patterns.before_legal.match(text, end)
    if legal is not None:
        return legal.end()
    agreeing = patterns.agreeing.get(language)
    found = None if agreeing is None or end not in range(len(text)) else agreeing.match(text, end)
    return end if found is None else found.end()


def _is_verb_before(
    text: str, end: int, patterns: NamePatterns, tells: Callable[[str], bool], language: str
) -> bool:
    """Tell whether a word is the verb of the name right behind it, and no part of the one before it."""
    if not patterns.is_a("verb", text[text.rfind(" ", 0, end) + 1 : end], language):
        return False
    behind = _CAPITALISED.match(text, end + 1) if text[end : end + 1] in (" ", "\u00a0") else None
    return behind is not None and tells(behind[0].split()[0])


def _with_own_words(
    text: str, kind_from: int, end: int, patterns: NamePatterns, tells: Callable[[str], bool], language: str
) -> int:
    """Return where a name ends of which only the first word has a capital: "nadace Zelený most", "OZ Dom bez plota".

    An adjective right behind the kind needs its noun; a word such as "without" needs another behind it.
    """
    last = text.rfind(" ", kind_from, end) + 1
    kind = text[kind_from:last].split()
    if not kind or not tells(kind[-1]) or tells(text[last:end]) or not text[last:end].isalpha():
        return end
    goes_on = patterns.going_on.get(language)
    found = None if goes_on is None else goes_on.match(text, last)
    if found is None:
        return end
    words = fold(found[0]).split()
    noun = words[-1]
    if (
        noun in patterns.articles
        or tells(noun)
        or (len(words) == _PLACE_WORDS and patterns.is_a("verb", noun, language))
    ):
        return end
    return found.end()


def _complement(text: str, start: int, end: int, patterns: NamePatterns, language: str) -> int | None:
    """Return where the words end that the last word before them governs, ``None`` if it governs none."""
    last = fold(text[max(start, text.rfind(" ", start, end) + 1) : end])
    known = patterns.complements.get(language, patterns.complements[""])
    found = next((after.match(text, end) for heads, after in known if heads.match(last)), None)
    return None if found is None else found.end()


def _with_place(text: str, end: int, patterns: NamePatterns) -> int:
    """Return where a name ends to whose small words a genitive joins a place."""
    joint = patterns.belonging.match(text, end)
    if joint is not None:
        place = patterns.run.match(text, joint.end())
    else:
        place = _CAPITALISED.match(text, end + 1) if text[end : end + 1] in (" ", "\u00a0") else None
    return end if place is None else place.end()


def _before_place(
    text: str,
    kind_from: int,
    start: int,
    end: int,
    patterns: NamePatterns,
    tells: Callable[[str], bool],
    language: str,
) -> int:
    """Return where a name ends that is whole before the words for a place: "the Alder Trust in Graz".

    It is not where all its words tell a kind: "Krajská knihovna v Pardubicích", "Uniwersytet w Białymstoku".
    """
    joints = patterns.conjunctions.get(language, frozenset())
    for place in reversed(list(patterns.placed.finditer(text, start, end))):
        if fold(place[0].strip()) in joints:
            continue  # "i" is "in" in Swedish, "and" in Polish
        words = _last_name(text, kind_from, place.start(), patterns)
        owned = _has_own_word(words, patterns, tells) and any(map(tells, words))
        if owned and len(words) > 1 and len(text[place.end() : end].split()) <= _PLACE_WORDS:
            return place.start()
    behind = patterns.placed.match(text, end)
    words = _last_name(text, kind_from, end, patterns)
    if (
        behind is None
        or fold(behind[0].strip()) in joints
        or len(words) < _PLACE_WORDS
        or _has_own_word(words, patterns, tells)
    ):
        return end
    town = _CAPITALISED.match(text, behind.end())
    return end if town is None else town.end()


def _last_name(text: str, start: int, end: int, patterns: NamePatterns) -> list[str]:
    """Return the words of a name behind the last conjunction in it."""
    joints = list(patterns.split.finditer(text, start, end))
    return text[joints[-1].end() if joints else start : end].split()


def _has_own_word(words: Sequence[str], patterns: NamePatterns, tells: Callable[[str], bool]) -> bool:
    """Tell whether a name has a word that is neither a kind nor an adjective, by which it is known."""
    return any(not tells(word) and patterns.adjective.fullmatch(fold(word)) is None for word in words)


def _with_tail(
    text: str, end: int, patterns: NamePatterns, tells: Callable[[str], bool], language: str
) -> int:
    """Return where a name ends whose kind stands behind its capitals: "Malmö stad"."""
    at, last = end, text.rfind(" ", 0, end) + 1
    two = _TWO_SMALL.match(text, end)
    if two is not None and fold(two[0].strip()) in patterns.kinds:
        return two.end()
    for _ in range(_TAIL_WORDS):
        word = _SMALL.match(text, at)
        if word is None or fold(word[1]) in patterns.articles or fold(word[1]) in patterns.common:
            break
        if _ARTICLE_JOINED.match(word[1]):
            break  # "A Matera l'associazione Passi"
        words = fold(text[last : word.end()].strip())
        if tells(word[1]) or words in patterns.kinds or (at > end and tells(text[end : word.end()])):
            stop = _with_kind(text, word.end(), patterns, tells)
            further = patterns.run.match(text, stop + 1)  # "Mestna občina Maribor"
            return stop if further is None else _with_tail(text, further.end(), patterns, tells, language)
        if text[end - 1] in _CLOSING_QUOTES:
            break  # a name in quotes is whole: what goes on is the sentence, with another name at its end
        if patterns.is_a("verb", word[1], language):
            break
        if len(word[1]) < _SHORTEST_ADJECTIVE or not patterns.is_a("adjective", word[1], language):
            break
        at = word.end()
    return end


def _with_kind(text: str, end: int, patterns: NamePatterns, tells: Callable[[str], bool]) -> int:
    """Return where a kind ends that goes on with another word of its kind: "Stredná odborná škola"."""
    word = _SMALL.match(text, end)
    if word is None or not tells(word[1]) or fold(word[1]) in patterns.common:
        return end
    return word.end()


def _without_ending(text: str, start: int, end: int, tells: Callable[[str], bool]) -> int:
    """Return where a name ends without the ending that an apostrophe joins to its kind: "Derneği'nin"."""
    ending = _ENDING.search(text, start, end)
    if ending is not None and tells(ending["word"]):
        return ending.end("word")
    return end


def _head(
    text: str, start: int, patterns: NamePatterns, tells: Callable[[str], bool], language: str
) -> tuple[int, bool]:
    """Return where the small word that tells the kind before a name begins, and whether a genitive joins them.

    "the charity Songlines", "cooperativa sociale Legno Vivo", "ministère de l'Intérieur"
    """
    genitives = patterns.genitives.get(language, frozenset())
    joined, left = False, _HEAD_WORDS
    for match in _backwards(text, max(0, start - _HEAD), start):
        word = match["word"]
        if word and fold(word) in patterns.conjunctions.get(language, ()):
            break
        if left == _HEAD_WORDS and (match["elided"] or fold(word or "") in genitives):
            joined = True
            continue
        if word and word.islower():
            before = _last_word(text, match.start())
            whole = before is not None and fold(f"{before[1]} {word}") in patterns.kinds
            if before is not None and whole:
                return before.start(), joined
            if tells(word):
                return match.start(), joined
        left -= 1
        if not left or not word or patterns.adjective.fullmatch(fold(word)) is None:
            break
    return start, False


def _backwards(text: str, first: int, start: int) -> Iterator[re.Match[str]]:
    """Yield the words and signs before a place, the last first, from space to space: none reaches over one."""
    while first < start:
        begin = max(text.rfind(" ", first, start - 1), text.rfind("\u00a0", first, start - 1), first - 1) + 1
        yield from reversed(list(_BEFORE.finditer(text, begin, start)))
        start = begin


def acronym_after(text: str, end: int, patterns: NamePatterns) -> tuple[int, int] | None:
    """Return the acronym that a conjunction joins to the name before it: "Malmö stad and ABF"."""
    joint = patterns.split.match(text, end)
    found = None if joint is None else _ACRONYM.match(text, joint.end())
    return None if found is None else found.span()
