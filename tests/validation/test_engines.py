"""The compiled engine finds what pyshacl finds, row for row: on made-up shapes and data, and on a release."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from practicegraph.derivation.derivation import validated
from practicegraph.derivation.knowns import known
from practicegraph.derivation.resources import Resources
from practicegraph.errors import InvalidDataError
from practicegraph.validation.patterns import UnsupportedShapesError
from practicegraph.validation.shapes import load_shapes, shapes_of
from practicegraph.validation.validate import validate
from practicegraph.validation.validator import Validator

PREFIXES = """
@prefix ex: <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:names> a owl:Ontology ; sh:declare <urn:names#ex> .
<urn:names#ex> sh:prefix "ex" ; sh:namespace "http://example.org/"^^xsd:anyURI .
"""
QUERIES = [
    "SELECT $this ?value { $this ex:p ?value . FILTER (?value = $this) }",
    """SELECT $this ?path ?value { $this ?path ?value . FILTER (?path IN (ex:p, ex:q))
    FILTER NOT EXISTS { ?value ex:q ?other . FILTER (?path = ex:q) } }""",
    "SELECT DISTINCT $this { $this ex:p+ ?end . FILTER (?end = $this) }",
    "SELECT DISTINCT $this ?value { ?from ex:q $this . $this ex:p ?value FILTER NOT EXISTS { ?from ex:r? ?value } }",
    """SELECT $this ?path ?value { $this a ?type . BIND (ex:r AS ?path) { BIND ("en" AS ?value) } UNION
    { BIND ("de" AS ?value) } FILTER NOT EXISTS { $this ex:r ?text . FILTER (LANG(?text) = ?value) } }""",
    "SELECT $this ?value { $this ex:p ?x . OPTIONAL { ?x ex:q ?value } FILTER (BOUND(?value)) }",
    "SELECT $this { $this (ex:p|^ex:q) ?x . ?x a ex:A }",
    'SELECT DISTINCT $this ?path { $this ?path ?text . FILTER (REGEX(STR(?text), "a")) }',
]
# No two of these mean the same, and none holds other letters in a store: SPARQL cannot tell 1 from 01, nor 0 from false.
TYPED = {
    "integer": ["x"],
    "decimal": ["NaN", "1.10"],
    "double": ["-INF"],
    "date": ["2020-01-01", "2021-02-03", "2020-13-01"],
    "gYear": ["2020"],
    "dateTime": ["2020-01-01T00:00:00Z", "2020-01-01T00:00:00"],
    "boolean": ["false"],
}
LITERALS = [
    *(f'"{text}' for text in ('a"', 'ab"', 'a"@en', 'b"@en', 'c"@en-gb', 'd"@de', 'a"^^ex:own')),
    *("1", "2", "007", "-3", "1.5", "2e0", "true"),
    *(f'"{text}"^^xsd:{datatype}' for datatype, texts in TYPED.items() for text in texts),
]
THINGS = ["ex:a", "ex:b", "ex:c", "ex:d", "_:e"]
CLASSES = ["ex:A", "ex:B", "ex:C"]
PREDICATES = ["ex:p", "ex:q", "ex:r"]

things = st.sampled_from(THINGS)
predicates = st.sampled_from(PREDICATES)
classes = st.sampled_from(CLASSES)
values = st.sampled_from([*THINGS, *LITERALS])
named_values = st.sampled_from([*THINGS[:-1], *LITERALS])

statements = st.one_of(
    st.tuples(things, predicates, values),
    st.tuples(things, st.just("a"), classes),
    st.tuples(classes, st.just("rdfs:subClassOf"), classes),
).map(lambda triple: f"{' '.join(triple)} .")
datas = st.lists(statements, min_size=10, max_size=30)
backgrounds = st.one_of(st.just([]), st.lists(statements, max_size=8))


def combined(paths):
    return st.one_of(
        # pyshacl walks an inverted sequence from the wrong end; see the test of it below.
        st.builds("[ sh:inversePath {} ]".format, predicates),
        st.builds("( {} {} )".format, paths, paths),
        st.builds("[ sh:alternativePath ( {} {} ) ]".format, paths, paths),
        st.builds(
            "[ sh:{} {} ]".format,
            st.sampled_from(["zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"]),
            paths,
        ),
    )


paths = st.recursive(predicates, combined, max_leaves=3)
numbers = st.integers(0, 3)
lists = st.lists(named_values, min_size=1, max_size=4).map(" ".join)
tests = st.one_of(
    st.builds("sh:class {}".format, classes),
    st.builds("sh:class {}, {}".format, classes, classes),
    st.builds(
        "sh:datatype {}".format,
        st.sampled_from(
            ["xsd:integer", "xsd:string", "xsd:decimal", "xsd:date", "xsd:gYear", "rdf:langString", "ex:own"]
        ),
    ),
    st.builds(
        "sh:nodeKind sh:{}".format,
        st.sampled_from(
            ["IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral"]
        ),
    ),
    st.builds(
        "sh:{} {}".format,
        st.sampled_from(["minInclusive", "minExclusive", "maxInclusive", "maxExclusive"]),
        st.sampled_from(
            ["1", "1.5", '"2020-06-01"^^xsd:date', '"2020-01-01T00:00:00Z"^^xsd:dateTime', '"a"']
        ),
    ),
    st.builds("sh:minLength {}".format, numbers),
    st.builds("sh:maxLength {}".format, numbers),
    st.builds(
        'sh:pattern "{}"{}'.format,
        st.sampled_from(["^a", "B", "example", "[0-9]"]),
        st.sampled_from(["", ' ; sh:flags "i"']),
    ),
    st.builds(
        "sh:languageIn ( {} )".format,
        st.lists(st.sampled_from(['"en"', '"de"', '"en-gb"']), min_size=1).map(" ".join),
    ),
    st.builds("sh:in ( {} )".format, lists),
    st.builds("sh:hasValue {}".format, named_values),
    st.builds("sh:equals {}".format, predicates),
    st.builds("sh:disjoint {}".format, predicates),
)
counts = st.one_of(
    st.builds("sh:minCount {}".format, numbers),
    st.builds("sh:maxCount {}".format, numbers),
    st.just("sh:uniqueLang true"),
    st.builds("sh:lessThan {}".format, predicates),
    st.builds("sh:lessThanOrEquals {}".format, predicates),
)
messages = st.sampled_from(["No.", "{?value} is not of {$this}", "{?path}: {?value}"])


def shape(constraints, path=None, extra=""):
    """A shape's properties, no parameter twice."""
    own = {one.partition(" ")[0]: one for one in constraints}
    if "sh:closed" in own and path is not None:
        del own["sh:closed"]
    parts = [*([f"sh:path {path}"] if path else []), *own.values(), *([extra] if extra else [])]
    return " ; ".join(parts)


