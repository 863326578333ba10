"""Tables whose first row says what stands in their columns: a practice or an item in every further row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.fact import ROLE_FIELDS
from practicegraph.mapping.heading_reader import HeadingReader
from practicegraph.mapping.headings import UNKNOWN_MATCH, Heading, HeadingMatch, without_hint
from practicegraph.mapping.section import PROSE_FIELDS
from practicegraph.reading.blocks import Block, BlockKind

COLUMN: Final = "heading:column"
"""How a field was told that the head of a column asks for."""
_OF_ITEMS: Final = frozenset(ROLE_FIELDS) | {
    "activity", "result", "impact", "challenge", "targetGroup", "beneficiary", "place", "budget", "count",
}  # fmt: skip
"""Fields whose items a table may list, one a row."""
_OF_AN_ITEM: Final = frozenset({"place", "organizationType", "budget", "contact", "link", "title"})
"""Fields that in such a table tell of the row's item, not of the practice."""
_PAYERS: Final = frozenset({"funding", "fundingProgramme", "funder"})
_AMOUNTS: Final = frozenset({"fundingAmount", "budget"})
_AS_ROLE: Final = {
    "funding": "funder", "fundingShare": "funder", "fundingAmount": "funder", "fundingProgramme": "funder",
    "evaluation": "evaluator",
}  # fmt: skip
"""The roles of those in whose cell another field's name stands: "Evaluation", "Co-funding"."""
_PIECES: Final = re.compile(r"[,;/+&(]|\s[–-]\s")
_FIGURE: Final = re.compile(r"[~<>≥≤+]?\s*\d[\d\s.,'’]*(?:%|\+)?|[-–—]|")
_NUMBER: Final = re.compile(r"\d{1,3}")
_OF_DAYS: Final = frozenset({"start", "end", "period", "published"})
_OF_WORDS: Final = (
    frozenset(ROLE_FIELDS) | frozenset(PROSE_FIELDS) | {"title", "targetGroup", "place", "country"}
)
YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_PERCENT: Final = re.compile(r"[~≈]?\s*\d{1,3}(?:[.,]\d+)?\s?[%٪]|%\s?\d{1,3}(?:[.,]\d+)?")
_ADDRESS: Final = re.compile(r"://|www\.|@")
_HINT: Final = re.compile(r"\([^()]+\)")
"""What explains the label over it."""
_LABELLED: Final = re.compile(r"[^:]*[^\W\d_][^:]*: +[^\W_]")
_CELL: Final = 60
_ROWS: Final = 2
_SURE: Final = 3
_BANDS: Final = 4
"""Rows that labels and values have in turn at least."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table hold: for each its field, ``None`` where nobody knows.

    ``records`` tells that every row is a practice of its own.
    """

    matches: Mapping[int, HeadingMatch | None]
    records: bool
    heads: Mapping[int, str]
    """What the heads say."""
    roles: int | None = None
    """The column that says what the organisation of each row does, where its head says so."""

    def cells(
        self, row: Sequence[Block], headings: HeadingReader, cues: Cues
    ) -> list[tuple[Block, HeadingMatch | None]]:
        """Return the cells of a row with their fields; an organisation's role may stand in a cell beside it.

        Of money the last row may give the sum, which is the budget; who runs the practice is no payer of its own part.
        """
        if not self.records and any(_asks(match, _AMOUNTS) for match in self.matches.values()):
            if is_total(row[0].text, cues):
                return [(cell, self._sum(cell)) for cell in row]
            if _is_of_sum(row[0].text, cues):
                return [
                    (cell, None if cell is row[0] else self.matches.get(cell.column or 0)) for cell in row
                ]
        role = None
        if self.roles is not None:
            told_of = (cell.text for cell in row if (cell.column or 0) == self.roles)
            role = next((match for text in told_of if (match := _role(text, headings))), _told("partner"))
        elif not self.records and any(map(_names_organization, self.matches.values())):
            told = (headings.known(cell.text) for cell in row if self.matches.get(cell.column or 0) is None)
            role = next((match for match in told if _names_organization(match)), None)
        found = []
        for cell in row:
            match = self.matches.get(cell.column or 0)
            found.append((cell, role if role is not None and _names_organization(match) else match))
        return found

    def _sum(self, cell: Block) -> HeadingMatch | None:
        match = self.matches.get(cell.column or 0)
        return _told("budget") if _asks(match, _AMOUNTS) else None


