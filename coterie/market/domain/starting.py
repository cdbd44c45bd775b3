"""Sending a buyer to pay: the provider is asked outside of any transaction, and what it answers is kept."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.kit.money import Money
from coterie.market.domain.buying import may_see
from coterie.market.domain.paying import ask_anew
from coterie.market.domain.provider_account import note_trouble, note_well
from coterie.market.enums import PaymentState
from coterie.market.models import Payment, ProviderAccount
from coterie.market.providers.port import ProviderFailed, Started, Wanted
from coterie.market.queries.providers import account_of, notify_address, provider_of
from coterie.market.rules import FREE, MANUAL, next_look


def start_payment(*, payment: int, address: str = "", actor: Actor, now: datetime) -> Payment:
    """Ask a provider for a payment, once; `address` is the buyer's IP on a phone.

    Whoever dies between the asking and the keeping asks again, and the provider knows it by its key.
    Raises ProviderFailed: what was ordered is held all the same. Conflict where the provider is switched off.
    """
    asked = own_payment(payment, actor)
    if asked.provider in (FREE, MANUAL) or asked.state != PaymentState.ASKED or asked.url or asked.code:
        return asked
    if asked.is_begun:
        asked = ask_anew(payment=payment, actor=actor, now=now)
    account = account_of(asked.order.community_id, asked.provider)
    if account is None or not account.is_on:
        raise Conflict(_("Choose another way to pay: this one is not open now."))
    return begun(asked, account, lambda: provider_of(account).start(wanted_of(asked, account, address)), actor, now)


def begun(
    asked: Payment, account: ProviderAccount, start: Callable[[], Started], actor: Actor, now: datetime
) -> Payment:
    """Ask a provider, and keep what it says; where it fails, the account says so too. Raises ProviderFailed."""
    try:
        started = start()
    except (ProviderFailed, Invalid) as error:
        note_trouble(account, error)
        raise ProviderFailed(str(error)) from error
    note_well(account, now)
    return keep_started(payment=asked.pk, started=started, actor=actor, now=now)


def own_payment(payment: int, actor: Actor) -> Payment:
    """Return a payment that is the actor's business."""
    asked = Payment.objects.select_related("order__community").filter(pk=payment).first()
    if asked is None or not may_see(asked.order, actor):
        raise NotFound(_("There is no such order."))
    return asked


def wanted_of(asked: Payment, account: ProviderAccount, address: str) -> Wanted:
    """Return what the provider is asked for."""
    order = asked.order
    return Wanted(
        key=asked.key, amount=Money(asked.amount, order.currency), title=f"{order.community.name} {order.number}",
        back=page_of(asked), notify=notify_address(account), ends=asked.ends_at or asked.asked_at, address=address,
    )  # fmt: skip


def page_of(asked: Payment) -> str:
    """Return the address of the page on which a buyer pays."""
    return f"{settings.BASE_URL}/m/{asked.order.community.slug}/orders/{asked.order.key}"


@transaction.atomic
def keep_started(*, payment: int, started: Started, actor: Actor, now: datetime) -> Payment:
    """Keep where the buyer pays, and when the provider is asked how it stands."""
    row = locked(Payment.objects.select_related("order").filter(pk=payment))
    if not may_see(row.order, actor):
        raise NotFound(_("There is no such order."))
    if row.state != PaymentState.ASKED:
        return row
    row.external, row.url, row.code = started.external or row.external, started.url, started.code
    row.next_look_at = next_look(row.asked_at, row.ends_at, now)
    row.save(update_fields=["external", "url", "code", "next_look_at"])
    return row
