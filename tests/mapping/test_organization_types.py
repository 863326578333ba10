from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.mapping.gazetteer import vocabulary
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.organization_types import OrganizationTypes, type_of
from practicegraph.mapping.tables import read_table

KNOWN = [
    row["form"]
    for row in read_table("organization_words.csv", ("kind", "language", "form", "notation"))
    if row["kind"] in {"type", "legal"}
]


@pytest.fixture(scope="module")
def types() -> OrganizationTypes:
    return Knowledge.load().organizations.types


@pytest.mark.parametrize("form", KNOWN)
def test_the_words_of_each_form_tell_that_it_may_stand_in_a_text(form: str, types: OrganizationTypes) -> None:
    for text in (f"Of {form.replace('*', 'xy')} one", form.replace("*", "xy").upper()):
        assert type_of(text, types) is None or types.may_tell(vocabulary(text))


@given(
    forms=st.lists(st.sampled_from([*KNOWN, "we", "l'", "-", "("]), max_size=4),
    joint=st.sampled_from(["", " ", "'", "-", "_"]),
)
def test_a_text_that_tells_a_type_may_tell_one(
    forms: list[str], joint: str, types: OrganizationTypes
) -> None:
    text = joint.join(form.replace("*", "xy") for form in forms)
    assert type_of(text, types) is None or types.may_tell(vocabulary(text))