def _role(text: str, headings: HeadingReader) -> HeadingMatch | None:
    """Return the role that a cell tells of an organisation, by its first words that tell one: "Lead, coordination"."""
    for piece in _PIECES.split(text):
        match = headings.cell(piece.strip()) if piece.strip() else None
        row = None if match is None else match.field("")
        field = None if row is None else _AS_ROLE.get(row.field, row.field)
        if field in ROLE_FIELDS:
            return _told(field)
    return None


def stacks(rows: Sequence[Sequence[Block]], headings: HeadingReader) -> bool:
    """Tell whether all cells of one of the rows have a known label over their values."""
    return any(
        (told := stacked_cells(row, headings, stacked=False)) is not None
        and all(match.rows for match, _, _ in told)
        for row in rows
    )


def label_rows(rows: Sequence[Sequence[Block]], headings: HeadingReader) -> int:
    """Return how many rows at the beginning of a table are labels and their values in turn: none, or four at least."""
    count = 0
    for labels, values in zip(rows[::2], rows[1::2], strict=False):
        known = [headings.label_text(cell.text) is not None for cell in labels]
        columns = {cell.column for cell in labels}
        single = count == 0 and len(columns) < _ROWS
        if single or len(columns) < len(labels) or 2 * sum(known) <= len(known) or not _may_be_head(labels):
            break
        if {cell.column for cell in values} - columns or _are_labels(values, headings):
            break
        count += 2
    return count if count >= _BANDS else 0


def _are_labels(row: Sequence[Block], headings: HeadingReader) -> bool:
    first = not row[0].column and headings.known(row[0].text) is not None
    return first or 2 * sum(headings.cell(cell.text) is not None for cell in row) >= len(row)


def read_columns(rows: Sequence[Sequence[Block]], headings: HeadingReader, cues: Cues) -> Columns | None:
    """Return what the columns under the first of ``rows`` hold; ``None`` where it is no head of a table.

    Two of its cells at least, and half of them, ask for a field, and the cells below the first do not: a form has
    its headings there. A row is a practice where a column has titles or stands under a word like "Project".
    """
    head, *others = rows
    heads = {cell.column or 0: cell.text for cell in head}
    if len(head) < _ROWS or not others or not _may_be_head(head):
        return None
    matches = {cell.column or 0: _field(headings.cell(cell.text, whole=False)) for cell in head}
    matches = {at: match if _holds(at, match, others) else None for at, match in matches.items()}
    title = next((cell.column or 0 for cell in head if headings.names_thing(cell.text)), None)
    if title is not None and not any(_asks(match, {"title"}) for match in matches.values()):
        matches[title] = _told("title")
    if any(_asks(match, _AMOUNTS) for match in matches.values()):
        # Beside sums a column of sources holds no addresses.
        matches = {
            at: _told("funding")
            if _asks(match, {"link"}) and not any(map(_ADDRESS.search, _below(at, others)))
            else match
            for at, match in matches.items()
        }
    roles = _column_of_roles(heads, matches, others, headings, cues)
    if roles is not None:
        matches[roles] = None
    known = [match for match in matches.values() if match is not None]
    fields = {match.rows[0].field for match in known}
    told = roles is not None
    if len(fields) + told < _ROWS or 2 * (len(known) + told) < len(matches):
        return None
    keys = [row[0].text for row in others if not row[0].column]
    forms = sum(headings.cell(key) is not None and not _is_of_sum(key, cues) for key in keys)
    if 2 * forms >= max(len(keys), 1) and not (len(known) == len(matches) >= _SURE and not forms):
        return None
    if any(_asks(match, {"title"}) for match in known):
        return Columns(matches, records=True, heads=heads)
    if any(_asks(match, _PAYERS) for match in known):
        matches = _of_payers(matches, others)
    first = next((match for match in matches.values() if match is not None), None)
    if len(others) > 1 and _asks(first, _OF_ITEMS):
        own = _OF_AN_ITEM if roles is None else _OF_AN_ITEM | _OF_DAYS | {"duration"}
        matches = {
            at: None if match is not first and _asks(match, own) else match for at, match in matches.items()
        }
    return Columns(matches, records=False, heads=heads, roles=roles)


