"""The buyer's side: checking out, coming in on the way, gifts, and being reminded."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from coterie.communities.queries.communities import rules_in_force
from coterie.kit.actor import Actor
from coterie.kit.errors import Conflict, Invalid, NotFound, TooMany
from coterie.market.domain.buying import HOLD, cancel_due
from coterie.market.domain.checkout import check_out
from coterie.market.domain.coupon import make_coupon
from coterie.market.domain.entry import Entry
from coterie.market.domain.gift import redeem_gift
from coterie.market.domain.paying import HOLD_BY_HAND, confirm_payment
from coterie.market.domain.refund import refund_order
from coterie.market.domain.reminder import remind_due
from coterie.market.domain.variant import set_benefit
from coterie.market.enums import BenefitKind, PaymentState
from coterie.market.errors import GiftUnknown, SoldOut
from coterie.market.models import GiftCode, Grant, Order, Variant
from coterie.market.queries.gifts import gifts_of
from coterie.market.queries.grants import has_access
from coterie.market.queries.shop import opened_by, opens
from coterie.members.domain.letter_wish import wish_for_letters
from coterie.members.models import Member, RulesAcceptance
from coterie.members.queries.members import member_of
from tests.cast import NOW, Cast
from tests.market.stall import on_sale, order
from tests.rewards.points import SYSTEM
from tests.talk.speech import told


def buy(cast: Cast, row: Variant, who: str = "dan", quantity: int = 1, **facts: Any) -> Order:
    """Check out with one variant."""
    usual = {"community": cast.table.pk, "way": "manual", "actor": cast.actor(who), "now": NOW}
    return check_out(wanted={row.pk: quantity}, **{**usual, **facts})


def confirmed(cast: Cast, row: Order) -> Order:
    """Let staff see the money."""
    [asked] = row.payments.filter(state=PaymentState.ASKED)
    confirm_payment(payment=asked.pk, evidence="Transfer 7", actor=cast.actor("alice"), now=NOW)
    row.refresh_from_db()
    return row


def rules_of(cast: Cast) -> int:
    rules = rules_in_force(cast.table.pk)
    assert rules
    return rules.version


def redeem(cast: Cast, row: Variant, code: str, who: str = "carol", **facts: Any) -> object:
    usual = {"origin": "127.0.0.1", "actor": cast.actor(who), "now": NOW}
    return redeem_gift(offer=row.offer_id, code=code, **{**usual, **facts})


def test_member_checks_out_in_one_step(cast: Cast) -> None:
    row = on_sale(cast)

    mine = buy(cast, row, invoice="Dan Ltd")

    assert (mine.state, mine.invoice, mine.payments.get().provider) == ("pending", "Dan Ltd", "manual")
    assert Order.objects.get().due_at == NOW + HOLD_BY_HAND
    assert confirmed(cast, mine).state == "paid"
    assert [(one.name, one.offer) for one in opened_by(mine, NOW)] == [("Pen", "pen")]


def test_stranger_comes_in_by_buying(cast: Cast) -> None:
    row, entry = on_sale(cast), Entry("Zoe", rules_of(cast))

    mine = buy(cast, row, who="stranger", entry=entry)

    member = member_of(cast.actor("stranger"), cast.table.pk)
    assert member is not None
    assert (member.name, mine.member_id) == ("Zoe", member.pk)
    assert RulesAcceptance.objects.filter(member=member).count() == 1


def test_nobody_comes_in_who_may_not(cast: Cast) -> None:
    row, entry = on_sale(cast), Entry("Zoe", rules_of(cast))
    before = Member.objects.count()

    for who, facts, refused in (
        ("stranger", {"entry": Entry("Zoe", None)}, Invalid),
        ("stranger", {"entry": Entry("Zoe", entry.rules - 1)}, Invalid),
        ("stranger", {"entry": Entry(" ", entry.rules)}, Invalid),
        ("stranger", {}, NotFound),
        ("eve", {"entry": entry}, Conflict),
        ("stranger", {"entry": entry, "quantity": 3}, SoldOut),
        ("dan", {"way": "gold"}, Invalid),
    ):
        with pytest.raises(refused):
            buy(cast, row, who=who, **facts)
    with pytest.raises(NotFound):
        buy(cast, row, actor=Actor(account=None), entry=entry)

    assert (Order.objects.count(), Member.objects.count()) == (0, before)


def test_gift_opens_to_whoever_has_the_code_and_to_nobody_else(cast: Cast) -> None:
    row = on_sale(cast, left=5)
    set_benefit(
        offer=row.offer_id, kind=BenefitKind.GROUP, target=cast.vip.pk, days=30, actor=cast.actor("alice"), now=NOW
    )
    mine = buy(cast, row, quantity=2, is_gift=True)
    assert gifts_of(mine) == []
    confirmed(cast, mine)
    first, second = gifts_of(mine)
    assert not Grant.objects.exists()
    assert first.code != second.code
    assert GiftCode.objects.filter(digest__in=(first.code, second.code)).count() == 0

    redeem(cast, row, first.code.upper().replace("-", " "))

    carol = cast.members["carol"].pk
    gift = GiftCode.objects.get(used_at=NOW)
    assert set(Grant.objects.values_list("member", "source")) == {(carol, f"gift:{gift.key}")}
    assert has_access(member=carol, kind="group", target=cast.vip.pk, now=NOW)
    assert [(one.is_used, bool(one.code)) for one in gifts_of(mine)] == [(True, False), (False, True)]
    for code in (first.code, "abcd-efgh-jkmn", ""):
        with pytest.raises(GiftUnknown):
            redeem(cast, row, code, who="nina")
    other = on_sale(cast, "book")
    with pytest.raises(GiftUnknown):
        redeem(cast, other, second.code, who="nina")
    redeem(cast, row, second.code, who="stranger", entry=Entry("Zoe", rules_of(cast)))
    assert len(told("gift_redeemed")) == 2


def test_gift_codes_are_not_guessed(cast: Cast) -> None:
    row = on_sale(cast)
    for _ in range(10):
        with pytest.raises(GiftUnknown):
            redeem(cast, row, "abcd")
    with pytest.raises(TooMany):
        redeem(cast, row, "abcd")
    with pytest.raises(NotFound):
        redeem(cast, row, "abcd", actor=Actor(account=None))


def test_refund_voids_what_nobody_used(cast: Cast) -> None:
    row = on_sale(cast, left=5)
    mine = confirmed(cast, buy(cast, row, quantity=3, is_gift=True))
    codes = [gift.code for gift in gifts_of(mine)]
    [line] = mine.lines.all()
    redeem(cast, row, codes[0])

    refund_order(order=mine.pk, parts={line.pk: 1000}, pieces={line.pk: 1}, actor=cast.actor("alice"), now=NOW)
    assert [gift.is_void for gift in gifts_of(mine)] == [False, False, True]
    refund_order(order=mine.pk, actor=cast.actor("alice"), now=NOW)

    assert [(gift.is_used, gift.is_void) for gift in gifts_of(mine)] == [(True, False), (False, True), (False, True)]
    with pytest.raises(GiftUnknown):
        redeem(cast, row, codes[1], who="nina")
    assert has_access(member=cast.members["carol"].pk, kind="offer", target=row.offer_id, now=NOW)


def test_reminded_once_by_letter_with_consent_only(cast: Cast) -> None:
    row = on_sale(cast, left=5)
    carol = cast.members["carol"].pk
    wish_for_letters(member=carol, digest="", calls=True, actor=cast.actor("carol"), now=NOW)
    for who in ("carol", "dan"):
        order(cast, row, who=who)
    assert remind_due(actor=SYSTEM, now=NOW + HOLD - timedelta(minutes=16)) == 0

    soon = NOW + HOLD - timedelta(minutes=14)
    assert [remind_due(actor=SYSTEM, now=soon) for _ in range(2)] == [2, 0]

    assert set(Order.objects.values_list("reminded_at", flat=True)) == {soon}
    assert [one.data["letter"] for one in told("order_reminded")] == [True, False]


def test_no_letter_once_it_is_over(cast: Cast) -> None:
    order(cast, on_sale(cast))
    cancel_due(actor=SYSTEM, now=NOW + HOLD)

    assert remind_due(actor=SYSTEM, now=NOW + HOLD) == 0
    assert mail.outbox == []


def test_what_an_offer_opens_is_named(cast: Cast) -> None:
    row = on_sale(cast)
    set_benefit(offer=row.offer_id, kind="group", target=cast.vip.pk, days=30, actor=cast.actor("alice"), now=NOW)

    [one] = opens(row.offer)

    assert (one.name, one.days, one.group) == ("VIP", 30, cast.vip.key)


def test_coupon_makes_it_cheaper_and_a_plan_is_no_gift(cast: Cast) -> None:
    facts = {"community": cast.table.pk, "percent": 30, "actor": cast.actor("alice"), "now": NOW}
    make_coupon(code="SPRING", **facts)
    row, club = on_sale(cast, price=1000), on_sale(cast, "club", kind="plan")

    mine = buy(cast, row, coupon="spring")

    assert (mine.amount, mine.discount) == (700, 300)
    with pytest.raises(Invalid) as wrong:
        buy(cast, club, is_gift=True)
    assert wrong.value.field == "is_gift"
