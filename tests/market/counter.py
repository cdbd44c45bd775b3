"""Providers at the table's till: accounts with stand-ins, and a buyer who pays through one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from coterie.kit.clock import now
from coterie.market.domain.checkout import check_out
from coterie.market.domain.hearing import hear
from coterie.market.domain.provider_account import set_up_provider
from coterie.market.domain.starting import start_payment
from coterie.market.models import Order, Payment, ProviderAccount, Variant
from coterie.market.providers.catalogue import BASES
from coterie.market.providers.port import Refused
from coterie.market.queries.providers import notify_address
from coterie.platform.events.pump import catch_up
from coterie.platform.jobs.chore import drain
from tests.cast import Cast
from tests.market.stall import on_sale
from tests.market.standin.alipay import AlipayStandIn
from tests.market.standin.server import Delivery, Sealed, StandIn
from tests.market.standin.stripe import StripeStandIn
from tests.market.standin.wechatpay import WechatPayStandIn
from tests.rewards.points import SYSTEM

STANDINS: dict[str, type[StandIn]] = {
    "stripe": StripeStandIn, "wechatpay": WechatPayStandIn, "alipay": AlipayStandIn,
}  # fmt: skip


def set_up(cast: Cast, peer: StandIn, name: str, *, on: bool = True, who: str = "alice") -> ProviderAccount:
    """Set a provider up at the table, or at mallory's."""
    community = cast.other if who == "mallory" else cast.table
    facts = {"community": community.pk, "actor": cast.actor(who), "now": now()}
    row = set_up_provider(provider=name, secrets=peer.secrets, on=on, **facts)
    if isinstance(peer, StripeStandIn):
        peer.notify = notify_address(row)
    return row


@contextmanager
def open_counter(cast: Cast, name: str, *, quiet: bool = True) -> Iterator[tuple[StandIn, ProviderAccount]]:
    """Run a provider on this machine, set up at the table; its notices are kept, to be handed over by hand."""
    with STANDINS[name]() as peer:
        peer.quiet = quiet
        BASES[name] = peer.base
        try:
            yield peer, set_up(cast, peer, name)
        finally:
            del BASES[name]


def bought(cast: Cast, way: str, row: Variant | None = None, who: str = "dan", **facts: Any) -> Payment:
    """Let somebody check out and begin to pay."""
    variant = row or on_sale(cast, left=99)
    usual = {"community": cast.table.pk, "way": way, "actor": cast.actor(who), "now": now()}
    order = check_out(wanted={variant.pk: 1}, **{**usual, **facts})
    return start_payment(payment=order.payments.get().pk, actor=cast.actor(who), now=now())


def visited(peer: StandIn, asked: Payment) -> Payment:
    """Let the buyer open the provider's page, of which Alipay hears only then."""
    if isinstance(peer, AlipayStandIn):
        peer.visit(asked.url)
    return asked


def said(notice: Sealed, name: str, account: str = "") -> int:
    """Hand a notice over; return what status is answered."""
    try:
        facts = {"headers": notice.headers, "body": notice.body, "actor": SYSTEM, "now": now()}
        return hear(provider=name, account=account, **facts)[0]
    except Refused as error:
        return error.status


def heard(delivery: Delivery, name: str) -> int:
    """Hand over what a stand-in did not send."""
    return said(delivery.notice, name)


def settle() -> None:
    """Let receivers and jobs catch up."""
    catch_up(now=now())
    drain()


def standing(asked: Payment) -> tuple[str, str, int]:
    """Return how a payment and its order stand, and what was given back."""
    row = Order.objects.get(pk=asked.order_id)
    return Payment.objects.get(pk=asked.pk).state, row.state, row.refunded
