"""Which shapes are aimed at a node, and which focus nodes a changed triple can matter to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from practicegraph.validation.compiled import TYPE, CompiledShape
from practicegraph.validation.paths import PropertyPath
from practicegraph.validation.targets import Target
from practicegraph.validation.triple_index import Numbers, Others, TripleIndex, several
from practicegraph.validation.walks import Read, Walk, inverse, walk


class Aims:
    """The targets of shapes; a shape is named by its place among them.

    With ``is_partial`` only what the data speaks of is validated: its subjects, and its objects that the background
    does not describe.
    """

    def __init__(self, index: TripleIndex, targets: Sequence[Target], *, is_partial: bool) -> None:
        self._index = index
        self._targets = targets
        self._is_partial = is_partial
        self._type = index.terms.number(TYPE)
        self._by_types: dict[int | frozenset[int], frozenset[int]] = {}
        self._by_property: dict[int, list[int]] = defaultdict(list)
        for place, target in enumerate(targets):
            for predicate in target.subjects_of:
                self._by_property[predicate].append(place)
        self._odd = [place for place, target in enumerate(targets) if target.objects_of or target.nodes]
        if is_partial and self._odd:
            index.count_objects()

    def refresh(self) -> None:
        """Forget what was found by classes, whose hierarchy has changed."""
        self._by_types.clear()

    def at(self, node: int) -> frozenset[int]:
        """Return the places of the shapes that a node is a focus of."""
        own = self._index.subjects.get(node)
        places = self._of(own) if own else frozenset()
        if self._odd:
            places |= {place for place in self._odd if self._is_odd_target(self._targets[place], node)}
        return places if places and self._is_thing(node) else frozenset()

    def candidates(self) -> Iterator[int]:
        """Yield every node that may be a focus, once."""
        subjects = self._index.subjects
        yield from subjects
        others: set[int] = set()
        for place in self._odd:
            others |= self._targets[place].nodes
            others.update(
                node for each in self._targets[place].objects_of for node in self._index.objects[each]
            )
        yield from others.difference(subjects)

    def doubtful(self, changed: Iterable[Numbers]) -> set[int]:
        """Return the nodes of changed triples that the data may have begun or ceased to speak of."""
        if not self._is_partial:
            return set()
        nodes = {subject for subject, _, _ in changed if self._index.is_described(subject)}
        return nodes.union(value for _, _, value in changed) if self._odd else nodes

    def _of(self, own: dict[int, Others]) -> frozenset[int]:
        """Return the places of the shapes aimed at the bearer of some properties."""
        types = own.get(self._type)
        places: frozenset[int] = frozenset()
        if types is not None:
            key = types if isinstance(types, int) else frozenset(types)
            found = self._by_types.get(key)
            if found is None:
                kinds = set(several(types))
                found = self._by_types[key] = frozenset(
                    place for place, target in enumerate(self._targets) if target.classes & kinds
                )
            places = found
        more = [each for predicate, at in self._by_property.items() if predicate in own for each in at]
        return places.union(more) if more else places

    def _is_odd_target(self, target: Target, node: int) -> bool:
        return node in target.nodes or any(node in self._index.objects[each] for each in target.objects_of)

    def _is_thing(self, node: int) -> bool:
        """Tell whether the data speaks of a node."""
        if not self._is_partial:
            return True
        index = self._index
        if index.is_described(node):
            return any(index.is_stated(triple) for triple in index.triples(node))
        return node in index.subjects or index.is_stated_object(node)


@dataclass(frozen=True, slots=True)
class _Trace:
    """A way from a changed triple back to the focus nodes of shapes."""

    back: Walk
    is_forward: bool
    places: frozenset[int]


class Traces:
    """The ways from changed triples back to the focus nodes of all shapes that may look at them."""

    def __init__(self, index: TripleIndex, shapes: Sequence[tuple[CompiledShape, Iterable[Read]]]) -> None:
        places: dict[Read, set[int]] = defaultdict(set)
        for place, (shape, more) in enumerate(shapes):
            for read in (*shape.reads, *more):
                places[read].add(place)
        self._by_predicate: dict[int | None, list[_Trace]] = defaultdict(list)
        walks: dict[PropertyPath, Walk] = {}
        for read, at in places.items():
            back = walks.setdefault(read.prefix, walk(inverse(read.prefix), index))
            key = None if read.predicate is None else index.terms.number(read.predicate)
            self._by_predicate[key].append(_Trace(back, read.is_forward, frozenset(at)))

    def of(self, changed: Collection[Numbers]) -> dict[int, set[int]]:
        """Return the focus nodes that changed triples may matter to, each with the places of the shapes.

        The index still has what went and already has what came.
        """
        touched: dict[int, set[int]] = defaultdict(set)
        everywhere = self._by_predicate.get(None, [])
        for subject, predicate, value in changed:
            for trace in (*self._by_predicate.get(predicate, ()), *everywhere):
                for focus in trace.back(subject if trace.is_forward else value):
                    touched[focus] |= trace.places
        return touched
