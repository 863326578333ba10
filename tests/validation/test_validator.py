"""A kept validation under the shipped shapes: after any edit it is what one made afresh would be."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from practicegraph.errors import InvalidDataError
from practicegraph.terms import PREFIXES, node
from practicegraph.validation.compilation import Compiler
from practicegraph.validation.report import VIOLATION, report_of
from practicegraph.validation.shapes import load_shapes
from practicegraph.validation.triple_index import TripleIndex
from practicegraph.validation.validate import validate
from practicegraph.validation.validator import Validator

SHAPES = load_shapes()
TYPE, SUBCLASS = node("rdf:type"), node("rdfs:subClassOf")
BASE = "https://w3id.org/practicegraph/"
THINGS = [NamedNode(f"{BASE}id/practice/{number}") for number in range(20)]
CONCEPTS = [
    NamedNode(f"{BASE}concept/{name}")
    for name in (
        "basis/stated",
        "basis/missing",
        "basis/suggested",
        "role/lead",
        "role/implementer",
        "theme/x",
    )
]
GOAL, TARGET = NamedNode(f"{PREFIXES['sdg']}10"), NamedNode(f"{PREFIXES['sdg']}10.7")


def typed(value, datatype):
    return Literal(value, datatype=node(f"xsd:{datatype}"))


LITERALS = [
    *(Literal("a", language=tag) for tag in ("en", "sv", "xx")),
    *(Literal(text) for text in ("plain", "someone@example.org", "EUR", "+35929811000", "", "BG")),
    *(typed(text, "integer") for text in ("0", "5", "-1", "many")),
    *(typed(text, "decimal") for text in ("0.5", "1.5", "120.0")),
    *(typed(text, "date") for text in ("2014-01-01", "2015-01-01", "2015-13-01")),
    *(
        typed("2014", "gYear"),
        typed("2014-03", "gYearMonth"),
        typed("P3Y", "duration"),
        typed("true", "boolean"),
    ),
]


def vocabulary():
    """The properties that the shapes look at, and the classes that they name."""
    shapes = [shape for shape, _ in Compiler(SHAPES, TripleIndex()).targeted()]
    properties = {read.predicate for shape in shapes for read in shape.reads} - {None, TYPE, SUBCLASS}
    named = {node("sh:targetClass"), node("sh:class")}
    classes = {triple.object for triple in SHAPES.triples if triple.predicate in named}
    return sorted(properties, key=str), sorted(classes, key=str)


PROPERTIES, CLASSES = vocabulary()


def statement(chance):
    """One thing that could be said, most of it of a few things, a third of it what they are."""
    subject = chance.choice([*THINGS, *THINGS, BlankNode("b"), *CONCEPTS[:1]])
    if chance.random() < 0.35:
        return Triple(subject, TYPE, chance.choice(CLASSES))
    values = [*THINGS, *CONCEPTS, GOAL, TARGET] if chance.random() < 0.6 else LITERALS
    return Triple(subject, chance.choice(PROPERTIES), chance.choice(values))


def background():
    """What is known and not validated."""
    kinds = zip(CONCEPTS, ("Basis", "Basis", "Basis", "Role", "Role", "Theme"), strict=True)
    return [
        *(Triple(concept, TYPE, node(f"pg:{kind}")) for concept, kind in kinds),
        *(
            Triple(node(f"pg:{kind}"), SUBCLASS, node("pg:Undertaking"))
            for kind in ("Practice", "Publication")
        ),
        Triple(node("pg:Impact"), SUBCLASS, node("pg:Result")),
        Triple(TARGET, node("sdgo:isTargetOf"), GOAL),
    ]


def edited(own, chance):
    """What one edit adds and removes: some statements, at times all of a thing, or what it is."""
    ordered = sorted(own, key=str)
    removed = set(chance.sample(ordered, min(len(ordered), chance.randint(0, 3))))
    thing, how = chance.choice(THINGS), chance.random()
    if how < 0.1:
        removed |= {triple for triple in ordered if thing in {triple.subject, triple.object}}
    added = {statement(chance) for _ in range(chance.randint(0, 4))}
    if how > 0.8:
        removed |= {triple for triple in ordered if triple.subject == thing and triple.predicate == TYPE}
        added.add(Triple(thing, TYPE, chance.choice(CLASSES)))
    if how > 0.97:
        added.add(Triple(chance.choice(CLASSES), SUBCLASS, chance.choice(CLASSES)))
    return added - own, removed - added


def afresh(own, behind):
    validator = Validator(SHAPES, behind)
    validator.load(own)
    return validator.report


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize(
    ("edits", "seed"), [(40, 1), *(pytest.param(350, seed, marks=pytest.mark.campaign) for seed in range(3))]
)
def test_edits_leave_what_one_made_afresh_would_be(edits, seed):
    chance = random.Random(seed)  # noqa: S311
    behind = background()
    own = {statement(chance) for _ in range(220)}
    kept = Validator(SHAPES, behind)
    kept.load(own)
    came = 0
    for number in range(edits):
        before = kept.report
        added, removed = edited(own, chance)
        change = kept.update(added, removed)
        own = (own - removed) | added
        came += len(change.added)
        assert kept.report == afresh(own, behind), (number, added, removed)
        both = Counter(before.results) - Counter(change.removed) + Counter(change.added)
        assert report_of(both.elements()) == kept.report
        if number % 10 == 0:
            kept.update(removed, added)
            assert kept.report == before
            kept.update(added, removed)
            assert kept.report == validate(own, SHAPES, background=behind, engine="pyshacl")
    assert came > edits


def labelled(language="en"):
    practice = NamedNode(f"{BASE}id/practice/p")
    return [
        Triple(practice, TYPE, node("pg:Practice")),
        Triple(practice, node("rdfs:label"), Literal("P", language=language)),
    ]


def test_a_change_tells_the_violations_that_a_write_brings():
    validator = Validator(SHAPES, background())
    validator.load(labelled())
    change = validator.update([Triple(THINGS[0], TYPE, node("pg:Practice"))])
    assert {result.focus for result in change.violations} == {THINGS[0]}
    assert {result.severity for result in change.violations} == {VIOLATION}
    assert len(change.added) > len(change.violations)


def test_what_two_graphs_say_stays_until_both_have_lost_it():
    validator = Validator(SHAPES, background())
    validator.load([*labelled(), *labelled()])
    first = validator.report
    assert validator.update((), labelled()) == type(validator.update())()
    assert validator.report == first
    validator.update((), labelled())
    assert validator.report.results == ()


def test_what_is_known_and_stated_is_validated_until_it_is_only_known():
    validator = Validator(SHAPES, background())
    validator.update(known=labelled("xx"))
    assert validator.report.results == ()
    validator.update(labelled("xx"))
    assert not validator.report.conforms
    validator.update(forgotten=labelled("xx"))
    assert not validator.report.conforms
    validator.update((), labelled("xx"))
    assert validator.report.results == ()


def test_removing_what_is_not_there_changes_nothing():
    validator = Validator(SHAPES, background())
    validator.load(labelled())
    before = validator.report
    change = validator.update((), [Triple(THINGS[0], TYPE, node("pg:Call"))], forgotten=labelled())
    assert (change.added, change.removed, validator.report) == ((), (), before)


def test_a_class_hierarchy_may_change():
    validator = Validator(SHAPES, background())
    own = NamedNode("urn:x:Good")
    thing = Triple(THINGS[0], TYPE, own)
    validator.load([thing])
    assert validator.report.results == ()
    below = Triple(own, SUBCLASS, node("pg:Practice"))
    change = validator.update(known=[below])
    assert {result.focus for result in change.added} == {THINGS[0]}
    assert validator.report == afresh([thing], [*background(), below])
    validator.update(forgotten=[below])
    assert validator.report.results == ()


def test_triple_terms_are_refused():
    quoted = Triple(THINGS[0], TYPE, node("pg:Practice"))
    with pytest.raises(InvalidDataError, match="triple terms"):
        Validator(SHAPES).load([Triple(THINGS[0], node("rdfs:seeAlso"), quoted)])
