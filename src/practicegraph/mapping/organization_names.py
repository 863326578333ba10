"""Where names of organisations stand in running text, by their form alone: capitals, quotes, words of a kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Self

from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.tables import alternation

UPPER: Final = "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper())
_SMALL_WORD: Final = rf"[^\W\d_{UPPER}][^\W\d_]*(?:['’-][^\W\d_]+)*"
_QUOTED: Final = r"[„“\"«][^„“”\"«»\n]{2,60}[“”\"»]"
_QUOTES: Final = frozenset('„“"«')
_CLOSING_QUOTES: Final = frozenset('“”"»')
_QUOTED_AFTER: Final = re.compile(rf"[ \u00a0]{_QUOTED}")
_NUMBER: Final = r"№[ \u00a0]?\d+"
_AFTER_WORD: Final = re.compile(rf"(?P<word>{_SMALL_WORD})[ \u00a0](?:{_QUOTED}|{_NUMBER})")
_SMALL: Final = re.compile(rf"[ \u00a0]({_SMALL_WORD})(?!\w)")
_FIRST: Final = re.compile(r"\S+[ \u00a0]*")
_BEFORE: Final = re.compile(
    r"(?P<elided>[^\W\d_]+['’])|(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)[ \u00a0]|(?P<other>\S)"
)
_LAST_WORD: Final = re.compile(rf"(?<!\w)({_SMALL_WORD})[ \u00a0]\Z")
_ENDING: Final = re.compile(r"(?P<word>[^\W\d_]+)['’][^\W\d_]{1,5}\Z")
_BRACKET: Final = re.compile(r"\s\([^()\n%]{2,40}\)")
_ELIDED_KIND: Final = re.compile(rf"[^\W\d_]['’](?P<kind>{_SMALL_WORD})[ \u00a0](?=[{UPPER}])")
_SENTENCE_ENDS: Final = frozenset(".!?:•*-–—\n")
_HEAD: Final = 60
_HEAD_WORDS: Final = 2
"""Words before a name that may tell its kind: the word itself, and an adjective behind it."""
_TAIL_WORDS: Final = 3
_SHORTEST_ADJECTIVE: Final = 4
_PLACE_WORDS: Final = 2
_KIND_WORDS: Final = 4
_ACRONYM: Final = re.compile(rf"[{UPPER}]{{3,8}}(?![\w-])")


class NameSpan(NamedTuple):
    """A possible name; ``kind_from`` is where the words that tell its kind begin, often before the name."""

    start: int
    end: int
    kind_from: int


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class NamePatterns:
    """The patterns of names, made of the words of ``organization_words.csv``."""

    run: re.Pattern[str]
    """Capitalised words with small words and quotes between."""
    legal: re.Pattern[str]
    complements: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    """Heads, and the small words that follow them: at once, or joined by an adjective or a genitive."""
    adjective: re.Pattern[str]
    split: re.Pattern[str]
    elided: re.Pattern[str]
    compound: re.Pattern[str]
    """Single words that name an organisation."""
    led: re.Pattern[str]
    """Names that a word of their kind begins, in a script without capitals."""
    placed: re.Pattern[str]
    """Small words between a name and a place."""
    belonging: re.Pattern[str]
    """What joins a place to a name in small letters: "Caritas diocesana di" Lecce."""
    articles: frozenset[str]
    genitives: frozenset[str]
    determiners: frozenset[str]
    common: frozenset[str]
    """Words that in small letters behind a name do not tell a kind: "Bulgarian society"."""
    kinds: frozenset[str]
    """Kinds of two words or more: "public association"."""

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, str]]) -> Self:
        """Make the patterns of the table's rows."""
        forms: dict[str, list[str]] = {}
        for row in rows:
            forms.setdefault(row["kind"], []).append(row["form"])
        conjunctions = frozenset(map(fold, forms["split"]))
        joints = dict.fromkeys(form for form in map(fold, forms["stop"]) if form not in conjunctions)
        small, elided = alternation(forms["stop"]), alternation(forms.get("elided", ()))
        word = rf"[{UPPER}][\w'’&.-]*[\w]|[{UPPER}]"
        first = rf"[{UPPER}](?<!\w.)(?:[\w'’&.-]*[\w])?"
        joint = rf"(?:[ \u00a0](?:{small})(?=[ \u00a0])){{0,3}}[ \u00a0](?:{elided})?"
        adjective = rf"\w*(?:{alternation(forms.get('adjective', ()))})(?!\w)"
        verb = rf"\w*(?:{alternation(forms.get('verb', ()))})(?!\w)"
        noun = rf"(?!{verb}|(?:{alternation(joints)})[ \u00a0]){_SMALL_WORD}(?!\w)"
        led = rf"[ \u00a0](?:(?:{alternation(joints)})[ \u00a0]){{0,2}}(?:{elided})?"
        genitive = (
            rf"[ \u00a0](?:(?:{alternation(forms.get('genitive', ()))})[ \u00a0](?:{elided})?|{elided})"
        )
        bare = rf"{led}(?:(?:{adjective})[ \u00a0]){{0,2}}{noun}"
        joined = rf"(?:[ \u00a0]{adjective}){{0,3}}(?:{genitive}{noun}|(?<=\w)[ \u00a0]{adjective})"
        heads = {
            way: alternation(
                fold(row["form"]) for row in rows if row["kind"] == "governing" and row["notation"] == way
            ).replace(r"\*", r"\w*")
            for way in ("", "joined")
        }
        return cls(
            run=re.compile(rf"{first}(?:{joint}(?:{word}|{_QUOTED}))*"),
            legal=_legal(forms["legal"]),
            complements=tuple(
                (re.compile(rf"(?:{heads[way]})\Z"), re.compile(after))
                for way, after in (("", bare), ("joined", joined))
            ),
            adjective=re.compile(adjective),
            split=re.compile(rf"(?i),?\s+{alternation(forms['split'])}\s+|[,،]\s+|\s&\s"),
            compound=re.compile(
                rf"[{UPPER}][^\W\d_]{{2,}}-?(?:(?P<inner>{_capitalised(forms.get('compound', ()))})"
                rf"|{alternation(forms.get('compound', ()))})"
            ),
            elided=re.compile(rf"(?i:{elided})(?=[{UPPER}])"),
            led=_led_names(forms),
            placed=re.compile(rf"[ \u00a0](?:{alternation(forms.get('placed', ()))})[ \u00a0](?=[{UPPER}])"),
            belonging=re.compile(rf"{genitive}(?=[{UPPER}])"),
            articles=frozenset(map(fold, forms["stop"])),
            genitives=frozenset(map(fold, forms.get("genitive", ()))),
            determiners=frozenset(map(fold, forms.get("determiner", ()))),
            common=frozenset(map(fold, [*forms.get("common", ()), *_letters(forms["legal"])])),
            kinds=frozenset(fold(form) for form in forms.get("type", ()) if " " in form),
        )

    def begins_with_kind(self, name: str) -> bool:
        """Tell whether a name begins with the several words of its kind: "Camera di Commercio"."""
        words = fold(name).split()[:_KIND_WORDS]
        return any(" ".join(words[:length]) in self.kinds for length in range(2, len(words) + 1))

    def is_compound(self, text: str, start: int, end: int) -> bool:
        """Tell whether a word is a name by itself: a compound with its kind, capitalised inside a sentence.

        "Hyresgästföreningen", "TrygFonden"; at the beginning of a sentence any word has a capital.
        """
        found = self.compound.fullmatch(text, start, end)
        if found is None:
            return False
        before = text[max(0, start - 2) : start].rstrip()
        return found["inner"] is not None or (bool(before) and before[-1] not in _SENTENCE_ENDS)


