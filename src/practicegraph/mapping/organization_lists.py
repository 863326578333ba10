"""Lists of organisations: the value of a field cut into the organisations that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from practicegraph.mapping.countries import LAND, find_countries
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.organization_branches import is_branch
from practicegraph.mapping.organization_knowledge import OrganizationKnowledge
from practicegraph.mapping.organization_lookup import ACRONYM, lookup
from practicegraph.mapping.organizations import OrganizationMention, named, organization_type

_HARD: Final = re.compile(r"\n|;|؛|•|[·\u0387]\s|\||\s/\s|\t")
_COMMA: Final = re.compile(r"(?<![-‐])[,،]\s+(?![^()]*\))")
_REMARK: Final = re.compile(r"\s*\((?:[€$£]?\d|[^\W\d_A-ZÀ-Þ])[^()\n]*\)\s*\Z")
"""What a bracket behind a name says of it in small letters or figures: "(two thirds)"."""
EDGES: Final = ' \t\u00a0\n,،;:.-–—•*"“”„«»'
_CODE: Final = re.compile(
    r"(?:LP|PP|AP)\d{0,2}[.:)]?[ \u00a0–-]+(?=[^\W\d_a-z])|[PB]\d{1,2}[.:)]?[ \u00a0–-]+(?=[^\W\d_a-z])"
)
"""What counts a partner in a list: "PP2 City of Ulm", "P3 – Caritas"."""
_FORM: Final = re.compile(r"[A-ZÀ-ÞΑ-Ω][A-Za-zÀ-ÞΑ-Ω.]{1,5}")
"""What may be a legal form behind a comma: "CRL", "ODV"."""
_LABEL: Final = r"[^\W\d_]{1,15}(?:[./-][^\W\d_]{1,6}){0,3}[.:]*"
_CODED: Final = rf"(?:{_LABEL}[ \u00a0]){{0,2}}(?:{_LABEL}|№)[ \u00a0]?(?:[A-Z]{{0,4}}[/-]?)*\d(?:[A-Z./-]|[ \u00a0]?\d){{3,}}"
_NUMBER: Final = re.compile(
    rf"[^\W\d_]{{1,5}}[.:]?[ \u00a0]?(?:[A-Z]{{0,4}}[/-]?)*\d[\dA-Z./-]{{3,}}|(?=(?:\D*\d){{5}}){_CODED}"
)
"""A code with what tells it: "Ref. P21-SOC-0418", "KRS 0000912345", "Charity No. 1034567"."""
_REGISTERED: Final = re.compile(rf"(?:\s*\(|[,،]\s+|\s[–—-]\s)(?=(?:[^\d()]*\d){{5}})(?:{_CODED})\)?\s*\Z")
"""The number behind a name under which a register has it: "(CIF G-12345678)", ", org.nr 802400-1234"."""
_SHARE: Final = re.compile(
    r"[\s,:–-]+\d{1,3}(?:[.,]\d+)?[ \u00a0]?%\)?\Z|\A\(?\d{1,3}(?:[.,]\d+)?[ \u00a0]?%[\s:–-]+(?=\w)"
)
"""What a member of a list pays, before or behind its name: "City of Brno 40 %"."""
_BEHIND: Final = re.compile(r"\),\s+(?=\w)")
_OPENING: Final = tuple('„“"«')
_CLOSING: Final = '“”"»'
_ELIDED: Final = re.compile(r"[^\W\d_]{1,4}['’](?=[^\W\d_]{3})")
_COMMAS: Final = (",", "،")
_BRACKET: Final = re.compile(r"\([^()]*\)")
_TWO_WORDS: Final = 2
"""Words that a name has at least of which no word tells a kind: towns have one."""
_LISTED: Final = 3
_CERTAIN: Final = 2
_NAME_WORDS: Final = 9
_REMARK_WORDS: Final = 3
_ADJECTIVE: Final = 5


def split_organizations(
    value: str, knowledge: OrganizationKnowledge, language: str | None = None, *, several: bool = False
) -> tuple[OrganizationMention, ...]:
    """Return the organisations that the value of an organisation field lists; every part is one.

    Lines and semicolons always split. Commas and words such as "and" split where both sides look like
    organisations of their own, never inside brackets and never a registered name. Where a label asks for ``several``,
    commas split what is told no otherwise.
    """
    found = []
    position = 0
    for hard in [*(match.span() for match in _HARD.finditer(value)), (len(value), len(value))]:
        spans = list(_parts(value, position, hard[0], knowledge, language))
        if several and len(spans) == 1:
            spans = _between_commas(value, *spans[0], knowledge, language)
        for start, end in spans:
            mention = named(value, start, end, knowledge, language)
            if (
                mention.name
                and re.search(r"[^\W\d_]", mention.name)
                and _NUMBER.fullmatch(mention.name) is None
            ):
                found.append(mention)
        position = hard[1]
    return tuple(found)


def _parts(
    value: str, start: int, end: int, knowledge: OrganizationKnowledge, language: str | None
) -> Iterator[tuple[int, int]]:
    """Yield the spans of the organisations in one line of a value."""
    start, end = _bare(value, *_trimmed(value, start, end), knowledge)
    if start >= end:
        return
    if lookup(value[start:end], knowledge) is None:
        pieces = _listed(value, start, end, knowledge, language)
        if pieces:
            for piece in pieces:
                yield from _parts(value, *piece, knowledge, language)
            return
        for match in _joints(value, start, end, knowledge, language):
            left, right = value[start : match.start()], value[match.end() : end]
            inside = left.count("(") > left.count(")")
            if not inside and right[:1].isdigit() and _separate(left, knowledge):
                end = match.start()  # "Quay Trust and 12 donors"
                break
            if not inside and _is_described(right, knowledge) and _separate(left, knowledge):
                end = match.start()  # "Quay Trust and the local library"
                break
            if match[0].strip() not in _COMMAS:  # "Ministry of Migration and Asylum, City of Ulm"
                right = _COMMA.split(right, maxsplit=1)[0]
            remarked = _REMARK.search(left) is not None and right[:1].isupper()
            led = _is_led(left, knowledge) and _is_led(right, knowledge)
            if not inside and (
                remarked
                or led
                or _ends_as_body(left, match[0], right, knowledge)
                or (_separate(left, knowledge) and _separate(right, knowledge))
            ):
                yield from _parts(value, start, match.start(), knowledge, language)
                yield from _parts(value, match.end(), end, knowledge, language)
                return
    yield _without_small_article(value, start, end, knowledge), end


def _without_small_article(value: str, start: int, end: int, knowledge: OrganizationKnowledge) -> int:
    """Return where a name begins whose first word is small, too, behind its article: "el instituto Menéndez Pelayo"."""
    first, _, rest = value[start:end].partition(" ")
    article = first.islower() and fold(first) in knowledge.patterns.definite_articles
    if not article or not _is_led_by_kind(rest, knowledge) or lookup(value[start:end], knowledge) is not None:
        return start
    return start + len(first) + 1


def _bare(value: str, start: int, end: int, knowledge: OrganizationKnowledge) -> tuple[int, int]:
    """Return the span without what counts a name and what says more of it: a remark, its country, a share."""
    counted = _CODE.match(value, start, end)
    start = start if counted is None else counted.end()
    coded = _REGISTERED.search(value, start, end)
    end = end if coded is None or coded.start() == start else coded.start()
    remark = _REMARK.search(value, start, end)
    end = end if remark is None else remark.start()
    land = LAND.search(value, start, end)
    if land is not None and land["code"] in knowledge.countries.codes and " " in value[start : land.start()]:
        end = land.start()
    behind = _BEHIND.search(value, start, end)
    if behind is not None and value[behind.end()].islower():
        end = behind.start() + 1  # "Agency for Cooperation (AC), own means of the town"
    share = _SHARE.search(value[start:end]) if "%" in value else None
    if share is not None:
        return (start + share.end(), end) if share.start() == 0 else (start, start + share.start())
    return start, end


def _ends_as_body(left: str, joint: str, right: str, knowledge: OrganizationKnowledge) -> bool:
    """Tell whether a legal form ends the name before a comma, so that another begins behind it: "Most z.s., Domov"."""
    words = _BRACKET.sub("", _COMMA.split(right, maxsplit=1)[0]).split()
    if joint.strip() not in _COMMAS or not right[:1].isupper() or len(words) < _TWO_WORDS:
        return False  # a town may stand behind a name
    return any(form.end() == len(left) for form in knowledge.legal.finditer(left))


def _between_commas(
    value: str, start: int, end: int, knowledge: OrganizationKnowledge, language: str | None
) -> list[tuple[int, int]]:
    """Return the names between commas of which no word tells a kind, the one span if they may be parts of one name."""
    commas = list(_COMMA.finditer(value, start, end))
    pieces = _pieces(value, start, end, [comma.span() for comma in commas])
    names = [value[begin:stop] for begin, stop in pieces]
    known = lookup(value[start:end], knowledge) is not None or not any(
        _separate(name, knowledge) for name in names
    )
    # A conjunction is of the first name where words tell that the others are names: "Lire et Écrire, Maison de Ville".
    joined = pieces[0] if all(_separate(name, knowledge) for name in names[1:]) else None
    apart = all(
        name[:1].isupper()
        and _TWO_WORDS <= len(_BRACKET.sub("", name).split()) <= _NAME_WORDS
        and not _is_country(name, knowledge)
        and (piece == joined or next(knowledge.joints(value, *piece, language), None) is None)
        for name, piece in zip(names, pieces, strict=True)
    )
    parts = any(
        _goes_on(value[start : comma.start()], value[comma.end() : end], knowledge, language)
        for comma in commas
    )
    return [(start, end)] if known or parts or not apart else pieces


def _is_described(piece: str, knowledge: OrganizationKnowledge) -> bool:
    """Tell whether a piece of a list only says what else there was: small words behind an article, "the local library"."""
    first, _, rest = piece.strip(EDGES).partition(" ")
    return fold(first) in knowledge.patterns.definite_articles and piece.islower() and bool(rest)


def _is_led(piece: str, knowledge: OrganizationKnowledge) -> bool:
    """Tell whether a piece of a list begins with a definite article: "la Ville de Lyon, la Drac et la Fondation"."""
    piece = piece.strip(EDGES)
    if _ELIDED.match(piece):
        return True
    first, _, rest = piece.partition(" ")
    return rest[:1].isupper() and fold(first) in knowledge.patterns.definite_articles


def _joints(
    value: str, start: int, end: int, knowledge: OrganizationKnowledge, language: str | None
) -> Iterator[re.Match[str]]:
    """Yield what may stand between two names, but for the commas before a part of the one."""
    for joint in knowledge.joints(value, start, end, language):
        parted = value[start : joint.start()], value[joint.end() : end]
        if joint[0].strip() not in _COMMAS or not _goes_on(*parted, knowledge, language):
            yield joint


def _goes_on(left: str, right: str, knowledge: OrganizationKnowledge, language: str | None) -> bool:
    """Tell whether what stands behind a comma is a part of the organisation before it: "Red Cross, Leeds branch", "Sol, CRL"."""
    form = _COMMA.split(right, maxsplit=1)[0].strip(EDGES)
    if _FORM.fullmatch(form) and organization_type(form, knowledge) is not None:
        return True
    return is_branch(
        _COMMA.split(left)[-1].strip(EDGES),
        _COMMA.split(right, maxsplit=1)[0].strip(EDGES),
        knowledge,
        language,
    )


def _listed(
    value: str, start: int, end: int, knowledge: OrganizationKnowledge, language: str | None
) -> list[tuple[int, int]]:
    """Return the pieces between commas, if they are a list: three or more names, two at least known as such.

    "Ministry of Education, Culture and Sport" is none: its further words name no organisation. A piece in small letters
    that names none is another source or a remark: "Tallis County, Bridge Foundation, donations".
    """
    commas = [
        comma.span()
        for comma in _COMMA.finditer(value, start, end)
        if not _goes_on(value[start : comma.start()], value[comma.end() : end], knowledge, language)
    ]
    commas += _last_joint(value, start, end, commas, knowledge, language)
    pieces = _pieces(value, start, end, commas)
    names = [value[begin:stop] for begin, stop in pieces]
    if len(names) < _LISTED or not all(name and len(name.split()) <= _NAME_WORDS for name in names):
        return []
    separate = [_separate(name, knowledge) for name in names]
    small = [name[0].islower() and not told for name, told in zip(names, separate, strict=True)]
    if any(
        lower and (knowledge.legal.match(name) or len(name.split()) > _REMARK_WORDS)
        for name, lower in zip(names, small, strict=True)
    ):
        return []
    certain = sum(separate)
    pieces = [piece for piece, lower in zip(pieces, small, strict=True) if not lower]
    return pieces if certain >= _CERTAIN and not any(_is_country(name, knowledge) for name in names) else []


def _pieces(value: str, start: int, end: int, cuts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return what stands between the cuts of a value, trimmed."""
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    return [_trimmed(value, *edges[index : index + 2]) for index in range(0, len(edges), 2)]


