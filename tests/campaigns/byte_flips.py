"""Flip one byte at a time in every file of a small release and tell whether opening it notices.

    python tests/campaigns/byte_flips.py --positions 50 [--seed 1]

Positions are the first and the last byte of each file and as many random ones; each byte is changed by a random
mask and then put back. Ends with status 1 if a release with a changed byte was opened.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from pathlib import Path

from victim import small_release

from practicegraph.errors import DamagedReleaseError
from practicegraph.release.open import open_release


def flips(release: Path, *, positions: int, seed: int) -> tuple[int, int, list[str]]:
    """Return the number of files, of flips, and the places of flips that were not noticed."""
    chance, flipped, missed = random.Random(seed), 0, []  # noqa: S311 - nothing secret
    files = [path for path in sorted(release.rglob("*")) if path.is_file() and path.stat().st_size]
    for path in files:
        whole = path.read_bytes()
        places = {0, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(positions))}
        for place in sorted(places):
            _write(path, place, whole[place] ^ chance.randint(1, 255))
            try:
                if not noticed(release):
                    missed.append(f"{path.relative_to(release)}:{place}")
            finally:
                _write(path, place, whole[place])
            flipped += 1
    return len(files), flipped, missed


def noticed(release: Path) -> bool:
    """Tell whether a release is refused."""
    try:
        open_release(release)
    except DamagedReleaseError:
        return True
    return False


def _write(path: Path, place: int, byte: int) -> None:
    with path.open("r+b") as stream:
        stream.seek(place)
        stream.write(bytes((byte,)))


def main() -> int:
    """Flip as many bytes as the options say; print the figures as JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--positions", type=int, default=50, help="random positions in each file")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        release = (small_release(Path(name)) / "current").resolve()
        files, flipped, missed = flips(release, positions=options.positions, seed=options.seed)
        whole = not noticed(release)
    figures = {"held": not missed and whole, "files": files, "flips": flipped, "not_noticed": missed}
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")
    return 0 if figures["held"] else 1


if __name__ == "__main__":
    sys.exit(main())
