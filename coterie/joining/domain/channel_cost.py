"""Costs of channels: recorded once, withdrawn when wrong."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.events import ChannelCostRecorded, ChannelCostWithdrawn
from coterie.joining.models import Channel, ChannelCost, Placement
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Invalid, NotFound
from coterie.kit.money import MOST
from coterie.platform.events.log import publish

EPOCH_DAY = date(1970, 1, 1)
LONGEST = timedelta(days=3660)
CURRENCY_LENGTH = 3


@transaction.atomic
def record_cost(
    *,
    channel: int,
    placement: int | None = None,
    amount: int,
    currency: str,
    first_day: date,
    last_day: date,
    note: str = "",
    actor: Actor,
    now: datetime,
) -> ChannelCost:
    """Keep what a channel, or one of its placements, cost over some days; it counts evenly on each of them.

    `amount` is in minor units of the currency. Raises Invalid naming what is wrong.
    """
    parent = locked(Channel.objects.filter(pk=channel))
    require(actor, Permission.EDIT_CODES, parent.community_id)
    place = Placement.objects.filter(pk=placement, channel=parent).first() if placement is not None else None
    if placement is not None and place is None:
        raise NotFound(_("There is no such placement."), field="placement")
    refuse_wrong(amount, currency, first_day, last_day)
    row = ChannelCost.objects.create(
        channel=parent,
        placement=place,
        amount=amount,
        currency=currency.upper(),
        first_day=first_day,
        last_day=last_day,
        note=note.strip()[:200],
        recorded_at=now,
    )
    publish(recorded(row, actor, now))
    return row


def refuse_wrong(amount: int, currency: str, first_day: date, last_day: date) -> None:
    """Refuse a cost that nobody can have."""
    if not 0 < amount <= MOST:
        raise Invalid(_("Give an amount above zero."), field="amount")
    if len(currency) != CURRENCY_LENGTH or not currency.isascii() or not currency.isalpha():
        raise Invalid(_("Give a currency by its three letters, like CNY."), field="currency")
    if last_day < first_day:
        raise Invalid(_("The first day is after the last."), field="last_day")
    if first_day < EPOCH_DAY or last_day - first_day > LONGEST:
        raise Invalid(_("A cost covers at most ten years."), field="last_day")


def recorded(row: ChannelCost, actor: Actor, now: datetime) -> ChannelCostRecorded:
    """Return the event of a cost."""
    first, last = ((day - EPOCH_DAY).days for day in (row.first_day, row.last_day))
    return ChannelCostRecorded(
        at=now,
        community=row.channel.community_id,
        actor=actor.account,
        subject=row.pk,
        channel=row.channel_id,
        code=row.placement.code_id if row.placement else None,
        data={"amount": row.amount, "currency": row.currency, "first_day": first, "last_day": last},
    )


@transaction.atomic
def withdraw_cost(*, cost: int, actor: Actor, now: datetime) -> ChannelCost:
    """Let a cost not count any more; a second time changes nothing."""
    row = locked(ChannelCost.objects.filter(pk=cost))
    require(actor, Permission.EDIT_CODES, row.channel.community_id)
    if row.withdrawn_at is None:
        row.withdrawn_at = now
        row.save(update_fields=["withdrawn_at"])
        publish(
            ChannelCostWithdrawn(
                at=now,
                community=row.channel.community_id,
                actor=actor.account,
                subject=row.pk,
                channel=row.channel_id,
            )
        )
    return row
