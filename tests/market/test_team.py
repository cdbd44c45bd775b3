"""Buying together: complete, everybody has it for less; not complete, everybody has their money back, once."""

import pytest
from django.core import mail

from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.market.domain.buying import cancel_order
from coterie.market.domain.checkout import check_out
from coterie.market.domain.offer_copy import copy_offer
from coterie.market.domain.paying import ask_payment, take_payment
from coterie.market.domain.refund import refund_order
from coterie.market.domain.team import drop_team_terms
from coterie.market.domain.team_end import end_teams_due, give_teams_back_due
from coterie.market.domain.variant import edit_variant
from coterie.market.errors import NotForSale, TeamFull
from coterie.market.models import Grant, Order, Team, TeamTerms, Variant
from coterie.market.queries.escrow_audit import escrow_faults
from coterie.market.queries.teams import open_teams
from tests.cast import NOW, Cast
from tests.market.bundles import a_bundle
from tests.market.stall import balances, on_sale, order, pay
from tests.market.teams import HOUR, OVER, begin, join, minute, together
from tests.rewards.points import SYSTEM
from tests.talk.speech import told

pytestmark = pytest.mark.django_db


def purses(cast: Cast) -> dict[str, int]:
    """Return what is in the purses; the books and what is kept apart are sound."""
    assert escrow_faults() == []
    return balances(cast)


def open_to() -> set[int]:
    """Return the members to whom something is open."""
    return set(Grant.objects.filter(ended_at=None).values_list("member", flat=True))


def test_the_last_who_pays_completes_it_for_all(cast: Cast) -> None:
    row = together(cast, on_sale(cast, left=5))
    first = begin(cast, row)
    orders = [first, join(cast, first, "carol"), join(cast, first, "nina")]
    assert {one.amount for one in orders} == {700}
    for one in orders[:2]:
        pay(cast, one)
    assert (purses(cast), open_to()) == ({"cash:manual": 1400, "team": -1400}, set())

    pay(cast, orders[2])

    assert purses(cast) == {"cash:manual": 2100, "revenue": -2100}
    assert open_to() == {cast.members[who].pk for who in ("dan", "carol", "nina")}
    assert Team.objects.get().state == "complete"
    assert [event.data for event in told("team_ended")] == [{"state": "complete", "offer": row.offer_id, "paid": 3}]
    assert minute() == 0


def test_a_team_that_does_not_come_together_gives_back_once(cast: Cast) -> None:
    row = together(cast, on_sale(cast, left=5))
    first = begin(cast, row)
    pay(cast, first)
    join(cast, first, "carol")

    assert minute(OVER - HOUR) == 0
    assert (minute(), minute()) == (1, 0)

    assert (purses(cast), open_to()) == ({}, set())
    assert sorted(Order.objects.values_list("state", flat=True)) == ["cancelled", "refunded"]
    assert (Variant.objects.get(pk=row.pk).left, Team.objects.get().state) == (5, "missed")


def test_who_may_take_a_seat(cast: Cast) -> None:
    row = together(cast, on_sale(cast, left=None), people=2)
    first = begin(cast, row)
    with pytest.raises(Conflict):
        join(cast, first, "dan")
    with pytest.raises(Invalid):
        join(cast, first, "carol", quantity=2)
    with pytest.raises(NotFound):
        order(cast, row, who="carol", team="nothing")
    with pytest.raises(NotForSale):
        order(cast, on_sale(cast, "pencil"), who="carol", team="new")
    second = join(cast, first, "carol")
    with pytest.raises(TeamFull):
        join(cast, first, "nina")
    cancel_order(order=second.pk, actor=cast.actor("carol"), now=NOW)
    join(cast, first, "nina")
    assert Team.objects.count() == 1


