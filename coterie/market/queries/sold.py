"""What was sold by an order, for who shares in it."""

from dataclasses import dataclass
from datetime import datetime

from coterie.market.enums import PaymentState
from coterie.market.models import Order, OrderLine
from coterie.platform.ledger.reading import kind_of


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A line of an order: what was paid for it, and how much of that is given back."""

    line: int
    offer: int
    amount: int
    refunded: int


@dataclass(frozen=True, slots=True)
class Sold:
    """An order of ours that was paid by a member, and by which payment."""

    order: int
    number: str
    community: int
    member: int
    currency: str
    placed_at: datetime
    paid_at: datetime
    payment: int | None
    lines: tuple[SoldLine, ...]

    @property
    def net(self) -> int:
        """What was paid."""
        return sum(line.amount for line in self.lines)


def sold_by(order: int) -> Sold | None:
    """Return what an order sold; None of one that was never paid here, or by no member."""
    row = Order.objects.filter(pk=order, paid_at__isnull=False, member__isnull=False).first()
    lines = OrderLine.objects.filter(order=order).order_by("pk")
    found = tuple(SoldLine(*one) for one in lines.values_list("pk", "variant__offer", "amount", "refunded"))
    if row is None or row.paid_at is None or row.member_id is None or not found:
        return None
    facts = (row.pk, row.number, row.community_id, row.member_id, row.currency, row.placed_at, row.paid_at)
    return Sold(*facts, paid_with(row), found)


def paid_with(row: Order) -> int | None:
    """Return the payment that paid an order; none where nothing was to be paid."""
    rows = row.payments.filter(state=PaymentState.PAID, entry__isnull=False).order_by("pk").values_list("pk", "entry")
    return next((pk for pk, entry in rows if entry and kind_of(entry) == "sale"), None)


def bought_before(sold: Sold) -> bool:
    """Tell whether the buyer had paid another order here before."""
    rows = Order.objects.filter(member=sold.member, paid_at__isnull=False, amount__gt=0).exclude(pk=sold.order)
    return (
        rows.filter(paid_at__lt=sold.paid_at).exists() or rows.filter(paid_at=sold.paid_at, pk__lt=sold.order).exists()
    )
