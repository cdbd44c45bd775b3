"""Projects: all or nothing means what it says, and money is never the community's before it is won."""

from datetime import timedelta
from typing import Any

import pytest

from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.market.domain.buying import cancel_order, place_order
from coterie.market.domain.decision import cancel_project
from coterie.market.domain.giving_back import give_money_back
from coterie.market.domain.paying import ask_payment, fail_payment, take_payment
from coterie.market.domain.pledge import pay_again
from coterie.market.domain.project import edit_project, make_project, open_project, set_stretch, write_update
from coterie.market.domain.refund import refund_order, settle_refund
from coterie.market.domain.tier import add_tier, edit_tier
from coterie.market.errors import NotForSale, SoldOut
from coterie.market.models import Offer, Order, Project, Refund
from coterie.market.queries.escrow_audit import escrow_faults
from coterie.market.queries.offers import offers_on_sale, offers_run_by
from coterie.market.queries.projects import pledge_state, pledges_of, public_projects
from coterie.platform.ledger.models import LedgerAccount
from tests.cast import NOW, Cast
from tests.market.fund import END, back, minute, paid, purses, running, state_of
from tests.market.stall import pay
from tests.rewards.points import SYSTEM
from tests.talk.speech import told

DAY = timedelta(days=1)


def test_won_and_only_then_the_money_is_revenue(cast: Cast) -> None:
    tier = running(cast)
    orders = [back(cast, tier, who) for who in ("dan", "carol", "nina")]
    for one in orders:
        paid(cast, one)
    minute(END - DAY)
    assert (state_of(tier), purses(cast)) == ("running", {"cash:manual": 3000, "escrow": -3000})

    for _ in range(2):
        minute()

    assert (state_of(tier), purses(cast)) == ("won", {"cash:manual": 3000, "revenue": -3000})
    kinds = ("project_opened", "project_won", "project_settled", "project_lost")
    assert [len(told(kind)) for kind in kinds] == [1, 1, 1, 0]
    refund_order(order=orders[0].pk, actor=cast.actor("alice"), now=END + DAY)
    assert purses(cast) == {"cash:manual": 2000, "revenue": -2000}
    with pytest.raises(NotForSale):
        back(cast, tier, "paul", now=END)


def test_lost_and_everybody_has_their_money_back(cast: Cast) -> None:
    tier = running(cast)
    mine, hers = back(cast, tier), back(cast, tier, "carol")
    paid(cast, mine)
    late = ask_payment(order=hers.pk, provider="stripe", actor=cast.actor("carol"), now=NOW)

    for _ in range(3):
        minute()

    assert (state_of(tier), purses(cast)) == ("lost", {})
    assert [row.amount for row in Refund.objects.all()] == [1000]
    states = {one.member.key: pledge_state(one) for one in Order.objects.select_related("member")}
    assert states == {cast.members["dan"].key: "refunded", cast.members["carol"].key: "cancelled"}
    take_payment(payment=late.pk, amount=1000, external="x1", actor=SYSTEM, now=END)
    assert ([row.amount for row in Refund.objects.order_by("pk")], purses(cast)) == ([1000, 1000], {})
    assert [len(told(kind)) for kind in ("project_lost", "project_settled", "order_refunded")] == [1, 1, 1]


def test_what_comes_is_kept_where_that_was_said(cast: Cast) -> None:
    tier = running(cast, kind="keep_it_all")
    paid(cast, back(cast, tier))
    assert purses(cast) == {"cash:manual": 1000, "revenue": -1000}

    minute()

    assert (state_of(tier), purses(cast)) == ("won", {"cash:manual": 1000, "revenue": -1000})
    assert told("project_won")[0].data == {"pledged": 1000, "goal": 3000, "currency": cast.table.currency}


@pytest.mark.parametrize("kind", ["all_or_nothing", "keep_it_all"])
def test_called_off_and_everybody_has_their_money_back(cast: Cast, kind: str) -> None:
    tier = running(cast, kind=kind)
    paid(cast, back(cast, tier))
    back(cast, tier, "carol")
    with pytest.raises(Forbidden):
        cancel_project(project=tier.project_id, actor=cast.actor("bob"), now=NOW)

    cancel_project(project=tier.project_id, actor=cast.actor("alice"), now=NOW)
    minute(NOW)

    assert (state_of(tier), purses(cast)) == ("cancelled", {})
    assert sorted(Order.objects.values_list("state", flat=True)) == ["cancelled", "refunded"]


