"""Who may write: bearer tokens, of which only hashes are kept.

A token is 256 random bits, so a plain SHA-256 of it cannot be searched for. The file has one line for each:
a name, a space, the hash in hexadecimal digits; lines that begin with ``#`` are remarks.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path
from typing import Final

from practicegraph.errors import InvalidDataError

_LINE: Final = re.compile(r"(?P<name>[\w.@-]+) (?P<hash>[0-9a-f]{64})")


def holder(token: str, file: Path) -> str | None:
    """Return the name of a token's holder, ``None`` if nobody has it. Takes as long whichever it is.

    Raises :class:`InvalidDataError` naming the line of a file that is none of ours.
    """
    given = _hash(token).encode()
    found = None
    for name, stored in entries(file).items():
        if hmac.compare_digest(stored.encode(), given):
            found = name
    return found


def entries(file: Path) -> dict[str, str]:
    """Return the hashes by name; empty if there is no file."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidDataError(f"cannot be read: {error}", source=file) from error
    found: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise InvalidDataError("is no line of a name and a hash", source=file, place=number)
        found[match["name"]] = match["hash"]
    return found


def issue(name: str, file: Path) -> str:
    """Make a token for ``name``, add its hash to the file, and return it; it is stored nowhere else.

    Raises :class:`InvalidDataError` for a name that cannot be or is there already.
    """
    if not re.fullmatch(r"[\w.@-]+", name):
        raise InvalidDataError(f"a name has letters, digits and . @ _ -, got {name!r}", source="name")
    if name in entries(file):
        raise InvalidDataError(f"{name} has a token already; remove the line to make another", source=file)
    token = secrets.token_urlsafe(32)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with open(descriptor, "a", encoding="utf-8") as stream:  # noqa: PTH123 - made readable to the owner only
        stream.write(f"{name} {_hash(token)}\n")
    return token


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