def _last_joint(
    value: str,
    start: int,
    end: int,
    commas: Sequence[tuple[int, int]],
    knowledge: OrganizationKnowledge,
    language: str | None,
) -> list[tuple[int, int]]:
    """Return the conjunction that ends a list, none if it joins no two names: "the college, Green Quay and the library".

    What stands before it is a name though no word tells it, if it has several words or is told by one.
    """
    if not commas or value[start:end].isupper():
        return []
    begin = commas[-1][1]
    for joint in knowledge.joints(value, begin, end, language):
        left, right = _trimmed(value, begin, joint.start()), _trimmed(value, joint.end(), end)
        first = value[slice(*left)]
        several = len(first.split()) > 1 and all(word[0].isupper() for word in first.split())
        if (several or _separate(first, knowledge)) and _separate(value[slice(*right)], knowledge):
            return [joint.span()]
    return []


def _separate(name: str, knowledge: OrganizationKnowledge) -> bool:
    """Tell whether a part of a list can be an organisation by itself."""
    first = re.split(r",\s|;", name, maxsplit=1)[0].strip(EDGES)
    lead, _, rest = first.partition(" ")
    if fold(lead) in knowledge.patterns.definite_articles:
        first = rest.strip(EDGES)
    if first[:1].islower() and _is_led_by_kind(first, knowledge):
        return True
    if not first or first[0].islower():
        return bool(first) and not _is_small(first, knowledge)  # "brücke hamm e. V."
    if ACRONYM.match(first.split(" ")[0]) is not None and first == name.strip(EDGES):
        return True
    if lookup(first, knowledge) is not None:
        return True
    if _is_country(first, knowledge):
        return False
    marked = ACRONYM.match(first) is not None or knowledge.patterns.marks.search(first) is not None
    return marked or organization_type(name, knowledge) is not None


