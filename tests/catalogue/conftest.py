"""The two releases that the queries are asked of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest

from practicegraph.building.build import build
from practicegraph.catalogue.binding import bind
from practicegraph.catalogue.catalogue import Catalogue
from practicegraph.release.open import Release
from practicegraph.settings import Settings

Ask = Callable[[str, str, Mapping[str, Sequence[str]]], ox.QuerySolutions]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load()


@pytest.fixture(scope="session")
def corpus_release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release of the documents in ``corpus/``, written to answer what the seeds cannot."""
    documents = Path(__file__).with_name("corpus")
    directory = tmp_path_factory.mktemp("corpus")
    return build((documents,), Settings(directory=directory), lambda *_: None)


@pytest.fixture(scope="session")
def ask(catalogue: Catalogue, request: pytest.FixtureRequest) -> Ask:
    """Ask a query of the release ``seeds`` or ``corpus``."""
    stores: dict[str, ox.Store] = {}

    def ask(release: str, name: str, values: Mapping[str, Sequence[str]]) -> ox.QuerySolutions:
        if release not in stores:
            found: Release = request.getfixturevalue(f"{release}_release")
            stores[release] = ox.Store.read_only(str(found.snapshot))
        answer = stores[release].query(bind(catalogue[name], values))
        assert isinstance(answer, ox.QuerySolutions)
        return answer

    return ask
