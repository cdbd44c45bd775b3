"""A program that asks without end is told to wait, and nobody else is."""

import pytest

from coterie.api import token as door
from coterie.platform.limits import allowance
from coterie.platform.limits.ledger import Ledger
from tests.api.token import call, token_of
from tests.cast import Cast

WRONG = f"coterie_{'2' * 12}_{'A' * 43}"


@pytest.fixture(autouse=True)
def _new_ledger(monkeypatch):
    monkeypatch.setattr(allowance, "_ledger", Ledger())


def test_token_that_calls_too_often_waits_and_others_do_not(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(door, "CALLS", 3)
    secret, other = token_of(cast, "alice"), token_of(cast, "alice")

    answers = [call("GET", "/me/token", secret) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert (answers[-1].json()["code"], answers[-1]["Retry-After"]) == ("too_many", "2")
    assert call("GET", "/me/token", other).status_code == 200


def test_refused_call_changes_nothing(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(door, "CALLS", 1)
    secret = token_of(cast, "alice")
    call("GET", "/me/token", secret)

    assert call("POST", "/communities", secret, {"slug": "new", "name": "New"}).status_code == 429

    assert call("GET", "/communities/new", token_of(cast, "alice")).status_code == 404


def test_guessing_from_one_address_is_slow_and_keeps_out_nobody_who_has_a_token(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(door, "GUESSES", 2)

    answers = [call("GET", "/me/token", WRONG).status_code for _ in range(3)]

    assert answers == [401, 401, 429]
    assert call("GET", "/me/token", token_of(cast, "alice")).status_code == 200
