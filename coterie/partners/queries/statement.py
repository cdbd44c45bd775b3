"""Every entry of a partner's commission."""

from django.db.models import QuerySet

from coterie.partners.models import CommissionEntry, Partner


def entries_of(partner: Partner) -> QuerySet[CommissionEntry]:
    """The entries of a partner with the orders they are about, the latest first."""
    rows = CommissionEntry.objects.filter(partner=partner).select_related(
        "earning__order", "earning__work__bounty", "payout", "account"
    )
    return rows.order_by("-at", "-pk")
