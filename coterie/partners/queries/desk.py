"""What a partner's own page and their host's page show: who looked, who came, who bought, and what it earned."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.partners.enums import Standing
from coterie.partners.models import Binding, Earning, Look, Partner, PartnerOrder, Payout
from coterie.partners.queries.earnings import Earned, earned_in, sums_of, with_entries


@dataclass(frozen=True, slots=True)
class Desk:
    """The figures of one partner: what is where, in minor units, and what is taken off the next payout (`owed`)."""

    visitors: int
    customers: int
    orders: int
    sums: Mapping[Standing, int]
    owed: int


def desk_of(partner: int) -> Desk:
    """Return the figures of a partner."""
    return desks_of([partner])[partner]


def desks_of(partners: Collection[int]) -> dict[int, Desk]:
    """Return the figures of some partners, at as many queries as for one."""
    of: dict[int, list[Earned]] = {one: [] for one in partners}
    for one in earned_in(Earning.objects.filter(partner__in=partners)):
        of[one.row.partner_id].append(one)
    visitors = counted(Look.objects.filter(partner__in=partners))
    customers = counted(Binding.objects.filter(partner__in=partners, ended_at=None))
    orders = counted(PartnerOrder.objects.filter(partner__in=partners, why_not=""))
    return {
        one: Desk(visitors[one], customers[one], orders[one], sums_of(rows), sum(row.stands.owed for row in rows))
        for one, rows in of.items()
    }


def counted(rows: QuerySet[Look] | QuerySet[Binding] | QuerySet[PartnerOrder]) -> Counter[int]:
    """Count rows by their partner."""
    return Counter(dict(rows.order_by().values_list("partner").annotate(n=Count("pk"))))


def uncounted_orders(partner: int) -> QuerySet[PartnerOrder]:
    """The orders of a partner's customers that bring nothing, each with its reason, the latest first."""
    return PartnerOrder.objects.filter(partner=partner).exclude(why_not="").order_by("-paid_at", "-pk")


def earnings_run_by(actor: Actor, community: int) -> QuerySet[Earning]:
    """The earnings of all partners of a community, for who runs the programme."""
    require(actor, Permission.EDIT_PARTNERS, community)
    return with_entries(Earning.objects.filter(partner__programme__community=community)).order_by("-pk")


def payouts_run_by(actor: Actor, community: int) -> QuerySet[Payout]:
    """The payouts of a community, for staff who see the books."""
    require(actor, Permission.SEE_REVIEW, community)
    rows = Payout.objects.filter(batch__programme__community=community)
    return rows.select_related("batch", "partner__member").order_by("-number")


def sponsor_name(partner: Partner) -> str:
    """Return who brought a partner."""
    return partner.sponsor.name if partner.sponsor else ""
