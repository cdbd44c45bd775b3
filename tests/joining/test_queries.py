"""What operators and faces read of codes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coterie.joining.domain.code import switch_code
from coterie.joining.domain.sight import Look, see_page
from coterie.joining.domain.slot import edit_slot
from coterie.joining.models import Slot
from coterie.joining.queries.channels import channels_visible_to, costs_visible_to, placements_visible_to
from coterie.joining.queries.codes import (
    code_at,
    codes_visible_to,
    front_door,
    seat_of,
    slots_visible_to,
)
from coterie.joining.queries.explanation import explain
from coterie.joining.queries.numbers import code_numbers
from coterie.kit.errors import Forbidden, NotFound
from coterie.kit.ids import new_visitor
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast
from tests.joining.doors import code_of, scan, scan_all
from tests.joining.test_join import enter
from tests.joining.test_seats import HOUR

QUERIES = (codes_visible_to, slots_visible_to, channels_visible_to, placements_visible_to, costs_visible_to)


@pytest.mark.parametrize("query", QUERIES)
def test_staff_alone_sees_codes(cast: Cast, query) -> None:
    assert query(cast.actor("ann"), cast.table.pk).count() == 0
    for name in ("dan", "mallory", "stranger"):
        with pytest.raises((NotFound, Forbidden)):
            query(cast.actor(name), cast.table.pk)


def test_numbers_of_a_code(cast: Cast) -> None:
    code = code_of(cast, slots=2, capacity=2)
    visitor = new_visitor()
    scan_all(code, [visitor, *(new_visitor() for _ in range(4))])
    enter(cast, code, visitor=visitor)
    code.refresh_from_db()

    seen = code_numbers(code, now=NOW)

    assert (seen.views, seen.visitors, seen.joins, seen.waiting) == (5, 5, 1, 1)
    assert (seen.held, seen.seats, seen.free) == (3, 4, 0)
    assert [(slot.state, slot.held, slot.joined) for slot in seen.slots] == [("full", 1, 1), ("full", 2, 0)]


@pytest.mark.parametrize("slots", [1, 3])
def test_numbers_cost_the_same_for_any_number_of_slots(cast: Cast, slots: int) -> None:
    code = code_of(cast, slots=slots)

    with CaptureQueriesContext(connection) as asked:
        code_numbers(code, now=NOW)

    assert len(asked) == 3


def test_explanation_names_what_was_passed_over(cast: Cast) -> None:
    code = code_of(cast, slots=4, capacity=1)
    third = Slot.objects.get(code=code, number=3)
    edit_slot(slot=third.pk, capacity=1, order=3, valid_from=NOW + HOUR, actor=cast.actor("alice"), now=NOW)
    visitors = [new_visitor() for _ in range(4)]
    scan_all(code, visitors)

    said = explain(code.slug.upper(), visitors[2], now=NOW)

    assert (said["slot"], said["state"], said["chosen_by"]) == (4, "held", "fill_in_order")
    assert said["passed_over"] == {"full": "1-2", "early": "3"}
    assert said["slots_now"] == {"1": "full", "2": "full", "3": "early", "4": "full"}
    assert explain(code.slug, visitors[3], now=NOW)["state"] == "waiting"
    assert explain(code.slug, visitors[2], now=NOW + HOUR)["state"] == "hold ended"


def test_explanation_of_a_pause(cast: Cast) -> None:
    code = code_of(cast)
    switch_code(state="paused", code=code.pk, actor=cast.actor("alice"), now=NOW)
    visitor = new_visitor()
    scan(code, visitor)

    said = explain(code.slug, visitor, now=NOW)

    assert (said["slot"], said["chosen_by"], said["code_now"]) == (None, "paused", "paused")


def test_nobody_and_nothing_are_not_explained(cast: Cast) -> None:
    code = code_of(cast)
    for slug, visitor in ((code.slug, 7), ("nothere", 7)):
        with pytest.raises(NotFound):
            explain(slug, visitor, now=NOW)


def test_code_is_found_as_it_was_typed(cast: Cast) -> None:
    code = code_of(cast)

    assert code_at(code.slug.upper()) == code
    assert front_door(cast.table.pk) is None


def test_seat_of_a_visitor(cast: Cast) -> None:
    code = code_of(cast, slots=1, capacity=1)
    visitor, late = new_visitor(), new_visitor()
    scan_all(code, [visitor, late])

    assert seat_of(code.pk, visitor) == Slot.objects.get(code=code)
    assert seat_of(code.pk, late) is None


def test_page_seen_is_noted(cast: Cast) -> None:
    see_page(look=Look(community=cast.table.pk), visitor=7, now=NOW)

    assert LoggedEvent.objects.get(kind="page_seen").visitor == 7