def blank(constraints, path=None, message="m"):
    """A shape without a name."""
    return f"[ {shape(constraints, path, f'sh:message {chr(34)}{message}{chr(34)}@en')} ]"


def nested(constraints):
    """Constraints with shapes inside."""
    node_shapes = st.lists(constraints, max_size=2).map(blank)
    property_shapes = st.builds(
        lambda own, more, path, text: blank([*own, *more], path, text),
        st.lists(constraints, max_size=2),
        st.lists(counts, max_size=2),
        paths,
        messages,
    )
    shapes = st.one_of(node_shapes, property_shapes)
    members = st.lists(shapes, min_size=1, max_size=3).map(" ".join)
    return st.one_of(
        st.builds("sh:not {}".format, shapes),
        st.builds("sh:node {}".format, node_shapes),
        st.builds("sh:property {}".format, property_shapes),
        st.builds("sh:{} ( {} )".format, st.sampled_from(["and", "or", "xone"]), members),
        st.builds(
            'sh:sparql [ sh:prefixes <urn:names> ; sh:select """{}""" ]'.format, st.sampled_from(QUERIES)
        ),
    )


constraints = st.recursive(tests, nested, max_leaves=6)
targets = st.one_of(
    st.just("sh:targetClass ex:A, ex:B"),
    st.builds("sh:targetNode {}".format, st.sampled_from(["ex:a", "ex:z", '"a"'])),
    st.builds("sh:targetSubjectsOf {}".format, predicates),
    st.builds("sh:targetObjectsOf {}".format, predicates),
)
closed = st.builds("sh:closed true ; sh:ignoredProperties ( rdf:type {} )".format, predicates)


