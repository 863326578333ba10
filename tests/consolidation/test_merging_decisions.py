"""True and confusable pairs of descriptions, made before the rules: which merge, which must not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from practicegraph.consolidation.consolidate import consolidate
from practicegraph.mapping.mapped import MappedDocument

Make = Callable[..., MappedDocument]
Pair = tuple[MappedDocument, MappedDocument]

# Topics: (title, items) by language. The items of one topic are translations of each other.
TOPICS: list[dict[str, tuple[str, list[str]]]] = [
    {
        "en": (
            "Housing first for families",
            [
                "A list of empty flats kept with the owners of the district",
                "Deposit fund",
                "Visits by two social workers in the first six months after moving in, with an interpreter",
                "Mediation between neighbours when there is a quarrel",
                "Training for landlords",
            ],
        ),
        "de": (
            "Wohnraum zuerst für Familien",
            [
                "Eine Liste leerer Wohnungen, geführt mit den Eigentümern des Bezirks",
                "Kautionsfonds",
                "Besuche durch zwei Fachkräfte in den ersten sechs Monaten nach dem Einzug, mit Dolmetscher",
                "Vermittlung zwischen Nachbarn, wenn es Streit gibt",
                "Schulung für Vermieter",
            ],
        ),
        "bg": (
            "Жилище за семействата",
            [
                "Списък на празните жилища, воден заедно със собствениците в района",
                "Фонд за депозити",
                "Посещения от двама социални работници през първите шест месеца след настаняването, с преводач",
                "Посредничество между съседи при спорове",
                "Обучение за наемодатели",
            ],
        ),
    },
    {
        "en": (
            "Work mentors in small firms",
            [
                "Mentors",
                "Short courses on safety, contracts and pay that are held in the firm during working hours",
                "A job fair each spring",
                "Recognition of certificates earned abroad with the chamber of crafts",
                "A telephone line for employers who have questions about permits",
                "Bicycle repair course",
            ],
        ),
        "de": (
            "Arbeitspaten in kleinen Betrieben",
            [
                "Paten",
                "Kurze Kurse über Sicherheit, Verträge und Lohn, die im Betrieb während der Arbeitszeit stattfinden",
                "Jedes Frühjahr eine Jobmesse",
                "Anerkennung im Ausland erworbener Zeugnisse mit der Handwerkskammer",
                "Eine Telefonleitung für Arbeitgeber, die Fragen zu Genehmigungen haben",
                "Kurs für Fahrradreparatur",
            ],
        ),
        "bg": (
            "Наставници в малките фирми",
            [
                "Наставници",
                "Кратки курсове за безопасност, договори и заплащане, които се провеждат във фирмата в работно време",
                "Трудова борса всяка пролет",
                "Признаване на придобити в чужбина свидетелства със занаятчийската камара",
                "Телефонна линия за работодатели, които имат въпроси за разрешителните",
                "Курс за ремонт на велосипеди",
            ],
        ),
    },
    {
        "en": (
            "School bridges for newcomers",
            [
                "Assistants who speak the language of the pupils help in class for a whole year",
                "Summer school",
                "Parents' evenings with tea, interpreters and a play corner for the smaller children of the family",
                "Library of bilingual books",
                "Sports day",
                "Teachers learn how to teach the language of school as a second language",
            ],
        ),
        "de": (
            "Schulbrücken für Neuankömmlinge",
            [
                "Assistenten, die die Sprache der Schüler sprechen, helfen ein ganzes Jahr im Unterricht",
                "Sommerschule",
                "Elternabende mit Tee, Dolmetschern und einer Spielecke für die kleineren Kinder der Familie",
                "Bibliothek zweisprachiger Bücher",
                "Sporttag",
                "Lehrkräfte lernen, wie man die Schulsprache als Zweitsprache unterrichtet",
            ],
        ),
        "bg": (
            "Училищни мостове за новодошли",
            [
                "Помощници, които говорят езика на учениците, помагат в час през цялата година",
                "Лятно училище",
                "Родителски вечери с чай, преводачи и кът за игра за по-малките деца в семейството",
                "Библиотека с двуезични книги",
                "Спортен ден",
                "Учителите се учат как да преподават езика на училището като втори език",
            ],
        ),
    },
    {
        "en": (
            "Health guides in the quarter",
            [
                "Guides accompany people to the doctor",
                "A leaflet on emergency numbers, insurance and vaccination in nine languages",
                "Evening talks",
                "Group sessions for people who sleep badly after what they have lived through on the way",
                "Cooking together on Sundays",
            ],
        ),
        "de": (
            "Gesundheitslotsen im Viertel",
            [
                "Lotsen begleiten Menschen zum Arzt",
                "Ein Faltblatt über Notrufnummern, Versicherung und Impfung in neun Sprachen",
                "Abendvorträge",
                "Gruppen für Menschen, die nach dem unterwegs Erlebten schlecht schlafen",
                "Sonntags gemeinsam kochen",
            ],
        ),
        "bg": (
            "Здравни водачи в квартала",
            [
                "Водачите придружават хората при лекаря",
                "Листовка за спешните номера, осигуряването и ваксините на девет езика",
                "Вечерни беседи",
                "Групи за хора, които спят лошо след преживяното по пътя",
                "Общо готвене в неделя",
            ],
        ),
    },
]
NAMES = ["Open Doors", "Nova Pot", "Ponte", "Kompass", "Arrivo"]
ORGANIZATIONS = [
    "Harbour Aid",
    "City of Lindenau",
    "Alte Post Verein",
    "Association Passerelle",
    "Fundatia Pod",
]
BASE = "https://w3id.org/practicegraph/id/organization/"


def _rows(
    topic: int, language: str, organization: str, **more: Any
) -> list[tuple[str | None, Any, dict[str, Any]]]:
    """A description: ``more`` overrides or adds fields; a value of ``None`` leaves the field out."""
    title, items = TOPICS[topic][language]
    registered = {"organization": BASE + organization.lower().replace(" ", "-")}
    role = more.pop("role", "implementer")
    group = ["refugee", "migrant-worker", "migrant-children", "asylum-seeker"][topic]
    theme = ["housing", "employment", "education", "health"][topic]
    values: dict[str, Any] = {
        "kind": "practice",
        "title": title,
        role: organization,
        "country": "AT",
        "targetGroup": group,
        "theme": theme,
    } | more
    known = values.pop("registered", True)
    rows: list[tuple[str | None, Any, dict[str, Any]]] = []
    for field, value in values.items():
        if field != "items" and value is not None:
            rows.append((field, value, registered if field == role and known else {}))
    rows.extend(("activity", item, {}) for item in values.get("items", items))
    return rows


def true_pairs(make: Make) -> Iterator[Pair]:
    for index in range(len(TOPICS)):
        for name, organization in zip(NAMES, ORGANIZATIONS, strict=True):
            other = ("de", "bg")[len(name) % 2]
            dates = {"start": "2019-03-01", "end": "2021-08-31"}
            # The name is kept in the translation.
            yield (
                make("a", _rows(index, "en", organization, title=name)),
                make("b", _rows(index, other, organization, title=name, country=None), language=other),
            )
            # The title is translated; the lists are translations item by item.
            yield (
                make("a", _rows(index, "en", organization, duration="P3Y")),
                make("b", _rows(index, other, organization, duration="P36M"), language=other),
            )
            # A fund's sheet in another language: dates and a budget.
            yield (
                make("a", _rows(index, "en", organization, budget=184500, **dates)),
                make(
                    "b", _rows(index, other, organization, budget=184500, items=[], **dates), language=other
                ),
            )
            # Another site of the same language with fewer facts and a word more in the title.
            yield (
                make("a", _rows(index, "en", organization, title=f"{name} in {organization}")),
                make(
                    "b",
                    _rows(index, "en", organization, title=f"{name} in {organization} project", role="lead"),
                ),
            )
            # The organisation is not in the registry; the address tells.
            yield (
                make(
                    "a",
                    _rows(index, "en", organization, registered=False),
                    source="https://x.org/en/what/nr-4",
                ),
                make(
                    "b",
                    _rows(index, other, f"{organization} e.V.", registered=False),
                    language=other,
                    source=f"https://www.x.org/{other}/what/nr-4",
                ),
            )
            # An edited copy, with a project number.
            yield (
                make("a", _rows(index, "en", organization, identifier="AMIF/2018/44")),
                make(
                    "b", _rows(index, "en", organization, identifier="AMIF 2018-44", title=f"{name} (closed)")
                ),
            )


def confusable_pairs(make: Make) -> Iterator[Pair]:
    for index in range(len(TOPICS)):
        next_topic = (index + 1) % len(TOPICS)
        for place, (name, organization) in enumerate(zip(NAMES, ORGANIZATIONS, strict=True)):
            other = ("de", "bg")[len(name) % 2]
            stranger = ORGANIZATIONS[(place + 1) % len(ORGANIZATIONS)]
            dates = {"start": "2019-03-01", "end": "2021-08-31"}
            # Another project of the organisation, in the same and in another language, of the same call.
            yield (
                make("a", _rows(index, "en", organization, **dates)),
                make("b", _rows(next_topic, "en", organization, **dates)),
            )
            yield (
                make("a", _rows(index, "en", organization, duration="P3Y", **dates)),
                make("b", _rows(next_topic, other, organization, duration="P3Y", **dates), language=other),
            )
            # The same title, another organisation, in the same and in another language.
            yield (
                make("a", _rows(index, "en", organization, title=name)),
                make("b", _rows(next_topic, "en", stranger, title=name)),
            )
            yield (
                make("a", _rows(index, "en", organization, title=name, registered=False)),
                make("b", _rows(next_topic, other, stranger, title=name, registered=False), language=other),
            )
            # A yearly series, by its title and by its dates.
            yield (
                make("a", _rows(index, "en", organization, title=f"{name} 2018")),
                make("b", _rows(index, "en", organization, title=f"{name} 2019")),
            )
            yield (
                make("a", _rows(index, "en", organization, title=name, start="2018-02", end="2018-11")),
                make(
                    "b",
                    _rows(index, other, organization, title=name, start="2019-02", end="2019-11"),
                    language=other,
                ),
            )
            # Phases; another town; another country; a call for proposals.
            yield (
                make("a", _rows(index, "en", organization, title=f"{name} II")),
                make("b", _rows(index, "en", organization, title=f"{name} III")),
            )
            yield (
                make("a", _rows(index, "en", organization, title=f"{name} in Graz", items=[])),
                make("b", _rows(index, "en", organization, title=f"{name} in Linz", items=[])),
            )
            yield (
                make("a", _rows(index, "en", organization, title=name)),
                make("b", _rows(index, other, organization, title=name, country="DE"), language=other),
            )
            yield (
                make("a", _rows(index, "en", organization)),
                make("b", _rows(index, "en", organization, kind="call")),
            )
            # Two pages of a site that are headed by the site's name.
            groups = {"theme": "housing", "targetGroup": "refugee", "implementer": None}
            yield (
                make("a", _rows(index, "en", organization, title=name, **groups)),
                make("b", _rows(next_topic, "en", organization, title=name, **groups)),
            )


def _merged(pair: Pair) -> bool:
    first, second = pair
    renamed = consolidate([first, second])
    return len(renamed.undertakings) == 1


def test_there_are_enough_pairs(document: Make) -> None:
    assert len(list(true_pairs(document))) >= 100
    assert len(list(confusable_pairs(document))) >= 100


def test_no_confusable_pair_merges(document: Make) -> None:
    wrong = [index for index, pair in enumerate(confusable_pairs(document)) if _merged(pair)]
    assert not wrong, [index % 11 for index in wrong]


def test_most_true_pairs_merge(document: Make) -> None:
    found = [_merged(pair) for pair in true_pairs(document)]
    assert sum(found) / len(found) >= 0.9, [index % 6 for index, merged in enumerate(found) if not merged]


def test_a_merge_needs_no_order(document: Make) -> None:
    for first, second in true_pairs(document):
        assert consolidate([first, second]) == consolidate([second, first])


@pytest.mark.parametrize("language", ["de", "bg"])
def test_the_evidence_is_kept(document: Make, language: str) -> None:
    first = document("a", _rows(0, "en", "Harbour Aid", duration="P3Y"))
    second = document("b", _rows(0, language, "Harbour Aid", duration="P3Y"), language=language)
    (match,) = consolidate([first, second]).matches
    assert match.decision == "merged"
    assert {"organization-same", "items-lengths", "duration-same"} <= dict(match.evidence).keys()
    assert match.score == pytest.approx(sum(weight for _, weight in match.evidence))
