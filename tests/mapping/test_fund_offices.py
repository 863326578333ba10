"""Who administers a fund that a sentence names."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()
ROLES = ("implementer", "lead", "funder", "partner", "managingAuthority")


def told(text: str, language: str) -> list[tuple[str, str]]:
    document = read_text(f"12\n\n{text}".encode(), name="a.txt", language=language)
    facts = map_document(document, KNOWLEDGE).facts
    return sorted((fact.field, str(fact.value)) for fact in facts if fact.field in ROLES and fact.value)


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "The project is co-funded by AMIF, managed by the Department of Justice.", ["Department of Justice"]),
        ("fr", "Le projet est financé par le FAMI, géré en France par la Fondation du Port.", ["Fondation du Port"]),
        ("sv", "Projektet finansieras av AMIF, som förvaltas av Migrationsverket.", ["Migrationsverket"]),
        ("cs", "Projekt je financován z AMIF, který spravuje Ministerstvo vnitra.", ["Ministerstvo vnitra"]),
        ("hu", "A projekt a MMIA támogatásával valósul meg, amelyet a Belügyminisztérium kezel.", ["Belügyminisztérium"]),
        (
            "pt",
            "O Programa Cidadãos Ativos é financiado pelos EEA Grants e gerido em Portugal pela Fundação Porto Novo, em consórcio com a Fundação Bissaya Barreto.",
            ["Fundação Bissaya Barreto", "Fundação Porto Novo"],
        ),
    ],
)  # fmt: skip
def test_who_administers_a_fund_is_its_managing_authority(language: str, text: str, names: list[str]) -> None:
    assert told(text, language) == [("managingAuthority", name) for name in names]


@pytest.mark.parametrize(
    ("language", "text", "fact"),
    [
        (
            "en",
            "The project is funded by AMIF and managed by the Harbour Trust.",
            ("implementer", "Harbour Trust"),
        ),
        ("en", "The scheme is managed by the Harbour Trust.", ("implementer", "Harbour Trust")),
        (
            "fr",
            "Le projet est financé par le FAMI. Il est géré par la Fondation du Port.",
            ("implementer", "Fondation du Port"),
        ),
    ],
)
def test_who_manages_the_project_that_a_fund_pays_carries_it_out(
    language: str, text: str, fact: tuple[str, str]
) -> None:
    assert told(text, language) == [fact]
