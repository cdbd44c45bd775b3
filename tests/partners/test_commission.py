"""Commission: only of what customers paid, line by line, and only while it is paid."""

from typing import Any

import pytest

from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.partners.domain.earning import count_order
from coterie.partners.domain.enrolment import decide_partner, keep_papers
from coterie.partners.domain.payout import prepare_batch, send_batch, turn_payout
from coterie.partners.domain.programme import Promise, write_terms
from coterie.partners.domain.settling import hold_earning, hold_order, release_earning, take_back_earning
from coterie.partners.models import Earning, PartnerOrder, Payout
from coterie.partners.rules import Special
from tests.cast import NOW, Cast
from tests.market.stall import balances, on_sale, order
from tests.partners.sales import (
    DAY,
    LATER,
    PAPERS,
    buys,
    gives_back,
    heard,
    partner,
    payouts,
    programme,
    sends,
    settled,
    standing,
)
from tests.rewards.points import SYSTEM

pytestmark = pytest.mark.django_db


def paid_out(cast: Cast, now: Any = LATER) -> Payout:
    """Pay what is available, by hand."""
    by = {"actor": cast.actor("alice"), "now": now}
    batch = prepare_batch(community=cast.table.pk, **by)
    send_batch(batch=batch.pk, **by)
    row = batch.payouts.get()
    return turn_payout(payout=row.pk, state="paid", word="Transfer 12", **by)


def test_a_customer_by_the_link_who_pays_brings_a_part_of_it(cast: Cast) -> None:
    programme(cast, rate=1000)
    paul = partner(cast)
    sends(cast, paul)

    buys(cast, on_sale(cast, price=999))

    assert standing(paul) == [(1, "pending", 99)]
    assert balances(cast) == {"cash:manual": 999, "revenue": -999, "commission": 99, "commission_due": -99}


def test_it_becomes_available_after_its_hold_and_is_paid(cast: Cast) -> None:
    programme(cast, rate=1000, hold_days=14)
    paul = partner(cast)
    sends(cast, paul)
    buys(cast, on_sale(cast))

    assert settled(NOW + 13 * DAY) == 0
    assert settled(NOW + 14 * DAY) == 1
    assert standing(paul) == [(1, "available", 100)]
    row = paid_out(cast)

    assert (row.state, row.amount, row.reference, row.number) == ("paid", 100, "Transfer 12", 1)
    assert standing(paul) == [(1, "paid", 100)]
    assert balances(cast) == {"cash:manual": 900, "revenue": -1000, "commission": 100}


def test_nobody_earns_by_what_nobody_paid_or_what_a_partner_buys(cast: Cast) -> None:
    programme(cast)
    paul = partner(cast)
    sends(cast, paul)
    sends(cast, paul, who="paul", visitor=78)
    pen = on_sale(cast, left=None)
    order(cast, pen)
    buys(cast, pen, who="paul")
    buys(cast, pen, who="carol")
    buys(cast, on_sale(cast, "gift", price=0))

    heard()

    assert standing(paul) == []
    assert not PartnerOrder.objects.exists()


def test_what_is_told_again_counts_once(cast: Cast) -> None:
    programme(cast)
    paul = partner(cast)
    sends(cast, paul)
    made = buys(cast, on_sale(cast))
    gives_back(cast, made, {made.lines.get().pk: 300})

    for _ in range(3):
        count_order(order=made.pk, actor=SYSTEM, now=NOW)

    assert standing(paul) == [(1, "pending", 70)]


def test_part_of_a_line_given_back_takes_its_exact_share_back(cast: Cast) -> None:
    programme(cast, rate=1500)
    paul = partner(cast)
    sends(cast, paul)
    made = buys(cast, on_sale(cast, price=999), on_sale(cast, "cup", price=333))
    first, second = made.lines.order_by("pk")

    assert standing(paul) == [(1, "pending", 149), (1, "pending", 49)]
    gives_back(cast, made, {first.pk: 1})
    assert standing(paul) == [(1, "pending", 148), (1, "pending", 49)]
    gives_back(cast, made, {first.pk: 998, second.pk: 33})

    assert standing(paul) == [(1, "reversed", 0), (1, "pending", 44)]


