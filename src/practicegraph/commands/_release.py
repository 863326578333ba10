"""What the commands that read a release share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from practicegraph.release.open import Release


def current_release(directory: Path | None) -> Release:
    """Open the current release of a data directory, the one of the settings by default.

    Raises :class:`PracticeGraphError` that says how to get one if there is none.
    """
    from practicegraph.errors import PracticeGraphError
    from practicegraph.release.layout import MANIFEST, Layout
    from practicegraph.release.open import open_release
    from practicegraph.settings import Settings

    folder = Settings.from_environment(directory=directory).directory
    if not (folder / MANIFEST).is_file() and Layout(folder).current_identifier() is None:
        raise PracticeGraphError(
            "holds no release; make one by `practicegraph build` or `practicegraph serve`", source=folder
        )
    return open_release(folder)
