"""What reading a chat log returns, whatever its format."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from coterie.reach.formats.records import Record

ASSUMED_DAY = date(2000, 1, 1)
"""Where a log names no day, neither inside nor in its name: a day that cannot be mistaken for a real one,
and the same at every import."""


@dataclass(frozen=True, slots=True)
class Chat:
    """The records of a log, one for each line, and where its first day comes from."""

    records: Iterator[Record]
    dated: Literal["file", "name", "assumed"]
