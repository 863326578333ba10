"""What each query answers, compared with files that were read and found right.

``pytest tests/catalogue --regenerate`` writes the files anew; look at what changed before you commit it.
A case names the columns that are compared: how sure a fact is, the rule that read it and where it stands may
change without the answer becoming another, and whole sentences of the seeds stay in the seeds.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox
import pytest

from practicegraph.catalogue.catalogue import Catalogue
from practicegraph.terms import BASE, EU_COUNTRY, PG, PREFIXES, SDG

EXPECTED = Path(__file__).with_name("expected")
SHORT = {PG: "pg:", SDG: "sdg:", EU_COUNTRY: "country:", PREFIXES["skos"]: "skos:", BASE: ""}
"""Namespaces and what stands for them in the files; the base is left out."""


class Case(NamedTuple):
    """A query, the release it is asked of, the values of its parameters, and the columns that are compared."""

    release: str
    name: str
    columns: str
    values: Mapping[str, Sequence[str]] = {}

    def __str__(self) -> str:
        return f"{self.release}/{self.name}"


CASES = (
    # What the seeds answer.
    Case("seeds", "challenges-by-theme", "practice activities"),
    Case("seeds", "contact-points", "thing telephone withheld file"),
    Case("seeds", "contradictions", "thing field value file"),
    Case("seeds", "evaluated-practices", "practice isExternal"),
    Case("seeds", "evidence", "thing field value file basis exact", {"field": ["country"]}),
    Case("seeds", "local-practices-with-municipality", "practice title level"),
    Case("seeds", "missing-fields", "thing file field how", {"wantedField": ["title", "country", "level", "link", "sdg", "start", "challenge"]}),
    Case("seeds", "people-reached", "practice countryName comparator value unit groupName"),
    Case("seeds", "practices-by-funding-programme", "practice programme share amount currency"),
    Case("seeds", "practices-by-period", "practice earliestStart latestEnd certainty"),
    Case("seeds", "practices-by-place", "practice place written doubt"),
    Case("seeds", "practices-by-sdg", "thing sdg basis exact file", {"wanted": ["11"], "wantedBasis": ["stated"]}),
    Case("seeds", "roles", "thing role organization name", {"wantedRole": ["implementer", "reporter"]}),
    Case("seeds", "titles-in-my-language", "practice titleLanguage documentInMyLanguage"),
    Case("seeds", "translation-coverage", "group language percent things", {"wantedGroup": ["concept/level", "id/subset/class-practice"], "language": ["bg", "en", "sv"]}),
    Case("seeds", "why", "predicate object rule axiom from by to follows", {"subject": ["id/practice/together-for-integration"], "predicate": [f"{PG}contributesTo", f"{PG}fundedUnder", f"{PG}relatedSdg"]}),
    # What they cannot.
    Case("corpus", "challenges-by-theme", "practice title challenge activities results", {"theme": ["housing"], "lang": ["sv"]}),
    Case("corpus", "completeness", "group field percent things", {"wantedField": ["title", "country", "activity", "fundingProgramme"]}),
    Case("corpus", "cost-per-beneficiary", "practice title amount currency persons perPerson"),
    Case("corpus", "derived-values", "thing field value basis from fromFile", {"basis": ["computed", "sibling"], "thing": ["id/practice/compass-for-officials"]}),
    Case("corpus", "evaluated-practices", "practice title text evaluator evaluatorName"),
    Case("corpus", "gaps", "scheme concept name", {"scheme": ["concept/level"], "lang": ["bg"]}),
    Case("corpus", "language-versions", "practice title file language onlyHere"),
    Case("corpus", "linked-concepts", "practice relation concept through", {"practice": ["id/practice/compass-for-officials"]}),
    Case("corpus", "measured-results", "practice title comparator value unit group exact file"),
    Case("corpus", "organizations-in-several-countries", "organization name practices countries"),
    Case("corpus", "people-reached", "practice countryName comparator value unit groupName", {"lang": ["sv"]}),
    Case("corpus", "practices-by-funding-programme", "practice programme", {"programme": ["amif", "esf"]}),
    Case("corpus", "practices-by-period", "practice earliestStart latestEnd certainty", {"from": ["2019-06-01"], "to": ["2020-06-30"]}),
    Case("corpus", "practices-by-place", "practice title place doubt", {"name": ["България"], "lang": ["bg"]}),
    Case("corpus", "practices-by-sdg", "thing sdg basis exact file", {"wanted": ["10"], "wantedBasis": ["stated"]}),
    Case("corpus", "practices-combining-themes", "practice title"),
    Case("corpus", "practices-for-demographic-group", "practice title group exact file"),
    Case("corpus", "practices-for-group-theme-country", "practice title in countryName", {"group": ["women"], "theme": ["housing"], "country": ["SE"], "lang": ["sv"]}),
    Case("corpus", "practices-for-professionals", "practice title group groupName othersToo", {"lang": ["de"]}),
    Case("corpus", "practices-per-goal", "goal name stated statedPercent", {"country": ["SE"], "year": ["2020"], "lang": ["sv"]}),
    Case("corpus", "published-since", "document file published thing title"),
    Case("corpus", "receiving-society", "practice title how howName", {"lang": ["de"]}),
    Case("corpus", "replicability", "practice title text"),
    Case("corpus", "roles", "thing role organization name"),
    Case("corpus", "similar-practices", "similar title", {"practice": ["id/practice/bridge-to-work"]}),
    Case("corpus", "titles-in-my-language", "practice title titleLanguage documentInMyLanguage"),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_answers_as_expected(
    case: Case, ask: Callable[..., ox.QuerySolutions], request: pytest.FixtureRequest
) -> None:
    answer = written(ask(case.release, case.name, case.values), case.columns.split())
    file = EXPECTED / case.release / f"{case.name}.csv"
    if request.config.getoption("--regenerate"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(answer, encoding="utf-8")
    assert answer == file.read_text(encoding="utf-8")
    assert len(answer.splitlines()) > 1


def test_every_query_has_an_expected_answer(catalogue: Catalogue) -> None:
    assert {case.name for case in CASES} == {query.name for query in catalogue}


def test_every_file_has_a_case() -> None:
    files = {f"{file.parent.name}/{file.stem}" for file in EXPECTED.rglob("*.csv")}
    assert files == {str(case) for case in CASES}


def written(answer: ox.QuerySolutions, columns: Sequence[str]) -> str:
    """The chosen columns as CSV with short IRIs, each row once, in the order of the answer."""
    assert set(columns) <= {variable.value for variable in answer.variables}
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(columns)
    rows = (tuple(text(solution[column]) for column in columns) for solution in answer)
    writer.writerows(dict.fromkeys(rows))
    return output.getvalue()


def text(term: Any) -> str:
    if term is None:
        return ""
    for namespace, short in SHORT.items():
        if isinstance(term, ox.NamedNode) and term.value.startswith(namespace):
            return short + term.value.removeprefix(namespace)
    return str(term.value)
