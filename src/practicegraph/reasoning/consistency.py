"""Consistency: what a schema forbids and data do nevertheless, with the individual, the axiom and the triples."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import combinations, groupby
from operator import attrgetter
from typing import Final, cast

import pyoxigraph as ox

from practicegraph.errors import PracticeGraphError
from practicegraph.reasoning.explanation import Explainer, Passage
from practicegraph.reasoning.incremental import Closure
from practicegraph.reasoning.rules import NOTHING, SAME, THING, TYPE
from practicegraph.reasoning.schema import Pairs, Schema, Term, statement
from practicegraph.terms import PREFIXES, node
from practicegraph.wording import Wording, listed

_DIFFERENT: Final = node("owl:differentFrom")
_ALL_DIFFERENT: Final = node("owl:AllDifferent")
_NEGATIVE: Final = node("owl:assertionProperty")
_FIRST: Final = node("rdf:first")
_REST: Final = node("rdf:rest")
_XSD: Final = PREFIXES["xsd"]
_NUMERIC: Final = frozenset(
    _XSD + name
    for name in (
        "decimal", "integer", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger",
        "negativeInteger", "long", "int", "short", "byte",
        "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A clash: ``individual`` does what ``axiom`` forbids, shown by ``triples``, stated or entailed."""

    rule: str
    individual: Term
    axiom: str
    triples: tuple[ox.Triple, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """An inconsistency with the stated triples behind it and the graphs that state them."""

    inconsistency: Inconsistency
    stated: tuple[ox.Triple, ...]
    graphs: tuple[str, ...]

    def __str__(self) -> str:
        """Return one line: individual, axiom, and where it is stated."""
        return Wording(
            "{individual} breaks {axiom} (stated in {graphs})",
            individual=_name(self.inconsistency.individual),
            axiom=str(self.inconsistency.axiom),
            graphs=", ".join(self.graphs) or "no graph",
        )


class InconsistentGraphError(PracticeGraphError):
    """Data that contradict the ontology; ``clashes`` has each contradiction."""

    def __init__(self, clashes: Iterable[Clash]) -> None:
        self.clashes = tuple(clashes)
        graphs = sorted({graph for clash in self.clashes for graph in clash.graphs})
        told = listed([str(clash) for clash in self.clashes], 5)
        super().__init__(
            Wording("the graph contradicts the ontology: {clashes}", clashes=told),
            source=graphs[0] if graphs else None,
        )


def inconsistencies(schema: Schema, holding: Closure | Iterable[ox.Triple]) -> tuple[Inconsistency, ...]:
    """Return every clash among triples that hold, stated and entailed, in a stable order.

    Of a closure no more is in the memory at a time than what holds of one thing or class.
    """
    found = _Held(holding) if isinstance(holding, Closure) else _Given(holding)
    clashes = [
        *_class_clashes(schema, found),
        *_property_clashes(schema, found),
        *_value_clashes(schema, found),
        *_identity_clashes(found),
        *_negative_assertions(found),
    ]
    return tuple(
        sorted(set(clashes), key=lambda clash: (str(clash.individual), clash.axiom, str(clash.triples)))
    )


def clashes(
    closure: Closure, found: Iterable[Inconsistency], graphs: Mapping[str, Iterable[ox.Triple]]
) -> tuple[Clash, ...]:
    """Return the inconsistencies with the stated triples behind them and the names of their graphs.

    ``closure`` is of the triples of ``graphs``.
    """
    grounds = _Grounds(closure, graphs)
    explainer = Explainer(closure.rules, grounds)
    return tuple(_clash(each, explainer, grounds) for each in found)


def _clash(inconsistency: Inconsistency, explainer: Explainer, grounds: _Grounds) -> Clash:
    stated: set[ox.Triple] = set()
    for triple in inconsistency.triples:
        explanation = explainer.explain(triple)
        stated |= {triple} if explanation is None else {leaf.triple for leaf in explanation.leaves()}
    homes = {name for triple in stated for name in grounds.stated_in(triple)}
    return Clash(inconsistency, tuple(sorted(stated, key=str)), tuple(sorted(homes)))


class _Grounds:
    """A closure and the graphs of its triples, for :class:`practicegraph.reasoning.explanation.Explainer`."""

    def __init__(self, closure: Closure, graphs: Mapping[str, Iterable[ox.Triple]]) -> None:
        self._closure = closure
        self._homes: dict[ox.Triple, list[str]] = defaultdict(list)
        for name, triples in graphs.items():
            for triple in triples:
                self._homes[triple].append(name)

    def stated_in(self, triple: ox.Triple) -> tuple[str, ...]:
        return tuple(self._homes.get(triple, ()))

    def passages(self, _: ox.Triple) -> tuple[Passage, ...]:
        return ()

    def matching(
        self, subject: Term | None, predicate: Term | None, value: Term | None
    ) -> Iterator[ox.Triple]:
        return self._closure.matching(subject, predicate, value)


class _Facts(ABC):
    """What holds: individuals by class, and what they have by property."""

    @abstractmethod
    def members(self, kind: Term) -> set[Term]:
        """Return the individuals of a class."""

    @abstractmethod
    def of(self, prop: Term) -> Iterable[tuple[Term, set[Term]]]:
        """Return the individuals that have a property, each with its values."""

    @abstractmethod
    def values(self, individual: Term, prop: Term) -> set[Term]:
        """Return the values of an individual's property."""

    def items(self, head: Term) -> Iterator[Term]:
        """Yield the members of a list; one that bites its tail ends there."""
        seen: set[Term] = set()
        while head not in seen:
            seen.add(head)
            yield from self.values(head, _FIRST)
            head = next(iter(self.values(head, _REST)), head)


class _Held(_Facts):
    """What a closure holds."""

    def __init__(self, closure: Closure) -> None:
        self._closure = closure

    def members(self, kind: Term) -> set[Term]:
        return {cast("Term", triple.subject) for triple in self._closure.matching(None, TYPE, kind)}

    def of(self, prop: Term) -> Iterable[tuple[Term, set[Term]]]:
        triples = self._closure.matching(None, prop, None)
        return (
            (individual, {cast("Term", triple.object) for triple in group})
            for individual, group in groupby(triples, attrgetter("subject"))
        )

    def values(self, individual: Term, prop: Term) -> set[Term]:
        return {cast("Term", triple.object) for triple in self._closure.matching(individual, prop, None)}


class _Given(_Facts):
    """Some triples by predicate, and individuals by class."""

    def __init__(self, holding: Iterable[ox.Triple]) -> None:
        self._types: dict[Term, set[Term]] = defaultdict(set)
        self._values: dict[Term, dict[Term, set[Term]]] = defaultdict(lambda: defaultdict(set))
        for triple in holding:
            subject, value = cast("Term", triple.subject), cast("Term", triple.object)
            self._values[triple.predicate][subject].add(value)
            if triple.predicate == TYPE:
                self._types[value].add(subject)

    def members(self, kind: Term) -> set[Term]:
        return self._types.get(kind, set())

    def of(self, prop: Term) -> Iterable[tuple[Term, set[Term]]]:
        return self._values.get(prop, {}).items()

    def values(self, individual: Term, prop: Term) -> set[Term]:
        return self._values.get(prop, {}).get(individual, set())


def _class_clashes(schema: Schema, found: _Facts) -> Iterator[Inconsistency]:
    for pairs, axiom in (
        (schema.disjoint_classes, "owl:disjointWith"),
        (schema.complements, "owl:complementOf"),
    ):
        for left, right in pairs:
            for individual in found.members(left) & found.members(right):
                shown = (statement(individual, TYPE, left), statement(individual, TYPE, right))
                text = f"{_name(left)} {axiom} {_name(right)}"
                yield Inconsistency("cax-dw", individual, text, shown)
    for individual in found.members(NOTHING):
        yield Inconsistency(
            "cls-nothing2", individual, "owl:Nothing", (statement(individual, TYPE, NOTHING),)
        )
    for sub, sup in schema.subclasses:
        if sup == NOTHING:
            for individual in found.members(sub):
                text = f"{_name(sub)} rdfs:subClassOf owl:Nothing"
                yield Inconsistency("cax-sco", individual, text, (statement(individual, TYPE, sub),))


def _property_clashes(schema: Schema, found: _Facts) -> Iterator[Inconsistency]:
    yield from _disjoint_properties(schema.disjoint_properties, found)
    for prop in schema.irreflexive:
        for individual, values in found.of(prop):
            if individual in values:
                text = f"{_name(prop)} a owl:IrreflexiveProperty"
                yield Inconsistency("prp-irp", individual, text, (statement(individual, prop, individual),))
    for prop in schema.asymmetric:
        yield from _asymmetric(prop, found)
    for kind, prop, filler in schema.maximum_zero:
        for individual in found.members(kind):
            for value in found.values(individual, prop):
                if filler == THING or value in found.members(filler):
                    shown = (statement(individual, TYPE, kind), statement(individual, prop, value))
                    yield Inconsistency("cls-maxc1", individual, f"at most 0 {_name(prop)}", shown)


def _disjoint_properties(pairs: Pairs, found: _Facts) -> Iterator[Inconsistency]:
    for left, right in pairs:
        text = f"{_name(left)} owl:propertyDisjointWith {_name(right)}"
        for individual, values in found.of(left):
            for value in values & found.values(individual, right):
                shown = (statement(individual, left, value), statement(individual, right, value))
                yield Inconsistency("prp-pdw", individual, text, shown)


def _asymmetric(prop: Term, found: _Facts) -> Iterator[Inconsistency]:
    text = f"{_name(prop)} a owl:AsymmetricProperty"
    for individual, values in found.of(prop):
        for value in values:
            if individual in found.values(value, prop):
                shown = (statement(individual, prop, value), statement(value, prop, individual))
                yield Inconsistency("prp-asyp", individual, text, tuple(dict.fromkeys(shown)))


def _value_clashes(schema: Schema, found: _Facts) -> Iterator[Inconsistency]:
    """Yield clashes of literals: two values of a functional property, a value outside a datatype range."""
    for prop in schema.functional:
        for individual, values in found.of(prop):
            yield from _several(individual, prop, values, f"{_name(prop)} a owl:FunctionalProperty")
    for kind, prop, _ in schema.maximum_one:
        for individual in found.members(kind):
            values = found.values(individual, prop)
            yield from _several(individual, prop, values, f"at most 1 {_name(prop)}")
    for prop, datatype in schema.ranges:
        if not isinstance(datatype, ox.NamedNode) or datatype.value not in _VALUE_SPACES:
            continue
        for individual, values in found.of(prop):
            for value in values:
                if isinstance(value, ox.Literal) and not _VALUE_SPACES[datatype.value](value):
                    text = f"{_name(prop)} rdfs:range {_name(datatype)}"
                    yield Inconsistency(
                        "dt-not-type", individual, text, (statement(individual, prop, value),)
                    )


def _several(individual: Term, prop: Term, values: Iterable[Term], axiom: str) -> Iterator[Inconsistency]:
    literals = {
        literal_value(value): value for value in sorted(values, key=str) if isinstance(value, ox.Literal)
    }
    if len(literals) > 1:
        shown = tuple(statement(individual, prop, value) for value in literals.values())
        yield Inconsistency("prp-fp", individual, axiom, shown)


def _identity_clashes(found: _Facts) -> Iterator[Inconsistency]:
    for individual, values in found.of(_DIFFERENT):
        if individual in values:
            shown = (statement(individual, _DIFFERENT, individual),)
            yield Inconsistency("eq-diff1", individual, "owl:differentFrom", shown)
        for value in values & found.values(individual, SAME):
            pair = (statement(individual, SAME, value), statement(individual, _DIFFERENT, value))
            yield Inconsistency("eq-diff1", individual, "owl:differentFrom", pair)
    for axiom in found.members(_ALL_DIFFERENT):
        for prop in (node("owl:members"), node("owl:distinctMembers")):
            for head in found.values(axiom, prop):
                for left, right in combinations(found.items(head), 2):
                    if left == right or right in found.values(left, SAME):
                        shown = (statement(axiom, prop, head),)
                        both = () if left == right else (statement(left, SAME, right),)
                        yield Inconsistency("eq-diff2", left, "owl:AllDifferent", (*shown, *both))


def _negative_assertions(found: _Facts) -> Iterator[Inconsistency]:
    """Yield what holds though a negative property assertion says that it does not."""
    for axiom, properties in found.of(_NEGATIVE):
        for prop in properties:
            for individual in found.values(axiom, node("owl:sourceIndividual")):
                targets = found.values(axiom, node("owl:targetIndividual"))
                values = found.values(axiom, node("owl:targetValue"))
                denied = {_identity(each) for each in targets | values}
                for value in found.values(individual, prop):
                    if _identity(value) in denied:
                        shown = (statement(axiom, _NEGATIVE, prop), statement(individual, prop, value))
                        text = f"not {_name(prop)} {_name(value)}"
                        yield Inconsistency("prp-npa", individual, text, shown)


def _identity(term: Term) -> Term | tuple[str, ...]:
    return literal_value(term) if isinstance(term, ox.Literal) else term


def literal_value(literal: ox.Literal) -> tuple[str, ...]:
    """Return what two literals share if and only if they are the same value: number, or text with language."""
    if literal.language:
        return "text", literal.value, literal.language.lower()
    if literal.datatype.value in _NUMERIC:
        try:
            return "number", str(Decimal(literal.value).normalize())
        except InvalidOperation:
            return "text", literal.value, literal.datatype.value
    return "text", literal.value, literal.datatype.value


def _is_integer(literal: ox.Literal) -> bool:
    if literal.datatype.value not in _NUMERIC:
        return False
    try:
        return Decimal(literal.value) == Decimal(literal.value).to_integral_value()
    except InvalidOperation:
        return False


def _is_decimal(literal: ox.Literal) -> bool:
    return literal.datatype.value in _NUMERIC


def _is_text(literal: ox.Literal) -> bool:
    return bool(literal.language) or literal.datatype.value == f"{_XSD}string"


def _typed(name: str) -> Callable[[ox.Literal], bool]:
    return lambda literal: not literal.language and literal.datatype.value == name


_VALUE_SPACES: Final[dict[str, Callable[[ox.Literal], bool]]] = {
    **{
        _XSD + name: _typed(_XSD + name)
        for name in (
            "string",
            "boolean",
            "dateTime",
            "anyURI",
            "double",
            "float",
            "hexBinary",
            "base64Binary",
        )
    },
    _XSD + "integer": _is_integer,
    _XSD + "nonNegativeInteger": lambda literal: _is_integer(literal) and Decimal(literal.value) >= 0,
    _XSD + "decimal": _is_decimal,
    PREFIXES["rdf"] + "langString": lambda literal: bool(literal.language),
    PREFIXES["rdf"] + "PlainLiteral": _is_text,
}
"""The value spaces of the datatypes that OWL 2 RL allows and ranges use; what is not here is not judged."""


def _name(term: Term) -> str:
    """Return a term for people: a compact name where a prefix is known, else as it is."""
    if isinstance(term, ox.NamedNode):
        for prefix, namespace in PREFIXES.items():
            if term.value.startswith(namespace):
                return f"{prefix}:{term.value.removeprefix(namespace)}"
        return f"<{term.value}>"
    return str(term)
