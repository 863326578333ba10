"""Short texts in languages that are near to each other are told apart."""

from __future__ import annotations

import pytest

from practicegraph.mapping.headings import HeadingLexicon
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.text_languages import detect, text_language
from practicegraph.reading.text import read_text

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

NEAR = {
    "sk": [
        "Združenie pomáha utečencom nájsť si prácu a bývanie.",
        "Kurzy slovenčiny sa konali dvakrát do týždňa v mestskej knižnici.",
        "Do projektu sa zapojilo viac ako sto dobrovoľníkov.",
        "Najväčšou prekážkou bola nedôvera zamestnávateľov.",
        "Mesto poskytlo priestory a pokrylo náklady na energie.",
    ],
    "cs": [
        "Sdružení pomáhá uprchlíkům najít si práci a bydlení.",
        "Kurzy češtiny se konaly dvakrát týdně v městské knihovně.",
        "Do projektu se zapojilo více než sto dobrovolníků.",
        "Největší překážkou byla nedůvěra zaměstnavatelů.",
        "Město poskytlo prostory a uhradilo náklady na energie.",
    ],
    "hr": [
        "Udruga pomaže izbjeglicama pronaći posao i stan.",
        "Tečajevi hrvatskog jezika održavali su se dvaput tjedno u knjižnici.",
        "U projekt se uključilo više od sto volontera.",
        "Najveća prepreka bilo je nepovjerenje poslodavaca.",
        "Grad je osigurao prostor i platio troškove struje.",
    ],
    "sl": [
        "Društvo pomaga beguncem najti delo in stanovanje.",
        "Tečaji slovenščine so potekali dvakrat na teden v knjižnici.",
        "V projekt se je vključilo več kot sto prostovoljcev.",
        "Največja ovira je bilo nezaupanje delodajalcev.",
        "Občina je zagotovila prostor in plačala stroške elektrike.",
    ],
    "no": [
        "Foreningen hjelper flyktninger med å finne arbeid og bolig.",
        "Norskkursene ble holdt to ganger i uka på biblioteket.",
        "Mer enn hundre frivillige ble med i prosjektet.",
        "Det vanskeligste var mistilliten hos arbeidsgiverne.",
        "Kommunen stilte lokaler til rådighet og dekket utgiftene.",
    ],
    "da": [
        "Foreningen hjælper flygtninge med at finde arbejde og bolig.",
        "Danskkurserne blev holdt to gange om ugen på biblioteket.",
        "Mere end hundrede frivillige blev en del af projektet.",
        "Det sværeste var mistilliden hos arbejdsgiverne.",
        "Kommunen stillede lokaler til rådighed og dækkede udgifterne.",
    ],
}
"""Short sentences of the same content in three pairs: Slovak and Czech, Croatian and Slovene, Norwegian and Danish."""


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


@pytest.mark.parametrize(("language", "text"), [(tag, text) for tag, texts in NEAR.items() for text in texts])
def test_a_short_sentence_is_never_taken_for_its_neighbour(
    known: frozenset[str], language: str, text: str
) -> None:
    assert detect(text, known) in {language, None}


@pytest.mark.parametrize("language", NEAR)
def test_a_paragraph_is_told_from_its_neighbour(known: frozenset[str], language: str) -> None:
    assert detect(" ".join(NEAR[language]), known) == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Projekt\nTrädgården\n\nMål: Unga och gamla odlar ihop.\nTid: maj 2016 – juli 2019\n"),
        ("da", "Projekt\nGården\n\nMål: Unge og ældre dyrker jorden sammen.\nTid: maj 2016 – juli 2019\n"),
        ("cs", "Projekt\nZahrada\n\nCíl: Mladí a staří spolu pěstují květiny.\nMísto: Brno\n"),
        ("sk", "Projekt\nZáhrada\n\nCieľ: Mladí a starí spolu pestujú kvety.\nMiesto: Nitra\n"),
    ],
)
def test_a_record_whose_labels_neighbours_share_is_of_the_language_of_its_text(
    language: str, text: str
) -> None:
    facts = map_document(read_text(text.encode(), name="a.txt"), Knowledge.load()).facts
    assert {fact.language for fact in facts if fact.field == "objective"} == {language}