def test_what_is_given_back_after_it_was_paid_is_taken_off_the_next_payout(cast: Cast) -> None:
    programme(cast)
    paul = partner(cast)
    sends(cast, paul)
    pen = on_sale(cast, left=None)
    first = buys(cast, pen)
    settled()
    paid_out(cast)

    gives_back(cast, first, {first.lines.get().pk: 400}, LATER)
    assert balances(cast)["claw_back"] == 40
    assert standing(paul) == [(1, "paid", 60)]
    with pytest.raises(Conflict):
        paid_out(cast)
    buys(cast, pen, now=LATER)
    settled(LATER + 31 * DAY)
    paid_out(cast, LATER + 31 * DAY)

    assert payouts(paul) == [("paid", 100), ("paid", 60)]
    assert standing(paul) == [(1, "paid", 60), (1, "paid", 100)]
    assert "claw_back" not in balances(cast)


def test_the_second_level_has_its_part_once_the_first_is_settled(cast: Cast) -> None:
    programme(cast, rate=1000, second_rate=500)
    carol = partner(cast, "carol")
    paul = partner(cast, "paul", sponsor=carol.code)
    sends(cast, paul)
    made = buys(cast, on_sale(cast))

    assert standing(carol) == []
    gives_back(cast, made, {made.lines.get().pk: 200})
    settled()

    assert (standing(paul), standing(carol)) == ([(1, "available", 80)], [(2, "available", 40)])
    gives_back(cast, made, None, LATER)
    assert (standing(paul), standing(carol)) == ([(1, "reversed", 0)], [(2, "reversed", 0)])
    assert set(balances(cast)) == set()


def test_who_brought_a_partner_earns_nothing_by_what_they_buy_themselves(cast: Cast) -> None:
    programme(cast, second_rate=500)
    carol = partner(cast, "carol")
    paul = partner(cast, "paul", sponsor=carol.code)
    sends(cast, paul, who="carol")
    buys(cast, on_sale(cast), who="carol")

    settled()

    assert (standing(paul), standing(carol)) == ([(1, "available", 100)], [])


def test_rates_go_by_offer_then_by_buyer_then_by_what_was_brought(cast: Cast) -> None:
    pen, cup = on_sale(cast, left=None), on_sale(cast, "cup", left=None)
    programme(
        cast, rate=1000,
        specials=(
            Special(cup.offer_id, "any", 0, 2000), Special(None, "repeat", 0, 500), Special(None, "any", 3000, 1500),
        ),
    )  # fmt: skip
    paul = partner(cast)
    sends(cast, paul)
    sends(cast, paul, who="nina", visitor=78)

    for what, who in ((pen, "dan"), (pen, "dan"), (cup, "dan"), (pen, "nina")):
        buys(cast, what, who=who)

    assert [amount for _level, _where, amount in standing(paul)] == [100, 50, 200, 150]


def test_held_commission_is_not_paid_until_it_is_let_go(cast: Cast) -> None:
    programme(cast)
    paul = partner(cast)
    sends(cast, paul)
    made, by = buys(cast, on_sale(cast)), {"actor": cast.actor("alice"), "now": LATER}

    assert hold_order(order=made.pk, why="disputed", actor=SYSTEM, now=LATER) == 1
    assert settled() == 0
    assert standing(paul) == [(1, "held", 100)]
    release_earning(earning=Earning.objects.get().pk, **by)
    settled()
    hold_earning(earning=Earning.objects.get().pk, why="Looks odd", **by)
    assert standing(paul) == [(1, "held", 100)]
    with pytest.raises(Conflict):
        prepare_batch(community=cast.table.pk, **by)
    take_back_earning(earning=Earning.objects.get().pk, why="Their own card", **by)

    assert standing(paul) == [(1, "reversed", 0)]
    gives_back(cast, made, None, LATER)
    assert set(balances(cast)) == set()


def test_a_suspended_partner_earns_nothing_and_is_not_paid(cast: Cast) -> None:
    programme(cast)
    paul, pen = partner(cast), on_sale(cast, left=None)
    sends(cast, paul)
    buys(cast, pen)
    by = {"actor": cast.actor("alice"), "now": LATER}
    decide_partner(partner=paul.pk, state="suspended", note="We look at it.", **by)

    late = buys(cast, pen, now=LATER)
    settled()

    assert standing(paul) == [(1, "available", 100)]
    assert PartnerOrder.objects.get(order=late.pk).why_not == "not_partner"
    with pytest.raises(Conflict):
        prepare_batch(community=cast.table.pk, **by)
    decide_partner(partner=paul.pk, state="approved", **by)
    assert paid_out(cast).amount == 100


