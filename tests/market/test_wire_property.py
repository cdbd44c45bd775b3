"""Whatever order notices come in, and however often: an order ends the same way, and the books are sound."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coterie.kit.clock import now
from coterie.market.domain import notice as notices
from coterie.market.domain.refund import refund_order, settle_refund
from coterie.market.models import Grant, OrderLine, Payment, ProviderNotice, Refund
from tests.cast import Cast
from tests.market.counter import STANDINS, bought, open_counter, said, standing, visited
from tests.market.stall import balances, on_sale
from tests.market.standin.server import Sealed, StandIn
from tests.rewards.points import SYSTEM
from tests.talk.speech import told
from tests.undone import rolled_back

FIVE = st.lists(st.integers(0, 7), min_size=0, max_size=8)
each_provider = pytest.mark.parametrize("name", list(STANDINS))
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def end_of(cast: Cast, asked: Payment) -> tuple[Any, ...]:
    """Return how everything stands in the end."""
    refunds = sorted(Refund.objects.values_list("state").order_by("state"))
    troubles = sorted(ProviderNotice.objects.filter(outcome="trouble").values_list("why", flat=True))
    open_grants = Grant.objects.filter(ended_at=None).count()
    back = OrderLine.objects.get(order=asked.order_id).refunded
    paid = len(told("order_paid"))
    return standing(asked), balances(cast), open_grants, back, sum_of(refunds), troubles, paid


def sum_of(refunds: list[Any]) -> tuple[int, list[Any]]:
    """Return what is given back, and in which states refunds are; as a sum it is one refund or two."""
    return sum(Refund.objects.values_list("amount", flat=True)), sorted(set(refunds))


def order_of(count: int, drawn: list[int]) -> list[int]:
    """Return an order of `count` notices with doubles: each comes at least once."""
    places = [place % count for place in drawn]
    return [*places, *(place for place in range(count) if place not in places)]


def same_end(cast: Cast, asked: Payment, name: str, told_of: list[Sealed], finish: Callable[[], object]) -> None:
    """Hold that all orders of the notices come to the same as the usual one."""

    def ends(order: list[int]) -> tuple[Any, ...]:
        return end_in(cast, asked, name, [told_of[place] for place in order], finish)

    usual = ends(list(range(len(told_of))))
    assert usual[0][0] == "paid"

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(FIVE)
    def in_any_order(drawn: list[int]) -> None:
        assert ends(order_of(len(told_of), drawn)) == usual

    in_any_order()


def end_in(
    cast: Cast, asked: Payment, name: str, told_of: list[Sealed], finish: Callable[[], object]
) -> tuple[Any, ...]:
    """Return how everything stands after these notices; then nothing has happened."""
    with rolled_back():
        assert {said(one, name) for one in told_of} == {200}
        finish()
        return end_of(cast, asked)


def happened(peer: StandIn, asked: Payment, *parts: int) -> list[Sealed]:
    """Let a payment be paid, be given back in parts on the provider's pages, and be disputed where that can be."""
    peer.pay(asked.key)
    for part in parts:
        peer.give_back(asked.key, part)
    if hasattr(peer, "dispute"):
        peer.dispute(asked.key)
    return peer.notices


@each_provider
@pytest.mark.parametrize("parts", [(300, 200), (400, 600), ()], ids=["parts", "all", "none"])
def test_any_order_of_what_the_provider_did(cast: Cast, name: str, parts: tuple[int, ...]) -> None:
    with open_counter(cast, name) as (peer, _account):
        asked = visited(peer, bought(cast, name, on_sale(cast, left=9, cost=100)))
        same_end(cast, asked, name, happened(peer, asked, *parts), lambda: None)


@each_provider
def test_any_order_while_our_own_refund_is_on_its_way(cast: Cast, name: str) -> None:
    with open_counter(cast, name) as (peer, _account):
        asked = visited(peer, bought(cast, name))
        first = peer.pay(asked.key).notice
        said(first, name)
        line = OrderLine.objects.get(order=asked.order_id)
        facts = {"actor": cast.actor("alice"), "now": now()}
        ours = refund_order(order=asked.order_id, parts={line.pk: 250}, **facts)
        peer.give_back(asked.key, 300)

        def finish() -> None:
            settle_refund(refund=ours.pk, external=ours.key, actor=SYSTEM, now=now())
            row = Payment.objects.select_related("order").get(pk=asked.pk)
            with transaction.atomic():
                notices.retry_waiting(ProviderNotice.objects.first().account, row, SYSTEM, now())

        same_end(cast, asked, name, peer.notices, finish)


def test_who_forgets_what_came_too_early_ends_otherwise(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: nobody looks again at what was told before the payment."""
    monkeypatch.setattr(notices, "retry_waiting", lambda *_facts: None)
    with open_counter(cast, "wechatpay") as (peer, _account):
        asked = bought(cast, "wechatpay")
        told_of = happened(peer, asked, 300)

        usual, backwards = (end_in(cast, asked, "wechatpay", one, lambda: None) for one in (told_of, told_of[::-1]))

    assert usual != backwards