def counted(inner, least, most, is_disjoint):
    """A qualified constraint."""
    text = f"sh:qualifiedValueShape {blank([inner])} ; sh:qualifiedMinCount {least} ; sh:qualifiedMaxCount {most}"
    return f"{text} ; sh:qualifiedValueShapesDisjoint true" if is_disjoint else text


qualified = st.builds(counted, tests, numbers, numbers, st.booleans())
outer = st.builds(
    lambda own, more, path, target, text, severity, is_named: (
        shape([*own, *(more if path else [])], path, f'{target} ; sh:message "{text}"@en, "{text}" ; sh:severity sh:{severity}'),
        path is not None,
        is_named,
    ),
    st.lists(st.one_of(constraints, closed), min_size=1, max_size=3),
    st.lists(st.one_of(counts, qualified), max_size=2),
    st.one_of(st.none(), paths),
    targets,
    messages,
    st.sampled_from(["Violation", "Warning", "Info"]),
    st.booleans(),
)  # fmt: skip


def written(shapes):
    """Turtle of shapes, and of a node shape that has every second property shape of them."""
    lines = [PREFIXES]
    for place, (text, is_property, is_shared) in enumerate(shapes):
        lines.append(f"ex:S{place} {text} .")
        if is_property and is_shared:
            lines.append(f"ex:Both sh:property ex:S{place} ; sh:targetClass ex:A .")
    return "\n".join(lines)


def triples(text):
    return [quad.triple for quad in parse(input=text, format=RdfFormat.TURTLE)]


def read(lines):
    """The triples of lines of Turtle, each once, in order."""
    return list(dict.fromkeys(triples(PREFIXES.partition("<urn:names>")[0] + "\n".join(lines))))


def compare(data, shapes, background=()):
    own = Validator(shapes, background)
    own.load(data)
    try:
        theirs = validate(data, shapes, background=background, engine="pyshacl")
    except InvalidDataError as error:
        # It gives up where values cannot be compared; ours says that they are not in order.
        assume("the shapes cannot be run" not in str(error))
        raise
    assert Counter(own.report.results) == Counter(theirs.results)
    assert own.report == theirs


CALM = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
    # Making an example smaller takes minutes: pyshacl runs for each.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(CALM, max_examples=150)
@given(datas, backgrounds, st.lists(outer, min_size=1, max_size=4))
def test_both_engines_find_the_same(data, background, shapes):
    compare(read(data), shapes_of(triples(written(shapes))), read(background))


def test_values_of_any_kind_are_put_in_order_without_a_warning():
    shapes = shapes_of(
        triples(written([("sh:targetClass ex:A ; sh:path ex:p ; sh:lessThanOrEquals ex:q", True, False)]))
    )
    for value, other, is_found in [
        ("2", '"x"^^xsd:integer', False),  # by their letters, as pyshacl has it
        ('"x"^^xsd:integer', "2", True),
        ("2", '"2"', True),
        ("ex:a", '"i"', False),
        ("2", "2", False),
        ("2", "2.0", False),
        ("3", "2", True),
        ('"2020-01-01"^^xsd:date', '"2020-01-02"^^xsd:date', False),
    ]:
        validator = Validator(shapes)
        validator.load(read([f"ex:a a ex:A ; ex:p {value} ; ex:q {other} ."]))

        assert bool(validator.report.results) is is_found, (value, other)


