"""Asking providers how payments stand whose notices did not come."""

from datetime import datetime

from coterie.kit.actor import Actor
from coterie.kit.errors import Invalid
from coterie.market.domain.notice import take_notice
from coterie.market.domain.provider_account import note_trouble, note_well
from coterie.market.models import Payment
from coterie.market.providers.port import ProviderFailed
from coterie.market.queries.providers import account_of, provider_of
from coterie.market.rules import next_look


def look_at_payment(*, payment: int, actor: Actor, now: datetime) -> bool:
    """Ask the provider how a payment stands, and take what it says like a notice; tell whether it said something."""
    asked = Payment.objects.select_related("order").filter(pk=payment, next_look_at__lte=now).first()
    if asked is None:
        return False
    after = next_look(asked.asked_at, asked.ends_at, now)
    Payment.objects.filter(pk=payment).update(next_look_at=after)
    account = account_of(asked.order.community_id, asked.provider)
    if account is None:
        return False
    try:
        notice = provider_of(account).look(asked.key, asked.external)
    except (ProviderFailed, Invalid) as error:
        note_trouble(account, error)
        return False
    note_well(account, now)
    if notice is not None:
        take_notice(account=account.pk, notice=notice, actor=actor, now=now)
    return notice is not None
