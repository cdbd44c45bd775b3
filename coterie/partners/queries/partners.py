"""Partners: one's own, one's customers' and a community's."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.communities.queries.communities import public_communities
from coterie.kit.actor import Actor
from coterie.market.domain.reduction import code_of
from coterie.market.queries.courses import HowFar, how_far
from coterie.market.queries.shop import listed_offers
from coterie.members.enums import MemberState
from coterie.members.queries.members import member_of
from coterie.partners.enums import PartnerState
from coterie.partners.models import FormerCode, Papers, Partner, Programme, Terms

SELLING = Q(state=PartnerState.APPROVED, member__state=MemberState.ACTIVE)
"""Who sells now; those who left are paid what they earned, and go on selling when they come back."""


def programme_of(community: int) -> Programme | None:
    """Return the programme of a community, once it has one."""
    return Programme.objects.filter(community=community).first()


def terms_today(community: int) -> Terms | None:
    """Return what partners agree to today, once there is something."""
    rows = Terms.objects.filter(programme__community=community).select_related("programme")
    return rows.prefetch_related("rates__offer").order_by("-number").first()


def own_partner(actor: Actor, community: int) -> QuerySet[Partner]:
    """The actor as a partner of a community, or nobody."""
    member = member_of(actor, community)
    rows = Partner.objects.filter(member=member) if member else Partner.objects.none()
    return rows.select_related("programme", "terms", "member", "sponsor__member")


def partner_coded(community: int, code: str) -> Partner | None:
    """Return the partner of a community who can be reached by a code: their word, one of before, their coupon's."""
    rows = Partner.objects.filter(SELLING, programme__community=community).select_related("terms", "programme")
    word, coupon = called(code.strip().lower()), Q(own_coupon__coupon__code=code_of(code))
    return rows.filter(word).first() or rows.filter(coupon).first()


def called(code: str) -> Q:
    """Tell by which word partners go: the one of today, or one of before."""
    return Q(code=code) | Q(pk__in=FormerCode.objects.filter(code=code).values("partner"))


def partner_at(code: str) -> Partner | None:
    """Return whose page stands or stood at an address, while they are a partner and a member of an open community."""
    rows = Partner.objects.filter(SELLING, called(code), programme__community__in=public_communities().order_by())
    return rows.select_related("programme__community", "member").first()


def partners_run_by(actor: Actor, community: int, state: str = "") -> QuerySet[Partner]:
    """The partners of a community with how many customers each has, for staff; those who wait first."""
    require(actor, Permission.SEE_MEMBERS, community)
    rows = Partner.objects.filter(programme__community=community).select_related("programme", "member", "terms")
    rows = rows.filter(state=state) if state in PartnerState.values else rows
    customers = Count("bindings", filter=Q(bindings__ended_at=None))
    return rows.annotate(customers=customers).order_by("-applied_at", "-pk")


def offers_shown_by(partner: Partner) -> QuerySet[Any]:
    """The offers on a partner's page that can be bought: those that were chosen, or all of them."""
    rows, chosen = listed_offers(partner.programme.community_id), partner.picks.values("offer")
    return rows.filter(pk__in=chosen).order_by("title", "pk") if chosen else rows


def papers_of(partner: Partner) -> Papers | None:
    """Return to whom and where a partner is paid, once that is said."""
    return Papers.objects.filter(partner=partner).first()


def has_partners(community: int) -> bool:
    """Tell whether the page about partners is of use to members: they can apply, or say which partner sent them."""
    programme = programme_of(community)
    return programme is not None and (programme.is_open or programme.partners.exists())


def applications_waiting(community: int) -> int:
    """Return how many members asked to be partners, and wait for a decision."""
    return Partner.objects.filter(programme__community=community, state=PartnerState.APPLIED).count()


def training_of(row: Partner) -> HowFar | None:
    """Return how far somebody is in the course that comes before, by the terms that they accepted."""
    course, member = row.terms.course, row.member_id
    return how_far(member, course) if course is not None and member is not None else None
