"""Small questions about a query's parts, asked within a budget of questions and of time."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Final

from practicegraph.engine import errors
from practicegraph.engine.emptiness.outline import Outline, expand
from practicegraph.engine.formats import RESULT_FORMATS
from practicegraph.engine.protocol import Dataset, Engine

Row = dict[str, dict[str, str]]
"""A solution as in SPARQL 1.1 Query Results JSON."""

PROBES: Final = 80
"""Questions that one explanation may ask."""
_PROBE_SECONDS: Final = 2.0
_MAX_SLOW: Final = 2
"""Questions that may run out of their time: each costs a worker."""


class BudgetSpentError(Exception):
    """The explanation ends here: no more questions, or no more time."""


class Probe:
    """Asks about patterns in the prologue and dataset of one query."""

    def __init__(
        self,
        engine: Engine,
        outline: Outline,
        dataset: Dataset | None,
        seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``seconds`` is the time for all questions together."""
        self.outline = outline
        self.count = 0
        self.named = (*dataset.default_graphs, *dataset.named_graphs) if dataset else ()
        self._engine = engine
        self._dataset = dataset
        self._clock = clock
        self._end = clock() + seconds
        self._slow = 0

    def holds(self, body: str) -> bool:
        """Return whether a group has a solution; one that cannot be told in time is taken to have one."""
        found = self._ask(f"ASK {self.outline.dataset} WHERE {{ {body} }}")
        return True if found is None else bool(found["boolean"])

    def rows(self, columns: str, body: str, tail: str = "LIMIT 10") -> list[Row]:
        """Return solutions of a group, none where they cannot be told in time."""
        found = self._ask(f"SELECT {columns} {self.outline.dataset} WHERE {{ {body} }} {tail}")
        rows: list[Row] = [] if found is None else found["results"]["bindings"]
        return rows

    def elsewhere(self, pattern: str, *, limit: int = 5) -> list[Row]:
        """Return the named graphs in which a pattern holds, whatever dataset the query names."""
        text = f"SELECT DISTINCT ?it__ WHERE {{ GRAPH ?it__ {{ {pattern} }} }} LIMIT {limit}"
        found = self._ask(text, everywhere=True)
        rows: list[Row] = [] if found is None else found["results"]["bindings"]
        return rows

    def iri(self, term: str) -> str | None:
        """Return the IRI that a term of the query stands for, ``None`` for what is none."""
        return expand(term, self.outline.prefixes)

    def written(self, iri: str) -> str:
        """Return an IRI as the query may write it, with the query's own prefixes."""
        for prefix, namespace in self.outline.prefixes.items():
            local = iri.removeprefix(namespace)
            if local != iri and local.replace("-", "").replace("_", "").isalnum():
                return f"{prefix}:{local}"
        return f"<{iri}>"

    def _ask(self, query: str, *, everywhere: bool = False) -> dict[str, dict[str, list[Row]]] | None:
        left = self._end - self._clock()
        if self.count >= PROBES or left <= 0 or self._slow >= _MAX_SLOW:
            raise BudgetSpentError
        self.count += 1
        try:
            answer = self._engine.run(
                f"{self.outline.prologue} {query}",
                media_type=RESULT_FORMATS[0].media_type,
                dataset=None if everywhere else self._dataset,
                deadline=min(left, _PROBE_SECONDS),
            )
        except errors.DeadlineExceededError:
            self._slow += 1
            return None
        except (errors.EngineBusyError, errors.WorkerMemoryError, errors.WorkerCrashedError):
            raise BudgetSpentError from None
        except errors.EngineError:
            return None
        found: dict[str, dict[str, list[Row]]] = json.loads(answer.body)
        return found
