"""A validation that is kept: its report follows what the data states, write by write.

    validator = Validator(load_shapes(), background)     # once
    validator.load(triples)                              # once: validates everything
    change = validator.update(added, removed)            # a write: validates what it can matter to, nothing else
    change.violations                                    # the violations that came with it: the gate
    validator.report                                     # of the whole, as it is now
    validator.update(removed, added)                     # refused: and all is as it was

What is stated counts how often: hand in what each graph gains and loses, and a triple that two graphs have stays until
both have lost it. Hand in only what a graph really gains (it did not have it) and loses (it had it).

A shape is looked at again for those focus nodes from which what it reads (its targets, its paths, its queries) leads to
a triple that came or went. At all times :attr:`Validator.report` is what a validator gives that is loaded with the same
triples afresh.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from pyoxigraph import Triple

from practicegraph.validation.affected import Aims, Traces
from practicegraph.validation.compilation import Compiler
from practicegraph.validation.constraints import Finding
from practicegraph.validation.report import Report, ReportChange, SortedResults
from practicegraph.validation.results import result_of
from practicegraph.validation.shapes import Shapes
from practicegraph.validation.targets import SUBCLASS
from practicegraph.validation.triple_index import TripleIndex


class Validator:
    """Shapes over triples that come and go. Not for use by several threads at once.

    ``background`` (the ontology, the vocabularies) is known to the shapes but not validated itself. A triple may be
    stated several times, as by several graphs, and has to be withdrawn as often. Raises
    :class:`practicegraph.validation.patterns.UnsupportedShapesError` for shapes that only the reference engine runs.
    """

    def __init__(self, shapes: Shapes, background: Iterable[Triple] = ()) -> None:
        self._index = TripleIndex()
        compiler = Compiler(shapes, self._index)
        self._classes = compiler.classes
        targeted = compiler.targeted()
        self._shapes = [shape for shape, _ in targeted]
        is_partial = bool(self._index.know(map(self._index.encode, background)))
        self._aims = Aims(self._index, [target for _, target in targeted], is_partial=is_partial)
        self._traces = Traces(self._index, [(shape, compiler.target_reads(shape)) for shape in self._shapes])
        self._found: list[dict[int, list[Finding]]] = [{} for _ in self._shapes]
        self._results = SortedResults()
        self._refresh()

    @property
    def report(self) -> Report:
        """The report on all that is stated now."""
        return self._results.report()

    def load(self, triples: Iterable[Triple]) -> None:
        """State triples and validate everything; the way to begin."""
        self._index.state(map(self._index.encode, triples))
        self._refresh()
        self._replace(self._everything())

    def update(
        self,
        added: Iterable[Triple] = (),
        removed: Iterable[Triple] = (),
        *,
        known: Iterable[Triple] = (),
        forgotten: Iterable[Triple] = (),
    ) -> ReportChange:
        """State ``added`` once more and ``removed`` once less; return what that does to the report.

        ``known`` and ``forgotten`` come to the background and go from it.
        """
        index = self._index
        # What cannot be encoded is told before anything is changed.
        stated, withdrawn, learnt, lost = (
            [index.encode(triple) for triple in triples] for triples in (added, removed, known, forgotten)
        )
        come = {*index.state(stated), *index.know(learnt)}
        gone = {*index.withdraw(withdrawn), *index.forget(lost)}
        changed = come | gone
        subclass = index.terms.number(SUBCLASS)
        if any(predicate == subclass for _, predicate, _ in changed):
            index.drop(gone)
            self._refresh()
            return self._replace(self._everything())
        touched = self._traces.of(changed)
        for each in self._aims.doubtful(changed):
            touched[each].update(range(len(self._shapes)))
        index.drop(gone)
        return self._replace(self._looked_at(touched))

    def _refresh(self) -> None:
        self._classes.refresh()
        self._aims.refresh()

    def _everything(self) -> Iterator[tuple[int, int, list[Finding]]]:
        """Yield what each shape finds at each of its focus nodes, and where it found something before."""
        for place, found in enumerate(self._found):
            for focus in list(found):
                if place not in self._aims.at(focus):
                    yield place, focus, []
        yield from self._looked_at(dict.fromkeys(self._aims.candidates()))

    def _looked_at(
        self, touched: Mapping[int, Collection[int] | None]
    ) -> Iterator[tuple[int, int, list[Finding]]]:
        """Yield what shapes find at nodes; ``None`` is every shape that is aimed at the node."""
        asked: dict[int, dict[int, list[Finding]]] = defaultdict(dict)
        for focus, places in touched.items():
            aimed = self._aims.at(focus)
            for place in aimed if places is None else places:
                found: list[Finding] = []
                if place in aimed:
                    shape = self._shapes[place]
                    shape.look(focus, found)
                    if shape.queries:
                        asked[place][focus] = found
                        continue
                if found or focus in self._found[place]:
                    yield place, focus, found
        for place, by_focus in asked.items():
            yield from self._answered(place, by_focus)

    def _answered(
        self, place: int, by_focus: dict[int, list[Finding]]
    ) -> Iterator[tuple[int, int, list[Finding]]]:
        """Yield what a shape finds at nodes, its queries asked for all of them together."""
        for query in self._shapes[place].queries:
            for focus, findings in query.find(by_focus).items():
                by_focus[focus] += findings
        for focus, found in by_focus.items():
            if found or focus in self._found[place]:
                yield place, focus, found

    def _replace(self, findings: Iterable[tuple[int, int, list[Finding]]]) -> ReportChange:
        """Put findings in the place of earlier ones; return what that does to the report."""
        came: list[Finding] = []
        went: list[Finding] = []
        for place, focus, new in findings:
            old = self._found[place].pop(focus, [])
            if new:
                self._found[place][focus] = new
            if old:
                kept = Counter(old) & Counter(new)
                came += (Counter(new) - kept).elements()
                went += (Counter(old) - kept).elements()
            else:
                came += new
        terms = self._index.terms
        return self._results.change(
            [result_of(finding, terms) for finding in came], [result_of(finding, terms) for finding in went]
        )
