"""A language is data: one that no table knows is added to a copy of the data, and its documents are mapped."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import practicegraph
from practicegraph.folders import root

LEXICON = {
    "cldr_languages": ["is,is,inflected"],
    "headings": [
        "Markmið,is,objective,field,",
        "Markhópur,is,targetGroup,field,",
        "Land,is,country,field,",
        "Staður,is,place,field,",
        "Tímabil,is,period,field,",
        "Framkvæmdaraðili,is,implementer,field,",
        "Samstarfsaðilar,is,partner,field,",
        "Kostnaður,is,budget,field,",
        "Aðgerðir,is,activity,field,",
        "Áskoranir,is,challenge,field,",
        "Árangur,is,result,field,",
        "Tengiliður,is,contact,field,",
    ],
    "currencies": ["ISK,is,króna", "ISK,is,krónur"],
    "magnitudes": ["is,milljónir,1000000,"],
    "time_words": ["to,is,til", "from,is,frá", "Y,is,ár"],
    "inflection": ["is,ur,i|s|ar|um", "is,i,a|um"],
    "count_words": [">,is,rúmlega", "achieved,is,tóku"],
    "count_units": ["is,manns,persons,", "is,fjölskyldur,families,families"],
    "organization_words": ["type,is,Félagið,ngo", "type,is,Háskóli*,educational-institution", "split,is,og,"],
    "contact_cues": ["phone,is,sími", "title,is,herra"],
    "cues": ["verkefnið,is,kind:project", "ekkert,is,empty"],
    "sdg_terms": ["strong,is,heimsmarkmið"],
}
LABELS = """
target-group:refugee skos:altLabel "flóttafólk"@is , "flóttamenn"@is ; skos:hiddenLabel "flóttamönnum"@is .
target-group:asylum-seeker skos:altLabel "umsækjendur um alþjóðlega vernd"@is .
"""
PAGE = """Brúin – tungumál í næsta húsi

Markmið
Að nýir íbúar læri tungumálið með nágrönnum sínum og eignist vini.

Markhópur
Flóttafólk og umsækjendur um alþjóðlega vernd

Land: Ísland
Staður: Reykjavík, Akureyri
Tímabil: mars 2019 til desember 2021
Framkvæmdaraðili: Félagið Opnar dyr
Samstarfsaðilar: Háskóli Norðurslóða
Kostnaður: 12,5 milljónir króna

Aðgerðir
- Kvöldnámskeið í eldhúsum hverfisins
- Gönguferðir með spjalli á laugardögum

Áskoranir
Ekkert

Árangur
Rúmlega 240 manns tóku þátt í verkefninu. Heimsmarkmið 4 og 11.

Tengiliður
Herra Sigurjón Brekkmann, sími 555 1234
"""


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Return the facts of the page, mapped by the same code with the language's lines added to the data."""
    home = tmp_path_factory.mktemp("installed")
    package = home / "practicegraph"
    shutil.copytree(
        Path(practicegraph.__file__).parent,
        package,
        ignore=shutil.ignore_patterns("__pycache__", "resources"),
    )
    shutil.copytree(
        root() / "data", package / "resources" / "data", ignore=shutil.ignore_patterns("documents")
    )
    lexicon = package / "resources" / "data" / "lexicon"
    for name, rows in LEXICON.items():
        append(lexicon / f"{name}.csv", "\n".join(rows))
    append(lexicon.parent / "vocabularies" / "target-group.ttl", LABELS)
    page = home / "page_is.txt"
    page.write_text(PAGE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "practicegraph", "map", str(page), "--format", "facts", "--quiet"],
        env={**os.environ, "PYTHONPATH": str(home)},
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def append(path: Path, text: str) -> None:
    """Add lines at the end of a file."""
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + text + "\n", encoding="utf-8")


def values(facts: list[dict[str, Any]], field: str) -> list[Any]:
    """Return the values of a field, those only suggested left out."""
    return [fact["value"] for fact in facts if fact["field"] == field and fact["basis"] != "suggested"]


def test_the_copy_was_run_and_every_span_holds(facts: list[dict[str, Any]]) -> None:
    assert {fact["language"] for fact in facts if fact["field"] == "activity"} == {"is"}
    assert all(len(fact["exact"]) == fact["end"] - fact["start"] for fact in facts)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("title", ["Brúin – tungumál í næsta húsi"]),
        ("objective", ["Að nýir íbúar læri tungumálið með nágrönnum sínum og eignist vini."]),
        ("targetGroup", ["refugee", "asylum-seeker"]),
        ("country", ["IS"]),
        ("place", ["Reykjavík", "Akureyri"]),
        ("start", ["2019-03"]),
        ("end", ["2021-12"]),
        ("implementer", ["Félagið Opnar dyr"]),
        ("partner", ["Háskóli Norðurslóða"]),
        ("budget", [12500000]),
        (
            "activity",
            ["Kvöldnámskeið í eldhúsum hverfisins", "Gönguferðir með spjalli á laugardögum"],
        ),
        ("challenge", [None]),
        ("count", [240]),
        ("sdg", ["4", "11"]),
    ],
)
def test_a_page_of_the_language_is_mapped(
    facts: list[dict[str, Any]], field: str, expected: list[object]
) -> None:
    assert values(facts, field) == expected


def test_details_are_read_by_the_lines_of_the_language(facts: list[dict[str, Any]]) -> None:
    by_field = {fact["field"]: fact for fact in facts}
    assert by_field["budget"]["currency"] == "ISK"
    assert (by_field["count"]["comparator"], by_field["count"]["unit"]) == (">", "persons")
    assert by_field["challenge"]["basis"] == "missing"


def test_persons_are_masked_by_the_words_of_the_language(facts: list[dict[str, Any]]) -> None:
    assert not any("Sigurjón" in str(fact) or "555" in str(fact) for fact in facts)
