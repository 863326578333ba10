"""Why something was not published.

Apart from what publishes: the server only tells of it.
"""

from __future__ import annotations

from practicegraph.errors import PracticeGraphError


class StaleReleaseError(PracticeGraphError):
    """Another release became current while this one was made from its predecessor."""


class DiskFullError(PracticeGraphError):
    """The disk has no room for a release."""


class PublishingError(PracticeGraphError):
    """Another build or write is publishing in the same directory."""