@pytest.mark.parametrize("comes", [True, False])
def test_a_failed_payment_can_be_made_again_until_the_days_for_that_are_over(cast: Cast, comes: bool) -> None:
    tier = running(cast, goal=2000, fix_days=5)
    paid(cast, back(cast, tier))
    hers = back(cast, tier, "carol")
    asked = ask_payment(order=hers.pk, provider="stripe", actor=cast.actor("carol"), now=NOW)
    fail_payment(payment=asked.pk, actor=SYSTEM, now=NOW)
    assert pledge_state(pledges_of(cast.actor("carol"), cast.table.pk).get()) == "failed"

    minute(END + 2 * DAY)
    assert state_of(tier) == "running"
    with pytest.raises(NotForSale):
        back(cast, tier, "nina", now=END + DAY)
    pay_again(order=hers.pk, actor=cast.actor("carol"), now=END + 2 * DAY)
    if comes:
        paid(cast, hers, now=END + 4 * DAY)
    minute(END + 5 * DAY)

    assert state_of(tier) == ("won" if comes else "lost")
    assert purses(cast) == ({"cash:manual": 2000, "revenue": -2000} if comes else {})


def test_it_does_not_wait_for_what_could_not_reach_the_goal(cast: Cast) -> None:
    tier = running(cast, fix_days=5)
    paid(cast, back(cast, tier))
    back(cast, tier, "carol", now=END - DAY)

    minute()

    assert (state_of(tier), purses(cast)) == ("lost", {})


@pytest.mark.parametrize("early", [True, False])
def test_it_ends_early_only_where_that_was_said(cast: Cast, early: bool) -> None:
    tier = running(cast, goal=1000, ends_when_reached=early)
    minute(NOW)
    assert state_of(tier) == "running"
    paid(cast, back(cast, tier))

    minute(NOW)

    assert state_of(tier) == ("won" if early else "running")


def test_more_than_the_goal_is_told_once(cast: Cast) -> None:
    tier, alice = running(cast, goal=1000), cast.actor("alice")
    for amount, text in ((2000, "A map"), (9000, "Colour"), (5000, "Wrong")):
        set_stretch(project=tier.project_id, amount=amount, text=text, actor=alice, now=NOW)
    set_stretch(project=tier.project_id, amount=5000, text="", actor=alice, now=NOW)
    with pytest.raises(Invalid):
        set_stretch(project=tier.project_id, amount=1000, text="Less", actor=alice, now=NOW)
    mine = back(cast, tier, quantity=2)
    paid(cast, mine)
    minute(NOW)
    refund_order(order=mine.pk, actor=alice, now=NOW)
    minute(NOW)

    assert [event.data for event in told("stretch_reached")] == [{"amount": 2000}]
    with pytest.raises(Conflict):
        set_stretch(project=tier.project_id, amount=2000, text="", actor=alice, now=NOW)
    assert [one.amount for one in Project.objects.get().stretches.all()] == [2000, 9000]


def test_the_rules_stay_once_backers_rely_on_them(cast: Cast) -> None:
    tier, alice = running(cast), cast.actor("alice")
    rules: tuple[dict[str, Any], ...] = (
        {"goal": 1}, {"ends_at": END + DAY}, {"kind": "keep_it_all"}, {"fix_days": 3}, {"ends_when_reached": True},
    )  # fmt: skip
    for facts in rules:
        with pytest.raises(Conflict):
            edit_project(project=tier.project_id, **facts, actor=alice, now=NOW)
    edit_project(project=tier.project_id, teaser="More", goal=3000, actor=alice, now=NOW)
    edit_tier(tier=tier.pk, text="And a letter", more=-8, actor=alice, now=NOW)

    back(cast, tier)
    with pytest.raises(SoldOut):
        back(cast, tier, "carol")
    assert [row.raised for row in public_projects()] == [0]


