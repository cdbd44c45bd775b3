"""Proving what is owed to partners: the ledger's liability is the commissions that are open; nobody is paid twice."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet, Sum

from coterie.market.queries.sold import sold_by
from coterie.partners.enums import PayoutState
from coterie.partners.models import CommissionEntry, Earning, Partner, PartnerOrder, Payout
from coterie.partners.queries.books import claw_back, commission_due
from coterie.partners.rules import part_of
from coterie.platform.ledger.models import LedgerAccount

OPEN = Q(payout=None) | ~Q(payout__state=PayoutState.PAID)
OWED = Q(owed=True, payout=None)


def commission_faults() -> list[str]:
    """Return all that does not hold of partners, payouts and orders, in words with a number."""
    return [
        *partner_faults(),
        *order_faults(),
        *(f"more was taken back than earned: {pk}" for pk in negative_earnings()),
    ]


def partner_faults() -> list[str]:
    """Return what does not hold, in words with a number; empty when all is sound."""
    of_partners = [fault for row in Partner.objects.order_by("pk").iterator() for fault in faults_of(row.pk)]
    return of_partners + [fault for row in Payout.objects.order_by("pk") for fault in faults_of_payout(row)]


def order_faults() -> list[str]:
    """Return the orders of which partners have more than the cap of what is paid, in words with their number."""
    return [fault for row in PartnerOrder.objects.order_by("pk").iterator() for fault in faults_of_order(row)]


def faults_of(partner: int) -> Iterator[str]:
    """Yield where the ledger says another thing than the entries of one partner."""
    rows = CommissionEntry.objects.filter(partner=partner)
    owed = -summed(rows.filter(OWED))
    unpaid = summed(rows.filter(OPEN)) + owed
    if (due := -booked(commission_due(partner).kind, partner)) != unpaid:
        yield f"commission due is {due} where {unpaid} is open: {partner}"
    if (back := booked(claw_back(partner).kind, partner)) != owed:
        yield f"a partner owes {back} by the books and {owed} by the entries: {partner}"


def faults_of_order(row: PartnerOrder) -> Iterator[str]:
    """Yield what does not hold of one order: no more goes to partners than the cap of what is paid."""
    given = summed(CommissionEntry.objects.filter(earning__order=row))
    sold = sold_by(row.order)
    paid = sum(line.amount - line.refunded for line in sold.lines) if sold else 0
    if not 0 <= given <= part_of(paid, row.terms.cap):
        yield f"partners have {given} of an order of which {paid} is paid: {row.order}"


def faults_of_payout(row: Payout) -> Iterator[str]:
    """Yield what does not hold of one payout: it is the sum of its entries, all of them its partner's."""
    if (entries := summed(row.entries.all())) != row.amount:
        yield f"a payout of {row.amount} has entries of {entries}: {row.pk}"
    if row.entries.exclude(partner=row.partner_id).exists():
        yield f"a payout has entries of somebody else: {row.pk}"


def negative_earnings() -> list[int]:
    """Return the earnings of which more was taken back than there was."""
    rows = Earning.objects.annotate(left=Sum("entries__amount", default=0)).filter(left__lt=0)
    return list(rows.values_list("pk", flat=True))


def summed(rows: QuerySet[CommissionEntry]) -> int:
    """Return what entries add up to."""
    return int(rows.aggregate(n=Sum("amount", default=0))["n"])


def booked(kind: str, partner: int) -> int:
    """Return what is in a purse of one partner, in all books."""
    rows = LedgerAccount.objects.filter(kind=kind, owner=partner)
    return int(rows.aggregate(n=Sum("balance", default=0))["n"])