def _column_of_roles(
    heads: Mapping[int, str],
    matches: Mapping[int, HeadingMatch | None],
    rows: Sequence[Sequence[Block]],
    headings: HeadingReader,
    cues: Cues,
) -> int | None:
    """Return the column that says what the organisations before it do, if one of its cells tells a role."""
    named = next((at for at, match in matches.items() if _names_organization(match)), None)
    for at, text in heads.items():
        if named is None or at <= named or not cues.matches("column:role", without_hint(text.strip(" :*_"))):
            continue
        if any(_role(cell, headings) is not None for cell in _below(at, rows)):
            return at
    return None


def _of_payers(
    matches: Mapping[int, HeadingMatch | None], rows: Sequence[Sequence[Block]]
) -> dict[int, HeadingMatch | None]:
    """Return what columns hold beside one of payers: what each gave, and, in percent, its share."""
    told = dict(matches)
    for at, match in matches.items():
        cells = _below(at, rows)
        if match is None and len(cells) >= _ROWS and all(map(_PERCENT.fullmatch, cells)):
            told[at] = _told("fundingShare")
        elif _asks(match, {"budget"}):
            told[at] = _told("fundingAmount")
    return told


def heads_figures(rows: Sequence[Sequence[Block]], headings: HeadingReader, cues: Cues) -> bool:
    """Tell whether the first of ``rows`` stands over columns of figures: "Indicator, target, achieved".

    A form has figures in its second column, too, but beside labels that ask for them.
    """
    head, *others = rows
    if len(head) < _ROWS or not others or not _may_be_head(head):
        return False
    # Nothing stands over the first column: the head of a form begins there.
    pair = len(head) < _SURE and not head[0].column
    if not pair and any(letter.isdigit() for cell in head for letter in YEAR.sub("", cell.text)):
        return False
    if pair and not cues.matches("column:indicator", head[0].text.strip(" :*_")):
        return False
    if pair and (len(others) < _ROWS or any(headings.known(row[0].text) for row in others)):
        return False
    figures = [cell.text for row in others for cell in row if cell.column]
    return len(figures) >= len(head) - 1 and all(map(_FIGURE.fullmatch, figures))


def pairs_keys(rows: Sequence[Sequence[Block]], headings: HeadingReader) -> bool:
    """Tell whether rows of a form have several keys each: most that stand where keys would are known, few values are."""
    even = [cells for row in rows if _may_be_pairs(cells := _by_column(row))]
    keys = sum(headings.cell(key[0].text) is not None for cells in even for key in cells[::2])
    values = sum(headings.cell(value[0].text) is not None for cells in even for value in cells[1::2])
    return keys >= _SURE and 4 * keys >= sum(map(len, even)) and 4 * values <= keys


def key_pairs(row: Sequence[Block], headings: HeadingReader, *, paired: bool) -> Iterator[Sequence[Block]]:
    """Yield a row of a form, parted where it has several keys, each with its value.

    ``paired`` tells that other rows of the form have.
    """
    cells = _by_column(row)
    keys = [key[0] for key in cells[::2]]
    if not _may_be_pairs(cells) or (not paired and any(headings.cell(key.text) is None for key in keys)):
        yield row
        return
    for key, value in zip(keys, cells[1::2], strict=True):
        yield [replace(key, column=0), *value]


