"""A box opens for its secret and its purpose, and shows nothing to anybody else."""

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from coterie.kit.box import Box


@given(st.binary(max_size=1000), st.text(max_size=80))
def test_what_was_closed_opens(data, secret):
    assert Box(secret, "answers").open(Box(secret, "answers").close(data)) == data


@pytest.mark.parametrize("other", [Box("other", "answers"), Box("secret", "else")])
def test_other_secret_or_purpose_opens_nothing(other):
    closed = Box("secret", "answers").close(b"Tea at nine.")

    with pytest.raises(InvalidTag):
        other.open(closed)


@pytest.mark.parametrize("place", [0, 12, -1])
def test_altered_box_opens_nothing(place):
    closed = bytearray(Box("secret", "answers").close(b"Tea at nine."))
    closed[place] ^= 1

    with pytest.raises(InvalidTag):
        Box("secret", "answers").open(bytes(closed))


def test_box_shows_neither_words_nor_that_they_are_the_same():
    box = Box("secret", "answers")
    first, second = box.close(b"Tea at nine."), box.close(b"Tea at nine.")

    assert first != second
    assert b"Tea" not in first


def test_mark_is_the_same_for_the_same_and_another_for_others():
    box = Box("secret", "answers")

    assert box.mark(b"a") == Box("secret", "answers").mark(b"a")
    assert len({box.mark(b"a"), box.mark(b"b"), Box("other", "answers").mark(b"a")}) == 3
    assert len(box.mark(b"a")) == 64