edits = st.tuples(st.lists(statements, max_size=4), st.lists(st.integers(0, 100), max_size=4), st.booleans())


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(CALM, max_examples=100)
@given(datas, backgrounds, st.lists(outer, min_size=1, max_size=4), st.lists(edits, min_size=1, max_size=8))
def test_a_kept_validation_is_one_made_afresh(data, background, shapes, changes):
    made = shapes_of(triples(written(shapes)))
    own, behind = set(read(data)), set(read(background))
    kept = Validator(made, sorted(behind, key=str))
    kept.load(sorted(own, key=str))
    is_partial = bool(behind)
    for come, places, is_known in changes:
        part = behind if is_known and is_partial else own
        added = set(read(come)) - part
        removed = {one for place, one in enumerate(sorted(part, key=str)) if place in places}
        before = kept.report
        names = ("added", "removed") if part is own else ("known", "forgotten")
        change = kept.update(**dict(zip(names, (added, removed), strict=True)))
        part -= removed
        part |= added
        if is_partial and not behind:
            return
        fresh = Validator(made, behind)
        fresh.load(own)
        assert kept.report == fresh.report
        assert Counter(before.results) - Counter(change.removed) + Counter(change.added) == Counter(
            kept.report.results
        )


def test_a_release_has_the_same_report_from_both(seeds_release, monkeypatch):
    from practicegraph.derivation import derivation

    graphs = {
        entry.name: tuple(quad.triple for quad in seeds_release.quads(entry.name))
        for entry in seeds_release.graphs
        if entry.name not in {"validation", "metadata"}
    }
    knowns = known(Resources(), seeds_release.base)
    own = validated(graphs, knowns)
    monkeypatch.setattr(derivation, "validate", partial(validate, engine="pyshacl"))
    assert own == validated(graphs, knowns)
    assert own.results


def test_an_inverted_sequence_is_walked_from_its_end():
    text = 'ex:S sh:targetNode ex:c ; sh:path [ sh:inversePath ( ex:p ex:q ) ] ; sh:maxCount 0 ; sh:message "m" .'
    data = triples(PREFIXES.partition("<urn:names>")[0] + "ex:a ex:p ex:b . ex:b ex:q ex:c .")
    assert len(validate(data, shapes_of(triples(PREFIXES + text))).results) == 1


def test_our_shapes_need_no_other_engine():
    Validator(load_shapes())


def test_what_is_not_known_is_run_by_pyshacl():
    text = (
        """ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:unheardOf true ; sh:class ex:A ; sh:message "m" ."""
    )
    shapes = shapes_of(triples(PREFIXES + text))
    with pytest.raises(UnsupportedShapesError, match="sh:unheardOf"):
        Validator(shapes)
    assert validate([], shapes) == validate([], shapes, engine="pyshacl")
    assert len(validate([], shapes).results) == 1


@pytest.mark.parametrize(
    ("constraint", "named"),
    [
        ("sh:property [ sh:path ex:p ; sh:node ex:S ]", "refers to itself"),
        ('sh:pattern "a" ; sh:flags "x"', "PatternConstraintComponent"),
        ("sh:minCount 1", "on a node shape"),
        ("sh:property [ sh:class ex:A ]", "sh:property without sh:path"),
        ("sh:target [ sh:select 'SELECT ?this { ?this a ex:A }' ]", "sh:target"),
        ('sh:sparql [ sh:select "SELECT $this { $this ?p ?o MINUS { $this a ?t } }" ]', "MINUS"),
        ('sh:sparql [ sh:select "SELECT $this { $this ?p ?o . ?x ?q ?y }" ]', "hang together"),
        ('sh:sparql [ sh:select "SELECT $this { $this ?p ?o { SELECT ?o { ?o ?a ?b } } }" ]', "ToMultiSet"),
        ('sh:sparql [ sh:select "SELECT $this { GRAPH ?g { $this ?p ?o } }" ]', "Graph"),
        ("sh:nodeKind ex:None", "NodeKindConstraintComponent"),
    ],
)
def test_what_is_not_known_is_refused_by_name(constraint, named):
    shapes = shapes_of(triples(f"{PREFIXES} ex:S a sh:NodeShape ; sh:targetNode ex:a ; {constraint} ."))
    with pytest.raises(UnsupportedShapesError, match=named):
        Validator(shapes)
