"""Shapes that no engine could run are refused when they are read, wherever data would reach them."""

from __future__ import annotations

from pathlib import Path

import pytest

from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder
from practicegraph.validation.shapes import load_shapes

HEAD = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix pg: <https://w3id.org/practicegraph/ontology#> .
<x> sh:declare [ sh:prefix "pg" ; sh:namespace "https://w3id.org/practicegraph/ontology#"^^xsd:anyURI ] .
pg:shape a sh:NodeShape ; sh:targetClass pg:Count ;
"""


@pytest.mark.parametrize(
    ("constraint", "line", "message"),
    [
        ('sh:property [ sh:path pg:value ; sh:minCount "many" ]', 6, "whole number"),
        ("sh:property [ sh:path pg:value ; sh:maxCount 1.5 ]", 6, "whole number"),
        ('sh:property [ sh:path pg:value ; sh:uniqueLang "yes" ]', 6, "true or false"),
        ('sh:property [ sh:path pg:unit ;\n sh:pattern "([" ]', 7, "regular expression"),
        ('sh:sparql [ sh:select """\nSELECT $this\nWHERE { $this pg:unit }""" ]', 8, "column 23"),
        ('sh:sparql [ sh:select "SELECT $this { $this nope:unit ?unit }" ]', 6, "does not parse"),
    ],
)
def test_what_cannot_be_run_is_named_with_its_line(
    constraint: str, line: int, message: str, tmp_path: Path
) -> None:
    file = tmp_path / "count.ttl"
    file.write_text(f"{HEAD}{constraint} .\n", "utf-8")
    with pytest.raises(InvalidDataError, match=message) as caught:
        load_shapes(tmp_path)

    assert str(caught.value).startswith(f"{file}:{line}: ")
    assert "\n" not in str(caught.value)


def test_declared_prefixes_hold_in_every_file(tmp_path: Path) -> None:
    (tmp_path / "one.ttl").write_text(f'{HEAD} sh:name "x" .\n', "utf-8")
    query = '<y> <http://www.w3.org/ns/shacl#ask> "ASK { $this pg:unit ?unit }" .\n'
    (tmp_path / "two.ttl").write_text(query, "utf-8")

    assert load_shapes(tmp_path).triples


def test_the_shipped_shapes_can_be_run() -> None:
    assert load_shapes(folder("shapes")).triples
