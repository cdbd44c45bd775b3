"""From the buyer's choice to money given back, through each provider: told once, twice, late, forged, in any order."""

from datetime import timedelta

import pytest

from coterie.kit.clock import now
from coterie.kit.errors import Conflict, Forbidden, Invalid, NotFound
from coterie.market.domain.buying import cancel_due
from coterie.market.domain.checkout import check_out
from coterie.market.domain.giving_back import ask_refund_again, give_money_back
from coterie.market.domain.hearing import forget_notices
from coterie.market.domain.looking import look_at_payment
from coterie.market.domain.paying import HOLD_AT_PROVIDER, ask_payment
from coterie.market.domain.provider_account import set_up_provider
from coterie.market.domain.refund import refund_order, settle_refund
from coterie.market.domain.renewal import ask_for_renewals
from coterie.market.domain.starting import start_payment
from coterie.market.models import Order, OrderLine, Payment, ProviderAccount, ProviderNotice, Refund
from coterie.market.providers.port import ProviderFailed
from coterie.market.queries.grants import has_access
from coterie.market.queries.providers import payments_to_look_at, setups_run_by
from coterie.market.queries.ways import ways_to_pay
from tests.cast import NOW, Cast, call_cast
from tests.market.clubs import a_club, buy
from tests.market.clubs import asked as turn_of
from tests.market.counter import STANDINS, bought, heard, open_counter, said, set_up, settle, standing, visited
from tests.market.stall import balances, on_sale
from tests.market.standin.stripe import StripeStandIn
from tests.rewards.points import SYSTEM
from tests.talk.speech import told

each_provider = pytest.mark.parametrize("name", list(STANDINS))


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """The table lives in yuan, which all three take."""
    assert cast.table.currency == "CNY"
    return cast


@each_provider
def test_bought_paid_and_given_back(cast: Cast, name: str) -> None:
    with open_counter(cast, name) as (peer, _account):
        asked = visited(peer, bought(cast, name))
        assert bool(asked.code) == (name == "wechatpay")
        assert bool(asked.url) != bool(asked.code)
        assert standing(asked) == ("asked", "pending", 0)

        assert heard(peer.pay(asked.key), name) == 200
        assert standing(asked) == ("paid", "paid", 0)
        offer = asked.order.lines.get().variant.offer_id
        assert has_access(member=cast.members["dan"].pk, kind="offer", target=offer, now=now())

        back = refund_order(order=asked.order_id, actor=cast.actor("alice"), now=now())
        assert back.state == "asked"
        settle()
        back.refresh_from_db()
        assert (back.state, bool(back.external)) == ("done", True)
        assert peer.payments[asked.key].given_back == 1000
        settle()
        assert peer.payments[asked.key].given_back == 1000
        assert (standing(asked), balances(cast)) == (("paid", "refunded", 1000), {})


@each_provider
def test_told_twice_again_late_and_by_others(cast: Cast, name: str) -> None:
    with open_counter(cast, name) as (peer, account):
        asked = visited(peer, bought(cast, name))
        notice = peer.pay(asked.key).notice

        assert [said(bad, name) for bad in (peer.forged(notice), peer.stale(notice), peer.altered(notice))] == [401] * 3
        assert standing(asked)[0] == "asked"
        assert [said(one, name, account.key) for one in (notice, notice, peer.again(notice))] == [200] * 3

        assert (standing(asked), len(told("order_paid"))) == (("paid", "paid", 0), 1)
        rows = ProviderNotice.objects.exclude(outcome="refused").values_list("outcome", "times")
        assert list(rows) == [("done", 3)]
        assert set(ProviderNotice.objects.filter(outcome="refused").values_list("why", flat=True)) == {"forged"}
        with pytest.raises(NotFound):
            said(notice, name, "none")


