"""Fifty places are fifty, the line moves in its order, and a ticket lets in once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from coterie.accounts.models import Account
from coterie.kit.actor import Actor
from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.members.models import Member
from coterie.platform.events.models import LoggedEvent
from coterie.rituals.domain import place
from coterie.rituals.domain.door import scan_ticket
from coterie.rituals.domain.gathering import call_off, create_gathering, edit_gathering
from coterie.rituals.domain.place import give_back, lapse_due, take_place
from coterie.rituals.enums import Entry
from coterie.rituals.models import Gathering, Ticket
from coterie.rituals.queries.gatherings import place_in_line, ticket_of
from tests.cast import NOW, Cast, call_cast
from tests.joining.doors import in_thread
from tests.rituals.plans import SYSTEM

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
GUESTS, PLACES = 500, 50


def gathering(cast: Cast, places: int = 2, **facts: Any) -> Gathering:
    usual = {"title": "Supper", "starts_at": NOW + DAY, "ends_at": NOW + DAY + 180 * MINUTE, "places": places}
    actor = cast.actor("alice")
    return create_gathering(community=cast.table.pk, **{**usual, **facts}, actor=actor, now=NOW)


def crowd(cast: Cast, number: int) -> list[Actor]:
    """Make members, as many as wanted, in two statements."""
    accounts = Account.objects.bulk_create(
        Account(name=f"Guest {n}", email=f"guest{n}@example.org", created_at=NOW) for n in range(number)
    )
    Member.objects.bulk_create(
        Member(community=cast.table, account=one, number=1000 + n, name=one.name, joined_at=NOW)
        for n, one in enumerate(accounts)
    )
    return [Actor(account=one.pk) for one in accounts]


def states(row: Gathering) -> dict[str, int]:
    found = list(Ticket.objects.filter(gathering=row).values_list("state", flat=True))
    return {state: found.count(state) for state in sorted(set(found))}


def ask(row: int, who: Actor) -> Ticket:
    return take_place(gathering=row, actor=who, now=NOW)


def all_at_once(people: list[Actor], row: Gathering) -> None:
    Random(7).shuffle(people)
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda who: in_thread(ask, row.pk, who), people))


@pytest.mark.race
@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.django_db(transaction=True)
def test_five_hundred_for_fifty_places_are_exactly_fifty() -> None:
    cast = call_cast()
    row = gathering(cast, PLACES)

    all_at_once(crowd(cast, GUESTS), row)

    assert states(row) == {"taken": PLACES, "waiting": GUESTS - PLACES}
    assert LoggedEvent.objects.filter(kind="place_taken").count() == PLACES


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.many_writers
def test_without_the_lock_the_last_place_is_given_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: two look at the count before either has written."""
    cast = call_cast()
    row = gathering(cast, 1)
    together, has_room = Barrier(2), place.has_room

    def both_have_looked(asked: Gathering) -> bool:
        room = has_room(asked)
        together.wait(timeout=20)
        return room

    monkeypatch.setattr(place, "locked", lambda rows: rows.get())
    monkeypatch.setattr(place, "has_room", both_have_looked)
    all_at_once(crowd(cast, 2), row)

    assert states(row) == {"taken": 2}


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_count_everybody_gets_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: nobody counts."""
    cast = call_cast()
    row = gathering(cast, PLACES)
    monkeypatch.setattr(place, "has_room", lambda _row: True)
    all_at_once(crowd(cast, 80), row)

    assert states(row) == {"taken": 80}


def test_nobody_is_offered_a_place_at_what_is_called_off(cast: Cast) -> None:
    row = gathering(cast, 1)
    for who in ("dan", "carol"):
        take_place(gathering=row.pk, actor=cast.actor(who), now=NOW)
    call_off(gathering=row.pk, actor=cast.actor("alice"), now=NOW)

    edit_gathering(gathering=row.pk, places=5, actor=cast.actor("alice"), now=NOW)

    assert state(row, cast, "carol") == "waiting"
    assert not mail.outbox


def test_line_moves_in_its_order_and_offers_end(cast: Cast) -> None:
    row = gathering(cast, 1, offer_minutes=30)
    names = ("dan", "carol", "nina", "paul")
    for n, who in enumerate(names):
        take_place(gathering=row.pk, actor=cast.actor(who), now=NOW + n * MINUTE)
    ticket = {who: ticket_of(row.pk, cast.members[who].pk) for who in names}
    assert [place_in_line(ticket[who]) for who in names[1:]] == [1, 2, 3]  # type: ignore[arg-type]

    give_back(gathering=row.pk, actor=cast.actor("dan"), now=NOW + 10 * MINUTE)
    assert state(row, cast, "carol") == "offered"
    assert lapse_due(actor=SYSTEM, now=NOW + 39 * MINUTE) == 0
    assert lapse_due(actor=SYSTEM, now=NOW + 40 * MINUTE) == 1
    assert (state(row, cast, "carol"), state(row, cast, "nina"), state(row, cast, "paul")) == (
        "lapsed", "offered", "waiting",
    )  # fmt: skip
    take_place(gathering=row.pk, actor=cast.actor("nina"), now=NOW + 41 * MINUTE)
    take_place(gathering=row.pk, actor=cast.actor("carol"), now=NOW + 42 * MINUTE)
    edit_gathering(gathering=row.pk, places=2, actor=cast.actor("bob"), now=NOW + 43 * MINUTE)

    assert (state(row, cast, "nina"), state(row, cast, "paul"), state(row, cast, "carol")) == (
        "taken", "offered", "waiting",
    )  # fmt: skip
    assert [letter.to for letter in mail.outbox] == [
        [cast.accounts[who].email] for who in ("carol", "nina", "paul")
    ]  # fmt: skip


def state(row: Gathering, cast: Cast, who: str) -> str:
    return Ticket.objects.get(gathering=row, member=cast.members[who]).state


def test_who_comes_late_stands_behind_the_line(cast: Cast) -> None:
    """A place that is free while somebody waits is not taken by who comes along."""
    row = gathering(cast, 1)
    for who in ("dan", "carol"):
        take_place(gathering=row.pk, actor=cast.actor(who), now=NOW)
    give_back(gathering=row.pk, actor=cast.actor("dan"), now=NOW)

    assert take_place(gathering=row.pk, actor=cast.actor("nina"), now=NOW).state == "waiting"


def test_ticket_lets_in_once(cast: Cast) -> None:
    row, other = gathering(cast), gathering(cast, title="Lunch")
    ticket = take_place(gathering=row.pk, actor=cast.actor("dan"), now=NOW)
    facts = {"actor": cast.actor("bob"), "now": NOW + DAY}

    first = scan_ticket(gathering=row.pk, secret=ticket.secret, **facts)
    again = scan_ticket(gathering=row.pk, secret=ticket.secret, actor=cast.actor("bob"), now=NOW + DAY + MINUTE)

    assert (first.entry, first.name) == (Entry.WELCOME, cast.members["dan"].name)
    assert (again.entry, again.since) == (Entry.AGAIN, NOW + DAY)
    assert scan_ticket(gathering=other.pk, secret=ticket.secret, **facts).entry == Entry.ELSEWHERE
    assert scan_ticket(gathering=row.pk, secret="none", **facts).entry == Entry.UNKNOWN
    assert LoggedEvent.objects.filter(kind="ticket_scanned").count() == 1
    with pytest.raises(Conflict):
        give_back(gathering=row.pk, actor=cast.actor("dan"), now=NOW + DAY)
    with pytest.raises(Forbidden):
        scan_ticket(gathering=row.pk, secret=ticket.secret, actor=cast.actor("ann"), now=NOW)


def test_waiting_and_called_off_are_not_let_in(cast: Cast) -> None:
    row = gathering(cast, 1)
    dan = take_place(gathering=row.pk, actor=cast.actor("dan"), now=NOW)
    nina = take_place(gathering=row.pk, actor=cast.actor("nina"), now=NOW)
    facts = {"gathering": row.pk, "actor": cast.actor("bob"), "now": NOW + DAY}

    assert scan_ticket(secret=nina.secret, **facts).entry == Entry.NO_PLACE
    call_off(gathering=row.pk, actor=cast.actor("alice"), now=NOW)
    assert scan_ticket(secret=dan.secret, **facts).entry == Entry.NO_PLACE
    with pytest.raises(Conflict):
        take_place(gathering=row.pk, actor=cast.actor("carol"), now=NOW)


def test_only_the_invited_take_places(cast: Cast) -> None:
    row = gathering(cast, group=cast.vip.pk)

    assert take_place(gathering=row.pk, actor=cast.actor("carol"), now=NOW).state == "taken"
    for who in ("dan", "stranger", "mallory", "eve"):
        with pytest.raises(NotFound):
            take_place(gathering=row.pk, actor=cast.actor(who), now=NOW)
    with pytest.raises(Conflict):
        take_place(gathering=row.pk, actor=cast.actor("carol"), now=NOW + 2 * DAY)


@pytest.mark.parametrize(("facts", "field"), [
    ({"title": " "}, "title"), ({"places": 0}, "places"), ({"ends_at": NOW}, "ends_at"), ({"starts_at": NOW - DAY, "ends_at": NOW}, "starts_at"),
    ({"link": "javascript:alert(1)"}, "link"), ({"offer_minutes": 1}, "offer_minutes"),
])  # fmt: skip
def test_wrong_gatherings_are_refused(cast: Cast, facts: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        gathering(cast, **facts)

    assert refused.value.field == field
    assert not Gathering.objects.exists()


def test_places_never_become_fewer_than_are_taken(cast: Cast) -> None:
    row = gathering(cast, 2)
    for who in ("dan", "carol"):
        take_place(gathering=row.pk, actor=cast.actor(who), now=NOW)

    with pytest.raises(Invalid):
        edit_gathering(gathering=row.pk, places=1, actor=cast.actor("alice"), now=NOW)


class TestAnyOrder(TestCase):
    """Whatever people do in whatever order: no place too many, and nobody waits while one is free."""

    @given(
        deeds=st.lists(st.tuples(st.sampled_from(["take", "back", "lapse", "grow"]), st.integers(0, 3)), max_size=25)
    )
    @settings(max_examples=40, deadline=None)
    def test_invariants(self, deeds: list[tuple[str, int]]) -> None:
        cast = call_cast()
        row = gathering(cast, 2, offer_minutes=5)
        names = ("dan", "carol", "nina", "paul")
        for turn, (deed, who) in enumerate(deeds):
            at, actor = NOW + turn * 3 * MINUTE, cast.actor(names[who])
            row.refresh_from_db()
            if deed == "take":
                take_place(gathering=row.pk, actor=actor, now=at)
            elif deed == "back" and ticket_of(row.pk, cast.members[names[who]].pk):
                give_back(gathering=row.pk, actor=actor, now=at)
            elif deed == "grow" and row.places < 4:
                edit_gathering(gathering=row.pk, places=row.places + 1, actor=cast.actor("alice"), now=at)
            else:
                lapse_due(actor=SYSTEM, now=at)
            found = states(row)
            row.refresh_from_db()
            held = found.get("taken", 0) + found.get("offered", 0)
            assert held <= row.places
            assert held == row.places or not found.get("waiting")
