"""The IRIs of the data set and its parts lead to its description."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize(
    "path", ["/dataset", "/dataset/class/pg-Practice", "/dataset/property/sdgo-isTargetOf"]
)
def test_a_part_of_the_data_set_leads_to_its_description(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 303
    assert answer.location == "/.well-known/void"