@each_provider
@pytest.mark.parametrize("left", [0, 1])
def test_money_that_comes_after_the_end(cast: Cast, name: str, left: int) -> None:
    row = on_sale(cast, left=1)
    with open_counter(cast, name) as (peer, _account):
        asked = visited(peer, bought(cast, name, row))
        cancel_due(actor=SYSTEM, now=now() + timedelta(hours=1))
        if not left:
            bought(cast, "manual", row, "carol")
        heard(peer.pay(asked.key), name)
        settle()

        assert standing(asked)[:2] == ("paid", "paid" if left else "cancelled")
        assert peer.payments[asked.key].given_back == (0 if left else 1000)
        assert [one.state for one in Refund.objects.all()] == ([] if left else ["done"])


@each_provider
def test_somebody_gives_back_at_the_provider_before_we_know_of_the_payment(cast: Cast, name: str) -> None:
    with open_counter(cast, name) as (peer, _account):
        asked = visited(peer, bought(cast, name))
        first = peer.pay(asked.key).notice
        parts = [peer.give_back(asked.key, 300), peer.give_back(asked.key, 200)]
        for delivery in reversed(parts):
            heard(delivery, name)
        assert standing(asked) == ("asked", "pending", 0)

        said(first, name)
        settle()

        assert standing(asked) == ("paid", "partially_refunded", 500)
        assert peer.payments[asked.key].given_back == 500, "nobody asks for it once more"
        assert balances(cast) == {f"cash:{name}": 500, "revenue": -500}


@each_provider
def test_lost_notice_costs_nothing(cast: Cast, name: str) -> None:
    with open_counter(cast, name) as (peer, _account):
        asked = visited(peer, bought(cast, name))
        assert payments_to_look_at(now()) == []
        soon = now() + timedelta(minutes=3)
        assert payments_to_look_at(soon) == [asked.pk]
        assert not look_at_payment(payment=asked.pk, actor=SYSTEM, now=soon)
        assert payments_to_look_at(soon) == []
        notice = peer.pay(asked.key).notice

        later = now() + timedelta(minutes=11)
        assert look_at_payment(payment=asked.pk, actor=SYSTEM, now=later)
        assert not look_at_payment(payment=asked.pk, actor=SYSTEM, now=later + timedelta(hours=1))

        assert standing(asked) == ("paid", "paid", 0)
        said(notice, name)
        assert len(told("order_paid")) == 1
        fee = 59 if name == "stripe" else 0
        assert balances(cast) == {f"cash:{name}": 1000 - fee, "revenue": -1000, **({"fees": fee} if fee else {})}


@pytest.mark.parametrize("name", [name for name in STANDINS if name != "alipay"])
def test_provider_is_down_and_another_way_is_taken(cast: Cast, name: str) -> None:
    """Alipay is asked nothing: its page is signed here."""
    with open_counter(cast, name) as (peer, account):
        peer.trouble = 500
        with pytest.raises(ProviderFailed):
            bought(cast, name)
        account.refresh_from_db()
        assert account.trouble
        order = Order.objects.get()
        assert (order.state, order.lines.get().variant.left) == ("pending", 98)
        ask_payment(order=order.pk, provider="manual", actor=cast.actor("dan"), now=now())


@each_provider
@pytest.mark.django_db(transaction=True)
def test_refund_is_tried_again_and_then_somebodys_turn(name: str) -> None:
    cast = call_cast()
    with open_counter(cast, name) as (peer, _account):
        asked = visited(peer, bought(cast, name))
        heard(peer.pay(asked.key), name)
        peer.trouble = 503
        back = refund_order(order=asked.order_id, actor=cast.actor("alice"), now=now())
        settle()
        back.refresh_from_db()
        assert (back.state, bool(back.why_not)) == ("asked", True)

        facts = {"refund": back.pk, "actor": SYSTEM, "now": now()}
        with pytest.raises(ProviderFailed):
            give_money_back(last=True, **facts)
        back.refresh_from_db()
        assert back.state == "failed"
        peer.trouble = ""
        ask_refund_again(refund=back.pk, actor=cast.actor("alice"), now=now())
        assert give_money_back(last=False, **facts)
        assert not give_money_back(last=False, **facts)
        assert peer.payments[asked.key].given_back == 1000


