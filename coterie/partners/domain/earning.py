"""Commission: earned by a paid order, line by line, and taken back with what is given back. Safe to repeat.

Locks are taken in one order: the order's name, then its partners by number, as whoever settles and pays out does.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from coterie.communities.queries.communities import timezone_of
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock, lock_name
from coterie.kit.json import Json
from coterie.market.queries.books import money_of
from coterie.market.queries.sold import Sold, SoldLine, bought_before, sold_by
from coterie.partners.domain.programme import specials_of
from coterie.partners.enums import EntryKind, Uncounted
from coterie.partners.events import CommissionEarned, CommissionReversed
from coterie.partners.models import Binding, CommissionEntry, Earning, Partner, PartnerOrder
from coterie.partners.queries.books import claw_back, commission, commission_due
from coterie.partners.queries.earnings import brought_by, folded
from coterie.partners.queries.grounds import Ground
from coterie.partners.rules import counts_until, kept_of, part_of, rate_for
from coterie.platform.events.log import publish
from coterie.platform.ledger.posting import book_entry, reverse_entry
from coterie.platform.ledger.reading import entry_called


@transaction.atomic
def count_order(*, order: int, actor: Actor, now: datetime) -> PartnerOrder | None:
    """Bring what partners have of an order to what was paid and given back of it; nothing where nobody brought it.

    What a project or team that is not decided keeps apart is nobody's yet: it counts once it is the community's.
    """
    sold = sold_by(order)
    if sold is None or not sold.net:
        return None
    lock_name(f"commission:{order}")
    row = PartnerOrder.objects.filter(order=order).select_related("partner", "terms").first()
    fresh = None if row or sold.is_held else decided(sold)
    if (row := row or fresh) is None:
        return None
    hold_partners(row)
    if fresh and not fresh.why_not:
        earn(fresh, sold, actor, now)
    take_back_refunded(row, sold, actor, now)
    return row


def hold_partners(row: PartnerOrder) -> None:
    """Lock who earns by an order: its partner, and who brought that partner."""
    both = Q(pk=row.partner_id) | Q(brought=row.partner_id)
    list(lock(Partner.objects.filter(pk__in=Partner.objects.filter(both).values("pk")).order_by("pk")))


def decided(sold: Sold) -> PartnerOrder | None:
    """Decide once and for all whether an order counts for whom its buyer was bound to when it was placed."""
    rows = Binding.objects.filter(member=sold.member, began_at__lte=sold.placed_at)
    rows = rows.filter(Q(ended_at=None) | Q(ended_at__gt=sold.placed_at)).select_related(
        "partner__terms", "partner__member"
    )
    bound = rows.order_by("-began_at").first()
    if bound is None:
        return None
    return PartnerOrder.objects.create(
        order=sold.order, number=sold.number, partner=bound.partner, member_id=sold.member, terms=bound.partner.terms,
        currency=sold.currency, net=sold.net, why_not=why_not(bound, sold), paid_at=sold.paid_at,
    )  # fmt: skip


def why_not(bound: Binding, sold: Sold) -> str:
    """Return why an order does not count; nothing where it does."""
    partner = bound.partner
    if not partner.sells:
        return Uncounted.NOT_PARTNER
    until = counts_until(bound.began_at, partner.terms.months, timezone_of(sold.community))
    return Uncounted.OVER if until and until <= sold.placed_at else ""


def earn(row: PartnerOrder, sold: Sold, actor: Actor, now: datetime) -> None:
    """Give the partner a part of each line; no rate is above the cap."""
    terms, again, brought = row.terms, bought_before(sold), brought_by(row.partner_id)
    specials, due = specials_of(terms), now + timedelta(days=terms.hold_days)
    rates = [rate_for(specials, terms.rate, offer=line.offer, again=again, brought=brought) for line in sold.lines]
    for line, rate in zip(sold.lines, rates, strict=True):
        if amount := part_of(line.amount, rate):
            made = Earning(order=row, partner=row.partner, level=1, rate=rate, due_at=due)
            write_earned(made, line, line.amount, amount, sold=sold, actor=actor, now=now)


def write_earned(
    made: Earning, line: SoldLine, net: int, amount: int, *, sold: Sold, actor: Actor, now: datetime
) -> Earning:
    """Write an earning of a line with its first entry, book it and tell it."""
    made.line, made.offer = line.line, line.offer
    return enter_earned(made, net, amount, ground=sold, actor=actor, now=now)


def enter_earned(made: Earning, net: int, amount: int, *, ground: Ground, actor: Actor, now: datetime) -> Earning:
    """Enter what was earned, for whatever it is."""
    made.save(force_insert=True)
    entry = CommissionEntry.objects.create(
        earning=made, partner=made.partner, kind=EntryKind.EARNED, net=net, amount=amount, at=now
    )
    book_entry(
        key=earned_key(entry), kind="commission" if made.offer else "bounty", at=now, subject=ground.payment,
        moves={commission(made.offer): amount, commission_due(made.partner_id): -amount},
        book=money_of(ground.community, ground.currency),
    )  # fmt: skip
    data: dict[str, Json] = {"level": made.level, "amount": amount, "currency": ground.currency}
    publish(CommissionEarned(at=now, data=data, **facts_of(made, ground, actor)))
    return made


def take_back_refunded(row: PartnerOrder, sold: Sold, actor: Actor, now: datetime) -> None:
    """Take back the share of what was given back of each line."""
    lines = {line.line: line for line in sold.lines}
    for one in row.earnings.select_related("partner").order_by("pk"):
        line, stands = lines[one.line or 0], folded(one)
        left = line.amount - line.refunded
        if left < stands.net:
            earned = one.entries.get(kind=EntryKind.EARNED)
            back = max(0, stands.amount - kept_of(earned.amount, earned.net, left))
            take_back(one, back, stands.net - left, "", sold=sold, actor=actor, now=now)


def take_back(
    row: Earning, amount: int, net: int, why: str, *, sold: Ground, actor: Actor, now: datetime
) -> CommissionEntry:
    """Take back some of an earning whose partner is locked; what is in a payout already the partner owes."""
    earned = row.entries.get(kind=EntryKind.EARNED)
    owed = earned.payout_id is not None
    entry = CommissionEntry.objects.create(
        earning=row, partner=row.partner, kind=EntryKind.REVERSED, net=-net, amount=-amount, owed=owed, why=why,
        account_id=actor.account, at=now,
    )  # fmt: skip
    key = f"commission-back:{entry.pk}"
    if amount and owed:
        book_entry(
            key=key, kind="claw_back", book=money_of(sold.community, sold.currency), at=now, subject=sold.payment,
            moves={commission(row.offer): -amount, claw_back(row.partner_id): amount},
        )  # fmt: skip
    elif amount:
        reverse_entry(entry=entry_called(earned_key(earned)), key=key, kind="commission_back", at=now, each=amount)
    data: dict[str, Json] = {"level": row.level, "amount": amount, "owed": owed, "currency": sold.currency}
    publish(CommissionReversed(at=now, data=data, **facts_of(row, sold, actor)))
    return entry


def earned_key(entry: CommissionEntry) -> str:
    """Return the business key of the ledger's entry of what was earned."""
    return f"commission:{entry.pk}"


def facts_of(row: Earning, sold: Ground, actor: Actor) -> dict[str, Any]:
    """Return what every event of a commission names."""
    facts = {"community": sold.community, "actor": actor.account, "subject": row.partner_id}
    return {**facts, "order": sold.order, "member": row.partner.member_id}
