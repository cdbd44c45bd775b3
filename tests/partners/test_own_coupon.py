"""A partner's own coupon: who uses it pays less and is theirs, by the rules by which a link binds."""

from typing import Any

import pytest
from django.test import Client

from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.market.domain import reduction
from coterie.market.domain.checkout import what_it_costs
from coterie.market.domain.coupon import edit_coupon, make_coupon
from coterie.market.errors import CouponRefused
from coterie.market.models import Coupon, Variant
from coterie.members.domain.member import remove_member
from coterie.partners.domain.binding import bind_by_code
from coterie.partners.domain.coupon import choose_coupon, set_partner_coupons
from coterie.partners.domain.enrolment import decide_partner
from coterie.partners.models import Binding, OwnCoupon, Partner
from coterie.partners.queries.kit import coupon_desk, coupon_said, own_texts
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast
from tests.market.stall import on_sale, order
from tests.partners.kit_rows import a_text
from tests.partners.sales import DAY, buys, partner, programme, sends, standing


def coupons(cast: Cast, percent: int | None = 10, **facts: Any) -> None:
    """Let partners' coupons take something off."""
    set_partner_coupons(community=cast.table.pk, percent=percent, **facts, actor=cast.actor("alice"), now=NOW)


def selling(cast: Cast, who: str = "paul", code: str = "Paul-10") -> Partner:
    """Let somebody be a partner with a coupon of their own."""
    row = partner(cast, who)
    choose_coupon(community=cast.table.pk, code=code, actor=cast.actor(who), now=NOW)
    return row


@pytest.fixture
def pen(cast: Cast) -> Variant:
    """Let there be a programme with coupons, and something to buy."""
    programme(cast)
    coupons(cast)
    return on_sale(cast, left=None)


def bound_to() -> list[str]:
    """Return whose customers there are, by name."""
    return list(Binding.objects.filter(ended_at=None).values_list("partner__member__name", flat=True))


def test_who_uses_it_pays_less_is_the_partners_and_commission_is_of_what_is_paid(cast: Cast, pen: Variant) -> None:
    paul = selling(cast)

    made = buys(cast, pen, coupon="paul 10")

    assert (made.amount, made.discount, bound_to()) == (900, 100, ["Paul"])
    assert standing(paul) == [(1, "pending", 90)]
    desk = coupon_desk(paul)
    assert desk
    assert (desk.code, desk.used, desk.taken_off) == ("PAUL10", 1, 100)


def test_a_sum_that_is_only_asked_binds_nobody(cast: Cast, pen: Variant) -> None:
    selling(cast)

    cost = what_it_costs(
        community=cast.table.pk, wanted={pen.pk: 1}, way="manual", coupon="PAUL10", actor=cast.actor("dan"), now=NOW
    )

    assert (cost.amount, bound_to()) == (900, [])


@pytest.mark.parametrize(
    ("touch", "later", "whose"), [("last", 1, "Carol"), ("last", 31, "Paul"), ("first", 31, "Carol")]
)
def test_another_partners_customer_pays_less_and_stays_theirs_while_that_is_locked(
    cast: Cast, pen: Variant, touch: str, later: int, whose: str
) -> None:
    programme(cast, touch=touch)
    carol, paul = partner(cast, "carol"), selling(cast)
    sends(cast, carol)

    made = buys(cast, pen, coupon="PAUL10", now=NOW + later * DAY)

    assert (made.discount, bound_to()) == (100, [whose])
    assert [len(standing(row)) for row in (carol, paul)] == [int(whose == "Carol"), int(whose == "Paul")]


def test_it_is_for_others_and_stops_with_its_partner(cast: Cast, pen: Variant) -> None:
    paul, by = selling(cast), {"actor": cast.actor("alice"), "now": NOW}
    with pytest.raises(CouponRefused) as own:
        order(cast, pen, who="paul", coupon="PAUL10")
    assert (own.value.field, bound_to()) == ("coupon", [])
    for state in ("suspended", "banned"):
        decide_partner(partner=paul.pk, state=state, **by)
        with pytest.raises(CouponRefused):
            order(cast, pen, coupon="PAUL10")
        assert order(cast, pen, who="dan").discount == 0
    decide_partner(partner=paul.pk, state="approved", **by)
    assert order(cast, pen, coupon="PAUL10").discount == 100
    coupons(cast, None)
    with pytest.raises(CouponRefused):
        order(cast, pen, coupon="PAUL10")
    coupons(cast)
    remove_member(member=cast.members["paul"].pk, **by)

    with pytest.raises(CouponRefused):
        order(cast, pen, coupon="PAUL10")


