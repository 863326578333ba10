"""All queries that ship, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from practicegraph.catalogue.query import Query, read_query
from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder
from practicegraph.terms import BASE
from practicegraph.wording import Wording


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The queries of one folder."""

    queries: Mapping[str, Query]

    @classmethod
    def load(cls, path: Path | None = None, base: str = BASE) -> Self:
        """Read every ``.rq`` file of a folder, the shipped one by default, for a release of that base.

        Raises :class:`InvalidDataError` for a file that is no query or that has no English title.
        """
        files = sorted((path or folder("queries")).glob("*.rq"))
        queries = {file.stem: read_query(file, base) for file in files}
        for file in files:
            if "en" not in queries[file.stem].titles:
                raise InvalidDataError("has no line '# title@en: ...'", source=file, place=1)
        return cls(queries)

    def __iter__(self) -> Iterator[Query]:
        return iter(self.queries.values())

    def __len__(self) -> int:
        return len(self.queries)

    def __getitem__(self, name: str) -> Query:
        """Return a query; raises :class:`InvalidDataError` that lists near names."""
        try:
            return self.queries[name]
        except KeyError:
            near = [known for known in self.queries if name in known or known in name]
            told = (
                Wording("no query of that name; did you mean {names}?", names=", ".join(near))
                if near
                else "no query of that name"
            )
            raise InvalidDataError(told, source=name) from None
