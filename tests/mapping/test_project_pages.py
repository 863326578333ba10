"""Pages of associations and towns: their menus, what their questions ask for, and how a section ends."""

from __future__ import annotations

import pytest

from practicegraph.mapping.fact import Basis, Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()


def facts(text: str, field: str) -> list[Fact]:
    document = read_text(text.encode(), name="a.txt")
    return [fact for fact in map_document(document, KNOWLEDGE).facts if fact.field == field]


def values(text: str, field: str) -> list[object]:
    return [fact.value for fact in facts(text, field)]


SUBTITLED = {
    "es": (
        (
            "Inicio | Quiénes somos | Qué hacemos | Contacto\n\nQUÉ HACEMOS > Inclusión > Empleo\n\nPrograma FAROLES\n"
            "Formación y primer empleo para mujeres recién llegadas al puerto\n\n¿A quién se dirige?\nMujeres migrantes.\n"
        ),
        "Programa FAROLES",
    ),
    "el": (
        (
            "ΑΡΧΙΚΗ   ΝΕΑ   ΔΡΑΣΕΙΣ   ΕΠΙΚΟΙΝΩΝΙΑ\n\nΤι κάνουμε » Έργα » Γλώσσα\n\nΜιλάω και δουλεύω\n"
            "«Μιλάω και δουλεύω» – Ελληνικά για εργάτριες γης στη Μεσσηνία\n\nΣε ποιους απευθύνεται;\nΠρόσφυγες.\n"
        ),
        "«Μιλάω και δουλεύω» – Ελληνικά για εργάτριες γης στη Μεσσηνία",
    ),
    "pl": (
        (
            "Start | O nas | Projekty | Kontakt\n\nStart > Projekty > Edukacja\n\nSzkoła przy stole\n"
            "Wieczorne lekcje języka w kuchniach trzech parafii\n\nDla kogo?\nDla uchodźców.\n"
        ),
        "Szkoła przy stole",
    ),
}


@pytest.mark.parametrize("language", SUBTITLED)
def test_a_title_stands_over_its_subtitle_below_the_furniture(language: str) -> None:
    page, title = SUBTITLED[language]
    assert values(page, "title") == [title]
    assert values(page, "activity") == []


QUESTIONS = {
    "en": ("Does it work?", "Of 80 learners 61 passed the test in June, and most of them found work.", "result"),
    "sv": ("Hur gick det?", "Av 80 deltagare klarade 61 provet i juni och de flesta har fått arbete.", "result"),
    "de": ("Wie lief es?", "Von 80 Lernenden bestanden 61 im Juni die Prüfung, die meisten haben Arbeit.", "result"),
    "it": ("Com'è andata?", "Su 80 partecipanti 61 hanno superato l'esame a giugno e lavorano.", "result"),
    "fi": ("Miten meni?", "80 osallistujasta 61 läpäisi kokeen kesäkuussa, ja useimmat saivat töitä.", "result"),
    "nl": ("Wat kunt u verwachten?", "Een maatje komt elke week langs en oefent met u de taal.", "activity"),
    "pl": ("Czego się spodziewać?", "Mentorka przychodzi co tydzień do domu i ćwiczy z Panią język.", "activity"),
    "pt": ("O que esperar?", "Uma mentora vem todas as semanas a casa e pratica a língua consigo.", "activity"),
}  # fmt: skip


@pytest.mark.parametrize("language", QUESTIONS)
def test_the_questions_of_pages(language: str) -> None:
    asked, answer, field = QUESTIONS[language]
    page = f"Tea House\n\n{asked}\n{answer}\n"
    assert values(page, field) == [answer]


def test_a_question_that_begins_with_a_label_is_no_label_with_its_value() -> None:
    page = "Tea House\n\nWhat can you expect from the Thursday evenings of our kitchen?\n\nSoup is cooked by all.\n"
    assert "from the Thursday evenings of our kitchen?" not in values(page, "activity")


RECORDS = {
    "el": (
        "Στόχος\nΝα βρουν δουλειά όσοι έφτασαν φέτος.\n\nΑποτελέσματα\nΒρήκαν δουλειά 40 άτομα.\n\n"
        "Φορέας υλοποίησης: Σύλλογος Γέφυρα\nΔιάρκεια: 24 μήνες\nΑξιολόγηση:\n\n"
        "Στον τοίχο του συλλόγου κρέμονται φωτογραφίες από όλες τις γιορτές που έγιναν.\n"
    ),
    "en": (
        "Objective\nTo find work for those who came this year.\n\nResults\n40 people found work.\n\n"
        "Lead organisation: Bridge Society\nDuration: 24 months\nEvaluation:\n\n"
        "On the wall of the society hang photographs of all the feasts that were held.\n"
    ),
    "de": (
        "Ziel\nArbeit für alle, die heuer gekommen sind.\n\nErgebnisse\n40 Personen fanden Arbeit.\n\n"
        "Träger: Brückenverein Enns\nDauer: 24 Monate\nEvaluation:\n\n"
        "An der Wand des Vereins hängen Bilder von allen Festen, die es gegeben hat.\n"
    ),
}


@pytest.mark.parametrize("language", RECORDS)
def test_the_last_label_of_a_record_may_be_left_empty(language: str) -> None:
    found = facts(RECORDS[language], "evaluation")
    assert [(fact.value, fact.basis) for fact in found] == [(None, Basis.MISSING)]
    assert values(RECORDS[language], "duration") == ["P24M"]


