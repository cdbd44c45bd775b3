"""Lines: English between words, Chinese by its own rules, and nothing runs over the edge."""

from hypothesis import given
from hypothesis import strategies as st

from coterie.kit.sheet.lines import NOT_FIRST, NOT_LAST, broken, cut, even, fitted, units

SIGNS = "今天的标题半夜回家还有一碗热汤abc DEF-12，。！？：；“”（）《》、…—%￥"
texts = st.text(st.sampled_from(SIGNS), max_size=80)


def width(text: str) -> float:
    """Chinese signs are twice as wide as Latin ones."""
    return sum(2 if ord(sign) > 0x2000 else 1 for sign in text)


def test_english_breaks_between_words() -> None:
    assert broken("A table for people who write to sell", 14, width) == ["A table for", "people who", "write to sell"]


def test_chinese_breaks_between_signs_but_not_before_a_comma() -> None:
    assert broken("每晚九点，一个标题", 8, width) == ["每晚九", "点，一个", "标题"]


def test_opening_bracket_goes_with_what_follows() -> None:
    assert broken("读过《一行字》", 6, width) == ["读过", "《一行", "字》"]


def test_english_within_chinese_stays_whole() -> None:
    assert broken("在这里写menu copy吧", 12, width) == ["在这里写menu", "copy吧"]


def test_dashes_and_dots_stay_together() -> None:
    assert [unit for unit, _spaced in units("好——是……吗")] == ["好——", "是……", "吗"]


def test_new_lines_are_kept() -> None:
    assert broken("one\ntwo", 99, width) == ["one", "two"]


def test_long_word_is_cut_where_it_must_be() -> None:
    assert broken("coterie.example.org", 8, width) == ["coterie.", "example.", "org"]


def test_even_lines_leave_no_orphan() -> None:
    assert even("一二三四五六七", 12, width) == ["一二三四", "五六七"]


@given(texts, st.integers(4, 40))
def test_no_line_is_too_wide_and_no_sign_is_lost(text: str, most: int) -> None:
    lines = broken(text, most, width)

    assert all(width(line) <= most for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")


@given(texts, st.integers(20, 60))
def test_no_line_begins_with_a_closing_point_or_ends_with_an_opening_one(text: str, most: int) -> None:
    lines = broken(text, most, width)

    if all(width(unit) <= most for unit, _spaced in units(text)):
        assert [line for line in lines[1:] if line[0] in NOT_FIRST] == []
        assert [line for line in lines[:-1] if line[-1] in NOT_LAST] == []


@given(texts, st.integers(20, 60))
def test_even_has_as_few_lines(text: str, most: int) -> None:
    assert len(even(text, most, width)) == len(broken(text, most, width))


def test_largest_size_that_fits_is_taken() -> None:
    found = fitted(
        "一二三四五六", most=8, room=3, leading=1, sizes=(3, 2, 1), width=lambda size: lambda t: size * len(t)
    )

    assert (found.size, found.lines) == (1, ("一二三四五六",))


def test_what_never_fits_ends_with_dots() -> None:
    assert cut(["每晚九点", "一个标题", "三十分钟"], 2, 8, width) == ("每晚九点", "一个标…")


def test_no_room_is_no_text() -> None:
    assert fitted("text", most=9, room=0.5, leading=1, sizes=(1,), width=lambda _size: width).lines == ()
