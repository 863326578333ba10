"""Where the folders of knowledge are: inside an installed wheel, else at the checkout's root.

The folders are ``ontology``, ``shapes``, ``queries`` and ``data``.
"""

from __future__ import annotations

from pathlib import Path


def root() -> Path:
    """Return the directory that holds ``ontology``, ``shapes``, ``queries`` and ``data``."""
    package = Path(__file__).parent
    packaged = package / "resources"
    return packaged if packaged.is_dir() else package.parents[1]


def folder(*parts: str) -> Path:
    """Return the path of one resource folder or file, such as ``folder("data", "vocabularies")``."""
    return root().joinpath(*parts)
