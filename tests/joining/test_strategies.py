"""Which slot the next visitor gets, and why; who fits where."""

from collections import Counter
from datetime import UTC, datetime, time
from random import Random

import pytest

from coterie.joining.domain.slot import add_slot, edit_slot
from coterie.joining.models import LiveCode, Slot, Ticket
from coterie.joining.queries.explanation import explain
from coterie.joining.rules import is_between, tongues_in
from coterie.kit.errors import Invalid
from coterie.kit.ids import new_visitor
from tests.cast import NOW, Cast
from tests.joining.doors import code_of, numbers, scan, scan_all


def change(cast: Cast, code: LiveCode, number: int, **facts: object) -> None:
    slot = Slot.objects.get(code=code, number=number)
    edit_slot(slot=slot.pk, **facts, actor=cast.actor("alice"), now=NOW)


def test_in_turn_goes_round(cast: Cast) -> None:
    code = code_of(cast, slots=3, capacity=3, strategy="round_robin")

    one_by_one = [scan(code).number for _ in range(4)]
    together = numbers(scan_all(code, [new_visitor() for _ in range(6)]))

    assert (one_by_one, together) == ([1, 2, 3, 1], [2, 3, 1, 2, 3, None])


def test_new_slot_is_next_in_turn(cast: Cast) -> None:
    code = code_of(cast, slots=2, capacity=9, strategy="round_robin")
    scan_all(code, [new_visitor() for _ in range(4)])
    add_slot(code=code.pk, group=cast.vip.key, capacity=3, actor=cast.actor("alice"), now=NOW)

    assert [scan(code).number for _ in range(4)] == [3, 1, 2, 3]


def test_weights_are_kept_by_chance(cast: Cast) -> None:
    code = code_of(cast, slots=2, capacity=10_000, strategy="weighted")
    change(cast, code, 1, weight=3)
    dice = Random(5)

    given = Counter(numbers(scan_all(code, [dice.getrandbits(62) for _ in range(2000)])))

    assert 1420 < given[1] < 1580
    assert given[1] + given[2] == 2000


def test_weighted_goes_on_when_one_is_full(cast: Cast) -> None:
    code = code_of(cast, slots=2, capacity=3, strategy="weighted")

    assert Counter(numbers(scan_all(code, [new_visitor() for _ in range(8)]))) == {1: 3, 2: 3, None: 2}


def test_language_leads(cast: Cast) -> None:
    code = code_of(cast, slots=3, capacity=9, strategy="by_condition")
    change(cast, code, 1, languages="en")
    change(cast, code, 2, languages="zh, ja")

    asked = ("zh-CN,zh;q=0.9,en;q=0.8", "fr,en;q=0.5", "en-GB", "fr", "", "not a header;;q=")

    assert [scan(code, accept=accept).number for accept in asked] == [2, 1, 1, 3, 3, 3]


def test_conditions_hold_under_every_strategy_and_are_explained(cast: Cast) -> None:
    code = code_of(cast, slots=2, capacity=9)
    change(cast, code, 1, languages="en")
    visitor = new_visitor()
    scan(code, visitor, accept="zh-CN")

    told = explain(code.slug, visitor, now=NOW)

    assert (told["slot"], told["languages"], told["passed_over"]) == (2, "zh", {"language": "1"})


def test_specific_slot_comes_before_the_common_one(cast: Cast) -> None:
    code = code_of(cast, slots=2, capacity=1, strategy="by_condition")
    change(cast, code, 2, languages="en")

    assert [scan(code, accept="en").number for _ in range(3)] == [2, 1, None]


def test_hours_are_those_of_the_community(cast: Cast) -> None:
    code = code_of(cast, slots=2, capacity=9, strategy="by_condition")
    change(cast, code, 1, from_time=time(22), to_time=time(6))
    in_shanghai = {hour: datetime(2026, 3, 2, (hour - 8) % 24, 30, tzinfo=UTC) for hour in (12, 21, 22, 5, 6)}

    assert {hour: scan(code, now=at).number for hour, at in in_shanghai.items()} == {12: 2, 21: 2, 22: 1, 5: 1, 6: 2}


def test_returning_visitor_has_a_slot_apart(cast: Cast) -> None:
    code = code_of(cast, slots=2, capacity=9, strategy="by_condition")
    change(cast, code, 1, whom="returning")

    assert (scan(code, fresh=True).number, scan(code, fresh=False).number) == (2, 1)


def test_new_visitor_does_not_return_by_looking_twice(cast: Cast) -> None:
    code = code_of(cast, slots=1, capacity=9)
    change(cast, code, 1, whom="returning")
    visitor = new_visitor()

    assert [scan(code, visitor, fresh=fresh).number for fresh in (True, False, False)] == [None, None, None]
    assert Ticket.objects.get(code=code).state == "waiting"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"weight": 0}, "weight"),
        ({"languages": "english"}, "languages"),
        ({"from_time": time(9)}, "to_time"),
        ({"from_time": time(9), "to_time": time(9)}, "to_time"),
        ({"whom": "tall"}, "whom"),
    ],
)
def test_wrong_condition_names_its_field(cast: Cast, facts: dict[str, object], field: str) -> None:
    code = code_of(cast)

    with pytest.raises(Invalid) as refused:
        change(cast, code, 1, **facts)

    assert refused.value.field == field


def test_facts_that_are_left_out_stay(cast: Cast) -> None:
    code = code_of(cast, slots=1)
    change(cast, code, 1, languages="en", reserve=1)
    change(cast, code, 1, capacity=8)

    slot = Slot.objects.get(code=code)

    assert (slot.languages, slot.reserve, slot.capacity) == ("en", 1, 8)


@pytest.mark.parametrize(
    ("minute", "start", "end", "wanted"),
    [(5, 5, 6, True), (6, 5, 6, False), (1, 1320, 60, True), (700, 1320, 60, False)],
)
def test_stretch_of_the_day(minute: int, start: int, end: int, wanted: bool) -> None:
    assert is_between(minute, start, end) == wanted


def test_languages_are_read_in_the_order_of_liking() -> None:
    assert tongues_in("en;q=0.2, zh-CN, zh;q=0.9, *;q=0.1, ja;q=0") == ("zh", "en")
