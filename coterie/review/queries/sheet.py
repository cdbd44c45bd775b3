"""The table view of a picture: the same rows on the page and in the CSV file."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture as a table, with the sentence that says what it means."""

    title: str
    sentence: str
    columns: Sequence[str]
    """Headings in the reader's language."""
    names: Sequence[str]
    """Headings of the CSV file, the same in every language."""
    rows: Sequence[Sequence[Cell]]
    """Shares are numbers from 0 to 1; None is unknown, never 0."""

    def csv(self) -> str:
        """Return the table as CSV (RFC 4180): one line of names, an empty cell for what is unknown."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(self.names)
        writer.writerows(["" if cell is None else plain(cell) for cell in row] for row in self.rows)
        return out.getvalue()


def plain(cell: Cell) -> str | int | float:
    """Return a cell as CSV has it; a text that a spreadsheet would run as a formula is quoted."""
    if isinstance(cell, float):
        return round(cell, 6)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str) and cell[:1] in "=+-@\t\r":
        return "'" + cell
    return cell if cell is not None else ""
