"""What was sold by an order, for who shares in it."""

from dataclasses import dataclass
from datetime import datetime

from coterie.market.enums import PaymentState, ProjectKind, ProjectState, TeamState
from coterie.market.models import Order, OrderLine, Payment, Project, ProviderNotice
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
    is_held: bool
    """Whether some of its money is not the community's yet, and may never be: the project or team is not decided."""

    @property
    def net(self) -> int:
        """What was paid."""
        return sum(line.amount for line in self.lines)


def sold_by(order: int) -> Sold | None:
    """Return what an order sold; None of one that was never paid here, or by no member."""
    rows = Order.objects.filter(pk=order, paid_at__isnull=False, member__isnull=False)
    row = rows.select_related("team").first()
    lines = OrderLine.objects.filter(order=order).order_by("pk")
    found = tuple(SoldLine(*one) for one in lines.values_list("pk", "variant__offer", "amount", "refunded"))
    if row is None or row.paid_at is None or row.member_id is None or not found:
        return None
    facts = (row.pk, row.number, row.community_id, row.member_id, row.currency, row.placed_at, row.paid_at)
    payment = payment_of(row)
    return Sold(*facts, payment.pk if payment else None, found, is_held=is_held(row))


def is_held(row: Order) -> bool:
    """Tell whether money of an order is kept apart until something comes about."""
    if row.team is not None:
        return row.team.state != TeamState.COMPLETE
    projects = Project.objects.filter(offer__variants__lines__order=row, kind=ProjectKind.ALL_OR_NOTHING)
    return projects.exclude(state=ProjectState.WON).exists()


def orders_of_project(offer: int) -> list[int]:
    """Return the orders that were paid for a project, the first first."""
    rows = Order.objects.filter(lines__variant__offer=offer, paid_at__isnull=False)
    return list(rows.order_by("pk").values_list("pk", flat=True).distinct())


def orders_of_team(team: int) -> list[int]:
    """Return the orders that were paid in a team, the first first."""
    return list(Order.objects.filter(team=team, paid_at__isnull=False).order_by("pk").values_list("pk", flat=True))


def is_disputed(order: int) -> bool:
    """Tell whether a buyer disputed a payment of an order with their bank."""
    return ProviderNotice.objects.filter(payment__order=order, kind="disputed").exists()


def payment_of(order: Order) -> Payment | None:
    """Return the payment that paid an order; money that came twice or too late went back at once and is none."""
    rows = order.payments.filter(state=PaymentState.PAID, entry__isnull=False).order_by("pk")
    return next((one for one in rows if kind_of(one.entry or 0) == "sale"), None)


def bought_before(sold: Sold) -> bool:
    """Tell whether the buyer had paid another order here before."""
    rows = Order.objects.filter(member=sold.member, paid_at__isnull=False, amount__gt=0).exclude(pk=sold.order)
    return (
        rows.filter(paid_at__lt=sold.paid_at).exists() or rows.filter(paid_at=sold.paid_at, pk__lt=sold.order).exists()
    )