def test_without_being_told_the_market_would_let_a_partner_buy_for_less(
    cast: Cast, pen: Variant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: nobody watches."""
    selling(cast)
    monkeypatch.setattr(reduction, "WATCHES", [])

    assert order(cast, pen, who="paul", coupon="PAUL10").discount == 100


def test_codes_that_are_out_follow_the_programme(cast: Cast, pen: Variant) -> None:
    selling(cast)
    for _ in range(2):
        coupons(cast, 25, each=1)

    assert order(cast, pen, coupon="PAUL10").discount == 250
    with pytest.raises(CouponRefused):
        order(cast, pen, coupon="PAUL10")
    told = LoggedEvent.objects.filter(kind="partner_coupons_changed").order_by("pk")
    assert [one.data for one in told] == [{"percent": 10, "each": None}, {"percent": 25, "each": 1}]


def test_a_coupon_that_staff_changed_says_what_it_takes_off_and_follows_again(cast: Cast, pen: Variant) -> None:
    paul, own = selling(cast), OwnCoupon.objects.get().coupon_id
    edit_coupon(coupon=own, percent=None, off=200, actor=cast.actor("alice"), now=NOW)
    desk, client = coupon_desk(paul), Client()
    client.force_login(cast.accounts["paul"])
    said = "Who orders with it pays less, and is your customer"
    assert (desk and desk.percent, said in client.get("/m/table/partner").content.decode()) == (None, True)
    assert "With the code" not in Client().get(f"/s/{paul.code}").content.decode()
    assert order(cast, pen, coupon="PAUL10").discount == 200

    coupons(cast, 25)

    assert order(cast, pen, coupon="PAUL10").discount == 250
    assert said not in client.get("/m/table/partner").content.decode()


@pytest.mark.parametrize("ends", [{"until": NOW + DAY}, {"since": NOW + 9 * DAY}, {"most_uses": 1}])
def test_a_coupon_that_does_not_count_now_is_not_passed_on(cast: Cast, pen: Variant, ends: dict[str, Any]) -> None:
    paul = selling(cast)
    a_text(cast, text="Say {code}")
    order(cast, pen, coupon="PAUL10")
    assert own_texts(paul, "", NOW)[0].text == "Say PAUL10"
    edit_coupon(coupon=OwnCoupon.objects.get().coupon_id, **ends, actor=cast.actor("alice"), now=NOW)

    assert coupon_said(paul, NOW + DAY) is None
    assert own_texts(paul, "", NOW + DAY)[0].text == f"Say {paul.code}"


@pytest.mark.parametrize("said", ["PAUL10", " paul-10"])
def test_who_was_given_the_code_of_a_coupon_says_it_as_that_of_a_partner(cast: Cast, pen: Variant, said: str) -> None:
    selling(cast)

    bind_by_code(community=cast.table.pk, code=said, actor=cast.actor("dan"), now=NOW)

    assert bound_to() == ["Paul"]
    with pytest.raises(Invalid):
        bind_by_code(community=cast.table.pk, code="PAUL11", actor=cast.actor("nina"), now=NOW)


def test_console_says_which_codes_do_not_count_and_has_no_page_of_who_left(cast: Cast, pen: Variant) -> None:
    paul, alice, none = selling(cast), Client(), "does not count"
    alice.force_login(cast.accounts["alice"])
    codes, own = "/console/table/spread/partners/coupons", f"/console/table/spread/partners/person/{paul.key}"
    assert none not in alice.get(codes).content.decode()
    assert f'href="/s/{paul.code}"' in alice.get(own).content.decode()
    coupons(cast, None)
    assert none in alice.get(codes).content.decode()
    coupons(cast)

    remove_member(member=cast.members["paul"].pk, actor=cast.actor("alice"), now=NOW)

    assert none in alice.get(codes).content.decode()
    assert f'href="/s/{paul.code}"' not in alice.get(own).content.decode()


def test_a_code_is_ones_own_chosen_once_and_nobody_elses(cast: Cast, pen: Variant) -> None:
    selling(cast)
    make_coupon(community=cast.table.pk, code="SPRING", percent=5, actor=cast.actor("alice"), now=NOW)
    facts = {"community": cast.table.pk, "now": NOW}
    with pytest.raises(Conflict):
        choose_coupon(code="other", actor=cast.actor("paul"), **facts)
    with pytest.raises(NotFound):
        choose_coupon(code="dans", actor=cast.actor("dan"), **facts)
    partner(cast, "carol")
    for code in ("paul10", "Spring", "a!"):
        with pytest.raises(Invalid) as said:
            choose_coupon(code=code, actor=cast.actor("carol"), **facts)
        assert said.value.field == "code"
    coupons(cast, None)
    with pytest.raises(Conflict):
        choose_coupon(code="carols", actor=cast.actor("carol"), **facts)

    assert OwnCoupon.objects.count() == 1


def test_who_sets_what_they_take_off(cast: Cast) -> None:
    facts: dict[str, Any] = {"community": cast.table.pk, "now": NOW}
    with pytest.raises(Conflict):
        set_partner_coupons(percent=10, actor=cast.actor("alice"), **facts)
    programme(cast)
    for who, refused in (("bob", Forbidden), ("dan", NotFound), ("mallory", NotFound)):
        with pytest.raises(refused):
            set_partner_coupons(percent=10, actor=cast.actor(who), **facts)
    for wrong in ({"percent": 0}, {"percent": 101}, {"percent": 5, "each": 0}):
        with pytest.raises(Invalid):
            set_partner_coupons(**wrong, actor=cast.actor("alice"), **facts)

    assert not Coupon.objects.exists()


def test_the_pages_say_the_code_and_what_it_takes_off(cast: Cast, pen: Variant) -> None:
    row, paul = partner(cast), Client()
    paul.force_login(cast.accounts["paul"])
    a_text(cast, text="Say {code}")
    assert own_texts(row, "", NOW)[0].text == f"Say {row.code}"

    assert paul.post("/m/table/partner/coupon", {"code": "sun-1"}).status_code == 302

    again = paul.post("/m/table/partner/coupon", {"code": "moon"})
    assert (again.status_code, "It stays" in again.content.decode()) == (422, True)
    desk = paul.get("/m/table/partner").content.decode()
    assert ('data-copy="SUN1"' in desk, "Say SUN1" in desk) == (True, True)
    said = "With the code SUN1 you pay 10 % less."
    assert said in Client().get(f"/s/{row.code}").content.decode()
    edit_coupon(coupon=OwnCoupon.objects.get().coupon_id, on=False, actor=cast.actor("alice"), now=NOW)
    assert coupon_said(row, NOW) is None
    assert said not in Client().get(f"/s/{row.code}").content.decode()
