"""Keys cannot be guessed, misread or mistaken."""

import os
from collections import Counter

from coterie.kit.ids import ALPHABET, KEY_LENGTH, new_key, new_keys, new_slug, new_visitor


def test_keys_differ_and_use_clear_signs_only():
    keys = {new_key() for _ in range(2000)}

    assert len(keys) == 2000
    assert {len(key) for key in keys} == {KEY_LENGTH}
    assert set("".join(keys)) == set(ALPHABET)
    assert not set("01ilou") & set(ALPHABET)


def test_keys_by_the_thousand_are_like_single_ones():
    keys = new_keys(30_000)
    signs = Counter("".join(keys))

    assert len(set(keys)) == len(keys) == 30_000
    assert {len(key) for key in keys} == {KEY_LENGTH}
    assert set(signs) == set(ALPHABET)
    assert max(signs.values()) < 1.1 * min(signs.values())
    assert new_keys(0) == []


def test_slug_has_the_length_that_was_asked():
    assert [len(new_slug(length)) for length in (1, 6, 40)] == [1, 6, 40]


def test_visitors_fit_their_column_and_are_never_nobody():
    visitors = {new_visitor() for _ in range(2000)}

    assert len(visitors) == 2000
    assert all(0 < visitor < 2**63 for visitor in visitors)


def test_visitors_of_a_forked_process_are_not_its_parents():
    new_visitor()
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.write(write, b"".join(new_visitor().to_bytes(8) for _ in range(600)))
        os._exit(0)
    os.waitpid(child, 0)
    theirs = os.read(read, 8 * 600)

    ours = {new_visitor() for _ in range(600)}

    assert not ours & {int.from_bytes(theirs[place : place + 8]) for place in range(0, len(theirs), 8)}
    assert len(theirs) == 8 * 600
