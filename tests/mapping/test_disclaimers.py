"""What payers have written below what they pay for tells nothing of a practice."""

from __future__ import annotations

from typing import Final

import pytest

from practicegraph.mapping.fact import Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE: Final = Knowledge.load()
DISCLAIMERS: Final = [
    (
        "en",
        "The European Commission's support for the production of this publication does not constitute an endorsement of the contents, which reflect the views only of the authors.",
    ),
    (
        "hr",
        "Podrška Europske komisije proizvodnji ove publikacije ne predstavlja potvrdu sadržaja koji izražava samo stavove autora.",
    ),
    (
        "de",
        "Die Unterstützung der Europäischen Kommission für die Erstellung dieser Veröffentlichung stellt keine Billigung des Inhalts dar, welcher nur die Ansichten der Verfasser wiedergibt.",
    ),
    (
        "fr",
        "Le soutien apporté par la Commission européenne à la production de la présente publication ne vaut en rien approbation de son contenu, qui reflète uniquement le point de vue des auteurs.",
    ),
    (
        "es",
        "El apoyo de la Comisión Europea para la elaboración de esta publicación no implica la aceptación de sus contenidos, que es responsabilidad exclusiva de los autores.",
    ),
    (
        "it",
        "Il sostegno della Commissione europea alla produzione di questa pubblicazione non costituisce un'approvazione del contenuto, che riflette esclusivamente il punto di vista degli autori.",
    ),
    (
        "el",
        "Η υποστήριξη της Ευρωπαϊκής Επιτροπής στην παραγωγή της παρούσας έκδοσης δεν συνιστά αποδοχή του περιεχομένου.",
    ),
    (
        "bg",
        "Подкрепата на Европейската комисия за изготвянето на настоящата публикация не представлява одобрение на съдържанието.",
    ),
    (
        "ro",
        "Sprijinul acordat de Comisia Europeană pentru elaborarea acestei publicații nu constituie o aprobare a conținutului.",
    ),
    ("pl", "Wsparcie Komisji Europejskiej dla produkcji tej publikacji nie stanowi poparcia dla treści."),
    ("sl", "Podpora Evropske komisije pri izdelavi te publikacije ne pomeni odobritve vsebine."),
    ("fi", "Euroopan komission tuki tämän julkaisun tuottamiseen ei merkitse sisällön hyväksymistä."),
    (
        "sv",
        "Europeiska kommissionens stöd till framställningen av denna publikation utgör inte ett godkännande av innehållet.",
    ),
    (
        "cs",
        "Podpora Evropské komise při tvorbě této publikace nepředstavuje souhlas s obsahem, který odráží pouze názory autorů.",
    ),
    (
        "hu",
        "Az Európai Bizottság támogatása ezen kiadvány elkészítéséhez nem jelenti a tartalom jóváhagyását.",
    ),
    ("pt", "O apoio da Comissão Europeia à produção desta publicação não constitui um aval do seu conteúdo."),
    (
        "nl",
        "De steun van de Europese Commissie voor de productie van deze publicatie houdt geen goedkeuring van de inhoud in.",
    ),
    (
        "tr",
        "Bu yayının hazırlanmasına Avrupa Komisyonu'nun verdiği destek, içeriğin onaylandığı anlamına gelmez.",
    ),
    ("uk", "Підтримка Європейської Комісії у підготовці цієї публікації не означає схвалення її змісту."),
    ("lt", "Europos Komisijos parama šiam leidiniui nereiškia pritarimo jo turiniui."),
]


def _facts(text: str) -> list[Fact]:
    return list(map_document(read_text(text.encode(), name="one.txt"), KNOWLEDGE).facts)


@pytest.mark.parametrize(("language", "text"), DISCLAIMERS, ids=[language for language, _ in DISCLAIMERS])
def test_a_disclaimer_tells_of_no_partner_and_is_no_text(language: str, text: str) -> None:
    told = [fact for fact in _facts(text + "\n") if fact.field not in {"kind", "title", "sdg"}]
    assert [(fact.field, fact.value) for fact in told] == []


def test_what_stands_beside_a_disclaimer_is_read() -> None:
    text = (
        "Results\n\nForty families found a flat. Funded by the European Union. Views and opinions expressed are those of the authors"
        " only; neither the European Union nor the agency can be held responsible for them. Twelve volunteers stayed.\n"
    )
    facts = _facts(text)
    assert [fact.exact for fact in facts if fact.field == "result"] == [
        "Forty families found a flat. Funded by the European Union.",
        "Twelve volunteers stayed.",
    ]
    assert [fact.value for fact in facts if fact.field == "funder"] == ["European Union"]
