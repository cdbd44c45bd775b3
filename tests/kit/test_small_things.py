"""The clock, errors, actors, seals and the little forms of things."""

from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.kit import errors
from coterie.kit.actor import VISITOR, Actor
from coterie.kit.clock import now, shifted
from coterie.kit.ranges import ranges
from coterie.kit.seal import Seal


def test_clock_is_in_utc_and_can_be_shifted_within_a_block():
    before = now()
    with shifted(timedelta(days=3)), shifted(timedelta(hours=1)):
        inside = now()

    assert before.tzinfo is UTC
    assert timedelta(days=3, hours=1) <= inside - before < timedelta(days=3, hours=1, minutes=1)
    assert now() - before < timedelta(minutes=1)


def test_clock_comes_back_after_an_error():
    with pytest.raises(ZeroDivisionError), shifted(timedelta(days=3)):
        1 / 0  # noqa: B018

    assert now().date() != (now() + timedelta(days=3)).date()
    with shifted(timedelta(0)):
        assert abs(now() - now()) < timedelta(seconds=1)


def test_every_error_has_its_code_and_status():
    kinds = {
        kind.code: kind.status for kind in errors.DomainError.__subclasses__() if kind.__module__ == errors.__name__
    }

    assert kinds == {"invalid": 422, "not_found": 404, "forbidden": 403, "conflict": 409, "too_many": 429}


def test_error_says_its_message_or_at_least_its_code():
    assert str(errors.Invalid("no", field="name")) == "no"
    assert errors.Invalid("no", field="name").field == "name"
    assert str(errors.NotFound()) == "not_found"


def test_actors_are_nobody_somebody_or_the_system():
    assert (VISITOR.account, VISITOR.system) == (None, False)
    assert (Actor.of_system().system, Actor.of_system("cli").via) == (True, "cli")
    assert Actor(account=3) == Actor(account=3)


def test_seal_is_read_back_only_unchanged_and_for_its_purpose():
    sealed = Seal("secret", "one").sign("a.b~c")

    assert Seal("secret", "one").read(sealed) == "a.b~c"
    assert Seal("secret", "two").read(sealed) is None
    assert Seal("other", "one").read(sealed) is None
    assert [Seal("secret", "one").read(word) for word in ("", ".", "a.b~c", sealed[:-1], f"x{sealed}", "é.é")] == [
        None
    ] * 6


@given(st.sets(st.integers(0, 50)))
def test_ranges_say_every_number_once(numbers):
    said = [part.partition("-") for part in ranges(numbers).split(",") if part]

    assert {n for first, _, last in said for n in range(int(first), int(last or first) + 1)} == numbers
    assert ranges([7, 1, 2, 3]) == "1-3,7"
