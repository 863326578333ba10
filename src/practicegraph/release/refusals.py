"""Why something was not published.

Apart from what publishes and validates, which takes a second to load: the server only tells of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from practicegraph.errors import PracticeGraphError


class StaleReleaseError(PracticeGraphError):
    """Another release became current while this one was made from its predecessor."""


class DiskFullError(PracticeGraphError):
    """The disk has no room for a release."""


class PublishingError(PracticeGraphError):
    """Another build or write is publishing in the same directory."""


class ShapesViolatedError(PracticeGraphError):
    """A write that breaks shapes; ``report`` is the JSON of the violations it brings."""

    def __init__(self, message: str, report: Mapping[str, Any]) -> None:
        super().__init__(message)
        self.report = report
