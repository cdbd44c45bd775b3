"""The lines of a file of any size, each of bounded length."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from coterie.reach.formats.encoding import Encoding, detect
from coterie.reach.formats.source import SAMPLE, Source, blocks

MAX_LINE = 64 * 1024
"""Bytes of one line that are kept; what is beyond is counted as part of that line and dropped."""


class Line(NamedTuple):
    """One line without its end; `whole` is false when it was longer than `MAX_LINE`."""

    number: int
    text: str
    whole: bool = True


def lines_of(source: Source) -> Iterator[Line]:
    """Yield every line of `source`, the first being number 1."""
    sample = source.sample()
    encoding = detect(sample)
    with source.open() as stream:
        stream.read(encoding.mark)
        yield from numbered(split(blocks(stream, encoding.name), _line_end(sample, encoding)), encoding)


def sample_lines(source: Source) -> list[Line]:
    """Return the whole lines at the beginning of `source`, to judge its format by."""
    sample = source.sample()
    encoding = detect(sample)
    body = sample[encoding.mark :]
    if encoding.wide:
        body = body.decode(encoding.name, errors="ignore").encode("utf-8")
    found = list(numbered(split([body], _line_end(sample, encoding)), encoding))
    return found[:-1] if len(sample) == SAMPLE and len(found) > 1 else found


def numbered(pieces: Iterable[tuple[bytes, bool]], encoding: Encoding) -> Iterator[Line]:
    """Decode each piece and give it its number."""
    for number, (piece, whole) in enumerate(pieces, start=1):
        yield Line(number, encoding.text_of(piece.removesuffix(b"\r")), whole)


def split(parts: Iterable[bytes], end: bytes = b"\n") -> Iterator[tuple[bytes, bool]]:
    """Yield (line, whole) for each line; memory stays within one block and one line."""
    held, length = b"", 0
    for part in parts:
        *finished, rest = part.split(end)
        for piece in finished:
            length += len(piece)
            yield (held + piece)[:MAX_LINE], length <= MAX_LINE
            held, length = b"", 0
        length += len(rest)
        held = (held + rest)[:MAX_LINE]
    if length:
        yield held, length <= MAX_LINE


def _line_end(sample: bytes, encoding: Encoding) -> bytes:
    """Old Macintosh files end lines with a lone carriage return."""
    return b"\r" if not encoding.wide and b"\n" not in sample and b"\r" in sample else b"\n"
