"""When the hold of a commission is over it can be paid out, and who brought the partner has their part; and holding."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock_name, locked
from coterie.kit.errors import Conflict, NotFound
from coterie.kit.json import Json
from coterie.kit.text import clean
from coterie.market.queries.sold import Sold, sold_by
from coterie.partners.domain.earning import facts_of, hold_partners, take_back, write_earned
from coterie.partners.enums import EntryKind, Standing
from coterie.partners.events import CommissionHeld, CommissionSettled
from coterie.partners.models import CommissionEntry, Earning, Partner
from coterie.partners.queries.earnings import folded
from coterie.partners.queries.grounds import Ground, worked
from coterie.partners.rules import part_of
from coterie.platform.events.log import publish

MOST_AT_ONCE = 500


def settle_due(*, actor: Actor, now: datetime) -> int:
    """Settle commissions whose hold is over and that nobody holds; return how many."""
    turns = CommissionEntry.objects.filter(earning=OuterRef("pk"), kind__in=(EntryKind.HELD, EntryKind.RELEASED))
    rows = Earning.objects.filter(settled_at=None, due_at__lte=now)
    rows = rows.annotate(turn=Subquery(turns.order_by("-at", "-pk").values("kind")[:1]))
    due = [pk for pk, turn in rows.order_by("due_at").values_list("pk", "turn") if turn != EntryKind.HELD]
    for earning in due[:MOST_AT_ONCE]:
        settle(earning=earning, actor=actor, now=now)
    return len(due[:MOST_AT_ONCE])


@transaction.atomic
def settle(*, earning: int, actor: Actor, now: datetime) -> Earning:
    """Let a commission be paid out from now on, unless it is held; the second level has its part of what is left."""
    row, sold = held_earning(earning)
    stands = folded(row)
    if row.settled_at or row.due_at > now or stands.standing == Standing.HELD:
        return row
    row.settled_at = now
    row.save(update_fields=["settled_at"])
    if stands.amount:
        tell_settled(row, stands.amount, sold, actor, now)
        if row.level == 1 and isinstance(sold, Sold):
            earn_second(row, stands.net, sold, actor, now)
    return row


def held_earning(earning: int) -> tuple[Earning, Ground]:
    """Return an earning with what it is for, and who earns by it locked."""
    if Earning.objects.filter(pk=earning, order=None).exists():
        return held_bounty(earning)
    number = Earning.objects.filter(pk=earning).values_list("order__order", flat=True).first()
    sold = sold_by(number) if number else None
    if sold is None:
        raise NotFound
    lock_name(f"commission:{number}")
    row = Earning.objects.select_related("order__terms", "partner__sponsor__member").get(pk=earning)
    if row.order:
        hold_partners(row.order)
    row.refresh_from_db(fields=["settled_at"])
    return row, sold_by(sold.order) or sold


def held_bounty(earning: int) -> tuple[Earning, Ground]:
    """Return what was earned by work, and its partner locked."""
    rows = Earning.objects.filter(pk=earning)
    locked(Partner.objects.filter(pk__in=rows.values("partner")))
    row = rows.select_related("work__bounty__programme", "partner").get()
    if row.work is None:
        raise NotFound
    return row, worked(row.work)


def earn_second(row: Earning, net: int, sold: Sold, actor: Actor, now: datetime) -> None:
    """Give who brought the partner a part of what is left of a line; the rates of both are within the cap."""
    order, sponsor = row.order, row.partner.sponsor
    if order is None or sponsor is None or not order.terms.second_rate or not sponsor.sells:
        return
    if sponsor.member_id == sold.member or Earning.objects.filter(line=row.line, level=2).exists():
        return
    amount = part_of(net, order.terms.second_rate)
    if amount:
        line = next(one for one in sold.lines if one.line == row.line)
        facts = {"order": order, "partner": sponsor, "level": 2, "rate": order.terms.second_rate}
        made = Earning(**facts, due_at=now, settled_at=now)
        write_earned(made, line, net, amount, sold=sold, actor=actor, now=now)
        tell_settled(made, amount, sold, actor, now)


def tell_settled(row: Earning, amount: int, sold: Ground, actor: Actor, now: datetime) -> None:
    """Tell that a commission can be paid out."""
    data: dict[str, Json] = {"level": row.level, "amount": amount, "currency": sold.currency}
    publish(CommissionSettled(at=now, data=data, **facts_of(row, sold, actor)))


@transaction.atomic
def hold_earning(*, earning: int, why: str, actor: Actor, now: datetime) -> CommissionEntry:
    """Hold a commission, saying why; held already, it stays so. Raises Conflict for what is in a payout."""
    return turned(earning, EntryKind.HELD, why, (Standing.PENDING, Standing.AVAILABLE), actor=actor, now=now)


@transaction.atomic
def release_earning(*, earning: int, why: str = "", actor: Actor, now: datetime) -> CommissionEntry:
    """Let a commission go that was held. Raises Conflict for one that is not."""
    return turned(earning, EntryKind.RELEASED, why, (Standing.HELD,), actor=actor, now=now)


def turned(
    earning: int, kind: EntryKind, why: str, where: tuple[Standing, ...], *, actor: Actor, now: datetime
) -> CommissionEntry:
    """Hold a commission or let it go."""
    row, sold = held_earning(earning)
    require(actor, Permission.EDIT_PARTNERS, sold.community)
    if folded(row).standing not in where:
        raise Conflict(_("That is not possible for this commission now."))
    facts = {"earning": row, "partner": row.partner, "kind": kind, "account_id": actor.account, "at": now}
    made = CommissionEntry.objects.create(why=clean(why)[:120], **facts)
    data: dict[str, Json] = {"on": kind == EntryKind.HELD, "level": row.level}
    publish(CommissionHeld(at=now, data=data, **facts_of(row, sold, actor)))
    return made


@transaction.atomic
def take_back_earning(*, earning: int, why: str, actor: Actor, now: datetime) -> CommissionEntry:
    """Take back the whole of a commission, saying why; what was paid is owed. Raises Conflict where nothing is left."""
    row, sold = held_earning(earning)
    require(actor, Permission.EDIT_PARTNERS, sold.community)
    stands = folded(row)
    if not stands.amount:
        raise Conflict(_("That is not possible for this commission now."))
    return take_back(row, stands.amount, stands.net, clean(why)[:120], sold=sold, actor=actor, now=now)


TURNS: dict[str, Callable[..., CommissionEntry]] = {
    "held": hold_earning, "released": release_earning, "reversed": take_back_earning,
}  # fmt: skip
"""What staff can do with a commission."""


def hold_order(*, order: int, why: str, actor: Actor, now: datetime) -> int:
    """Hold what partners earned by an order, as far as it is not paid; return how many commissions."""
    rows = [row for row in Earning.objects.filter(order__order=order) if may_be_held(row)]
    for row in rows:
        hold_earning(earning=row.pk, why=why, actor=actor, now=now)
    return len(rows)


def may_be_held(row: Earning) -> bool:
    """Tell whether a commission can be held."""
    return folded(row).standing in (Standing.PENDING, Standing.AVAILABLE)