def test_who_may_write_and_who_may_pledge(cast: Cast) -> None:
    tier, sent = running(cast), running(cast, "sent", with_address=True)
    for who, refused in (("bob", Forbidden), ("dan", NotFound), ("mallory", NotFound)):
        for verb in (edit_project, open_project, cancel_project):
            with pytest.raises(refused):
                verb(project=tier.project_id, actor=cast.actor(who), now=NOW)
        with pytest.raises(refused):
            write_update(project=tier.project_id, title="A", text="B", actor=cast.actor(who), now=NOW)
    for who in ("stranger", "eve", "mallory"):
        with pytest.raises(NotFound):
            back(cast, tier, who)
    with pytest.raises(Invalid):
        back(cast, sent)

    mine = back(cast, sent, address="1 Long Road")
    cancel_order(order=mine.pk, actor=cast.actor("dan"), now=NOW)
    assert purses(cast) == {}


def test_projects_that_make_no_sense(cast: Cast) -> None:
    alice = cast.actor("alice")
    usual = {"kind": "all_or_nothing", "goal": 100, "ends_at": END, "slug": "new", "title": "New"}
    wrong = (
        ({"goal": 0}, "goal"), ({"kind": "half"}, "kind"), ({"ends_at": NOW}, "ends_at"), ({"fix_days": 31}, "fix_days"),
        ({"ends_at": NOW + 181 * DAY}, "ends_at"), ({"title": ""}, "title"), ({"slug": "A b"}, "slug"),
    )  # fmt: skip
    for facts, field in wrong:
        with pytest.raises(Invalid) as said:
            make_project(community=cast.table.pk, **{**usual, **facts}, actor=alice, now=NOW)
        assert said.value.field == field
    row = make_project(community=cast.table.pk, **usual, actor=alice, now=NOW)
    with pytest.raises(Invalid):
        open_project(project=row.pk, actor=alice, now=NOW)
    for facts in ({"price": 0, "name": "Gift"}, {"price": 10, "name": ""}):
        with pytest.raises(Invalid):
            add_tier(project=row.pk, **facts, actor=alice, now=NOW)
    with pytest.raises(Conflict):
        write_update(project=row.pk, title="A", text="B", actor=alice, now=NOW)

    assert Project.objects.count() == Offer.objects.count() == 1


def test_it_stands_on_no_other_shelf(cast: Cast) -> None:
    tier = running(cast)
    minute()

    assert list(offers_on_sale()) == list(offers_run_by(cast.actor("alice"), cast.table.pk)) == []
    assert [row.pk for row in public_projects(cast.table.pk)] == [tier.project_id]
    with pytest.raises(NotForSale):
        place_order(community=cast.table.pk, wanted={tier.variant_id: 1}, actor=cast.actor("dan"), now=END)


def test_the_audit_sees_what_is_wrong(cast: Cast) -> None:
    tier = running(cast)
    paid(cast, back(cast, tier))
    pay(cast, back(cast, tier, "carol"))
    assert escrow_faults() == []

    LedgerAccount.objects.filter(kind="escrow").update(balance=-1999)
    assert escrow_faults() == [f"escrow holds 1999 where 2000 is pledged: {tier.project_id}"]
    LedgerAccount.objects.filter(kind="escrow").update(balance=-2000)
    Project.objects.update(state="lost", decided_at=END, settled_at=END)
    assert escrow_faults() == [f"a project is settled and owes its backers 2000: {tier.project_id}"]


def test_it_is_settled_when_the_last_refund_is_done(cast: Cast) -> None:
    tier = running(cast)
    asked = ask_payment(order=back(cast, tier, "carol").pk, provider="stripe", actor=cast.actor("carol"), now=NOW)
    take_payment(payment=asked.pk, amount=1000, external="x1", actor=SYSTEM, now=NOW)
    minute()
    refund = Refund.objects.get()

    give_money_back(refund=refund.pk, last=True, actor=SYSTEM, now=END)
    minute()

    refund.refresh_from_db()
    assert (refund.state, Project.objects.get().settled_at) == ("failed", None)
    settle_refund(refund=refund.pk, external="by hand", actor=SYSTEM, now=END)
    minute()
    assert Project.objects.get().settled_at is not None
    assert len(told("project_settled")) == 1
