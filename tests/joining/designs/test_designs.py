"""Posters of every design: the code is read, nothing overlaps or runs over the edge, and it can be read from afar."""

from itertools import pairwise

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.joining.designs.look import BLUSH, EDGE, HEIGHT, INK, ON_SEAL, PAPER, SEAL, SOFT, WIDTH, Brand, PosterText
from coterie.joining.designs.poster import DESIGNS, laid_out
from coterie.kit.sheet.raster import painted
from coterie.kit.sheet.sheet import Box, Colour, Sheet, Words

ADDRESS = "https://coterie.example.org/g/7fk3mqz"
LONG = "每晚九点，一个标题，三十分钟：写字卖货的人坐到一张桌上，带一句自己的文案来。" * 5
ENGLISH = "Every evening at nine, one headline, thirty minutes, and people who tell you honestly. " * 3
signs = st.sampled_from("今天的标题半夜回家，。！《》“”AbcdefgWMil 0123 -")


def text_of(**words: str) -> PosterText:
    return PosterText(
        **{"address": ADDRESS, "brand": Brand("文案餐桌"), "call": "Scan to join", "note": ADDRESS, **words}
    )


def overlapping(sheet: Sheet) -> list[tuple[str, str]]:
    """Return lines of text that stand into each other."""
    words = [thing for thing in sheet.things if isinstance(thing, Words) and thing.text.strip() and thing.size < 100]
    words.sort(key=lambda one: (one.y, one.x))
    return [
        (one.text, other.text)
        for place, one in enumerate(words)
        for other in words[place + 1 :]
        if other.y - other.size * 0.8 < one.y - one.size * 0.05
        and other.x < one.x + one.width
        and one.x < other.x + other.width
    ]


def outside(sheet: Sheet) -> list[str]:
    """Return lines of text that run over the margin, or into the code."""
    code = next(thing for thing in sheet.things if isinstance(thing, Box) and thing.colour == (255, 255, 255))
    words = [thing for thing in sheet.things if isinstance(thing, Words)]
    return [
        one.text
        for one in words
        if one.x < EDGE - 0.01
        or one.x + one.width > WIDTH - EDGE + 0.01
        or not EDGE < one.y < HEIGHT - EDGE + 0.5
        or (one.x + one.width > code.x and one.x < code.x + code.width and code.y < one.y < code.y + code.height)
    ]


def contrast(one: Colour, other: Colour) -> float:
    """Return the ratio of WCAG 2."""

    def light(colour: Colour) -> float:
        parts = [part / 255 for part in colour]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("width", [480, 1080])
def test_code_is_read(design: str, width: int) -> None:
    image = painted(laid_out(design, text_of(headline="A table for people who write to sell")), width=width)

    assert [found.text for found in zxingcpp.read_barcodes(image)] == [ADDRESS]


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("words", [LONG, ENGLISH, "Tea"])
def test_words_stand_apart(design: str, words: str) -> None:
    sheet = laid_out(design, text_of(headline=words[:80], line=words[:200], name=words[:60], title=words[:60]))

    assert overlapping(sheet) == []
    assert outside(sheet) == []


@pytest.mark.parametrize("design", DESIGNS)
@settings(max_examples=60)
@given(
    headline=st.text(signs, min_size=1, max_size=80), line=st.text(signs, max_size=200),
    name=st.text(signs, max_size=60), title=st.text(signs, max_size=60),
)  # fmt: skip
def test_any_words_stand_apart(design: str, **words: str) -> None:
    sheet = laid_out(design, text_of(**words))

    assert overlapping(sheet) == []
    assert outside(sheet) == []


@pytest.mark.parametrize("design", DESIGNS)
def test_margin_is_empty_of_ink(design: str) -> None:
    """The pixels say the same as the layout: the strips left and right of the text have no letters."""
    sheet = laid_out(design, text_of(headline=LONG[:80], line=LONG[:200], name=LONG[:60], title=LONG[:60]))
    image = painted(sheet, width=840)

    for left in (10, 840 - 60):
        column = image.crop((left, 540, left + 50, 1180))
        assert len(column.getcolors(1000) or []) <= 2


def test_every_headline_is_on_the_sheet() -> None:
    for design in DESIGNS:
        sheet = laid_out(design, text_of(headline="Rice that waits for you"))
        words = " ".join(thing.text for thing in sheet.things if isinstance(thing, Words))
        assert "Rice that waits for you" in words


def test_colours_can_be_read() -> None:
    pairs = [(INK, PAPER), (SOFT, PAPER), (SEAL, PAPER), (ON_SEAL, SEAL), (BLUSH, SEAL), (SEAL, ON_SEAL)]

    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


def test_pictures_among_letters_are_left_away() -> None:
    sheet = laid_out("quiet", text_of(headline="Tea 🍵"))

    assert not [thing for thing in sheet.things if isinstance(thing, Words) and "🍵" in thing.text]


def test_lines_are_in_order() -> None:
    sheet = laid_out("bold", text_of(headline=LONG[:60]))
    lines = [thing.y for thing in sheet.things if isinstance(thing, Words) and thing.bold == 26.0]

    assert all(upper < lower for upper, lower in pairwise(lines))