def _legal(forms: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of legal forms behind a name; letters that are capitals stay so: "AS" is no "as"."""
    letters = _letters(forms)
    others = alternation(form for form in forms if form not in letters)
    return re.compile(rf",?[ \u00a0](?:{alternation(letters)}|(?i:{others}))(?!\w)")


def _letters(forms: Iterable[str]) -> list[str]:
    return [form for form in forms if form.isalpha() and form.isupper()]


def _capitalised(forms: Iterable[str]) -> str:
    return alternation(form.capitalize() for form in forms)


def _led_names(forms: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """Return the pattern of names in a script without capitals: their kind, a word, and definite words."""
    kinds, ends, definite, clitics = (
        alternation(forms.get(kind, ())) for kind in ("led", "ends", "definite", "clitic")
    )
    word = rf"[ \u00a0](?!(?:{ends})(?!\w))"
    return re.compile(
        rf"(?<!\w)(?:{clitics})?(?P<name>(?:{kinds})(?!\w){word}[^\W\d_]{{3,}}(?:{word}(?:{definite})[^\W\d_]+){{0,3}})"
    )


def name_spans(text: str, patterns: NamePatterns, tells: Callable[[str], bool]) -> Iterator[NameSpan]:
    """Yield where names of organisations may stand: most are none, their words must tell a kind too.

    ``tells`` says whether a word tells the kind of an organisation.
    """
    quoted = [
        NameSpan(_kind_start(text, match, patterns), match.end(), _kind_start(text, match, patterns))
        for match in (_AFTER_WORD.finditer(text) if _QUOTES.intersection(text) else ())
        if match["word"].islower() and tells(match["word"])
    ]
    reached, match = 0, patterns.run.search(text)
    while match is not None:
        start, end = match.span()
        if not _follows_kind(text, start, tells):
            start, end = _without_determiner(text, start, end, patterns)
        start = _behind_kind(text, start, end, tells)
        after = match.end()
        if reached <= start < end:
            span = _whole(text, start, end, patterns, tells)
            reached = span.end
            after = min(
                after, reached
            )  # what a name leaves of a run may be the next: "Univerza in Zavod Alfa"
            if not any(other.start < span.start and span.end <= other.end for other in quoted):
                quoted = [other for other in quoted if other.start < span.start or span.end < other.end]
                yield span
        match = patterns.run.search(text, after)
    yield from quoted
    for match in patterns.led.finditer(text):
        yield NameSpan(match.start("name"), match.end("name"), match.start("name"))


def _kind_start(text: str, match: re.Match[str], patterns: NamePatterns) -> int:
    """Return where the kind before a quoted name begins: with the word before, if both together are one."""
    before = _LAST_WORD.search(text, max(0, match.start() - _HEAD), match.start())
    if before is not None and fold(f"{before[1]} {match['word']}") in patterns.kinds:
        return before.start()
    return match.start()


def _without_determiner(text: str, start: int, end: int, patterns: NamePatterns) -> tuple[int, int]:
    """Leave out the first words of a run that begin no name: "Many Schools"."""
    while start < end:
        word = _FIRST.match(text, start, end)
        if word is None or fold(word[0].strip()) not in patterns.determiners:
            return start, end
        start = word.end()
    return start, end


def _follows_kind(text: str, start: int, tells: Callable[[str], bool]) -> bool:
    """Tell whether a kind in small letters stands right before a run: all of this is name, "the charity New Start"."""
    before = _LAST_WORD.search(text, max(0, start - _HEAD), start)
    return before is not None and before[1].islower() and tells(before[1])


def _behind_kind(text: str, start: int, end: int, tells: Callable[[str], bool]) -> int:
    """Leave out the small kind of a name that an article without its vowel joins to a run: "L'associazione Alfa"."""
    led = _ELIDED_KIND.match(text, start, end)
    return led.end() if led is not None and tells(led["kind"]) else start


def _whole(text: str, start: int, end: int, patterns: NamePatterns, tells: Callable[[str], bool]) -> NameSpan:
    """Return a run with what belongs to it in small letters: the kind before or behind it, its legal form."""
    last = fold(text[max(start, text.rfind(" ", start, end) + 1) : end])
    complement = next(
        (after.match(text, end) for heads, after in patterns.complements if heads.match(last)), None
    )
    if complement is not None:
        end = _with_place(text, complement.end(), patterns)
    elif fold(text[start:end]) not in patterns.articles:
        end = _with_tail(text, end, patterns, tells)
    end = _without_ending(text, start, end, tells)
    quoted = _QUOTED_AFTER.match(text, end)
    end = quoted.end() if quoted else end
    legal = patterns.legal.match(text, end)
    end = legal.end() if legal else end
    kind_from, joined = _head(text, start, patterns, tells)
    end = _before_place(text, kind_from, start, end, patterns, tells)
    bracket = _BRACKET.match(text, end)
    end = end if bracket is None or bracket[0].islower() else bracket.end()  # "(lead partner)" is no name
    return NameSpan(kind_from if joined else start, end, kind_from)


def _with_place(text: str, end: int, patterns: NamePatterns) -> int:
    """Return where a name ends to whose small words a genitive joins a place."""
    joint = patterns.belonging.match(text, end)
    place = None if joint is None else patterns.run.match(text, joint.end())
    return end if place is None else place.end()


def _before_place(
    text: str, kind_from: int, start: int, end: int, patterns: NamePatterns, tells: Callable[[str], bool]
) -> int:
    """Return where a name ends that is whole before the words for a place: "the Alder Trust in Graz"."""
    for place in reversed(list(patterns.placed.finditer(text, start, end))):
        words = text[kind_from : place.start()].split()
        if len(words) > 1 and any(map(tells, words)) and len(text[place.end() : end].split()) <= _PLACE_WORDS:
            return place.start()
    return end


def _with_tail(text: str, end: int, patterns: NamePatterns, tells: Callable[[str], bool]) -> int:
    """Return where a name ends whose kind stands behind its capitals: "Malmö stad"."""
    at = end
    for _ in range(_TAIL_WORDS):
        word = _SMALL.match(text, at)
        if word is None or fold(word[1]) in patterns.articles or fold(word[1]) in patterns.common:
            break
        if tells(word[1]) or (at > end and tells(text[end : word.end()].strip())):
            further = patterns.run.match(text, word.end() + 1)  # "Mestna občina Maribor"
            return word.end() if further is None else further.end()
        if text[end - 1] in _CLOSING_QUOTES:
            break  # a name in quotes is whole: what goes on is the sentence, with another name at its end
        if len(word[1]) < _SHORTEST_ADJECTIVE or patterns.adjective.fullmatch(fold(word[1])) is None:
            break
        at = word.end()
    return end


def _without_ending(text: str, start: int, end: int, tells: Callable[[str], bool]) -> int:
    """Return where a name ends without the ending that an apostrophe joins to its kind: "Derneği'nin"."""
    ending = _ENDING.search(text, start, end)
    if ending is not None and tells(ending["word"]):
        return ending.end("word")
    return end


def _head(text: str, start: int, patterns: NamePatterns, tells: Callable[[str], bool]) -> tuple[int, bool]:
    """Return where the small word that tells the kind before a name begins, and whether a genitive joins them.

    "the charity Songlines", "cooperativa sociale Legno Vivo", "ministère de l'Intérieur"
    """
    joined, left = False, _HEAD_WORDS
    for match in _backwards(text, max(0, start - _HEAD), start):
        word = match["word"]
        if left == _HEAD_WORDS and (match["elided"] or fold(word or "") in patterns.genitives):
            joined = True
            continue
        if word and word.islower() and tells(word):
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