def test_less_than_the_smallest_payout_waits(cast: Cast) -> None:
    programme(cast, minimum=150)
    paul, pen = partner(cast), on_sale(cast, left=None)
    sends(cast, paul)
    buys(cast, pen)
    settled()
    with pytest.raises(Conflict):
        paid_out(cast)
    buys(cast, pen)
    settled()

    assert paid_out(cast).amount == 200


def test_a_payout_that_failed_is_tried_again_under_the_same_mark(cast: Cast) -> None:
    programme(cast)
    paul = partner(cast)
    sends(cast, paul)
    made = buys(cast, on_sale(cast))
    settled()
    by = {"actor": cast.actor("alice"), "now": LATER}
    batch = prepare_batch(community=cast.table.pk, **by)
    send_batch(batch=batch.pk, **by)
    row = batch.payouts.get()
    turn_payout(payout=row.pk, state="failed", word="No such account", **by)
    gives_back(cast, made, None, LATER)
    again = turn_payout(payout=row.pk, state="prepared", **by)
    send_batch(batch=batch.pk, **by)
    done = turn_payout(payout=row.pk, state="paid", word="Transfer 13", **by)

    assert (again.once, done.tries) == (row.once, 2)
    assert turn_payout(payout=row.pk, state="paid", word="again", **by).reference == "Transfer 13"
    with pytest.raises(Conflict):
        turn_payout(payout=row.pk, state="failed", word="Back again", **by)
    assert standing(paul) == [(1, "reversed", 0)]
    assert balances(cast)["claw_back"] == 100


def test_orders_count_for_so_many_months(cast: Cast) -> None:
    programme(cast, months=1)
    paul, pen = partner(cast), on_sale(cast, left=None)
    sends(cast, paul)

    buys(cast, pen, now=NOW + 30 * DAY)
    late = buys(cast, pen, now=NOW + 31 * DAY)

    assert standing(paul) == [(1, "pending", 100)]
    assert PartnerOrder.objects.get(order=late.pk).why_not == "over"


def test_a_partner_earns_by_the_terms_they_accepted(cast: Cast) -> None:
    programme(cast, rate=1000)
    paul = partner(cast)
    programme(cast, rate=500)
    sends(cast, paul)

    buys(cast, on_sale(cast))

    assert standing(paul) == [(1, "pending", 100)]


@pytest.mark.parametrize(
    "facts",
    [
        {"agreement": " "},
        {"hold_days": 10},
        {"rate": 0},
        {"touch": "any"},
        {"months": 0},
        {"lock_days": 0},
        {"rate": 2600, "second_rate": 500},
        {"specials": (Special(None, "new", 0, 3100),)},
        {"specials": (Special(None, "new", 0, 1), Special(None, "new", 0, 2))},
    ],
)
def test_numbers_out_of_all_reason_are_refused(cast: Cast, facts: Any) -> None:
    with pytest.raises(Invalid):
        programme(cast, **facts)


def test_hosts_may_not_and_admins_may_write_but_not_pay(cast: Cast) -> None:
    promise = Promise(agreement="Be honest.")
    facts: dict[str, Any] = {"community": cast.table.pk, "now": NOW}

    assert write_terms(promise=promise, actor=cast.actor("amy"), **facts).number == 1
    for who, refused in (("bob", Forbidden), ("mallory", NotFound)):
        with pytest.raises(refused):
            write_terms(promise=promise, actor=cast.actor(who), **facts)
    with pytest.raises(Forbidden):
        prepare_batch(actor=cast.actor("amy"), **facts)


def test_without_papers_nobody_is_paid(cast: Cast) -> None:
    programme(cast)
    paul = partner(cast)
    sends(cast, paul)
    buys(cast, on_sale(cast))
    settled()
    paul.papers.delete()

    with pytest.raises(Conflict):
        paid_out(cast)
    assert (Payout.objects.count(), standing(paul)) == (0, [(1, "available", 100)])
    keep_papers(community=cast.table.pk, actor=cast.actor("paul"), now=LATER, **PAPERS)  # type: ignore[arg-type] - a mapping of texts

    assert paid_out(cast).amount == 100
