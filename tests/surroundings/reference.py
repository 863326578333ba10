"""Where the reference material is that tests read and that does not ship."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

SHARED: Final = Path(os.environ.get("PRACTICEGRAPH_SHARED", Path(__file__).parents[3] / "shared"))
"""The folder beside the checkout, or the one that ``PRACTICEGRAPH_SHARED`` names; it may be missing."""

CONFORMANCE: Final = SHARED / "conformance"
"""The W3C's test suites."""
