"""The clock, errors and actors."""

from datetime import UTC, timedelta

import pytest

from coterie.kit import errors
from coterie.kit.actor import VISITOR, Actor
from coterie.kit.clock import now, shifted


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
