"""The patterns of names of organisations, made of the words of ``organization_words.csv``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.tables import LazyPattern, alternation

UPPER: Final = "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper())
SMALL_WORD: Final = rf"[^\W\d_{UPPER}][^\W\d_]*(?:['’-][^\W\d_]+)*"
QUOTED: Final = r"[„“\"«][^„“”\"«»\n]{2,60}[“”\"»]"
_SENTENCE_ENDS: Final = frozenset(".!?:•*-–—\n")
_KIND_WORDS: Final = 4
_ABBREVIATED: Final = r"(?:St|Ste|Sta|Sto|Sv|Św|Szt|Sf|Hl|Св|Αγ)\.(?=[ \u00a0])"
"""Saints, whose full stop ends no sentence."""
_LAST: Final = rf")[ \u00a0](?P<last>[{UPPER}][^\W\d_]+)(?!['’\w])"
_CLOSED: Final = rf"[{UPPER}][\w-]+(?=[ \u00a0](?:"
_SEVERAL: Final = r"(?<![\w-])(?P<kind>"
_Complements = tuple[tuple[LazyPattern, re.Pattern[str] | LazyPattern], ...]
_Own = Mapping[tuple[str, str], Sequence[str]]
"""The forms of each kind in each language."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class NamePatterns:
    """The patterns of names, made of the words of ``organization_words.csv``."""

    run: re.Pattern[str]
    """Capitalised words with small words and quotes between."""
    legal: re.Pattern[str]
    before_legal: re.Pattern[str]
    """Small words between a capitalised one and a legal form: "Okno dokořán, z. ú."."""
    complements: Mapping[str, _Complements]
    """By language, and of all of them: heads, and the small words behind them, at once or joined by a genitive."""
    adjective: re.Pattern[str]
    verb: re.Pattern[str]
    endings: Mapping[str, Mapping[str, LazyPattern]]
    """Those of adjectives and verbs by language, where it has any."""
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
    own_small: Mapping[str, frozenset[str]]
    """By language, the small words of its names and its articles."""
    definite_articles: frozenset[str]
    """Articles that begin another name behind a conjunction: "Alder Council and the Beech Trust"."""
    inner: Mapping[str, LazyPattern]
    """By language, how a name of one word may go on with a small word and another capitalised one: "Femmes en Marche"."""
    marks: re.Pattern[str]
    """Legal forms that tell a kind in capitals only: "Fjordland Vekst AS"."""
    parting: Mapping[str, LazyPattern]
    """By language, what leads to a name in the run of its capitals: "Konzorciumvezetője a" Hajdúsági Központ."""
    closing: Mapping[str, LazyPattern]
    """By language, the last word of a name before an article that belongs to none: "Stadt Halle" die Kosten."""
    acting: Mapping[str, LazyPattern]
    """By language, a verb of those who write, as a sentence may begin: "Prowadzimy", "Organizziamo"."""
    genitives: Mapping[str, frozenset[str]]
    """By language, and of all of them."""
    determiners: frozenset[str]
    parts: frozenset[str]
    """Kinds that are a part of the name behind them: "centre social Cusset"."""
    common: frozenset[str]
    """Words that in small letters behind a name do not tell a kind: "Bulgarian society"."""
    kinds: frozenset[str]
    """Kinds of two words or more: "public association"."""
    conjunctions: Mapping[str, frozenset[str]]
    """By language, what stands between two names."""
    agreeing: Mapping[str, LazyPattern]
    """By language, the small word that goes on with the last of a name: "Racines partagées"."""
    going_on: Mapping[str, LazyPattern]
    """By language, a capitalised word behind a kind with the small words that its name goes on with."""
    several: Mapping[str, LazyPattern]
    """By language, kinds in the plural before names: "the associations" Alfa and Beta."""
    several_of: Mapping[tuple[str, str], str]
    """The notation of their kind, by language and form."""
    branches: Mapping[tuple[str, str], LazyPattern]
    """By kind and language, how a part of the organisation before a comma begins or ends: "Leeds branch"."""
    small: re.Pattern[str]
    """Single words that name an organisation though small: "sisäministeriö"."""

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, str]]) -> Self:
        """Make the patterns of the table's rows."""
        forms: dict[str, list[str]] = {}
        own: dict[tuple[str, str], list[str]] = {}
        plural_nouns: dict[str, list[str]] = {}
        for row in rows:
            if row["kind"] == "plural":
                plural_nouns.setdefault(row["language"], []).append(row["notation"])
            forms.setdefault(row["kind"], []).append(row["form"])
            own.setdefault((row["kind"], row["language"]), []).append(row["form"])
        elided = alternation(forms.get("elided", ()))
        adjective, verb = (
            rf"\w*(?:{alternation(forms.get(kind, ()))})(?!\w)" for kind in ("adjective", "verb")
        )
        return cls(
            run=_run(forms, elided),
            legal=_legal(forms["legal"]),
            before_legal=_before_legal(forms["legal"]),
            complements=_complements(rows, _bare(forms, adjective, verb), adjective, verb),
            adjective=re.compile(adjective),
            verb=re.compile(verb),
            endings={kind: _by_language(own, kind, r"\w*(?:", r")(?!\w)") for kind in ("adjective", "verb")},
            split=splitting(forms["split"]),
            compound=_compounds(forms),
            elided=re.compile(rf"(?i:{elided})(?=[{UPPER}])"),
            led=_led_names(forms),
            placed=re.compile(rf"[ \u00a0](?:{alternation(forms.get('placed', ()))})[ \u00a0](?=[{UPPER}])"),
            belonging=re.compile(rf"{_joined_by(forms.get('genitive', ()), elided)}(?=[{UPPER}])"),
            articles=frozenset(map(fold, forms["stop"])),
            own_small=_own_small(own),
            definite_articles=frozenset(map(fold, forms.get("the", ()))),
            inner=_by_language(own, "inner", r"[ \u00a0](?:", _LAST),
            marks=re.compile(rf"(?<![\w-])(?:{alternation(forms.get('mark', ()))})(?![\w-])"),
            parting=_by_language(own, "parting", r"[^\W\d_]{3,}(?:", rf")[ \u00a0](?=[{UPPER}])"),
            closing=_by_language(own, "closing", _CLOSED, rf")[ \u00a0][{UPPER}])"),
            acting=_by_language(own, "we", r"[^\W\d_]{3,}(?:", r")(?!\w)"),
            genitives={**_words_of(own, "genitive"), "": frozenset(map(fold, forms.get("genitive", ())))},
            determiners=frozenset(map(fold, forms.get("determiner", ()))),
            parts=frozenset(map(fold, forms.get("part", ()))),
            common=frozenset(map(fold, [*forms.get("common", ()), *_letters(forms["legal"])])),
            kinds=frozenset(fold(form) for form in forms.get("type", ()) if " " in form),
            conjunctions=_words_of(own, "split"),
            agreeing=_agreeing(own, plural_nouns),
            going_on=_going_on(own),
            several=_by_language(own, "several", _SEVERAL, rf")[ \u00a0](?=[„“\"«]?[{UPPER}])"),
            several_of=_notations(rows, "several"),
            branches=_branches(rows),
            small=_small_names(forms.get("small", ())),
        )

    def is_a(self, kind: str, word: str, language: str) -> bool:
        """Tell whether a small word ends as an adjective or a verb of a language, of any where it is unknown."""
        any_of = {"adjective": self.adjective, "verb": self.verb}[kind]
        known: LazyPattern | re.Pattern[str] | None = self.endings[kind].get(language) if language else any_of
        return known is not None and known.fullmatch(fold(word)) is not None

    def begins_with_kind(self, name: str) -> bool:
        """Tell whether a name begins with the several words of its kind: "Camera di Commercio"."""
        words = fold(name).split()[:_KIND_WORDS]
        return any(" ".join(words[:length]) in self.kinds for length in range(2, len(words) + 1))

    def is_compound(self, text: str, start: int, end: int) -> bool:
        """Tell whether a word is a name by itself: a compound with its kind, capitalised inside a sentence.

        "Hyresgästföreningen", "TrygFonden"; at the beginning of a sentence any word has a capital, and only one that
        names an organisation though small is a name.
        """
        if self.small.fullmatch(text, start, end) or self.small.fullmatch(text[start:end].lower()):
            return True
        found = self.compound.fullmatch(text, start, end)
        if found is None:
            return False
        before = text[max(0, start - 2) : start].rstrip()
        return found["inner"] is not None or (bool(before) and before[-1] not in _SENTENCE_ENDS)


