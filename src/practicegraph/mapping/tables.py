"""Tables of knowledge: the CSV files of ``data/lexicon`` and ``data/gazetteer``."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder


def read_table(path: Path | str, columns: Sequence[str]) -> list[dict[str, str]]:
    """Return the rows of a CSV table, values stripped; a ``str`` is a file of ``data/lexicon``.

    Lines that start with ``#`` are comments. Raises :class:`InvalidDataError` naming the file and line
    where the file is missing, lacks one of ``columns``, or has a row of another length.
    """
    path = folder("data", "lexicon", path) if isinstance(path, str) else path
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidDataError(f"cannot be read: {error}", source=path) from error
    reader = csv.reader("" if line.startswith("#") else line for line in lines)
    header: list[str] = []
    rows: list[dict[str, str]] = []
    for values in reader:
        if not values:
            continue
        if not header:
            header = values
            missing = [column for column in columns if column not in header]
            if missing:
                raise InvalidDataError(f"lacks the columns {', '.join(missing)}", source=path, place=1)
            continue
        if len(values) != len(header):
            message = f"has {len(values)} values for {len(header)} columns"
            raise InvalidDataError(message, source=path, place=reader.line_num)
        rows.append({name: value.strip() for name, value in zip(header, values, strict=True)})
    return rows


def alternation(forms: Iterable[str]) -> str:
    """Return a pattern that matches any of ``forms``, the longest first.

    A space matches any white space, an apostrophe any of its forms. An empty list gives a pattern that matches nothing.
    """
    ordered = sorted(dict.fromkeys(form for form in forms if form), key=lambda form: (-len(form), form))
    escaped = (
        r"\s+".join(re.escape(word).replace("'", "['’´`]") for word in form.split(" ")) for form in ordered
    )
    return "(?:" + "|".join(escaped) + ")" if ordered else "(?!)"
