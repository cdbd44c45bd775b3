"""Which bytes mean which letters: by byte order mark, by shape, and line by line where a file mixes."""

import codecs
import re
from dataclasses import dataclass
from typing import Literal

BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GB_LEADS = frozenset([*range(0xA1, 0xA4), *range(0xB0, 0xD8)])
"""First bytes of punctuation and of the 3,755 most usual signs."""
_HIGH = re.compile(rb"[\x80-\xff]+")


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to read a file: its code, the code of lines that are not UTF-8, and the length of its mark."""

    name: str = "utf-8"
    fallback: str = "cp1252"
    mark: int = 0

    @property
    def wide(self) -> bool:
        """Whether line ends cannot be found in the bytes."""
        return self.name != "utf-8"

    def text_of(self, line: bytes) -> str:
        """Return the line's letters; a line that is not UTF-8 is read by the older code."""
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            return self._older(line)

    def _older(self, line: bytes) -> str:
        try:
            return line.decode(self.fallback)
        except UnicodeDecodeError:
            return line.decode("latin-1")


def detect(sample: bytes) -> Encoding:
    """Return the encoding of a file that begins with `sample`."""
    for mark, name in BOMS:
        if sample.startswith(mark):
            return Encoding(name, mark=len(mark))
    if name := _wide_without_mark(sample):
        return Encoding(name)
    return Encoding(fallback=_older_code(sample))


def _wide_without_mark(sample: bytes) -> Literal["utf-16-le", "utf-16-be", ""]:
    """Every second byte of western text in UTF-16 is zero."""
    half = max(len(sample) // 2, 1)
    if sample[1::2].count(0) > 0.4 * half and sample[::2].count(0) < 0.05 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.4 * half and sample[1::2].count(0) < 0.05 * half:
        return "utf-16-be"
    return ""


def _older_code(sample: bytes) -> str:
    """Tell Chinese from western: common GB signs are pairs of high bytes in a narrow range, accents stand alone."""
    runs = [run for line in sample.split(b"\n") if not _is_utf8(line) for run in _HIGH.findall(line)]
    leads = [lead for run in runs for lead in run[::2]]
    common = sum(lead in _GB_LEADS for run in runs if len(run) % 2 == 0 for lead in run[::2])
    return "gb18030" if leads and common >= 0.8 * len(leads) else "cp1252"


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
