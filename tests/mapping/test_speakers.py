"""Who writes: the body over and under a page whose sentences begin with verbs of those who act."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.organizations import find_organizations
from practicegraph.mapping.sentences import sentences
from practicegraph.reading.text import read_text

PAGES = {
    "pl": (
        """\
Fundacja Jasny Brzeg

Herbata na podwórku

Jak działamy
Łączymy sąsiadki w pary. Prowadzimy świetlicę przy ulicy Długiej. Organizujemy kursy polskiego.

© 2023 Fundacja Jasny Brzeg
""",
        "Fundacja Jasny Brzeg",
    ),
    "it": (
        """\
Associazione Semina

Orti sul canale

Cosa facciamo
Coltiviamo insieme un orto. Organizziamo cene con i vicini ogni mese.

© 2022 Associazione Semina
""",
        "Associazione Semina",
    ),
}


@pytest.mark.parametrize(("text", "name"), PAGES.values(), ids=PAGES)
def test_who_writes_acts(text: str, name: str) -> None:
    """The verb of such a sentence is no name, the body at the edges of the page is who acts."""
    facts = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts
    assert [fact.value for fact in facts if fact.field == "implementer"] == [name]


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("Prowadzimy klub dla młodzieży.", "pl", []),
        ("Organiziramo klub za mlade.", "hr", []),
        ("Miejska biblioteka pomaga.", "pl", ["Miejska biblioteka"]),
        ("Partnerem jest Uniwersytet im. Marii Nowak w Lublinie.", "pl", ["Uniwersytet im. Marii Nowak"]),
    ],
)
def test_verbs_and_names(text: str, language: str, names: list[str]) -> None:
    """A verb before a kind is no adjective; "im." ends no name."""
    found = find_organizations(text, Knowledge.load().organizations, language)
    assert [mention.name for mention in found] == names


def test_named_after_and_them() -> None:
    """The word "im." behind a body ends no sentence, the pronoun does."""
    text = "Partnerem jest Fundacja im. Jana Brzozy. W szkole pomagamy im. Dzieci się uczą."
    assert [text[start:end] for start, end in sentences(text)] == [
        "Partnerem jest Fundacja im. Jana Brzozy.", "W szkole pomagamy im.", "Dzieci się uczą.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "implementer"),
    [
        (
            (
                "Fundacja Szeroki Stół\nO nas | Projekty | Kontakt\n\nRok z kuchnią\n\nProjekt trwa od roku. Dziś gotujemy razem z sąsiadami, "
                "a w soboty uczymy się języka. Wydaliśmy tysiąc posiłków.\n"
            ),
            ["Fundacja Szeroki Stół"],
        ),
        (
            (
                "Câmara Municipal de Tondela\nViver | Investir | Visitar\n\nAldeias Abertas\n\nO que é?\nUma resposta para famílias imigrantes "
                "que escolhem viver nas freguesias.\n\nObjetivos\nDar casa e trabalho a quem chega.\n"
            ),
            ["Câmara Municipal de Tondela"],
        ),
    ],
)
def test_whose_page_it_is_acts_where_nothing_else_tells_it(text: str, implementer: list[str]) -> None:
    facts = map_document(read_text(text.encode(), name="a.txt"), Knowledge.load()).facts
    assert [fact.value for fact in facts if fact.field == "implementer"] == implementer
