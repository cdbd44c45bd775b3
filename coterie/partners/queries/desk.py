"""What a partner's own page and their host's page show: who looked, who came, who bought, and what it earned."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.partners.enums import Standing
from coterie.partners.models import Binding, Earning, Look, Partner, PartnerOrder, Payout
from coterie.partners.queries.earnings import earned, earnings_of, sums_of, with_entries


@dataclass(frozen=True, slots=True)
class Desk:
    """The figures of one partner, amounts in minor units; `owed` is what is taken off the next payout."""

    visitors: int
    customers: int
    orders: int
    sums: Mapping[Standing, int]
    owed: int

    @property
    def named(self) -> list[tuple[Standing, int]]:
        """The sums with what each is called, in the order in which money moves."""
        return list(self.sums.items())


def desk_of(partner: int) -> Desk:
    """Return the figures of a partner."""
    rows = [earned(row) for row in earnings_of(partner)]
    orders = PartnerOrder.objects.filter(partner=partner, why_not="").count()
    customers = Binding.objects.filter(partner=partner, ended_at=None).count()
    visitors = Look.objects.filter(partner=partner).count()
    return Desk(visitors, customers, orders, sums_of(rows), sum(one.stands.owed for one in rows))


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
    return partner.sponsor.member.name if partner.sponsor else ""