def test_everybody_in_a_team_buys_for_themselves_at_its_price(cast: Cast) -> None:
    row = together(cast, on_sale(cast, left=None))
    usual = {"community": cast.table.pk, "wanted": {row.pk: 1}, "way": "manual", "team": "new", "now": NOW}
    for facts in ({"is_gift": True}, {"coupon": "EARLY"}, {"points": 1}):
        with pytest.raises(Invalid):
            check_out(**usual, **facts, actor=cast.actor("paul"))  # type: ignore[arg-type]  # facts of several kinds
    assert Order.objects.count() == 0


def test_the_hours_run_from_the_first_payment(cast: Cast) -> None:
    row = together(cast, on_sale(cast, left=None))
    first = begin(cast, row)
    later = NOW + HOUR / 3
    assert (Team.objects.get().ends_at, minute()) == (None, 0)

    pay(cast, first, now=later)
    join(cast, first, "carol", now=OVER)

    assert Team.objects.get().ends_at == OVER + HOUR / 3
    with pytest.raises(NotForSale):
        join(cast, first, "nina", now=OVER + HOUR / 3)


def test_a_team_that_nobody_waits_in_is_not_joined(cast: Cast) -> None:
    row = together(cast, on_sale(cast, left=None))
    first = begin(cast, row)
    cancel_order(order=first.pk, actor=cast.actor("dan"), now=NOW)
    with pytest.raises(NotForSale):
        join(cast, first, "carol")


def test_terms_are_those_of_when_it_began(cast: Cast) -> None:
    row = together(cast, on_sale(cast, left=None), people=2)
    first = begin(cast, row)
    together(cast, row, people=5, price=500)
    assert join(cast, first, "carol").amount == 700
    drop_team_terms(variant=row.pk, actor=cast.actor("alice"), now=NOW)
    with pytest.raises(NotForSale):
        begin(cast, row, "nina")
    for who, facts in (("alice", {"price": 1000}), ("alice", {"people": 1}), ("alice", {"hours": 0})):
        with pytest.raises(Invalid):
            together(cast, row, actor=cast.actor(who), **facts)
    with pytest.raises(Invalid):
        together(cast, on_sale(cast, "club", "plan"))
    with pytest.raises(Forbidden):
        together(cast, row, actor=cast.actor("bob"))


def test_money_back_before_and_after_it_is_complete(cast: Cast) -> None:
    row, alice = together(cast, on_sale(cast, left=None), people=2), cast.actor("alice")
    first = begin(cast, row)
    second = join(cast, first, "carol")
    pay(cast, first)
    refund_order(order=first.pk, actor=alice, now=NOW)
    assert purses(cast) == {}

    third = join(cast, second, "nina")
    for one in (second, third):
        pay(cast, one)
    assert purses(cast) == {"cash:manual": 1400, "revenue": -1400}
    line = third.lines.get()
    refund_order(order=third.pk, parts={line.pk: 300}, actor=alice, now=NOW)
    refund_order(order=second.pk, actor=alice, now=NOW)
    assert purses(cast) == {"cash:manual": 400, "revenue": -400}
    assert open_to() == {cast.members["nina"].pk}


def test_money_that_comes_too_late_goes_back(cast: Cast) -> None:
    row, alice = together(cast, on_sale(cast, left=None), people=4), cast.actor("alice")
    first = begin(cast, row)
    pay(cast, first)
    late = [join(cast, first, who) for who in ("carol", "nina", "paul")]
    asked = [ask_payment(order=one.pk, provider="stripe", actor=alice, now=NOW) for one in late]
    take_payment(payment=asked[0].pk, amount=700, external="a", actor=SYSTEM, now=OVER)
    end_teams_due(actor=SYSTEM, now=OVER)
    take_payment(payment=asked[1].pk, amount=700, external="b", actor=SYSTEM, now=OVER)
    give_teams_back_due(actor=SYSTEM, now=OVER)
    take_payment(payment=asked[2].pk, amount=700, external="c", actor=SYSTEM, now=OVER)

    assert (purses(cast), open_to()) == ({}, set())
    assert sorted(Order.objects.values_list("state", flat=True)) == ["cancelled"] * 3 + ["refunded"]


