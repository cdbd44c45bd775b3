"""What is sold in which scene of the members' lives."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Sum
from django.db.models.functions import Coalesce

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.market.models import Offer, OrderLine
from coterie.market.queries.profit import SOLD


@dataclass(frozen=True, slots=True)
class SceneLine:
    """One scene ("" for none): how many offers, what they sold, and what is left after refunds and goods."""

    scene: str
    offers: int
    orders: int = 0
    buyers: int = 0
    revenue: int = 0
    refunded: int = 0
    goods: int = 0

    @property
    def margin(self) -> int:
        """What is left after refunds and goods; fees and channels belong to no scene."""
        return self.revenue - self.refunded - self.goods


def scenes_sold(actor: Actor, community: int, *, since: datetime, until: datetime) -> list[SceneLine]:
    """Return every scene that an offer names with what was paid in a period and is left of it today, for staff."""
    require(actor, Permission.SEE_REVIEW, community)
    offers = dict(Offer.objects.filter(community=community).values_list("scene").annotate(n=Count("pk")))
    lines = OrderLine.objects.filter(order__community=community, order__state__in=SOLD)
    lines = lines.alias(when=Coalesce("order__paid_at", "order__placed_at")).filter(when__gte=since, when__lt=until)
    rows = lines.values(scene=F("variant__offer__scene")).annotate(
        orders=Count("order", distinct=True), buyers=Count("order__customer", distinct=True),
        revenue=Sum("amount"), back=Sum("refunded"),
        goods=Sum(F("cost") - F("cost") * F("returned") / F("quantity")),
    )  # fmt: skip
    sold: dict[str, Any] = {row["scene"]: row for row in rows}
    names = ("orders", "buyers", "revenue", "goods")
    found = [
        SceneLine(scene, count, **{name: sold[scene][name] for name in names}, refunded=sold[scene]["back"])
        if scene in sold
        else SceneLine(scene, count)
        for scene, count in offers.items()
    ]
    return sorted(found, key=lambda line: (-line.margin, line.scene))