def test_a_label_whose_text_stands_below_a_blank_line_as_all_do_has_it() -> None:
    page = (
        "Objective\n\nTo find work for those who came.\n\nResults\n\n40 people found work.\n\n"
        "Lead organisation: Bridge Society\nEvaluation:\n\nAn outside expert asked all forty of them twice.\n"
    )
    assert values(page, "evaluation") == ["An outside expert asked all forty of them twice."]


PARTED = {
    "es": (
        "Resultados\nHan participado 120 personas y 60 tienen contrato. La principal dificultad sigue siendo el alquiler.\n",
        "La principal dificultad sigue siendo el alquiler.",
    ),
    "de": (
        "Ergebnisse\n120 Personen haben teilgenommen, 60 haben Arbeit. Schwierig bleibt die Suche nach Wohnungen.\n",
        "Schwierig bleibt die Suche nach Wohnungen.",
    ),
    "fr": (
        "Résultats\n120 personnes ont participé et 60 travaillent. La principale difficulté reste le logement.\n",
        "La principale difficulté reste le logement.",
    ),
}


@pytest.mark.parametrize("language", PARTED)
def test_what_went_wrong_closes_a_paragraph_of_results(language: str) -> None:
    page, challenge = PARTED[language]
    assert values(page, "challenge") == [challenge]
    assert all(challenge not in str(value) for value in values(page, "result"))


FUNDERS = {
    "en": ("Thank you to our funders: Lane Foundation (£12,000 a year), Norbury City Council, Quay Trust and 12 donors.",
           ["Lane Foundation", "Norbury City Council", "Quay Trust"]),
    "sv": ("Finansiär: Allmänna arvsfonden, 2,5 miljoner kronor", ["Allmänna arvsfonden"]),
    "de": ("Förderer: Stiftung Morgenrot, 30.000 Euro", ["Stiftung Morgenrot"]),
    "fr": ("Financeur : Fondation du Lac, 15 000 €", ["Fondation du Lac"]),
}  # fmt: skip


@pytest.mark.parametrize("language", FUNDERS)
def test_a_sum_beside_a_funder_is_none_of_its_name(language: str) -> None:
    line, names = FUNDERS[language]
    found = values(f"Tea House\n\nCountry: Sweden\n{line}\nDuration: 2 years\n", "funder")
    assert [name for name in names if name not in found] == []
    assert not any("kronor" in str(name) or "Euro" in str(name) or "€" in str(name) for name in found)


@pytest.mark.parametrize(
    "trail",
    ["Home / News / A year of open doors", "Startseite > Aktuelles > Ein Jahr offene Türen",
     "Accueil › Actualités › Une année de portes ouvertes", "Начало » Новини » Година на отворени врати"],
)  # fmt: skip
def test_a_breadcrumb_through_the_news_tells_news(trail: str) -> None:
    page = (
        f"{trail}\n\nTea House\n\nIn June the kitchen cooked for forty neighbours, who came again in July.\n"
    )
    assert values(page, "kind") == ["news"]


def test_headings_in_capitals_of_which_only_small_words_are_known_ask_for_nothing() -> None:
    page = (
        "Tea House\n\nSOMEWHERE TO SLEEP\nWe opened a hosting scheme in August with the parish of the harbour. 29 hosts gave "
        "a room to 63 people who would have been on the street.\n"
    )
    assert values(page, "replicability") == []


def test_lines_that_all_begin_large_are_items_though_they_are_as_long() -> None:
    lines = [
        "Språkpar träffas en gång i veckan hemma hos varandra i byn",
        "Öppen förskola med kaffe i Nordby, Sörby och Västby varje dag",
        "Studiecirklar i bygdens historia med föreningen i gamla skolan",
        "Utbildning för alla frivilliga ledare som vill börja",
    ]
    page = "Tehuset\n\nAktiviteter\n" + "\n".join(lines) + "\n"
    assert values(page, "activity") == lines


DESCRIBED = (
    (
        "Title: Tea House\n\nDescription\nEach Friday a bus picks up the neighbours and takes them to a plot in the woods. In pairs they clear paths.\n",
        {("activity", "Each Friday")},
    ),
    (
        (
            "Title: Tea House\n\nSummary\nOne in three neighbours has moved here, and many know nobody on their stairs.\n\n"
            "The project aims to bring them together over tea.\n"
        ),
        {("origin", "One in three"), ("objective", "The project aims")},
    ),
    (
        "Titel: Teehaus\n\nProjektinhalt\nZehn Monate lang wechseln alle zwischen Werkstatt und Unterricht. Mathematik wird am Werkstück geübt.\n",
        {("activity", "Zehn Monate")},
    ),
)


@pytest.mark.parametrize(("text", "told"), DESCRIBED)
def test_a_description_tells_what_is_done_and_before_an_aim_how_it_was(
    text: str, told: set[tuple[str, str]]
) -> None:
    facts = map_document(read_text(text.encode(), name="a.txt"), Knowledge.load()).facts
    texts = {
        (fact.field, str(fact.value)) for fact in facts if fact.field in ("activity", "origin", "objective")
    }
    assert len(texts) == len(told)
    assert all(
        any(field == name and value.startswith(begin) for name, value in texts) for field, begin in told
    )
