"""What clients ask to be written: an update, or a graph."""

from __future__ import annotations

from dataclasses import dataclass

from practicegraph.engine.updates import UsingDataset
from practicegraph.writing.curation import Upload, parse
from practicegraph.writing.edit import Edit
from practicegraph.writing.working import WorkingGraphs


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """A SPARQL update; ``dataset`` is what the request says that its WHERE reads."""

    text: str
    dataset: UsingDataset | None = None

    def apply(self, graphs: WorkingGraphs) -> None:
        """Make the update; see :meth:`practicegraph.writing.working.WorkingGraphs.update`."""
        graphs.update(self.text, self.dataset)


@dataclass(frozen=True, slots=True)
class GraphRequest:
    """A write of one graph: ``method`` is ``PUT``, ``POST`` or ``DELETE``; no IRI is the default graph's."""

    method: str
    iri: str | None
    uploads: tuple[Upload, ...] = ()

    def apply(self, graphs: WorkingGraphs) -> None:
        """Make the write; raises what :func:`practicegraph.writing.curation.parse` raises."""
        iri = self.iri or graphs.default
        if self.method == "DELETE":
            graphs.delete(iri)
            return
        graphs.check(iri)
        triples = [triple for upload in self.uploads for triple in parse(upload)]
        (graphs.put if self.method == "PUT" else graphs.post)(iri, triples)


def edited(request: UpdateRequest | GraphRequest, graphs: WorkingGraphs) -> Edit:
    """Apply a request and return what it changed; if it fails or may not be, all is as it was before."""
    try:
        request.apply(graphs)
        edit = graphs.edit()
        graphs.refuse_foreign(edit)
    except BaseException:
        graphs.rollback()
        raise
    return edit
