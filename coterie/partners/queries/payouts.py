"""What is to be paid to partners, and what was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.partners.enums import EntryKind, PartnerState, PayoutState, Standing
from coterie.partners.models import CommissionEntry, Earning, Partner, Payout, PayoutBatch
from coterie.partners.providers.catalogue import WECHAT
from coterie.partners.queries.earnings import earned_in, in_currency

LOOKED_AT = 200
"""Payouts that WeChat is asked about in one go."""


@dataclass(frozen=True, slots=True)
class Claimable:
    """Which entries a partner can be paid now, and their sum; `owed`, below zero, is the part that is taken off."""

    entries: tuple[int, ...]
    amount: int
    owed: int


def claimable(partner: int, currency: str) -> Claimable:
    """Return what a partner can be paid: all of each commission that is available, less what the partner owes."""
    unpaid = CommissionEntry.objects.filter(in_currency(currency), partner=partner, payout=None)
    rows = earned_in(Earning.objects.filter(pk__in=unpaid.values("earning")).order_by("pk"))
    taken = [one for row in rows if row.stands.standing == Standing.AVAILABLE for one in row.entries]
    owed = [one for row in rows for one in row.entries if one.owed and one.payout_id is None]
    money = [one for one in (*taken, *owed) if one.kind in (EntryKind.EARNED, EntryKind.REVERSED)]
    return Claimable(tuple(one.pk for one in money), total(money), total(owed))


def total(entries: Iterable[CommissionEntry]) -> int:
    """Return what entries add up to."""
    return sum(one.amount for one in entries)


def payable_partners(community: int, currency: str) -> list[int]:
    """Return who may have something that can be paid out."""
    rows = CommissionEntry.objects.filter(
        in_currency(currency), payout=None, kind=EntryKind.EARNED, earning__settled_at__isnull=False
    )
    able = Partner.objects.filter(
        programme__community=community, state=PartnerState.APPROVED, pk__in=rows.values("partner")
    )
    return list(able.order_by("pk").values_list("pk", flat=True))


def batches_run_by(actor: Actor, community: int) -> QuerySet[PayoutBatch]:
    """The batches of a community with how many are paid how much, the latest first, for staff who see the books."""
    require(actor, Permission.SEE_REVIEW, community)
    rows = PayoutBatch.objects.filter(programme__community=community).select_related("account", "programme")
    counts = {
        "many": Count("payouts"), "amount": Sum("payouts__amount", default=0),
        "paid": Count("payouts", filter=Q(payouts__state=PayoutState.PAID)),
    }  # fmt: skip
    return rows.annotate(**counts).order_by("-made_at", "-pk")


def payouts_in(batch: PayoutBatch) -> QuerySet[Payout]:
    """The payouts of a batch, by name."""
    return batch.payouts.select_related("partner__member", "batch__programme").order_by("name", "pk")


def payouts_of(partner: Partner) -> QuerySet[Payout]:
    """The payouts of a partner, the latest first."""
    return Payout.objects.filter(partner=partner).select_related("batch", "partner").order_by("-number")


def waiting_in_wechat() -> list[tuple[int, int]]:
    """Return payouts that WeChat was asked for and that came to no end yet, with their programmes.

    Chance chooses among many, so that none is passed over for good.
    """
    rows = Payout.objects.filter(batch__provider=WECHAT, state=PayoutState.SENT, asked_at__isnull=False)
    return list(rows.order_by("?").values_list("pk", "batch__programme")[:LOOKED_AT])


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A line of a statement: what was earned by an order or by work (then the bounty's name), or taken back.

    In minor units; `net` is of how much it is.
    """

    order: str
    is_work: bool
    level: int
    kind: EntryKind
    at: datetime
    net: int
    amount: int


def lines_of(row: Payout) -> list[StatementLine]:
    """Return what a payout is made of, the first first; the lines add up to it."""
    entries = row.entries.select_related("earning__order", "earning__work__bounty").order_by("at", "pk")
    return [
        StatementLine(of.number, of.work_id is not None, of.level, EntryKind(one.kind), one.at, one.net, one.amount)
        for one, of in ((one, one.earning) for one in entries)
    ]
