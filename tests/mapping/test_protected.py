"""Who was granted asylum or protection in a country is no count of a practice; those of them whom it reached are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "Всего с начала войны временную защиту в Эстонии получили более 48 000 человек.", []),
        ("en", "In 2018, 1,652 people were granted asylum in Denmark.", []),
        (
            "en",
            "More than 48,000 people have received temporary protection in Estonia since the war began.",
            [],
        ),
        ("de", "Seit Kriegsbeginn erhielten in Estland mehr als 48.000 Menschen vorübergehenden Schutz.", []),
        ("de", "2018 erhielten in Dänemark 1.652 Personen Asyl.", []),
        (
            "fr",
            "Depuis le début de la guerre, plus de 48 000 personnes ont obtenu la protection temporaire en Estonie.",
            [],
        ),
        ("fr", "En 2018, 1 652 personnes ont obtenu l'asile au Danemark.", []),
        (
            "es",
            "Desde el inicio de la guerra más de 48.000 personas han recibido protección temporal en Estonia.",
            [],
        ),
        (
            "it",
            "Dall'inizio della guerra oltre 48.000 persone hanno ottenuto la protezione temporanea in Estonia.",
            [],
        ),
        (
            "pt",
            "Desde o início da guerra, mais de 48 000 pessoas receberam proteção temporária na Estónia.",
            [],
        ),
        (
            "ro",
            "De la începutul războiului, peste 48.000 de persoane au primit protecție temporară în Estonia.",
            [],
        ),
        (
            "nl",
            "Sinds het begin van de oorlog kregen ruim 48.000 mensen tijdelijke bescherming in Estland.",
            [],
        ),
        ("sv", "Sedan krigets början har över 48 000 personer fått tillfälligt skydd i Estland.", []),
        ("da", "I 2018 fik 1.652 personer asyl i Danmark.", []),
        ("fi", "Sodan alusta yli 48 000 ihmistä on saanut tilapäistä suojelua Virossa.", []),
        ("pl", "Od początku wojny ochronę czasową w Estonii otrzymało ponad 48 000 osób.", []),
        ("cs", "Od začátku války získalo v Estonsku dočasnou ochranu více než 48 000 lidí.", []),
        ("hu", "A háború kezdete óta több mint 48 000 ember kapott ideiglenes védelmet Észtországban.", []),
        ("bg", "От началото на войната над 48 000 души са получили временна закрила в Естония.", []),
        ("uk", "Від початку війни тимчасовий захист в Естонії отримали понад 48 000 людей.", []),
        (
            "el",
            "Από την αρχή του πολέμου πάνω από 48.000 άνθρωποι έλαβαν προσωρινή προστασία στην Εσθονία.",
            [],
        ),
        ("tr", "Savaşın başından bu yana Estonya'da 48.000'den fazla kişi geçici koruma aldı.", []),
        ("sk", "Od začiatku vojny získalo v Estónsku dočasné útočisko viac než 48 000 ľudí.", []),
        ("hr", "Od početka rata privremenu zaštitu u Estoniji dobilo je više od 48 000 osoba.", []),
        ("sl", "Od začetka vojne je začasno zaščito v Estoniji dobilo več kot 48.000 ljudi.", []),
        ("lt", "Nuo karo pradžios laikinąją apsaugą Estijoje gavo daugiau kaip 48 000 žmonių.", []),
        ("lv", "Kopš kara sākuma pagaidu aizsardzību Igaunijā saņēmuši vairāk nekā 48 000 cilvēku.", []),
        ("et", "Sõja algusest on Eestis ajutise kaitse saanud üle 48 000 inimese.", []),
        (
            "no",
            "Siden krigens begynnelse har over 48 000 mennesker fått midlertidig beskyttelse i Estland.",
            [],
        ),
        ("ar", "منذ بداية الحرب حصل أكثر من 48000 شخص على الحماية المؤقتة في إستونيا.", []),
        ("en", "The country registered 12,400 asylum applications last year.", []),
        ("de", "Im vergangenen Jahr wurden 12.400 Asylanträge gestellt.", []),
        ("fr", "L'an dernier, 12 400 demandes d'asile ont été enregistrées.", []),
        ("es", "El año pasado se presentaron 12.400 solicitudes de asilo.", []),
        ("it", "L'anno scorso sono state presentate 12.400 domande d'asilo.", []),
        ("pl", "W ubiegłym roku złożono 12 400 wniosków o azyl.", []),
        ("en", "The project helped 48 people who were granted asylum to find work.", [48]),
        ("de", "Das Projekt half 48 Menschen, die Asyl erhielten, bei der Suche nach Arbeit.", [48]),
        ("en", "60 people with temporary protection took part in the courses.", [60]),
        ("fr", "60 personnes bénéficiant de la protection temporaire ont suivi les cours.", [60]),
        ("ru", "Курсы посетили 480 человек, получивших временную защиту.", [480]),
        ("pl", "W kursach wzięło udział 480 osób, które otrzymały ochronę czasową.", [480]),
    ],
)
def test_those_whom_a_country_protects_are_not_whom_a_practice_reached(
    language: str, text: str, expected: list[int]
) -> None:
    document = replace(read_text(f"12\n\n{text}\n".encode(), name="a.txt"), language=language)
    facts = map_document(document, Knowledge.load()).facts
    assert [fact.value for fact in facts if fact.field == "count"] == expected