def test_who_ordered_anew_does_not_get_two_seats(cast: Cast) -> None:
    row, alice = together(cast, on_sale(cast, left=None)), cast.actor("alice")
    first = begin(cast, row)
    pay(cast, first)
    second = join(cast, first, "carol")
    asked = ask_payment(order=second.pk, provider="stripe", actor=alice, now=NOW)
    cancel_order(order=second.pk, actor=alice, now=NOW)
    pay(cast, join(cast, first, "carol"))
    take_payment(payment=asked.pk, amount=700, external="a", actor=SYSTEM, now=NOW)

    assert purses(cast) == {"cash:manual": 1400, "team": -1400}
    assert Team.objects.get().state == "open"


def test_a_seat_that_was_given_up_is_taken_anew_by_late_money(cast: Cast) -> None:
    row, alice = together(cast, on_sale(cast, left=None), people=2), cast.actor("alice")
    first = begin(cast, row)
    asked = ask_payment(order=first.pk, provider="stripe", actor=alice, now=NOW)
    second = join(cast, first, "carol")
    cancel_order(order=first.pk, actor=cast.actor("dan"), now=NOW)
    take_payment(payment=asked.pk, amount=700, external="a", actor=SYSTEM, now=NOW)
    pay(cast, second)

    assert (Team.objects.get().state, len(open_to())) == ("complete", 2)


def test_a_bundle_is_bought_together(cast: Cast) -> None:
    pen = on_sale(cast, left=9)
    row = together(cast, a_bundle(cast, (pen, 2)), people=2, price=1200)
    first = begin(cast, row)
    for one in (first, join(cast, first, "carol")):
        pay(cast, one)

    assert purses(cast) == {"cash:manual": 2400, "revenue": -2400}
    assert (Variant.objects.get(pk=pen.pk).left, Grant.objects.count()) == (5, 4)


def test_open_teams_are_those_that_somebody_paid_for(cast: Cast) -> None:
    row = together(cast, on_sale(cast, left=None))
    first = begin(cast, row)
    assert open_teams(row.offer, NOW) == []
    pay(cast, first)
    join(cast, first, "carol")
    [seen] = open_teams(row.offer, NOW)
    assert (seen.missing, seen.free, seen.price, seen.ends_at) == (2, 1, 700, OVER)
    assert open_teams(row.offer, OVER) == []
    join(cast, first, "nina")
    assert open_teams(row.offer, NOW) == []


def test_who_has_paid_is_told_how_it_ended(cast: Cast) -> None:
    row = together(cast, on_sale(cast, left=None), people=2)
    first = begin(cast, row)
    pay(cast, first)
    join(cast, first, "carol")
    minute()
    missed = [(one.to, one.subject) for one in mail.outbox]
    mail.outbox.clear()
    again = begin(cast, row, now=OVER)
    pay(cast, again, now=OVER)
    pay(cast, join(cast, again, "carol", now=OVER), now=OVER)

    assert missed == [(["dan@example.org"], "Not complete: your money for Pen goes back")]
    told_of = {(one.to[0], one.subject) for one in mail.outbox}
    assert told_of == {(f"{who}@example.org", "Complete: Pen is yours") for who in ("dan", "carol")}


def test_a_copy_is_sold_to_teams_too(cast: Cast) -> None:
    row = together(cast, on_sale(cast))
    made = copy_offer(offer=row.offer_id, slug="pencil", actor=cast.actor("alice"), now=NOW)
    kept = TeamTerms.objects.values_list("people", "hours", "price")
    assert [list(kept.filter(variant__offer=one)) for one in (row.offer, made)] == [[(3, 24, 700)]] * 2


def test_terms_that_save_nothing_count_no_more(cast: Cast) -> None:
    row = together(cast, on_sale(cast))
    edit_variant(variant=row.pk, price=700, actor=cast.actor("alice"), now=NOW)
    with pytest.raises(NotForSale):
        begin(cast, row)
