"""Why a write was not made.

Apart from what validates and reasons, which takes a second to load: the server only tells of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from practicegraph.errors import PracticeGraphError


class ShapesViolatedError(PracticeGraphError):
    """A write that breaks shapes; ``report`` is the JSON of the violations it brings."""

    def __init__(self, message: str, report: Mapping[str, Any]) -> None:
        super().__init__(message)
        self.report = report


class UpdateFailedError(PracticeGraphError):
    """An operation of an update that cannot be carried out, such as dropping a graph that is not there."""


class WriteRefusedError(PracticeGraphError):
    """A write whose outcome may not be published; ``reason`` is ``inconsistent`` or ``personal-data``."""

    def __init__(self, message: str, reason: str) -> None:
        super().__init__(message)
        self.reason = reason
