"""Solutions as CSV that spreadsheet programs open without running what stands in it; SPARQL's own CSV is left as it is."""

from __future__ import annotations

import csv
import io
import re
from typing import IO, Final

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, Triple

from practicegraph.terms import PREFIXES

BYTE_ORDER_MARK: Final = "\ufeff"
"""By which spreadsheet programs know UTF-8."""
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet program may take for the beginning of a formula, in the widths of East Asia too."""
_NUMERIC: Final = frozenset(
    PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "float", "long", "int")
)
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_STRIDE: Final = 1 << 16
"""Characters after which what is written is handed on."""

_Term = NamedNode | BlankNode | Literal | Triple | None


def inert(text: str) -> str:
    """Return text with an apostrophe before it, if a spreadsheet program would run it as a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def write_for_spreadsheets(results: QuerySolutions | QueryBoolean, output: IO[bytes]) -> None:
    """Write solutions in UTF-8: header, CRLF (RFC 4180), a byte order mark, text that stays text; or a truth value."""
    if isinstance(results, QueryBoolean):
        output.write(b"true" if results else b"false")
        return
    written = io.StringIO(newline="")
    written.write(BYTE_ORDER_MARK)
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([variable.value for variable in results.variables])
    for solution in results:
        writer.writerow([_cell(term) for term in solution])
        if written.tell() > _STRIDE:
            _hand_on(written, output)
    _hand_on(written, output)


def _hand_on(written: io.StringIO, output: IO[bytes]) -> None:
    output.write(written.getvalue().encode())
    written.seek(0)
    written.truncate()


def _cell(term: _Term) -> str:
    match term:
        case None:
            return ""
        case Literal() if term.datatype.value in _NUMERIC and _NUMBER.fullmatch(term.value):
            return term.value
        case Literal() | NamedNode():
            return inert(term.value)
        case _:
            return str(term)
