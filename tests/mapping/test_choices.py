from __future__ import annotations

import pytest

from practicegraph.mapping.choices import chosen, crosses
from practicegraph.reading.blocks import Block, BlockKind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("☐ national ☐ regional ☒ local", ["local"]),
        ("☑ national □ regional", ["national"]),
        ("[ ] national [x] regional [] local", ["regional"]),
        ("( ) national (x) regional (  ) local", ["regional"]),
        ("○ national ◉ regional", ["regional"]),
        ("○ national ● regional", ["regional"]),
        ("national ☐ regional ☒ local ☐", ["regional"]),
        ("national [ ] regional [X]", ["regional"]),
        ("☐ national", []),
        ("✓ national", ["national"]),
        ("Level: ☐ national ☒ local", ["Level:", "local"]),
        ("national and regional", ["national and regional"]),
        ("a network of cities (see [the list](#list))", ["a network of cities (see [the list](#list))"]),
        ("families (and neighbours)", ["families (and neighbours)"]),
    ],
)
def test_only_what_is_ticked_is_a_value(text: str, expected: list[str]) -> None:
    block = Block(BlockKind.PARAGRAPH, 10, 10 + len(text), text)
    found = list(chosen(block))
    assert [option.text for option in found] == expected
    assert all(text[option.start - 10 : option.end - 10] == option.text for option in found)


@pytest.mark.parametrize(("crossed", "expected"), [(True, ["local"]), (False, ["national", "local"])])
def test_a_cross_says_no_where_ticks_say_yes(crossed: bool, expected: list[str]) -> None:
    text = "✗ national ✓ local"
    found = chosen(Block(BlockKind.PARAGRAPH, 0, len(text), text), crossed=crossed)
    assert [option.text for option in found] == expected
    assert crosses(text)
    assert not crosses("✗ national ☐ local")
