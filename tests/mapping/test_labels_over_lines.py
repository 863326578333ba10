"""Forms saved as plain text whose labels stand over their values, a blank line between the pairs."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()

FORMS = [
    (
        "pt",
        "Título\nChá para Todos\n\nEntidade promotora\nAssociação Margem Viva\n\nÂmbito\nLocal\n\nObjetivos\nEnsinar a língua.",
        "Resultados qualitativos",
        "\n\nIndicadores previstos\nN.º de participantes: 160\nN.º de voluntários: 45",
    ),
    (
        "en",
        "Title\nTea for All\n\nImplementing organisation\nOpen Door Trust\n\nLevel\nLocal\n\nObjectives\nTo teach the language.",
        "Results",
        "\n\nPlanned indicators\nNumber of participants: 160\nNumber of volunteers: 45",
    ),
    (
        "es",
        "Título\nTé para Todos\n\nEntidad promotora\nFundación Azarbe\n\nÁmbito\nLocal\n\nObjetivos\nEnseñar la lengua.",
        "Resultados",
        "\n\nIndicadores previstos\nN.º de participantes: 160\nN.º de voluntarios: 45",
    ),
]


@pytest.mark.parametrize(("language", "form", "empty", "indicators"), FORMS)
def test_the_line_below_a_label_is_its_value_whatever_it_is_elsewhere(
    language: str, form: str, empty: str, indicators: str
) -> None:
    text = f"{form}\n\n{empty}\n{indicators}\n"
    facts = map_document(read_text(text.encode(), name="a.txt", language=language), KNOWLEDGE).facts
    told = [(fact.field, fact.value) for fact in facts]
    assert ("level", "local") in told
    assert ("result", None) in told
    assert not any(field in ("place", "evaluation") for field, _ in told)
    counts = [(str(fact.value), fact.detail("planned")) for fact in facts if fact.field == "count"]
    assert counts == [("160", True), ("45", True)]


@pytest.mark.parametrize(
    ("text", "empty", "unread"),
    [
        (
            (
                "TÍTULO\nCasa Aberta\nENTIDADE PROMOTORA\nAssociação Serra\nINÍCIO\n01/03/2019\nFIM\n31/08/2021\nAVALIAÇÃO\nNOTAS DA EQUIPA\n"
                "Chegaram à vila muitas pessoas.\nRESULTADOS ALCANÇADOS\n312 alunos acompanhados\n"
            ),
            "evaluation",
            "NOTAS DA EQUIPA",
        ),
        (
            (
                "TITOLO\nCasa Aperta\nENTE ATTUATORE\nAssociazione Serra\nDATA DI INIZIO\n01/03/2019\nOBIETTIVI\nNOTE DELLO STAFF\n"
                "Nel paese sono arrivate molte persone.\nRISULTATI\n312 alunni seguiti\n"
            ),
            "objective",
            "NOTE DELLO STAFF",
        ),
    ],
)
def test_a_line_in_capitals_is_no_value_where_all_labels_are(text: str, empty: str, unread: str) -> None:
    facts = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts
    assert [fact.basis.value for fact in facts if fact.field == empty] == ["missing"]
    assert unread not in [fact.value for fact in facts]


def test_a_name_in_capitals_below_its_label_is_its_value() -> None:
    text = (
        "TÍTULO\nCasa Aberta\nENTIDADE PROMOTORA\nCÂMARA MUNICIPAL DE TONDELA\nINÍCIO\n01/03/2019\nFIM\n31/08/2021\n"
        "RESULTADOS ALCANÇADOS\n312 alunos acompanhados\n"
    )
    facts = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts
    assert [str(fact.value).casefold() for fact in facts if fact.field == "implementer"] == [
        "câmara municipal de tondela"
    ]
