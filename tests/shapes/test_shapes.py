"""Every shape: the good data conforms, and each seeded fault gives exactly its result."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
import rdflib
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib.namespace import SH
from scripts import loaded

from practicegraph.folders import folder
from practicegraph.mapping.fact import FIELDS as CONTRACT
from practicegraph.terms import PREFIXES, node
from practicegraph.validation.files import background
from practicegraph.validation.paths import read_list, read_path
from practicegraph.validation.report import SEVERITIES
from practicegraph.validation.shapes import SHAPES, load_shapes
from practicegraph.validation.validate import validate

HERE = Path(__file__).parent
BASE = "https://w3id.org/practicegraph/id/"
NAMESPACES = PREFIXES | {"c": "https://w3id.org/practicegraph/concept/"}
HEADER = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in NAMESPACES.items())

_faults = loaded(HERE / "faults.py")
FAULTS = _faults.FAULTS

SHAPE_SET = load_shapes()
GOOD = [quad.triple for quad in parse(path=HERE / "good.ttl")]
BACKGROUND = [quad.triple for quad in parse(path=HERE / "background.ttl")]

COMPONENTS = {
    "minCount": "MinCount", "maxCount": "MaxCount", "class": "Class", "node": "Node", "or": "Or", "not": "Not", "xone": "Xone",
    "in": "In", "pattern": "Pattern", "datatype": "Datatype", "nodeKind": "NodeKind", "uniqueLang": "UniqueLang",
    "minInclusive": "MinInclusive", "maxInclusive": "MaxInclusive", "minLength": "MinLength", "maxLength": "MaxLength",
    "lessThanOrEquals": "LessThanOrEquals", "disjoint": "Disjoint", "qualifiedMinCount": "QualifiedMinCount", "sparql": "SPARQL",
}  # fmt: skip


def turtle(text):
    return [quad.triple for quad in parse(input=HEADER + text, format=RdfFormat.TURTLE, base_iri=BASE)]


def term(name):
    return turtle(f"{name} a pg:X .")[0].subject


def changed(thing, steps):
    """The good data with steps applied to a thing; ``@``/``@-`` steps name the thing themselves."""
    triples = [*GOOD, *BACKGROUND]
    for step in steps:
        sign, rest = step.split(" ", 1)
        subject, rest = rest.split(" ", 1) if sign.startswith("@") else (thing, rest)
        if sign in {"-", "=", "@-"}:
            gone = turtle(f"{subject} {rest.split(' ')[0]} <x> .")[0]
            triples = [t for t in triples if (t.subject, t.predicate) != (gone.subject, gone.predicate)]
        if sign in {"+", "=", "@"}:
            triples += turtle(f"{subject} {rest} .")
    return triples


def messages_of(shape):
    return SHAPE_SET.messages(shape)


def speaking_shapes():
    """The shapes that report: those with a message."""
    return sorted({t.subject for t in SHAPE_SET.triples if t.predicate == node("sh:message")}, key=str)


def test_the_good_data_gives_no_result_at_all():
    report = validate(GOOD, SHAPE_SET, background=BACKGROUND)
    assert [(str(r.shape), str(r.focus), str(r.value)) for r in report.results] == []
    assert report.conforms


@pytest.mark.parametrize(
    ("shape", "constraint", "thing", "steps"), FAULTS, ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_seeded_fault_gives_exactly_its_result(shape, constraint, thing, steps):
    focus = {term(thing)}
    results = validate(changed(thing, steps), SHAPE_SET, focus=focus).results
    iri = NamedNode(SHAPES + shape)
    component = node(f"sh:{COMPONENTS[constraint]}ConstraintComponent")
    own = [r for r in results if (r.shape, r.component) == (iri, component)]
    assert own, [(str(r.shape), str(r.component)) for r in results]
    others = {r.shape.value.removeprefix(SHAPES) for r in results if r not in own}
    assert others == _faults.CONSEQUENCES.get((shape, constraint), set())
    (severity,) = SHAPE_SET.index[iri, node("sh:severity")]
    paths = SHAPE_SET.index.get((iri, node("sh:path")))
    for result in own:
        assert result.focus in focus
        assert result.severity == severity
        if paths:
            assert result.path == read_path(paths[0], SHAPE_SET.index)
        assert set(result.labels) == {"en", "sv", "bg"}


def test_every_constraint_has_a_fault():
    parameters = {node(f"sh:{name}"): name for name in COMPONENTS}
    constraints = {
        (shape.value.removeprefix(SHAPES), parameters[t.predicate])
        for shape in speaking_shapes()
        for t in SHAPE_SET.triples
        if t.subject == shape and t.predicate in parameters
    }
    assert constraints - {(shape, constraint) for shape, constraint, _, _ in FAULTS} == set()


@pytest.mark.parametrize("shape", speaking_shapes(), ids=lambda shape: shape.value.removeprefix(SHAPES))
def test_a_shape_speaks_three_languages_and_has_a_severity_and_a_name(shape):
    assert isinstance(shape, NamedNode)
    texts = [t.object for t in SHAPE_SET.triples if t.subject == shape and t.predicate == node("sh:message")]
    assert sorted(text.language for text in texts) == ["bg", "en", "sv"]
    assert len({text.value for text in texts}) == 3
    assert SHAPE_SET.index[shape, node("sh:severity")][0] in SEVERITIES
    assert SHAPE_SET.index[shape, node("sh:name")]


def test_every_property_shape_is_used_and_every_shape_that_reports_has_a_message():
    used = {t.object for t in SHAPE_SET.triples if t.predicate == node("sh:property")}
    for t in SHAPE_SET.triples:
        if t.predicate == RDF_TYPE and t.object == node("sh:PropertyShape"):
            assert t.subject in used
            assert messages_of(t.subject)


RDF_TYPE = node("rdf:type")


def test_the_shapes_are_valid_shacl():
    graph = rdflib.Graph()
    for file in sorted(folder("shapes").glob("*.ttl")):
        graph.parse(file)
    meta = rdflib.Graph().parse(Path(pyshacl.__file__).parent / "assets" / "shacl-shacl.ttl")
    conforms, _, text = pyshacl.validate(graph, shacl_graph=meta)
    assert conforms, text


def test_every_query_of_the_shapes_parses_and_uses_nothing_shacl_forbids():
    graph = rdflib.Graph()
    for file in sorted(folder("shapes").glob("*.ttl")):
        graph.parse(file)
    queries = list(graph.subject_objects(SH.select))
    assert queries
    declared = dict(graph.query("SELECT ?p ?n { ?d sh:prefix ?p ; sh:namespace ?n }"))
    for constraint, text in queries:
        assert graph.value(constraint, SH.prefixes)
        assert not {"MINUS", "VALUES", "SERVICE"} & set(str(text).split())
        graph.query(str(text), initNs={str(p): str(n) for p, n in declared.items()})


def test_the_served_fields_are_those_of_the_fact_contract_but_personal_ones():
    (head,) = SHAPE_SET.index[NamedNode(f"{SHAPES}ServedField"), node("sh:in")]
    listed = {item.value for item in read_list(head, SHAPE_SET.index)}
    assert listed == set(CONTRACT) - {"contact"}


def test_the_ontology_and_the_vocabularies_that_ship_conform():
    report = validate(background(), SHAPE_SET)
    worst = [r for r in report.results if r.severity != node("sh:Info")]
    assert [(str(r.shape), str(r.focus), str(r.value)) for r in worst] == []
