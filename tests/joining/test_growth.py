"""New groups when no slot has room: exactly as many as are needed."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import transaction

from coterie.groups.models import Group
from coterie.joining.domain.code import edit_code
from coterie.joining.domain.seats.growth import free_name, grown_slot
from coterie.joining.models import LiveCode, Slot, Ticket
from coterie.kit.errors import Invalid
from coterie.kit.ids import new_visitor
from tests.cast import NOW, Cast, call_cast
from tests.joining.doors import code_of, counted, in_thread, numbers, scan, scan_all

GROWING = {"new_group_name": "Readers {n}", "new_group_capacity": 3}


def test_group_opens_when_none_has_room(cast: Cast) -> None:
    code = code_of(cast, slots=1, capacity=2, **GROWING)

    seats = scan_all(code, [new_visitor() for _ in range(7)])

    grown = Slot.objects.filter(code=code, grown=True).order_by("number")
    assert numbers(seats) == [1, 1, 2, 2, 2, 3, 3]
    assert [(slot.group.name, slot.group.capacity, slot.capacity) for slot in grown] == [
        ("Readers 1", 3, 3),
        ("Readers 2", 3, 3),
    ]


def test_group_is_of_the_tier_of_the_latest(cast: Cast) -> None:
    code = code_of(cast, slots=1, capacity=1, **GROWING)
    Group.objects.filter(pk=Slot.objects.get(code=code).group_id).update(tier="vip", description="Quiet.")

    scan_all(code, [new_visitor() for _ in range(2)])

    assert Group.objects.filter(name="Readers 1").values_list("tier", "description").get() == ("vip", "Quiet.")


def test_no_more_groups_open_than_may(cast: Cast) -> None:
    code = code_of(cast, slots=1, capacity=1, most_new_groups=1, **GROWING)

    seats = [*scan_all(code, [new_visitor() for _ in range(5)]), scan(code)]

    assert numbers(seats) == [1, 2, 2, 2, None, None]


def test_paused_code_opens_no_group(cast: Cast) -> None:
    code = code_of(cast, slots=1, capacity=1, **GROWING)
    LiveCode.objects.filter(pk=code.pk).update(state="paused")

    assert (scan(code).number, Slot.objects.filter(code=code).count()) == (None, 1)


def test_those_who_wait_are_seated_when_groups_may_open(cast: Cast) -> None:
    code = code_of(cast, slots=1, capacity=1)
    scan_all(code, [new_visitor() for _ in range(5)])

    edit_code(code=code.pk, **GROWING, actor=cast.actor("alice"), now=NOW)

    assert (counted(code), Ticket.objects.filter(state="waiting").count()) == ([(1, 1, 1), (3, 3, 3), (1, 1, 3)], 0)


def test_name_in_use_is_passed_over() -> None:
    assert free_name("R {n}", {"R 1", "R 3", "Tea"}) == "R 2"


def test_pattern_without_a_number_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        code_of(cast, new_group_name="Readers")

    assert refused.value.field == "new_group_name"


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_hundred_at_once_open_exactly_the_groups_they_need() -> None:
    code = code_of(call_cast(), slots=1, capacity=20, new_group_name="Readers {n}", new_group_capacity=30)

    with ThreadPoolExecutor(16) as pool:
        seats = list(pool.map(partial(in_thread, scan), [code] * 200))

    assert Counter(numbers(seats)) == {1: 20} | dict.fromkeys(range(2, 8), 30)
    assert counted(code) == [(20, 20, 20)] + [(30, 30, 30)] * 6
    assert Group.objects.filter(name__startswith="Readers").count() == 6


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_groups_open_for_nobody() -> None:
    """Negative control: twelve who see the same full code open twelve groups for twelve seats."""
    code = code_of(call_cast(), slots=1, capacity=1, **GROWING)
    scan(code)
    together = Barrier(6)

    def unguarded(_: int) -> None:
        full = Slot.objects.get(code=code, number=1).taken == 1
        together.wait()
        with transaction.atomic():
            LiveCode.objects.select_for_update().get(pk=code.pk)
            assert full
            grown_slot(code.pk, NOW)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(partial(in_thread, unguarded), range(6)))

    assert Slot.objects.filter(code=code, grown=True).count() == 6
