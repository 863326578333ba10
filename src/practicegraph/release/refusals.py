"""Why something was not published.

Apart from what publishes: the server only tells of it.
"""

from __future__ import annotations

from typing import Final

from practicegraph.errors import PracticeGraphError

NO_ROOM: Final = "there is no room on disk for another release; nothing was changed"


class StaleReleaseError(PracticeGraphError):
    """Another release became current while this one was made from its predecessor."""


class DiskFullError(PracticeGraphError):
    """The disk has no room for a release."""


class PublishingError(PracticeGraphError):
    """Another build or write is publishing in the same directory."""
