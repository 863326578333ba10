"""Personal data: found first, masked in the document, kept apart.

An organisation's public service line is not personal. Everything else that reaches a person is: e-mail
addresses, telephones, names in contact fields and after titles, and persons told by their names alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from practicegraph.mapping.contacts import (
    ALONE,
    FIELD,
    GIVEN,
    LABELLED,
    POSITION,
    QUOTED,
    REACHED,
    SIGNED,
    TOLD,
    PersonMention,
    find_persons,
    without_small,
)
from practicegraph.mapping.countries import find_countries
from practicegraph.mapping.fact import Basis, Fact
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.given_names import begins_with_article, has_small_inside
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mail_addresses import find_emails
from practicegraph.mapping.office_numbers import find_office_numbers
from practicegraph.mapping.organization_lookup import lookup
from practicegraph.mapping.organization_patterns import UPPER
from practicegraph.mapping.organizations import find_organizations, organization_type
from practicegraph.mapping.person_patterns import stands_small
from practicegraph.mapping.persons import (
    begins_with_given_name,
    bodies_of_line,
    find_named_persons,
    is_family,
    is_something_else,
    parted,
)
from practicegraph.mapping.phones import PhoneMention, find_phones
from practicegraph.mapping.private_details import find_details
from practicegraph.mapping.profiles import find_profiles
from practicegraph.mapping.repeated_names import repeated_names
from practicegraph.mapping.section import Section
from practicegraph.mapping.told_of import find_alone, find_told_of
from practicegraph.reading.blocks import Document

CONTACT_FIELDS: Final = ("contact",)
"""Lexicon fields whose values are details of contact persons."""
_NUMBER_BELOW: Final = re.compile(
    r"[ \t]*\n[ \t]*(?P<number>(?!(?:\d{1,2}[./-]){2}\d{4}|\d{4}[./-])[+(]?\d(?:[ ()/.‑–-]{0,2}\d){6,14})[ \t]*(?:\n|\Z)"
)
"""A number alone on the line below an address of mail, whatever country it is of."""
_NUMBER_BESIDE: Final = re.compile(r"[,;:]?[ \u00a0]{1,2}(?P<number>(?:\d[ \u00a0./-]?){8,12}\d)(?!\d)")
"""A long number right behind a name, whatever it is called."""
_LISTS: Final = ("implementer", "lead", "partner", "funder", "evaluator", "reporter", "contact")
"""Lexicon fields that name organisations, among which a person may stand."""
_SHORT_WORD: Final = 3
_TWO: Final = 2
_NAME_REACH: Final = 70
"""Letters before a number or address in which the name of whom it reaches stands."""
_BESIDE: Final = 0.7
_NAME_LINE: Final = re.compile(
    rf"[{UPPER}][^\W\d_]+(?:-[{UPPER}][^\W\d_]+)?(?: (?:[^\W\d_A-Z]{{1,4}} ){{0,2}}[{UPPER}][^\W\d_]+(?:[-'’][{UPPER}][^\W\d_]+)?){{1,3}}"
)
"""Two to four capitalised words that are a whole line."""


@dataclass(frozen=True, slots=True)
class PersonalSpan:
    """A piece of personal data in the unmasked document."""

    start: int
    end: int
    kind: str
    confidence: float
    method: str


def find_personal(
    document: Document,
    sections: Sequence[Section],
    knowledge: Knowledge,
    country: str | None,
    language: str | None = None,
) -> tuple[PersonalSpan, ...]:
    """Return the personal data of a document in order, without overlap."""
    phones = find_phones(document.text, knowledge.contacts.phones, country)
    found = [
        *_everywhere(document, phones, knowledge, language),
        *(
            span
            for section in sections
            if section.field in CONTACT_FIELDS
            for span in _in_field(section, knowledge, country)
        ),
        *(
            span
            for section in sections
            if section.field in _LISTS
            for span in _in_list(section, knowledge, language)
        ),
    ]
    found += [
        span
        for section in sections
        if section.field == "reporter"
        for span in _beside_body(document.text, section, knowledge)
    ]
    persons = [(span.start, span.end) for span in found if span.kind == "name"]
    served = [
        *(phone for phone in phones if phone.service),  # told by a label that is no part of the value
        *find_office_numbers(document.text, phones, persons, knowledge.persons),
    ]
    found = [
        span for span in found if not any(span.start < one.end and one.start < span.end for one in served)
    ]
    named = [(span.start, span.end) for span in found if span.kind == "name"]
    found += [
        PersonalSpan(start, end, "name", _BESIDE, "person:repeated")
        for start, end in repeated_names(document.text, named, knowledge.persons, language)
    ]
    result: list[PersonalSpan] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if not result or span.start >= result[-1].end:
            result.append(span)
    return tuple(result)


def personal_facts(document: Document, spans: Sequence[PersonalSpan]) -> tuple[Fact, ...]:
    """Return the private facts of a document: their values are the unmasked words."""
    return tuple(
        Fact(
            document=document.name,
            field="contact",
            value=document.text[span.start : span.end],
            language=None,
            basis=Basis.STATED,
            confidence=round(span.confidence, 3),
            start=span.start,
            end=span.end,
            exact=document.text[span.start : span.end],
            method=span.method,
            details=(("kind", span.kind), ("personal", True)),
        )
        for span in spans
    )


def _everywhere(
    document: Document, phones: Sequence[PhoneMention], knowledge: Knowledge, language: str | None
) -> Iterator[PersonalSpan]:
    text = document.text
    reached = []
    for mail in _mail(text, knowledge):
        reached.append(mail.start)
        yield mail
    for profile in find_profiles(text, knowledge.persons):
        yield PersonalSpan(profile.start, profile.end, "profile", profile.confidence, profile.method)
    for phone in phones:
        if not phone.service:
            reached.append(phone.start)
            yield PersonalSpan(phone.start, phone.end, "phone", phone.confidence, phone.method)
    named = [*_persons(text, knowledge, language)]
    yield from named
    for span in named:
        if (beside := _NUMBER_BESIDE.match(text, span.end)) is not None:
            yield PersonalSpan(*beside.span("number"), "phone", _BESIDE, "phone:beside-name")
    patterns = knowledge.persons.stories.of(language)
    for detail in find_details(text, patterns, [(span.start, span.end) for span in named]):
        yield PersonalSpan(detail.start, detail.end, detail.kind, detail.confidence, detail.method)
    for span in _before_numbers(text, reached, knowledge, language):
        if not any(span.start < one.end and one.start < span.end for one in named):
            yield span


def _mail(text: str, knowledge: Knowledge) -> Iterator[PersonalSpan]:
    """Yield addresses of mail, and the numbers alone below them."""
    for email in find_emails(text, knowledge.contacts.mail):
        yield PersonalSpan(email.start, email.end, "email", email.confidence, email.method)
        if (below := _NUMBER_BELOW.match(text, email.end)) is not None:
            yield PersonalSpan(*below.span("number"), "phone", _BESIDE, "phone:below-mail")


def _persons(text: str, knowledge: Knowledge, language: str | None) -> Iterator[PersonalSpan]:
    """Yield the names of persons, told by the words beside them or by themselves."""
    small = knowledge.function_words.forms.get(language or "", frozenset())
    for person in find_persons(text, knowledge.contacts):
        first = fold(person.name.split()[0])
        if first in small and first not in knowledge.persons.particles:
            continue
        if _is_told(text, person, knowledge):
            start = _behind_opening(text, person, knowledge)
            end = parted(text, person.start, person.end, knowledge.persons)
            yield PersonalSpan(start, end, "name", person.confidence, person.method)
    for each in find_told_of(text, knowledge.persons, language):
        person = without_small(_without_title(text, each, knowledge), small)
        if " " in person.name and _may_be_person(text, person, knowledge):
            start = max(_behind_opening(text, person, knowledge), _behind_office(person, knowledge, language))
            yield PersonalSpan(start, person.end, "name", person.confidence, person.method)
    for person in find_alone(text, knowledge.persons, language):
        yield PersonalSpan(person.start, person.end, "name", person.confidence, person.method)
    for person in find_named_persons(text, knowledge.persons, language=language):
        if has_small_inside(person.name, small - knowledge.persons.particles):
            continue
        yield PersonalSpan(person.start, person.end, "name", person.confidence, person.method)


def _behind_office(person: PersonMention, knowledge: Knowledge, language: str | None) -> int:
    """Return where a given name alone starts behind a word for an office: "Ordföranden Samira"."""
    words, persons = person.name.split(), knowledge.persons
    office = len(words) == _TWO and [persons.given.use(word, language) for word in words] == [None, False]
    return person.end - len(words[-1]) if office and language not in persons.family_first else person.start


def _without_title(text: str, person: PersonMention, knowledge: Knowledge) -> PersonMention:
    """Return a name without the titles that it begins with."""
    title = knowledge.contacts.title.match(text, person.start)
    if title is None or title.end() >= person.end:
        return person
    return replace(person, start=title.end(), name=text[title.end() : person.end])


def _behind_opening(text: str, person: PersonMention, knowledge: Knowledge) -> int:
    """Return where a name starts before an office: behind the word that opens the sentence, "Según Ana Halm, ..."."""
    words = person.name.split()
    if len(words) == _TWO and words[0].casefold() in knowledge.contacts.collective:
        return person.end - len(words[1])
    opens = (
        not text[: person.start].rstrip(" \u00a0") or text[: person.start].rstrip(" \u00a0")[-1] in "\n.!?:;"
    )
    given = knowledge.persons.given
    if len(words) <= _TWO or not opens or given.use(words[0]) is not None or given.use(words[1]) is not False:
        return person.start
    return person.start + person.name.index(words[1], len(words[0]))


def _before_numbers(
    text: str, reached: Sequence[int], knowledge: Knowledge, language: str | None
) -> Iterator[PersonalSpan]:
    """Yield the names right before a telephone or an address of mail, on its line: "Questions: Ines Halm, phone ..."."""
    small = knowledge.function_words.forms.get(language or "", frozenset())
    for at in reached:
        line = max(text.rfind("\n", 0, at) + 1, at - _NAME_REACH)
        found = knowledge.contacts.line_end.search(text[line:at])
        if found is None:
            continue
        start, end = line + found.start("name"), line + found.end("name")
        if begins_with_article(found["name"], knowledge.persons.given, small):
            continue  # "Le Rayon Vert"
        person = PersonMention(start, end, found["name"], _BESIDE, TOLD)
        if _may_be_person(text, person, knowledge):
            yield PersonalSpan(start, end, "name", _BESIDE, "person:beside-number")


def _is_told(text: str, person: PersonMention, knowledge: Knowledge) -> bool:
    """Tell whether what stands beside a word for a person is the name of one."""
    if person.method in (LABELLED, POSITION):
        return not _is_body(text, person, knowledge)
    if person.method in (SIGNED, TOLD):
        return _may_be_person(text, person, knowledge)
    if person.method in (ALONE, GIVEN, QUOTED, REACHED) and not _may_stand_alone(text, person, knowledge):
        return False
    return person.method != REACHED or begins_with_given_name(person.name, knowledge.persons)


def _may_be_person(text: str, person: PersonMention, knowledge: Knowledge) -> bool:
    """Tell whether the words beside an office, or where a text is signed, are the name of a person.

    They are if they begin with a given name; else they may be so if none of them is known as something else, or stands
    elsewhere in the text as a common word.
    """
    persons = knowledge.persons
    if is_something_else(person.name, persons):
        return False
    if begins_with_given_name(person.name, persons):
        return True
    if _is_office_of_body(text, person, knowledge):
        return False
    if is_family(person.name.split()[-1], persons):
        return True
    if person.method == SIGNED or _is_body(text, person, knowledge):
        return False
    words = [word for word in re.findall(r"[^\W\d_]{3,}", person.name) if word not in persons.particles]
    return not any(stands_small(text, word) or _is_term(word, knowledge) for word in words)


def _is_office_of_body(text: str, person: PersonMention, knowledge: Knowledge) -> bool:
    """Tell whether an office and the words behind it are the name of a body: "Minister Spraw Wewnętrznych"."""
    return any(
        body.start < person.start and person.end < body.end and body.type is not None
        for body in bodies_of_line(text, person.start, person.end, knowledge.organizations)
    )


def _may_stand_alone(text: str, person: PersonMention, knowledge: Knowledge) -> bool:
    """Tell whether a name of one word is that of a person: no office or body, and no place unless a title tells.

    Who is quoted may have a name that no list has, if it is no common word of the text.
    """
    if " " in person.name or "\u00a0" in person.name:
        return True
    persons = knowledge.persons
    if is_something_else(person.name, persons) or _is_term(person.name, knowledge):
        return False
    placed = fold(person.name) in knowledge.places.by_name or bool(
        find_countries(person.name, knowledge.countries)
    )
    if person.method == QUOTED and persons.given.use(person.name) is not False:
        return not placed and not persons.office.search(person.name) and not stands_small(text, person.name)
    return person.method == ALONE or (not placed and persons.given.use(person.name) is False)


def _is_term(word: str, knowledge: Knowledge) -> bool:
    """Tell whether a form of a concept begins with a word."""
    return any(scheme.may_stand_in((fold(word),)) for scheme in knowledge.concepts.schemes.values())


def _is_body(text: str, person: PersonMention, knowledge: Knowledge) -> bool:
    """Tell whether the name after a label such as "author" is that of a body: "City of Lyon".

    A body is known by the word for what it is. A given name before such a word, a word of few letters, and a word
    beside one that is no place, may be of a person: "Karin Stadt".
    """
    words = person.name.split()
    if (len(words) <= _TWO and len(words[-1]) <= _SHORT_WORD) or begins_with_given_name(
        person.name, knowledge.persons
    ):
        return False
    if knowledge.persons.office.search(person.name) or organization_type(words[0], knowledge.organizations):
        return True
    placed = any(fold(word) in knowledge.places.by_name for word in words)
    if not placed and len(words) <= _TWO:
        return False
    line = text.find("\n", person.end)
    value = text[person.start : line if line >= 0 else len(text)]
    return any(
        found.start == 0 and found.end >= len(person.name) and (found.registered or found.type is not None)
        for found in find_organizations(value, knowledge.organizations)
    )


def _in_list(section: Section, knowledge: Knowledge, language: str | None) -> Iterator[PersonalSpan]:
    for block in section.values:
        for person in find_named_persons(block.text, knowledge.persons, in_list=True, language=language):
            yield PersonalSpan(
                block.start + person.start, block.start + person.end, "name", person.confidence, person.method
            )


def _beside_body(text: str, section: Section, knowledge: Knowledge) -> Iterator[PersonalSpan]:
    """Yield the names on lines of their own over or below those of bodies: "Submitted by" over who did, and for whom."""
    bodies = [
        block
        for block in section.values
        if organization_type(block.text, knowledge.organizations)
        or lookup(block.text.strip(), knowledge.organizations)
    ]
    for block in section.values if bodies else ():
        name = _NAME_LINE.fullmatch(block.text)
        if name is None or block in bodies:
            continue
        person = PersonMention(block.start + name.start(), block.start + name.end(), name[0], _BESIDE, TOLD)
        if _may_be_person(text, person, knowledge):
            yield PersonalSpan(person.start, person.end, "name", _BESIDE, "person:beside-body")


def _is_field_of_body(person: PersonMention, knowledge: Knowledge) -> bool:
    """Tell whether a line of a field of contacts names an office or body: "Integration Office"."""
    if person.method != FIELD or begins_with_given_name(person.name, knowledge.persons):
        return False
    return knowledge.persons.office.search(person.name) is not None or is_something_else(
        person.name, knowledge.persons
    )


def _in_field(section: Section, knowledge: Knowledge, country: str | None) -> Iterator[PersonalSpan]:
    for block in section.values:
        for person in find_persons(block.text, knowledge.contacts, in_field=True):
            if _is_field_of_body(person, knowledge):
                continue
            yield PersonalSpan(
                block.start + person.start, block.start + person.end, "name", person.confidence, person.method
            )
        for phone in find_phones(block.text, knowledge.contacts.phones, country):
            if not phone.service:
                yield PersonalSpan(
                    block.start + phone.start,
                    block.start + phone.end,
                    "phone",
                    phone.confidence,
                    phone.method,
                )
