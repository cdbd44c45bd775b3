"""The profit of a period: of a community, of one of its offers, by one of its channels, or of a campaign.

Our own orders are read from the ledger, where every figure is a sum of legs; orders of elsewhere have no entries and
are read from their rows. Points that members spend in the shop have no value in money: they stay out.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.market.enums import OrderState, ProfitLine
from coterie.market.models import Order, OrderLine, Payment
from coterie.market.queries.books import ABOUT_PAYMENTS
from coterie.market.rules import shared_out
from coterie.platform.ledger.models import LedgerLeg
from coterie.platform.ledger.reading import legs_in

PURSES = {
    ProfitLine.REVENUE: "revenue", ProfitLine.REFUNDS: "revenue", ProfitLine.GOODS: "goods", ProfitLine.FEES: "fees",
    ProfitLine.REWARDS: "campaign", ProfitLine.COMMISSION: "commission",
}  # fmt: skip
SOLD = (OrderState.PAID, OrderState.PARTIALLY_REFUNDED, OrderState.REFUNDED)
COSTS = (ProfitLine.GOODS, ProfitLine.FEES, ProfitLine.REWARDS, ProfitLine.COMMISSION, ProfitLine.CHANNELS)


class Drive(NamedTuple):
    """A campaign by its number, and the members whom it brought: what they buy is what it sold."""

    campaign: int
    friends: Collection[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Of what the profit is asked: from a moment up to another, of one offer, channel or campaign, or all."""

    community: int
    currency: str
    since: datetime
    until: datetime
    offer: int | None = None
    channel: int | None = None
    drive: Drive | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """The lines of a statement in minor units; what costs is below zero."""

    lines: Mapping[ProfitLine, int]

    @property
    def profit(self) -> int:
        """What is left."""
        return sum(self.lines.values())

    @property
    def spent(self) -> int:
        """What was spent, as a positive number."""
        return -sum(self.lines.get(line, 0) for line in COSTS)

    @property
    def roi(self) -> float | None:
        """What each unit that was spent brought; None where nothing was."""
        return self.profit / self.spent if self.spent > 0 else None


@dataclass(frozen=True, slots=True)
class ProfitRow:
    """One row behind a figure; the rows of a figure add up to it."""

    at: datetime
    kind: str
    """The kind of the entry; "" for an order of elsewhere."""
    entry: int | None
    order: str
    """The number of the order."""
    amount: int


def statement_of(actor: Actor, asked: Asked, *, on_channels: int = 0) -> Statement:
    """Return the statement of a period, for staff; `on_channels` is what channels cost, who knows them adds it."""
    require(actor, Permission.SEE_REVIEW, asked.community)
    figures = {line: -on_channels if line == ProfitLine.CHANNELS else figure_of(asked, line) for line in ProfitLine}
    return Statement(figures)


def figure_of(asked: Asked, line: ProfitLine) -> int:
    """Return one figure of the statement."""
    if line == ProfitLine.ELSEWHERE:
        return int(elsewhere(asked).aggregate(n=Sum(F("amount") - F("refunded"), default=0))["n"])
    if line == ProfitLine.FEES and asked.offer is not None:
        return sum(row.amount for row in rows_of_legs(asked, line))
    return -int(legs_of(asked, line).aggregate(n=Sum("amount", default=0))["n"])


def rows_behind(actor: Actor, asked: Asked, line: ProfitLine) -> list[ProfitRow]:
    """Return the rows that add up to a figure, the latest first, for staff."""
    require(actor, Permission.SEE_REVIEW, asked.community)
    if line == ProfitLine.ELSEWHERE:
        rows = [
            ProfitRow(row.paid_at or row.placed_at, "", None, row.number, row.amount - row.refunded)
            for row in elsewhere(asked).order_by("-pk")
        ]
        return sorted(rows, key=lambda row: row.at, reverse=True)
    return rows_of_legs(asked, line) if line in PURSES else []


def legs_of(asked: Asked, line: ProfitLine) -> QuerySet[LedgerLeg]:
    """Return the legs of a line."""
    rows = legs_in(asked.community).filter(account__book=asked.currency, account__kind=PURSES[line])
    rows = rows.filter(at__gte=asked.since, at__lt=asked.until)
    if line in (ProfitLine.REVENUE, ProfitLine.REFUNDS):
        rows = rows.filter(amount__lt=0) if line == ProfitLine.REVENUE else rows.filter(amount__gt=0)
    if line == ProfitLine.REWARDS:
        return rewards_in(asked, rows)
    paid = Payment.objects.filter(order__community=asked.community)
    if asked.drive is not None:
        rows = about(rows, paid.filter(order__member__in=asked.drive.friends))
    if asked.channel is not None:
        rows = about(rows, paid.filter(order__channel=asked.channel))
    if asked.offer is not None and line == ProfitLine.FEES:
        return about(rows, paid.filter(order__lines__variant__offer=asked.offer))
    return rows if asked.offer is None else rows.filter(account__owner=asked.offer)


def about(rows: QuerySet[LedgerLeg], paid: QuerySet[Payment]) -> QuerySet[LedgerLeg]:
    """Return the legs of entries about some payments."""
    return rows.filter(entry__kind__in=ABOUT_PAYMENTS, entry__subject__in=paid.values("pk"))


def rewards_in(asked: Asked, rows: QuerySet[LedgerLeg]) -> QuerySet[LedgerLeg]:
    """Return what rewards cost: of no offer and no channel, but of a campaign or of all."""
    if asked.offer is not None or asked.channel is not None:
        return rows.none()
    return rows if asked.drive is None else rows.filter(account__owner=asked.drive.campaign)


def rows_of_legs(asked: Asked, line: ProfitLine) -> list[ProfitRow]:
    """Return the legs of a line as rows; of a fee, the part that falls on the offer."""
    legs = list(legs_of(asked, line))
    subjects = {leg.entry.subject for leg in legs if leg.entry.subject and leg.entry.kind in ABOUT_PAYMENTS}
    paid = {row.pk: row for row in Payment.objects.filter(pk__in=subjects).select_related("order")}
    part = asked.offer is not None and line == ProfitLine.FEES
    shares = shares_of(asked.offer or 0, [row.order_id for row in paid.values()]) if part else {}
    rows = []
    for leg in legs:
        payment = paid.get(leg.entry.subject or 0) if leg.entry.kind in ABOUT_PAYMENTS else None
        amount = shared_out(-leg.amount, shares[payment.order_id])[0] if part and payment else -leg.amount
        rows.append(ProfitRow(leg.at, leg.entry.kind, leg.entry_id, payment.order.number if payment else "", amount))
    return rows


def shares_of(offer: int, orders: list[int]) -> dict[int, list[int]]:
    """Return by order what was paid for an offer, and what for others."""
    shares: dict[int, list[int]] = {}
    lines = OrderLine.objects.filter(order__in=orders)
    for order, own, amount in lines.values_list("order", "variant__offer", "amount"):
        shares.setdefault(order, [0, 0])[0 if own == offer else 1] += amount
    return shares


def elsewhere(asked: Asked) -> QuerySet[Order]:
    """Return the orders that were paid elsewhere, so that no entry knows them; an offer of ours has none of them."""
    rows = Order.objects.filter(community=asked.community, currency=asked.currency, state__in=SOLD, payments=None)
    rows = rows.annotate(when=Coalesce("paid_at", "placed_at")).filter(when__gte=asked.since, when__lt=asked.until)
    rows = rows.none() if asked.offer is not None or asked.drive is not None else rows
    return rows if asked.channel is None else rows.filter(channel=asked.channel)
