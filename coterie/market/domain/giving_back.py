"""Asking providers to give money back: once for each refund, however often it is tried."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, DomainError, Invalid
from coterie.kit.money import Money
from coterie.market.domain.buying import facts_of
from coterie.market.domain.held_payment import held_payment
from coterie.market.domain.notice import retry_waiting
from coterie.market.domain.provider_account import note_trouble, note_well
from coterie.market.domain.refund import settle_refund
from coterie.market.enums import RefundState
from coterie.market.events import RefundAsked
from coterie.market.models import ProviderAccount, Refund
from coterie.market.providers.port import ProviderFailed
from coterie.market.queries.providers import account_of, provider_of
from coterie.platform.events.log import publish


def give_money_back(*, refund: int, last: bool, actor: Actor, now: datetime) -> bool:
    """Ask the provider to give money back; tell whether it is back.

    Raises ProviderFailed, to be tried again; after the `last` try it failed, and somebody gives it back by hand.
    """
    row = Refund.objects.select_related("payment__order").get(pk=refund)
    if row.state != RefundState.ASKED:
        return False
    account = account_of(row.payment.order.community_id, row.payment.provider)
    if account is None:
        settle_refund(refund=refund, why_not=str(_("The provider is not set up here.")), actor=actor, now=now)
        return False
    try:
        external = asked_back(row, account)
    except (ProviderFailed, Invalid) as error:
        note_trouble(account, error)
        not_given_back(row, error, last=last, actor=actor, now=now)
        raise ProviderFailed(str(error)) from error
    note_well(account, now)
    note_given_back(refund=refund, account=account, external=external, actor=actor, now=now)
    return True


def asked_back(row: Refund, account: ProviderAccount) -> str:
    """Ask, outside of any transaction; return what the provider calls it."""
    paid, currency = row.payment, row.payment.order.currency
    return provider_of(account).refund(
        refund=row.key, payment=paid.key, external=paid.external, amount=Money(row.amount, currency),
        total=Money(paid.amount, currency), why=row.reason,
    )  # fmt: skip


def not_given_back(row: Refund, error: DomainError, *, last: bool, actor: Actor, now: datetime) -> None:
    """Keep what the provider said; after the last try it is somebody's turn."""
    if last:
        settle_refund(refund=row.pk, why_not=str(error), actor=actor, now=now)
    else:
        Refund.objects.filter(pk=row.pk, state=RefundState.ASKED).update(why_not=str(error)[:300])


@transaction.atomic
def note_given_back(*, refund: int, account: ProviderAccount, external: str, actor: Actor, now: datetime) -> None:
    """Note that money is back, and look at what was told of the payment meanwhile."""
    paid = held_payment(Refund.objects.values_list("payment", flat=True).get(pk=refund))
    settle_refund(refund=refund, external=external, actor=actor, now=now)
    retry_waiting(account, paid, actor, now)


@transaction.atomic
def ask_refund_again(*, refund: int, actor: Actor, now: datetime) -> Refund:
    """Ask the provider once more for a refund that failed. Raises Conflict for another one."""
    row = locked(Refund.objects.select_related("payment__order").filter(pk=refund))
    require(actor, Permission.EDIT_OFFERS, row.payment.order.community_id)
    if row.state != RefundState.FAILED:
        raise Conflict(_("This refund has not failed."))
    row.state, row.settled_at = RefundState.ASKED, None
    row.save(update_fields=["state", "settled_at"])
    publish(RefundAsked(at=now, **{**facts_of(row.payment.order, actor), "subject": row.pk}))
    return row
