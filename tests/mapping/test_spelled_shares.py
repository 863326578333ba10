"""Shares of money that running text tells in words, and shares of people, which are none."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()
PAID = [
    ("en", "The parish foots half of the bill, and the county council the other half.", 50),
    ("en", "Seventy-five per cent of the money came from AMIF.", 75),
    ("en", "Costs are split equally between the city and the church.", 50),
    ("en", "One fifth of the budget is borne by the Municipality of Turin.", 20),
    ("de", "Die Stadt Essen übernimmt zwei Drittel der Kosten, den Rest trägt die Caritas.", 66.7),
    ("de", "Die Ausgaben teilen sich Land und Kommune je zur Hälfte.", 50),
    ("de", "Achtzig Prozent der Projektkosten stammen aus dem AMIF.", 80),
    ("nl", "De gemeente Gent draagt driekwart van de kosten.", 75),
    ("sv", "Kommunen står för två tredjedelar av kostnaderna.", 66.7),
    ("da", "Fonden betaler halvdelen af udgifterne.", 50),
    ("no", "Fylkeskommunen dekker tre firedeler av utgiftene.", 75),
    ("fi", "Kaupunki maksaa puolet kustannuksista.", 50),
    ("fi", "Kuluista kaksi kolmasosaa kattaa säätiö.", 66.7),
    ("et", "Linn katab kolmandiku kuludest.", 33.3),
    ("lv", "Pašvaldība sedz divas trešdaļas izmaksu.", 66.7),
    ("lt", "Savivaldybė padengė pusę išlaidų.", 50),
    ("pl", "Gmina pokrywa jedną trzecią kosztów.", 33.3),
    ("pl", "Trzy czwarte wydatków sfinansował Fundusz Azylu, Migracji i Integracji.", 75),
    ("cs", "Dvě třetiny nákladů hradí kraj, zbytek nadace.", 66.7),
    ("sk", "Polovicu výdavkov uhradilo mesto Nitra.", 50),
    ("sl", "Občina krije tri četrtine stroškov.", 75),
    ("hr", "Grad plaća trećinu troškova.", 33.3),
    ("hu", "A költségek kétharmadát az önkormányzat állja.", 66.7),
    ("ro", "Primăria acoperă trei sferturi din cheltuieli.", 75),
    ("bg", "Общината поема две трети от разходите.", 66.7),
    ("el", "Ο Δήμος καλύπτει τα δύο τρίτα του κόστους.", 66.7),
    ("tr", "Masrafların üçte ikisini belediye karşılıyor.", 66.7),
    ("uk", "Дві третини витрат покриває міська рада.", 66.7),
    ("ru", "Половину расходов оплачивает город.", 50),
    ("fr", "La ville prend en charge les trois quarts des frais.", 75),
    ("fr", "Les frais sont partagés à parts égales entre la ville et le diocèse.", 50),
    ("es", "El ayuntamiento sufraga la mitad de los gastos.", 50),
    ("es", "El setenta por ciento del coste lo asume la Junta.", 70),
    ("it", "Il Comune copre due terzi delle spese.", 66.7),
    ("pt", "A câmara paga metade das despesas.", 50),
    ("ar", "تغطي البلدية نصف التكاليف.", 50),
]
OF_PEOPLE = [
    ("en", "What would you stop first if funding fell by a third?"),
    ("en", "Three quarters of the participants found work, and the city was pleased."),
    ("en", "A third of the women pay no fee."),
    ("de", "Zwei Drittel der Teilnehmerinnen haben Kinder."),
    ("nl", "Een derde van de deelnemers is vrouw."),
    ("sv", "Hälften av kvinnorna arbetar nu."),
    ("fi", "Kolmannes osallistujista oli naisia."),
    ("pl", "Połowa uczestników to kobiety."),
    ("cs", "Třetina účastníků pochází ze Sýrie."),
    ("hu", "A résztvevők fele nő."),
    ("ro", "O treime dintre participanți sunt femei."),
    ("bg", "Половината от участниците са жени."),
    ("el", "Οι μισοί συμμετέχοντες είναι γυναίκες."),
    ("tr", "Katılımcıların yarısı kadın."),
    ("uk", "Третина учасниць мають дітей."),
    ("ru", "Треть участников — женщины."),
    ("fr", "Un tiers des participants sont des femmes."),
    ("es", "Dos tercios de los alumnos son mujeres."),
    ("it", "Un terzo dei partecipanti è donna."),
    ("pt", "Um terço dos participantes são mulheres."),
]


def shares(text: str, language: str) -> set[object]:
    document = read_text(f"{text}\n".encode(), name="page.txt", language=language)
    return {fact.value for fact in map_document(document, KNOWLEDGE).facts if fact.field == "fundingShare"}


@pytest.mark.parametrize(("language", "text", "percent"), PAID)
def test_a_share_in_words_is_one_of_costs(language: str, text: str, percent: float) -> None:
    assert percent in shares(text, language)


@pytest.mark.parametrize(("language", "text"), OF_PEOPLE)
def test_a_share_of_people_is_none_of_money(language: str, text: str) -> None:
    assert not shares(text, language)
