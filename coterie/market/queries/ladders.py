"""Tests of prices for screens, and what they saw and sold."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Min, QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.communities.queries.communities import public_communities
from coterie.kit.actor import Actor
from coterie.market.enums import KnownBy, LadderBy, LadderState, PaymentState
from coterie.market.models import Ladder, OrderLine, Payment, Rung, Showing, ShownTo
from coterie.market.queries.profit import SOLD
from coterie.market.rules import shared_out


@dataclass(slots=True)
class Tally:
    """What one size was shown and sold: minor units; `profits` are those of whoever bought, by showing."""

    rung: Rung
    price: int
    people: int
    units: dict[str, int] = field(default_factory=dict)
    """How many people each group has, where groups are tested."""
    orders: int = 0
    revenue: int = 0
    refunded: int = 0
    goods: int = 0
    fees: int = 0
    profits: dict[int, int] = field(default_factory=dict)
    unit_of: dict[int, str] = field(default_factory=dict)

    @property
    def profit(self) -> int:
        """What is left of all that was paid."""
        return self.revenue - self.refunded - self.goods - self.fees

    @property
    def buyers(self) -> int:
        """How many people bought."""
        return len(self.profits)

    @property
    def values(self) -> list[float]:
        """The profit of each who is judged alone and bought; of a group, the mean of its people."""
        if not self.units:
            return [float(profit) for profit in self.profits.values()]
        sums: dict[str, int] = {}
        for showing, profit in self.profits.items():
            unit = self.unit_of.get(showing, "")
            sums[unit] = sums.get(unit, 0) + profit
        return [profit / self.units[unit] for unit, profit in sums.items()]

    @property
    def judged(self) -> dict[str, Any]:
        """What a judgement of the test takes: how many stand alone (people, or groups), who bought, the profits."""
        values = self.values
        sums = {"total": sum(values), "squares": sum(value * value for value in values)}
        seen = len(self.units) or self.people
        return {"price": self.price, "seen": seen, "buyers": len(values), "weight": self.rung.weight, **sums}


def ladders_run_by(actor: Actor, community: int) -> QuerySet[Ladder]:
    """The tests of prices of a community, the latest first, for its staff."""
    require(actor, Permission.SEE_REVIEW, community)
    rows = Ladder.objects.filter(community=community).select_related("winner__offer")
    return rows.prefetch_related("rungs__offer").order_by("-id")


def ladders_shown() -> QuerySet[Ladder]:
    """Tests whose address answers: those that run, and those that are decided."""
    rows = Ladder.objects.filter(community__in=public_communities().order_by()).exclude(state=LadderState.DRAFT)
    return rows.select_related("community", "winner__offer")


def ladder_with(offer: int) -> Ladder | None:
    """Return the test that runs with an offer as one of its sizes, if one does."""
    return ladders_shown().filter(rungs__offer=offer, state=LadderState.RUNNING).first()


def running_ladders(community: int) -> QuerySet[Ladder]:
    """Tests of a community that run."""
    return Ladder.objects.filter(community=community, state=LadderState.RUNNING)


def tallies_of(row: Ladder) -> list[Tally]:
    """Return what each size of a test was shown and sold, the dearest first."""
    rungs = row.rungs.select_related("offer").annotate(price=Min("offer__variants__price"))
    people = dict(row.showings.values("rung").annotate(n=Count("pk")).values_list("rung", "n"))
    found = {rung.pk: Tally(rung, rung.price or 0, people.get(rung.pk, 0)) for rung in rungs}
    if row.by == LadderBy.GROUP:
        count_groups(row, found)
    count_sales(row, found)
    return sorted(found.values(), key=lambda one: -one.price)


def count_groups(row: Ladder, found: dict[int, Tally]) -> None:
    """Count people by their group; who is in none stands alone."""
    for showing, rung, unit in row.showings.values_list("pk", "rung", "unit"):
        tally, called = found[rung], unit or f"person:{showing}"
        tally.units[called] = tally.units.get(called, 0) + 1
        tally.unit_of[showing] = called


def count_sales(row: Ladder, found: dict[int, Tally]) -> None:
    """Count what people bought of the test's offers after they were shown one; it counts for what they were shown."""
    rows = ShownTo.objects.filter(ladder=row, known_by=KnownBy.MEMBER).select_related("showing")
    shown = {one.number: one.showing for one in rows}
    lines = OrderLine.objects.filter(
        variant__offer__in=row.rungs.values("offer"), order__community=row.community_id, order__state__in=SOLD,
        order__placed_at__gte=row.begun_at or row.created_at,
    ).select_related("order")  # fmt: skip
    bought = [one for one in lines if is_after(one, shown.get(one.order.member_id or 0))]
    fees = fees_of(bought)
    for line in bought:
        showing = shown[line.order.member_id or 0]
        count_line(found[showing.rung_id], showing, line, fees.get(line.order_id, (0, 0)))


def is_after(line: OrderLine, showing: Showing | None) -> bool:
    """Tell whether something was ordered after it was shown."""
    return showing is not None and line.order.placed_at >= showing.at


def fees_of(lines: Iterable[OrderLine]) -> dict[int, tuple[int, int]]:
    """Return by order what its provider kept, and of how much."""
    rows = Payment.objects.filter(order__in={line.order_id for line in lines}, state=PaymentState.PAID)
    return {order: (fee, amount) for order, fee, amount in rows.values_list("order", "fee", "amount")}


def count_line(tally: Tally, showing: Showing, line: OrderLine, fee: tuple[int, int]) -> None:
    """Count one line of an order."""
    kept, paid = fee
    goods = line.cost - line.cost * line.returned // line.quantity
    part = shared_out(kept, [line.amount, paid - line.amount])[0]
    tally.orders, tally.revenue = tally.orders + 1, tally.revenue + line.amount
    tally.refunded, tally.goods, tally.fees = tally.refunded + line.refunded, tally.goods + goods, tally.fees + part
    profit = line.amount - line.refunded - goods - part
    tally.profits[showing.pk] = tally.profits.get(showing.pk, 0) + profit
