"""Many with one coupon at once: it is used as often as it can be; without its lock it is not."""

from threading import Barrier

import pytest

from coterie.kit.actor import Actor
from coterie.market.domain import reduction
from coterie.market.domain.buying import place_order
from coterie.market.domain.checkout import check_out
from coterie.market.errors import CouponRefused
from coterie.market.models import Coupon, CouponUse, Order, Variant
from tests.cast import NOW, Cast, call_cast
from tests.market.stall import on_sale
from tests.market.test_coupon import coupon
from tests.rewards.test_race import at_once
from tests.rituals.test_gathering import crowd

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
MANY = 64


def buy(cast: Cast, row: Variant, actor: Actor) -> object:
    """Order with the coupon; a refusal is an answer."""
    facts = {"community": cast.table.pk, "wanted": {row.pk: 1}, "coupon": "SPRING"}
    try:
        return place_order(**facts, actor=actor, now=NOW).discount
    except CouponRefused as refused:
        return refused.code


def test_one_use_and_sixty_four_buyers() -> None:
    cast = call_cast()
    row, buyers = on_sale(cast, left=None), crowd(cast, MANY)
    coupon(cast, most_uses=1)

    got = at_once(lambda actor: buy(cast, row, actor), buyers)

    print(f"{MANY} buyers with a coupon for one: {got.count(100)} got it")
    assert (got.count(100), got.count("coupon_refused")) == (1, MANY - 1)
    assert (CouponUse.objects.count(), Order.objects.count()) == (1, 1)


def test_one_form_that_is_sent_sixteen_times_is_one_order() -> None:
    cast = call_cast()
    row = on_sale(cast, left=None)

    def send(actor: Actor) -> int:
        facts = {"community": cast.table.pk, "wanted": {row.pk: 1}, "way": "manual", "once": "form"}
        return check_out(**facts, actor=actor, now=NOW).pk

    made = at_once(send, [cast.actor("dan")] * 16)

    assert (len(set(made)), Order.objects.count()) == (1, 1)


@pytest.mark.many_writers
def test_without_the_lock_it_is_used_more_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: everybody counts the uses before anybody writes one."""
    cast = call_cast()
    row, buyers = on_sale(cast, left=None), crowd(cast, 8)
    coupon(cast, most_uses=1)
    together, refuse = Barrier(8), reduction.refuse_used_up

    def counted(found: Coupon, order: Order) -> None:
        refuse(found, order)
        together.wait()

    monkeypatch.setattr(reduction, "held_coupon", lambda _community, code: Coupon.objects.get(code=code))
    monkeypatch.setattr(reduction, "refuse_used_up", counted)
    monkeypatch.setattr("coterie.market.domain.buying.lock", lambda rows: rows)

    at_once(lambda actor: buy(cast, row, actor), buyers, 8)

    assert CouponUse.objects.count() == 8
