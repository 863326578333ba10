"""The benchmark of the mapping runs, and what it measures does not depend on the processes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "mapping_speed.py"


def measured(processes: int) -> dict[str, object]:
    command = [sys.executable, SCRIPT, "--measure", "40", "--processes", str(processes)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, object] = json.loads(done.stdout)
    return figures


def test_any_number_of_processes_writes_the_same_quads() -> None:
    one, two = measured(1), measured(2)
    assert one["sha256"] == two["sha256"]
    assert one["documents"] == 40
    assert int(str(one["quads"])) > 40 * 50
