"""Where everything of a release lies on disk.

::

    DIR/current                       symlink to releases/ID, switched atomically
    DIR/releases/ID/release.json      the manifest: what the release is made of
    DIR/releases/ID/graphs/NAME.nq    one canonical file per named graph
    DIR/releases/ID/texts/SLUG.txt    the masked canonical text of each document
    DIR/releases/ID/GROUP, GROUP.sha256   what is derived from these, each group with its checksums
    DIR/releases/ID/downloads.pending  while the downloads are still to be made
    DIR/writing/                      stores that the processes of servers write, nobody else's business
    DIR/private/ID.jsonl              personal facts, readable by the owner only
    DIR/vocabularies/NAME.ttl         vocabularies of others, for the next build
    DIR/cache/                        mapped documents, for the next build; readable by the owner only
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MANIFEST: Final = "release.json"
MANIFEST_CHECKSUM: Final = "release.sha256"
GRAPHS: Final = "graphs"
TEXTS: Final = "texts"
SNAPSHOT: Final = "snapshot"
VALIDATION: Final = "validation"
STATISTICS: Final = "statistics"
DOWNLOADS: Final = "downloads"
DOWNLOADS_PENDING: Final = "downloads.pending"
"""The mark of a release whose downloads are not made yet, or not all: none may be given out."""
DERIVED: Final = (SNAPSHOT, VALIDATION, STATISTICS, DOWNLOADS)
"""Groups of files that follow from the graphs; each is a folder with a checksum file beside it."""

_ID: Final = re.compile(r"[0-9a-f]{16}")
_BUILDING: Final = ".building-"


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths in one data directory."""

    directory: Path

    @property
    def current(self) -> Path:
        """The symlink to the release that is served."""
        return self.directory / "current"

    @property
    def releases(self) -> Path:
        """The folder of all releases."""
        return self.directory / "releases"

    @property
    def private_folder(self) -> Path:
        """The folder of personal facts."""
        return self.directory / "private"

    @property
    def cache(self) -> Path:
        """The folder of mapped documents that a build keeps for the next."""
        return self.directory / "cache"

    @property
    def writing(self) -> Path:
        """The folder of the stores that writers keep; each removes those whose owner is gone."""
        return self.directory / "writing"

    @property
    def vocabularies(self) -> Path:
        """The folder of the vocabularies imported for the next build."""
        return self.directory / "vocabularies"

    @property
    def lock(self) -> Path:
        """The file that a writer locks."""
        return self.directory / ".lock"

    def release(self, identifier: str) -> Path:
        """Return the folder of a release."""
        return self.releases / identifier

    def private(self, identifier: str) -> Path:
        """Return the file of the personal facts found when a release was built."""
        return self.private_folder / f"{identifier}.jsonl"

    def building(self, identifier: str) -> Path:
        """Return where a release is written before it is published."""
        return self.releases / f"{_BUILDING}{identifier}"

    def leftovers(self) -> tuple[Path, ...]:
        """Return what builds that were killed left behind."""
        return tuple(sorted(self.releases.glob(f"{_BUILDING}*")))

    def identifiers(self) -> tuple[str, ...]:
        """Return the ids of all releases that are there, damaged ones included, in order."""
        if not self.releases.is_dir():
            return ()
        return tuple(sorted(path.name for path in self.releases.iterdir() if _ID.fullmatch(path.name)))

    def current_identifier(self) -> str | None:
        """Return the id that ``current`` points to, ``None`` without one."""
        return self.current.readlink().name if self.current.is_symlink() else None


def lacks_downloads(release: Path) -> bool:
    """Whether the downloads of the release in a folder are still to be made."""
    return (release / DOWNLOADS_PENDING).exists()