def _run(forms: Mapping[str, Sequence[str]], elided: str) -> re.Pattern[str]:
    """Return the pattern of capitalised words with small words and quotes between."""
    owners = rf"s['’](?=[ \u00a0][{UPPER}])"  # "Farmers' Market"
    word = rf"[{UPPER}][^\W\d_]+/[{UPPER}][^\W\d_{UPPER}]{{2,}}(?![\w'’-])|[{UPPER}][\w'’&.-]*(?:{owners}|[\w])|[{UPPER}]"
    word = rf"{_ABBREVIATED}|{word}"
    first = rf"[{UPPER}](?<!\w.)(?:[\w'’&.-]*(?:{owners}|[\w]))?"
    joint = rf"(?:[ \u00a0](?:{alternation(forms['stop'])})(?=[ \u00a0])){{0,3}}[ \u00a0](?:{elided})?"
    return re.compile(rf"(?:{_elliptic(forms['split'])}|{first})(?:{joint}(?:{word}|{QUOTED}))*")


def splitting(conjunctions: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of what stands between two names: a conjunction, a comma, both, an ampersand."""
    joint = rf"{alternation(conjunctions)}\s+"
    return re.compile(rf"(?i)[,،\s](?:(?<=,)\s+{joint}|(?<=\s)\s*{joint}|(?<=[,،])\s+|(?<=\s)&\s)")


def _compounds(forms: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """Return the pattern of single words that name an organisation: their kind is their last part."""
    return re.compile(
        rf"[{UPPER}][^\W\d_]{{2,}}-?(?:(?P<inner>{_capitalised(forms.get('compound', ()))})"
        rf"|{alternation(forms.get('compound', ()))})"
    )


def _own_small(own: _Own) -> Mapping[str, frozenset[str]]:
    """Return by language its small words and articles, for those that have both."""
    small, articles, begins = (_words_of(own, kind) for kind in ("stop", "the", "determiner"))
    return {one: small[one] | articles[one] | begins[one] for one in small if small[one] and begins[one]}


def _notations(rows: Sequence[Mapping[str, str]], kind: str) -> Mapping[tuple[str, str], str]:
    """Return the notations of a kind's forms by language and form."""
    return {(row["language"], row["form"]): row["notation"] for row in rows if row["kind"] == kind}


def _branches(rows: Sequence[Mapping[str, str]]) -> Mapping[tuple[str, str], LazyPattern]:
    """Return by kind and language the pattern of the words of branches: one at either end of a name, or at its end only."""
    found: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    for row in rows:
        if row["kind"] in ("branch", "department"):
            either, last = found.setdefault((row["kind"], row["language"]), ([], []))
            last.append(row["form"])
            if not row["notation"]:
                either.append(row["form"])
    return {
        key: LazyPattern(
            rf"(?i)(?:{alternation(either)}(?!\w)|(?:.*[ \u00a0-])?{alternation(last)}\Z)".replace(
                r"\*", r"\w*"
            )
        )
        for key, (either, last) in found.items()
    }


def _small_names(forms: Sequence[str]) -> re.Pattern[str]:
    """Return the pattern of words that name an organisation though small; a ``*`` stands for their first part."""
    whole = alternation(form for form in forms if not form.startswith("*"))
    ends = alternation(form[1:] for form in forms if form.startswith("*"))
    return re.compile(
        rf"(?<![\w-])(?<!-\s\w\w\s)(?<!-\s\w\w\w\s)(?:{whole}|[^\W\d_{UPPER}][^\W\d_-]+?{ends})(?![\w-])"
    )


def _elliptic(conjunctions: Iterable[str]) -> str:
    """Return the pattern of compounds that share their last part: "Udlændinge- og Integrationsministeriet"."""
    begun = rf"[{UPPER}][^\W\d_]+-"
    return rf"(?:{begun},[ \u00a0])*{begun}[ \u00a0](?:{alternation(conjunctions)})[ \u00a0][^\W\d_]{{4,}}"


def _words_of(own: _Own, kind: str) -> Mapping[str, frozenset[str]]:
    """Return the folded forms of a kind by language, none where a language has none."""
    languages = {language for _, language in own}
    return {one: frozenset(map(fold, own.get((kind, one), ()))) for one in languages}


def _by_language(own: _Own, kind: str, before: str, after: str) -> Mapping[str, LazyPattern]:
    """Return by language the pattern of the forms of a kind between two others."""
    return {
        language: LazyPattern(before, forms, after)
        for (known, language), forms in own.items()
        if known == kind
    }


def _languages(own: _Own, *kinds: str) -> set[str]:
    """Return the languages that have forms of any of some kinds."""
    return {language for kind, language in own if kind in kinds}


def _agreeing(own: _Own, plural_nouns: Mapping[str, Sequence[str]]) -> Mapping[str, LazyPattern]:
    """Return by language how a small word goes on with a capitalised one before it.

    An adjective in the plural as the noun before it is; or a noun behind an adjective, at a sign.
    """
    return {
        language: LazyPattern(
            "(?<=",
            plural_nouns[language],
            rf")[ \u00a0][^\W\d_{UPPER}][^\W\d_]*(?:",
            own["plural", language],
            r")(?!\w)|[ \u00a0](?:",
            own.get(("belonging", language), ()),
            rf")[^\W\d_{UPPER}][^\W\d_]{{3,}}(?!\w)",
        )
        if language in plural_nouns
        else LazyPattern(
            "(?<=", own["leading", language], rf")[ \u00a0][^\W\d_{UPPER}][^\W\d_]{{2,}}(?=[,;.)])"
        )
        for language in _languages(own, "plural", "leading")
    }


def _going_on(own: _Own) -> Mapping[str, LazyPattern]:
    """Return by language how a name goes on whose first word only has a capital.

    Behind an adjective goes its noun; behind a word such as "without" a noun, with its adjective; behind one such as
    "for" only before a sign: "for" may begin the next part of the sentence.
    """
    found = {}
    noun, first = rf"[^\W\d_{UPPER}][^\W\d_]{{2,}}(?!\w)", rf"|[{UPPER}][^\W\d_]+[ \u00a0]"
    for language in _languages(own, "attribute", "without", "for"):
        attribute, without, aim, sure = (
            own.get((kind, language), ()) for kind in ("attribute", "without", "for", "sure")
        )
        described = (r"[ \u00a0](?:[^\W\d_]*(?:", sure, rf")[ \u00a0])?{noun}")
        found[language] = LazyPattern(
            *(rf"(?=[{UPPER}])[^\W\d_]*(?i:", attribute, r")(?!\w)[ \u00a0](?!(?:"),
            *(without, "|", aim, rf")\b){noun}"),
            *(first, without, *described, first, aim, *described, "(?=[,;.)])"),
        )
    return found


def _joined_by(genitives: Iterable[str], elided: str) -> str:
    return rf"[ \u00a0](?:(?:(?:{alternation(genitives)})[ \u00a0]){{1,2}}(?:{elided})?|{elided})"


def _bare(forms: Mapping[str, Sequence[str]], adjective: str, verb: str) -> str:
    """Return the pattern of the small words that a head governs: a small word or two, adjectives and a noun."""
    conjunctions = frozenset(map(fold, forms["split"]))
    joints = alternation(dict.fromkeys(form for form in map(fold, forms["stop"]) if form not in conjunctions))
    elided = alternation(forms.get("elided", ()))
    verb = rf"{verb}(?![ \u00a0][{UPPER}])"  # "škola řemesel Pojizeří": what a capital follows is no verb
    noun = rf"(?!{verb}|\w\b|(?:{joints})[ \u00a0]){SMALL_WORD}(?!\w)"
    led = rf"[ \u00a0](?:(?:{joints})[ \u00a0]){{0,2}}(?:{elided})?"
    sure = rf"\w\w*(?:{alternation(forms.get('sure', ()))})(?!\w)"
    aim = rf"(?:{alternation(forms.get('aim', ()))})[ \u00a0]{SMALL_WORD}"
    last = rf"(?<=\w[ \u00a0]\w\w[ \u00a0])(?!(?:{joints})[ \u00a0]){SMALL_WORD}(?=[.,;)])"
    described = rf"(?:{sure}[ \u00a0]){{1,2}}{SMALL_WORD}|(?:(?:{adjective})[ \u00a0]){{0,2}}{noun}"
    more = rf"(?:(?:,[ \u00a0](?:{sure}[ \u00a0])?{noun})*[ \u00a0](?:{alternation(conjunctions)})[ \u00a0](?:{sure}[ \u00a0]){noun})?"
    return rf"{led}(?:{aim}|{described}{more}|{last})"


def _complements(
    rows: Sequence[Mapping[str, str]], bare: str, adjective: str, verb: str
) -> Mapping[str, _Complements]:
    """Return the heads of each language, and those of all, with what follows them.

    ``led`` heads need a small word before what they govern, ``joined`` ones a genitive of their language.
    """
    heads: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        if row["kind"] == "last":
            heads.setdefault(row["language"], {})
        elif row["kind"] == "governing":
            for language in (row["language"], ""):
                heads.setdefault(language, {}).setdefault(row["notation"], []).append(fold(row["form"]))
    ways = {"": re.compile(bare), "led": re.compile(bare.replace("{0,2}", "{1,2}", 1))}
    return {
        language: tuple(
            (
                LazyPattern(rf"(?:{alternation(forms)})\Z".replace(r"\*", r"\w*")),
                ways[way] if way in ways else _genitive_behind(rows, language, adjective, verb),
            )
            for way, forms in known.items()
        )
        for language, known in heads.items()
    }


def _genitive_behind(
    rows: Sequence[Mapping[str, str]], language: str, adjective: str, verb: str
) -> LazyPattern:
    """Return the pattern of what a genitive of a language, of any if empty, joins to a head."""
    own = [row["form"] for row in rows if row["kind"] == "genitive" and language in ("", row["language"])]
    elided = [row["form"] for row in rows if row["kind"] == "elided"]
    joints = list(dict.fromkeys(fold(row["form"]) for row in rows if row["kind"] == "stop"))
    return LazyPattern(
        rf"(?:[ \u00a0]{adjective}){{0,3}}(?:[ \u00a0](?:(?:",
        own,
        r")[ \u00a0](?:",
        elided,
        r")?|",
        elided,
        rf")(?!{verb}|(?:",
        joints,
        rf")[ \u00a0]){SMALL_WORD}(?!\w)(?:[ \u00a0]{adjective})?|(?<=\w)[ \u00a0]{adjective})",
    )


def _legal(forms: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of legal forms behind a name; letters that are capitals stay so: "AS" is no "as"."""
    letters = _letters(forms)
    others = alternation(form for form in forms if form not in letters)
    return re.compile(rf",?[ \u00a0](?:{alternation(letters)}|(?i:{others}))(?!\w)")


def _before_legal(forms: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of small words before a legal form with full stops: "Okno dokořán, z. ú."."""
    dotted = [form for form in forms if "." in form.rstrip(".")]
    return re.compile(rf"(?:[ \u00a0]{SMALL_WORD}){{1,4}}(?={_legal(dotted).pattern})")


def _letters(forms: Iterable[str]) -> list[str]:
    return [form for form in forms if form.isalpha() and form.isupper()]


def _capitalised(forms: Iterable[str]) -> str:
    return alternation(form.capitalize() for form in forms)


def _led_names(forms: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """Return the pattern of names in a script without capitals: their kind, a word, and definite words."""
    kinds, ends, definite, clitics = (
        alternation(forms.get(kind, ())) for kind in ("led", "ends", "definite", "clitic")
    )
    word = rf"[ \u00a0](?!(?:{ends})(?!\w)|(?:{clitics})(?:{kinds})(?!\w))"
    return re.compile(
        rf"(?<!\w)(?:{clitics})?(?P<name>(?:{kinds})(?!\w){word}[^\W\d_]{{3,}}(?:{word}(?:{definite})[^\W\d_]+){{0,3}})"
    )
