"""Polls in the talk: one vote each, counted exactly, closed when they are closed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.talk.domain import poll as polls
from coterie.talk.domain.poll import choose, close_poll
from coterie.talk.models import Choice, Message, Poll
from coterie.talk.queries.polls import polls_of
from tests.cast import NOW, Cast, call_cast
from tests.talk.scenes import polled
from tests.talk.speech import told


def pick(cast: Cast, row: Message, who: str, option: int, *, on: bool = True, **facts: object) -> None:
    known = {"member": cast.members[who].pk, "actor": cast.actor(who), "now": NOW}
    choose(message=row.pk, option=option, on=on, **{**known, **facts})


def counts(row: Message, reader: int | None = None) -> list[int]:
    return [option.number for option in polls_of([row.pk], reader, NOW)[row.pk].options]


def test_one_choice_takes_the_place_of_the_other(cast: Cast) -> None:
    row = polled(cast, now=NOW)
    for who, option in (("dan", 0), ("dan", 2), ("carol", 2), ("nina", 1)):
        pick(cast, row, who, option)
    pick(cast, row, "nina", 1, on=False)
    pick(cast, row, "nina", 1, on=False)

    shown = polls_of([row.pk], cast.members["dan"].pk, NOW)[row.pk]
    assert counts(row) == [0, 0, 2]
    assert (shown.people, [option.mine for option in shown.options]) == (2, [False, False, True])
    assert [event.data for event in told("poll_answered")] == [{}] * 5  # what was chosen, the log does not say


def test_several_choices_up_to_the_limit(cast: Cast) -> None:
    row = polled(cast, most=2, now=NOW)
    pick(cast, row, "dan", 0)
    pick(cast, row, "dan", 1)

    with pytest.raises(Conflict):
        pick(cast, row, "dan", 2)
    assert counts(row) == [1, 1, 0]


def test_closed_is_closed_whoever_closes_it_and_whenever(cast: Cast) -> None:
    timed = polled(cast, open_until=NOW + timedelta(hours=1), now=NOW)
    by_hand = polled(cast, now=NOW, nonce="2")
    with pytest.raises(Forbidden):
        close_poll(message=by_hand.pk, actor=cast.actor("carol"), now=NOW)
    for _again in range(2):
        close_poll(message=by_hand.pk, actor=cast.actor("bob"), now=NOW)

    with pytest.raises(Conflict):
        pick(cast, by_hand, "dan", 0)
    with pytest.raises(Conflict):
        pick(cast, timed, "dan", 0, now=NOW + timedelta(hours=1))
    assert len(told("poll_closed")) == 1


@pytest.mark.parametrize(("facts", "field"), [
    ({"options": ["One"]}, "options"), ({"options": ["One", " one "]}, "options"), ({"options": ["x" * 81, "y"]}, "options"),
    ({"most": 4}, "most"), ({"open_until": NOW}, "open_until"), ({"open_until": NOW + timedelta(days=91)}, "open_until"),
])  # fmt: skip
def test_unclear_polls_are_refused_and_say_nothing(cast: Cast, facts: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        polled(cast, now=NOW, **facts)

    assert refused.value.field == field
    assert not Message.objects.exists()


def test_asking_twice_asks_once_and_strangers_do_not_choose(cast: Cast) -> None:
    row = polled(cast, now=NOW, nonce="same")

    assert polled(cast, now=NOW, nonce="same").pk == row.pk
    assert Poll.objects.count() == 1
    for who in ("eve",):
        with pytest.raises(NotFound):
            pick(cast, row, who, 0)
    with pytest.raises(NotFound):
        pick(cast, row, "dan", 0, actor=cast.actor("mallory"))
    for option in (-1, 3):
        with pytest.raises(Invalid):
            pick(cast, row, "dan", option)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    most=st.integers(1, 3),
    steps=st.lists(st.tuples(st.sampled_from(["dan", "carol", "nina"]), st.integers(0, 2), st.booleans()), max_size=25),
)
def test_counts_are_those_of_a_plain_list(cast: Cast, most: int, steps: list[tuple[str, int, bool]]) -> None:
    """Whatever people choose and take back, the poll says what a list of sets says."""
    row, plain = polled(cast, most=most, now=NOW), {who: set() for who in ("dan", "carol", "nina")}
    for who, option, on in steps:
        mine = plain[who]
        try:
            pick(cast, row, who, option, on=on)
        except Conflict:
            assert on
            assert len(mine) == most
            assert option not in mine
            continue
        if not on:
            mine.discard(option)
        elif most == 1:
            plain[who] = {option}
        else:
            mine.add(option)

    assert counts(row) == [sum(option in mine for mine in plain.values()) for option in range(3)]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_fifty_clicks_at_once_are_one_vote() -> None:
    cast = call_cast()
    row = polled(cast, now=NOW)
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda place: in_thread(cast, row, place % 3), range(50)))

    assert sum(counts(row)) == 1


@pytest.mark.race
@pytest.mark.many_writers
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_one_member_votes_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: two clicks look at what was chosen before either has written."""
    cast = call_cast()
    row, together, room = polled(cast, now=NOW), Barrier(2), polls.make_room
    monkeypatch.setattr(polls, "locked_message", lambda pk: Message.objects.select_related("group").get(pk=pk))
    monkeypatch.setattr(polls, "locked", lambda rows: rows.get())

    def both_have_looked(*facts: object) -> None:
        room(*facts)  # type: ignore[arg-type]  # as it is called
        together.wait(timeout=20)

    monkeypatch.setattr(polls, "make_room", both_have_looked)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda option: in_thread(cast, row, option), range(2)))

    assert Choice.objects.count() == 2


def in_thread(cast: Cast, row: Message, option: int) -> None:
    try:
        pick(cast, row, "dan", option)
    finally:
        connection.close()
