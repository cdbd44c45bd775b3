"""Entering by what one has bought here, and by a plan that runs."""

from typing import Any

import pytest

from coterie.joining.domain.bought import go_and_buy, show_bought
from coterie.joining.domain.joining import join
from coterie.joining.domain.passage import Visit
from coterie.joining.domain.threshold import StepDraft, drafts_at
from coterie.joining.enums import PassageState, StepKind
from coterie.joining.errors import ThresholdUnmet
from coterie.joining.models import Passage
from coterie.joining.queries.progress import doors_left
from coterie.kit.actor import Actor
from coterie.kit.errors import Invalid, NotFound
from coterie.market.domain.refund import refund_order
from coterie.market.models import Variant
from coterie.market.queries.grants import offer_held
from coterie.market.queries.plans import plan_held
from tests.cast import NOW, Cast
from tests.joining.steps import set_steps, standing, visit_of
from tests.market.clubs import a_club, buy
from tests.market.stall import on_sale, order, pay

pytestmark = pytest.mark.django_db
PAYMENT, PLAN = StepKind.PAYMENT, StepKind.PLAN


def door(cast: Cast, kind: str = "payment", **facts: Any) -> Variant:
    """Let the table be entered by a pen, or a plan."""
    row = on_sale(cast, **facts) if kind == "payment" else a_club(cast)
    set_steps(cast, StepDraft(kind=kind, offer=row.offer_id))
    return row


def show(cast: Cast, visit: Visit, who: str, kind: StepKind = PAYMENT, **facts: Any) -> Passage:
    """Show at the door what somebody holds."""
    held = offer_held if kind == PAYMENT else plan_held
    usual: dict[str, Any] = {"member": cast.members[who].pk, "actor": cast.actor(who), "now": NOW, **facts}
    return show_bought(visit=visit, kind=kind, held=held, **usual)


def test_who_has_bought_and_paid_passes_once(cast: Cast) -> None:
    row, visit = door(cast), visit_of(cast)
    made = order(cast, row)
    with pytest.raises(ThresholdUnmet):
        show(cast, visit, "dan")
    pay(cast, made)

    passages = [show(cast, visit, "dan") for _ in range(2)]

    assert (len({one.pk for one in passages}), standing(visit)["payment"]) == (1, True)
    with pytest.raises(ThresholdUnmet):
        show(cast, visit_of(cast), "carol")


@pytest.mark.parametrize(("part", "passes"), [(500, True), (1000, False)])
def test_what_is_given_back_whole_lets_nobody_in(cast: Cast, part: int, passes: bool) -> None:
    row, visit = door(cast), visit_of(cast)
    made = order(cast, row)
    pay(cast, made)
    refund_order(order=made.pk, parts={made.lines.get().pk: part}, actor=cast.actor("alice"), now=NOW)

    if passes:
        assert show(cast, visit, "dan").state == PassageState.PASSED
    else:
        with pytest.raises(ThresholdUnmet):
            show(cast, visit, "dan")


def test_another_offer_or_a_gift_for_somebody_else_is_not_enough(cast: Cast) -> None:
    row, visit = door(cast), visit_of(cast)
    pay(cast, order(cast, on_sale(cast, "ink")))
    gift = order(cast, row)
    gift.is_gift = True
    gift.save()
    pay(cast, gift)

    with pytest.raises(ThresholdUnmet):
        show(cast, visit, "dan")
    with pytest.raises(NotFound):
        show(cast, visit, "dan", PLAN)


def test_signed_out_nobody_holds_anything(cast: Cast) -> None:
    row, visit = door(cast), visit_of(cast)
    pay(cast, order(cast, row))

    with pytest.raises(ThresholdUnmet):
        show(cast, visit, "dan", member=None, actor=Actor())


def test_a_plan_lets_in_as_long_as_it_runs(cast: Cast) -> None:
    row = door(cast, "plan")
    plan = buy(cast, row)

    assert show(cast, visit_of(cast), "dan", PLAN).state == PassageState.PASSED
    with pytest.raises(ThresholdUnmet):
        show(cast, visit_of(cast), "dan", PLAN, now=plan.until)
    with pytest.raises(ThresholdUnmet):
        show(cast, visit_of(cast), "carol", PLAN)


def test_one_purchase_lets_one_person_in(cast: Cast) -> None:
    """Passed on a friend's phone and then on one's own: the friend is asked again; once one is in, nobody else is."""
    row, friends, own = door(cast), visit_of(cast), visit_of(cast)
    pay(cast, order(cast, row))

    show(cast, friends, "dan")
    show(cast, own, "dan")

    assert (standing(friends)["payment"], standing(own)["payment"]) == (False, True)
    Passage.objects.filter(visitor=own.visitor).update(member=cast.members["dan"].pk)
    with pytest.raises(ThresholdUnmet):
        show(cast, friends, "dan", member=None)
    assert show(cast, visit_of(cast), "dan").state == PassageState.PASSED


def test_who_went_to_buy_finds_back(cast: Cast) -> None:
    row, visit = door(cast), visit_of(cast)
    assert doors_left(visit.visitor, [row.offer_id]) is None

    go_and_buy(visit=visit, kind=PAYMENT, actor=Actor(), now=NOW)
    found = doors_left(visit.visitor, [row.offer_id])
    pay(cast, order(cast, row))
    show(cast, visit, "dan")

    assert found is not None
    assert found.threshold.kind == "payment"
    assert doors_left(visit.visitor, [row.offer_id]) is None


def test_a_step_names_what_is_bought(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        set_steps(cast, StepDraft(kind="payment"))
    row = door(cast)

    assert refused.value.field == "offer"
    assert [one.offer for one in drafts_at(cast.table.pk, None)] == [row.offer_id]
    set_steps(cast, StepDraft(kind="redeem", offer=row.offer_id))
    assert [one.offer for one in drafts_at(cast.table.pk, None)] == [None]


def test_who_passed_joins(cast: Cast) -> None:
    row, visit = door(cast), visit_of(cast)
    facts: dict[str, Any] = {"community": cast.table.pk, "code": "", "visitor": visit.visitor, "name": "Dan"}
    facts |= {"accepted_rules": 1, "account": cast.accounts["dan"].pk, "language": "", "actor": cast.actor("dan")}
    pay(cast, order(cast, row))
    with pytest.raises(ThresholdUnmet) as refused:
        join(**facts, now=NOW)

    show(cast, visit, "dan")

    assert refused.value.field != "rules"
    assert join(**facts, now=NOW).member == cast.members["dan"].pk
