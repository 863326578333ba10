"""Short texts in languages that are near to each other are told apart."""

from __future__ import annotations

import pytest

from practicegraph.mapping.headings import HeadingLexicon
from practicegraph.mapping.text_languages import detect, text_language

TEXTS = [
    ("et", "Projekti eesmärk on toetada pagulasi kohaliku elu tundmaõppimisel."),
    ("et", "Koolitusel osales üle kahekümne õpetaja ja sotsiaaltöötaja."),
    ("et", "Vabatahtlikud aitavad uutel elanikel leida tööd, kooli ja sõpru."),
    ("et", "Linnaraamatukogus toimuvad igal nädalal keelekohvikud."),
    ("et", "Toetust andis riik, ülejäänud kulud kattis vald."),
    ("fi", "Hankkeen tavoitteena on tukea pakolaisia arjen alkuun."),
    ("fi", "Koulutukseen osallistui yli kaksikymmentä opettajaa ja sosiaalityöntekijää."),
    ("fi", "Vapaaehtoiset auttavat uusia asukkaita löytämään työtä, kouluja ja ystäviä."),
    ("fi", "Kaupunginkirjastossa järjestetään joka viikko kielikahviloita."),
    ("fi", "Tukea antoi valtio, loput kulut maksoi kunta."),
    ("lt", "Projekto tikslas – padėti pabėgėliams susipažinti su vietos gyvenimu."),
    ("lt", "Mokymuose dalyvavo per dvidešimt mokytojų ir socialinių darbuotojų."),
    ("lt", "Savanoriai padeda naujiems gyventojams rasti darbą, mokyklą ir draugų."),
    ("lt", "Miesto bibliotekoje kas savaitę vyksta kalbos popietės."),
    ("lt", "Paramą suteikė valstybė, likusias išlaidas padengė savivaldybė."),
    ("lv", "Projekta mērķis ir palīdzēt bēgļiem iepazīt vietējo dzīvi."),
    ("lv", "Mācībās piedalījās vairāk nekā divdesmit skolotāju un sociālo darbinieku."),
    ("lv", "Brīvprātīgie palīdz jaunajiem iedzīvotājiem atrast darbu, skolu un draugus."),
    ("lv", "Pilsētas bibliotēkā katru nedēļu notiek sarunu vakari."),
    ("lv", "Atbalstu sniedza valsts, pārējās izmaksas sedza pašvaldība."),
]


@pytest.fixture(scope="module")
def known() -> frozenset[str]:
    return HeadingLexicon.load().languages


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_a_sentence_is_told_from_those_of_near_languages(
    known: frozenset[str], language: str, text: str
) -> None:
    assert {"et", "fi", "lt", "lv"} <= known
    assert text_language(text, None, known) == language


@pytest.mark.parametrize(
    ("language", "text", "among"),
    [
        ("et", "Kogukonna köök", {"et", "fi"}),
        ("fi", "Yhteinen keittiö", {"et", "fi"}),
        ("lt", "Bendra virtuvė kaimynams", {"lt", "lv"}),
        ("lv", "Kopīga virtuve kaimiņiem", {"lt", "lv"}),
    ],
)
def test_a_title_is_told_among_two(language: str, text: str, among: set[str]) -> None:
    assert detect(text, among, sure=0.9) == language