def test_another_amount_is_not_booked_but_shown(cast: Cast) -> None:
    with open_counter(cast, "stripe") as (peer, _account):
        asked = bought(cast, "stripe")
        peer.payments[asked.key].amount = 999
        assert heard(peer.pay(asked.key), "stripe") == 200

        assert (standing(asked), balances(cast)) == (("asked", "pending", 0), {})
        assert ProviderNotice.objects.get().why == "amount"


def test_payment_of_another_community_is_none_of_its_business(cast: Cast) -> None:
    with open_counter(cast, "stripe") as (peer, _account), StripeStandIn() as evil:
        theirs = set_up(cast, evil, "stripe", who="mallory")
        asked = bought(cast, "stripe")
        peer.pay(asked.key)
        evil.quiet, evil.payments = True, peer.payments
        sealed = evil.pay(asked.key).notice

        assert said(sealed, "stripe", theirs.key) == 200
        assert said(sealed, "stripe", ProviderAccount.objects.exclude(pk=theirs.pk).get().key) == 401

        assert standing(asked) == ("asked", "pending", 0)
        assert ProviderNotice.objects.get(account=theirs).why == "elsewhere"


def test_dispute_is_noted_on_the_order(cast: Cast) -> None:
    with open_counter(cast, "stripe") as (peer, _account):
        asked = bought(cast, "stripe")
        paid = peer.pay(asked.key).notice
        heard(peer.dispute(asked.key), "stripe")
        assert ProviderNotice.objects.get().outcome == "unknown"
        said(paid, "stripe")

        row = ProviderNotice.objects.get(kind="disputed")
        assert (row.outcome, row.why, row.payment_id) == ("trouble", "disputed", asked.pk)


def test_who_sets_providers_up_and_what_is_kept(cast: Cast) -> None:
    with StripeStandIn() as peer:
        for who in ("amy", "bob", "ann"):
            with pytest.raises(Forbidden):
                facts = {"community": cast.table.pk, "actor": cast.actor(who), "now": now()}
                set_up_provider(provider="stripe", secrets=peer.secrets, on=True, **facts)
        facts = {"community": cast.table.pk, "provider": "stripe", "actor": cast.actor("alice"), "now": now()}
        with pytest.raises(Invalid) as wrong:
            set_up_provider(secrets={"secret_key": "sk_1"}, on=True, **facts)
        assert wrong.value.field == "webhook_secret"
        set_up_provider(secrets=peer.secrets, on=True, **facts)
        row = set_up_provider(secrets={"secret_key": " "}, on=False, **facts)

    assert peer.secrets["secret_key"].encode() not in bytes(row.sealed)
    shown = setups_run_by(cast.actor("alice"), cast.table.pk)[0]
    assert (shown.kept, shown.said, shown.is_on) == (("secret_key", "webhook_secret"), {}, False)
    assert [way.name for way in ways_to_pay(cast.table.pk)] == ["manual"]


def test_switched_off_it_is_offered_no_more_but_still_heard(cast: Cast) -> None:
    with open_counter(cast, "stripe") as (peer, account):
        asked = bought(cast, "stripe")
        set_up(cast, peer, "stripe", on=False)
        with pytest.raises(Invalid):
            bought(cast, "stripe")
        heard(peer.pay(asked.key), "stripe")
        assert standing(asked)[0] == "paid"
        ProviderAccount.objects.filter(pk=account.pk).update(sealed=b"x" * 40)
        assert said(peer.notices[-1], "stripe") == 401