def _by_column(row: Sequence[Block]) -> list[list[Block]]:
    return [list(cell) for _, cell in groupby(row, key=lambda block: block.column)]


def _may_be_pairs(cells: Sequence[Sequence[Block]]) -> bool:
    return len(cells) > _ROWS and len(cells) % 2 == 0 and all(len(key) == 1 for key in cells[::2])


def stacked_cells(
    row: Sequence[Block], headings: HeadingReader, *, stacked: bool
) -> list[tuple[HeadingMatch, Block, Sequence[Block]]] | None:
    """Return the labels of a row that stand over their values, each in a cell of its own; ``None`` if none do.

    ``stacked`` tells that other rows of the table are known to be such.
    """
    cells = _by_column(row)
    if len(cells) < _ROWS or any(len(cell) < _ROWS or len(cell[0].text) > _CELL for cell in cells):
        return None
    tell = headings.label_text if stacked else headings.cell
    told = [tell(cell[0].text) for cell in cells]
    hinted = any(match and _HINT.fullmatch(cell[1].text) for match, cell in zip(told, cells, strict=True))
    if not any(told) or hinted or any(cell[0].kind is not BlockKind.TABLE_CELL for cell in cells):
        return None
    return [(match or UNKNOWN_MATCH, cell[0], cell[1:]) for match, cell in zip(told, cells, strict=True)]


def _holds(column: int, match: HeadingMatch | None, rows: Sequence[Sequence[Block]]) -> bool:
    """Tell whether a column can hold what its head seems to ask for: figures alone are no names, no texts and no days."""
    cells = _below(column, rows)
    if _asks(match, _OF_DAYS) and cells and all(map(_NUMBER.fullmatch, cells)):
        return False
    return not _asks(match, _OF_WORDS) or not cells or not all(map(_FIGURE.fullmatch, cells))


def _below(column: int, rows: Sequence[Sequence[Block]]) -> list[str]:
    """Return what the cells of a column say."""
    return [cell.text for row in rows for cell in row if (cell.column or 0) == column]


def is_total(text: str, cues: Cues) -> bool:
    """Tell whether the first cell of a row says that the row gives the sum of those above it."""
    return cues.matches("row:total", text.strip(" :*_"))


def _is_of_sum(text: str, cues: Cues) -> bool:
    """Tell whether a row of a table of sums is about no payer: the sum of all, or what the practice's own means are."""
    return is_total(text, cues) or cues.search("row:own", text) is not None


def _may_be_head(row: Sequence[Block]) -> bool:
    """Tell whether all cells are short and no labels with their values; a form's labels have colons, its values have none."""
    if 2 * sum(_LABELLED.match(cell.text) is not None for cell in row) > len(row):
        return False
    colons = {cell.text.rstrip().endswith(":") for cell in row}
    return len(colons) == 1 and all(
        cell.kind is BlockKind.TABLE_CELL and len(cell.text) <= _CELL for cell in row
    )


def _told(field: str) -> HeadingMatch:
    """Return what a head asks for that is told by the columns beside it."""
    return HeadingMatch((Heading("", "", field, "field", ""),), 100, COLUMN)


def _field(match: HeadingMatch | None) -> HeadingMatch | None:
    """Return a heading only if it asks for a field, that one first."""
    row = None if match is None else match.field("")
    return None if match is None or row is None else HeadingMatch((row,), match.score, COLUMN)


def _asks(match: HeadingMatch | None, fields: frozenset[str] | set[str]) -> bool:
    return match is not None and match.rows[0].field in fields


def _names_organization(match: HeadingMatch | None) -> bool:
    row = None if match is None else match.field("")
    return row is not None and row.field in ROLE_FIELDS
