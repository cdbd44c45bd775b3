"""The waiting line: seats that come back are held for those who wait, in the order of their coming."""

from datetime import timedelta

import pytest

from coterie.groups.models import Group
from coterie.joining.domain.code import switch_code
from coterie.joining.domain.host_task import finish_task
from coterie.joining.domain.line import leave_address, promote_line
from coterie.joining.domain.slot import add_slot, edit_slot
from coterie.joining.errors import NotWaiting
from coterie.joining.models import HostTask, LiveCode, Slot, Ticket, WaitingAddress
from coterie.joining.queries.host_tasks import tasks_today
from coterie.joining.queries.seat import line_place
from coterie.joining.tasks import release_ended, seat_waiting
from coterie.kit.actor import VISITOR
from coterie.kit.errors import Forbidden, Invalid
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast
from tests.joining.doors import code_of, numbers, scan, scan_all

HOUR = timedelta(hours=1)


def full(cast: Cast, waiting: int) -> LiveCode:
    """Print a code with one seat, and let visitors 2, 3, ... wait behind visitor 1."""
    code = code_of(cast, slots=1, capacity=1)
    Group.objects.filter(name="Poster 1").update(capacity=99)
    for visitor in range(1, waiting + 2):
        scan(code, visitor, now=NOW + timedelta(seconds=visitor))
    return code


def held(code: LiveCode) -> list[int]:
    return list(Ticket.objects.filter(code=code, state="held").order_by("visitor").values_list("visitor", flat=True))


def test_added_seats_go_to_the_first_in_line(cast: Cast) -> None:
    code = full(cast, 4)

    edit_slot(slot=Slot.objects.get(code=code).pk, capacity=3, actor=cast.actor("alice"), now=NOW + HOUR / 2)

    assert held(code) == [1, 2, 3]
    assert [line_place(code.pk, visitor).place for visitor in (4, 5)] == [1, 2]
    assert LoggedEvent.objects.filter(kind="seat_offered").count() == 2


def test_seat_whose_hold_ended_goes_to_the_first_in_line(cast: Cast) -> None:
    code = full(cast, 2)

    newcomer = scan(code, 9, now=NOW + HOUR + timedelta(seconds=1))

    assert (held(code), newcomer.number) == ([2], None)


def test_newcomer_never_jumps_the_line(cast: Cast) -> None:
    code = full(cast, 2)
    Slot.objects.filter(code=code).update(capacity=3)

    seats = scan_all(code, [9, 3], now=NOW + HOUR / 2)

    assert (numbers(seats), held(code)) == ([None, 1], [1, 2, 3])


def test_who_waits_keeps_the_place_when_looking_again(cast: Cast) -> None:
    code = full(cast, 3)
    scan(code, 2, now=NOW + HOUR / 2)

    assert [line_place(code.pk, visitor).place for visitor in (2, 3, 4)] == [1, 2, 3]


def test_paused_code_promotes_nobody_before_it_is_resumed(cast: Cast) -> None:
    code = full(cast, 1)
    facts = {"code": code.pk, "actor": cast.actor("alice"), "now": NOW}
    switch_code(state="paused", **facts)
    add_slot(group=cast.vip.key, capacity=3, **facts)
    before = held(code)

    switch_code(state="on", **facts)

    assert (before, held(code)) == ([1], [1, 2])


def test_sweep_promotes_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    code = full(cast, 1)
    monkeypatch.setattr("coterie.kit.clock.now", lambda: NOW + HOUR + timedelta(minutes=1))

    freed = [release_ended.call() for _ in range(2)]

    assert (freed, held(code), seat_waiting.call()) == ([1, 0], [2], 0)


def test_long_line_is_seated_in_rounds(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coterie.joining.domain.seats.desk.PROMOTED_AT_ONCE", 2)
    code = full(cast, 7)
    Slot.objects.filter(code=code).update(capacity=6)

    assert (promote_line(code=code.pk, actor=VISITOR, now=NOW + HOUR / 2), held(code)) == (5, [1, 2, 3, 4, 5, 6])


def test_who_waits_without_fitting_does_not_block_others(cast: Cast) -> None:
    code = code_of(cast, slots=1, capacity=5)
    edit_slot(slot=Slot.objects.get(code=code).pk, languages="zh", actor=cast.actor("alice"), now=NOW)

    assert [scan(code, accept=tongue).number for tongue in ("en", "zh", "en", "zh")] == [None, 1, None, 1]


def test_address_is_written_to_once_and_forgotten(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    letters: list[dict[str, object]] = []
    monkeypatch.setattr("coterie.joining.domain.seats.line.write_letter", lambda **letter: letters.append(letter))
    code = full(cast, 2)
    leave_address(
        code=code.pk, visitor=2, email="nina@example.org", consent=True, language="zh-hans", actor=VISITOR, now=NOW
    )

    edit_slot(slot=Slot.objects.get(code=code).pk, capacity=9, actor=cast.actor("alice"), now=NOW)

    [letter] = letters
    assert (letter["to"], WaitingAddress.objects.count()) == (["nina@example.org"], 0)
    assert f"/c/table/waiting/{code.slug}/2." in str(letter["text"])
    assert LoggedEvent.objects.get(kind="waiting_address_given").data == {}


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"consent": False}, Invalid),
        ({"email": "nowhere"}, Invalid),
        ({"visitor": 1}, NotWaiting),
        ({"visitor": 77}, NotWaiting),
    ],
)
def test_address_is_kept_with_consent_and_a_place_alone(cast: Cast, facts: dict[str, object], error: type) -> None:
    code = full(cast, 1)

    with pytest.raises(error):
        leave_address(
            **{
                "code": code.pk,
                "visitor": 2,
                "email": "a@b.org",
                "consent": True,
                "actor": VISITOR,
                "now": NOW,
                **facts,
            }
        )

    assert WaitingAddress.objects.count() == 0


def test_hosts_are_asked_for_room_once_until_there_is_some(cast: Cast) -> None:
    code = full(cast, 3)
    [task] = tasks_today(cast.table.pk)

    edit_slot(slot=Slot.objects.get(code=code).pk, capacity=9, actor=cast.actor("alice"), now=NOW + HOUR / 2)

    assert (task.kind, task.slug) == ("no_room", code.slug)
    assert tasks_today(cast.table.pk) == []
    assert [row.done_by for row in HostTask.objects.all()] == [cast.accounts["alice"]]
    assert LoggedEvent.objects.filter(kind__startswith="host_task").count() == 2


def test_host_says_that_it_is_done(cast: Cast) -> None:
    full(cast, 1)
    task = HostTask.objects.get()
    with pytest.raises(Forbidden):
        finish_task(task=task.pk, actor=cast.actor("ann"), now=NOW)

    done = [finish_task(task=task.pk, actor=cast.actor("amy"), now=NOW + HOUR * n) for n in (1, 2)]

    assert [(row.done_at, row.done_by_id) for row in done] == [(NOW + HOUR, cast.accounts["amy"].pk)] * 2