def test_payment_that_ran_out_is_asked_for_anew(cast: Cast) -> None:
    with open_counter(cast, "stripe") as (peer, _account):
        asked = bought(cast, "stripe")
        Payment.objects.filter(pk=asked.pk).update(ends_at=now() - timedelta(minutes=1))
        again = ask_payment(order=asked.order_id, provider="stripe", actor=cast.actor("dan"), now=now())
        assert (again.pk != asked.pk, standing(asked)[0]) == (True, "failed")
        heard(peer.pay(asked.key), "stripe")
        assert standing(asked)[:2] == ("paid", "paid")
        with pytest.raises(Conflict):
            ask_payment(order=asked.order_id, provider="stripe", actor=cast.actor("dan"), now=now())


def test_turn_of_a_plan_is_paid_in_the_same_ways(cast: Cast) -> None:
    with open_counter(cast, "stripe") as (peer, _account):
        plan = buy(cast, a_club(cast), now=now() - timedelta(days=27))
        ask_for_renewals(actor=SYSTEM, now=now())
        asked = ask_payment(order=turn_of(plan).pk, provider="stripe", actor=cast.actor("dan"), now=now())
        start_payment(payment=asked.pk, actor=cast.actor("dan"), now=now())
        heard(peer.pay(asked.key), "stripe")

        before = plan.paid_until
        plan.refresh_from_db()
        assert (standing(asked)[:2], plan.paid_until > before) == (("paid", "paid"), True)


def test_what_concerns_nobody_is_forgotten(cast: Cast) -> None:
    with open_counter(cast, "stripe") as (peer, _account):
        asked = bought(cast, "stripe")
        notice = peer.pay(asked.key).notice
        said(peer.forged(notice), "stripe")
        said(notice, "stripe")

    facts = {"actor": SYSTEM}
    assert [forget_notices(now=now() + timedelta(days=days), **facts) for days in (89, 91, 99)] == [0, 1, 0]
    assert ProviderNotice.objects.get().payment_id == asked.pk


def test_paid_twice_at_the_provider_is_shown(cast: Cast) -> None:
    with open_counter(cast, "wechatpay") as (peer, _account):
        asked = bought(cast, "wechatpay")
        heard(peer.pay(asked.key), "wechatpay")
        peer.payments[asked.key].external = "4200009999202611309999999999"
        heard(peer.pay(asked.key), "wechatpay")

        assert standing(asked) == ("paid", "paid", 0)
        assert ProviderNotice.objects.get(outcome="trouble").why == "twice"


def test_what_failed_and_was_given_back_by_hand_there_is_in_the_books_once(cast: Cast) -> None:
    with open_counter(cast, "stripe") as (peer, _account):
        asked = bought(cast, "stripe")
        heard(peer.pay(asked.key), "stripe")
        line = OrderLine.objects.get(order=asked.order_id)
        ours = refund_order(order=asked.order_id, parts={line.pk: 300}, actor=cast.actor("alice"), now=now())
        settle_refund(refund=ours.pk, why_not="No", actor=SYSTEM, now=now())

        heard(peer.give_back(asked.key, 300), "stripe")

        order, [back] = Order.objects.get(pk=asked.order_id), Refund.objects.all()
        assert (order.refunded, back.state, back.external[:3]) == (300, "done", "re_")
        heard(peer.give_back(asked.key, 200), "stripe")
        order.refresh_from_db()
        assert (order.refunded, Refund.objects.count()) == (500, 2)


def test_who_begins_to_pay_late_has_the_whole_time(cast: Cast) -> None:
    """What is ordered is held as long as the provider's page takes the money."""
    with open_counter(cast, "stripe"):
        facts = {"community": cast.table.pk, "actor": cast.actor("dan")}
        order = check_out(wanted={on_sale(cast).pk: 1}, way="stripe", **facts, now=NOW)

        late = NOW + timedelta(minutes=40)
        asked = ask_payment(order=order.pk, provider="stripe", actor=cast.actor("dan"), now=late)

        order.refresh_from_db()
        assert (asked.ends_at, order.due_at) == (late + HOLD_AT_PROVIDER, late + HOLD_AT_PROVIDER)
        assert order.payments.count() == 1
