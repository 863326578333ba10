"""What the last build was made of, so that a build of the same finds its release instead of making it again.

::

    DIR/cache/last.json    what it was made of, its release, and what it told

As an entry of the mapping's cache it is named by a hash of all that a release depends on, and may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Self

from practicegraph.building.mapping_cache import MappingCache
from practicegraph.derivation.resources import Resources
from practicegraph.reading.blocks import Document
from practicegraph.release.checksums import digest
from practicegraph.release.layout import Layout
from practicegraph.release.open import GraphFile, Release
from practicegraph.release.publish import publish_again

_LOG: Final = logging.getLogger(__name__)
_FILE: Final = "last.json"


@dataclass(frozen=True, slots=True)
class LastBuild:
    """A build: the hash of what it was ``made_of``, its ``release``, and the languages it told to be unknown.

    ``private`` is the SHA-256 of the file of personal facts, which no manifest names.
    """

    made_of: str
    release: str
    private: str
    unknown_languages: tuple[str, ...]

    @classmethod
    def of(cls, made_of: str, release: Release, directory: Path, unknown_languages: Iterable[str]) -> Self:
        """Return the build that published a release in ``directory`` just now."""
        private = digest(Layout(directory).private(release.id))
        return cls(made_of, release.id, private, tuple(unknown_languages))

    @classmethod
    def read(cls, directory: Path) -> Self | None:
        """Return the last build of a data directory, ``None`` if nothing sound is kept of one."""
        try:
            record = json.loads((Layout(directory).cache / _FILE).read_bytes())
            return cls(**record | {"unknown_languages": tuple(record["unknown_languages"])})
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def write(self, directory: Path) -> None:
        """Keep this build as the last one. A disk that refuses is logged: it is not needed."""
        path = Layout(directory).cache / _FILE
        writing = path.with_suffix(".writing")
        try:
            writing.write_text(json.dumps(asdict(self), ensure_ascii=False), "utf-8")
            writing.chmod(0o600)
            writing.replace(path)
        except OSError as error:
            _LOG.warning("%s: cannot be kept: %s", path, error.strerror or error)

    def publish(self, directory: Path, *, keep: int) -> Release | None:
        """Make the release of this build the current one again; ``None`` if not all its files are sound."""
        return publish_again(self.release, self.private, directory, keep=keep)


def made_of(
    documents: Iterable[Document],
    curated: Iterable[GraphFile],
    resources: Resources,
    base: str,
    cache: MappingCache,
) -> str:
    """Return the hash of all that a release depends on: documents, what curators wrote, our files, code, libraries."""
    parts = (
        [cache.key(document) for document in documents],
        [(entry.name, entry.sha256) for entry in curated],
        resources.fingerprint(),
        base,
    )
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