def _is_led_by_kind(name: str, knowledge: OrganizationKnowledge) -> bool:
    """Tell whether small words with one of a kind stand before a name: "fondation « Les Aulnes »", "norská organizace Most"."""
    words = name.split()
    small = next((at for at, word in enumerate(words) if not word.islower()), len(words))
    if not 0 < small <= _REMARK_WORDS or small == len(words) or not _begins_name(words[small]):
        return False
    if organization_type(words[small - 1], knowledge) is not None:
        return True
    described = small > 1 and len(words[small - 1]) >= _ADJECTIVE  # "organización noruega Puente"
    return described and organization_type(words[small - 2], knowledge) is not None


def _begins_name(text: str) -> bool:
    return text[:1] in _OPENING or text[:1].isupper()


def _is_small(name: str, knowledge: OrganizationKnowledge) -> bool:
    """Tell whether a part of a list begins small, and no legal form at its end says that it is a name all the same."""
    if not name[0].islower():
        return False
    written = name.rstrip(".").replace(". ", ".") + "."
    forms = knowledge.legal.finditer(written)
    return not any(form.start() > 0 and form.end() >= len(written) - 1 for form in forms)


def _is_country(name: str, knowledge: OrganizationKnowledge) -> bool:
    """Tell whether a part of a list is the name of a country."""
    return any(
        mention.end - mention.start >= len(name) - 1 and not mention.adjective
        for mention in find_countries(name, knowledge.countries)
    )


def _trimmed(value: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without spaces, bullets, quotes and punctuation at its edges."""
    while start < end and value[start] in EDGES:
        start += 1
    while end > start and value[end - 1] in EDGES and not re.search(r"\b\w{1,4}\.$", value[start:end]):
        if value[end - 1] in _CLOSING and any(sign in value[start : end - 1] for sign in _OPENING):
            break  # "Spółdzielnia „Brzeg”"
        end -= 1
    return start, end
