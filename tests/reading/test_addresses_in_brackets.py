from __future__ import annotations

import pytest

from practicegraph.reading.lines import cut


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("<https://www.bakers.example/tea>", "<https://www.bakers.example/tea>"),
        ("<tea@bakers.example>", "<tea@bakers.example>"),
        ("<b>Tea</b>", "Tea"),
        ("<br/>Tea", "Tea"),
    ],
)
def test_an_address_in_angle_brackets_is_no_tag(line: str, text: str) -> None:
    assert [block.text for block in cut(line)] == [text]
