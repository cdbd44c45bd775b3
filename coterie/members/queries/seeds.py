"""The seed programme, for screens."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext, override

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.communities.queries.communities import staff_of
from coterie.kit.actor import Actor
from coterie.members.enums import MemberState
from coterie.members.models import Member, SeedMember

RESPITE = timedelta(days=90)
"""How long nobody is asked again who said no."""


def seeds_visible_to(actor: Actor, community: int) -> QuerySet[SeedMember]:
    """Everybody who is or was in a community's programme, the latest first, for staff who may see members."""
    require(actor, Permission.SEE_MEMBERS, community)
    rows = SeedMember.objects.filter(community=community).select_related("member", "community", "invited_by")
    return rows.order_by("-id")


def seed_of(member: int | None) -> SeedMember | None:
    """Return how a member stands in the programme now or stood last."""
    rows = SeedMember.objects.filter(member=member).select_related("member", "community").order_by("-id")
    return rows.first() if member else None


def invitation_to(member: int | None) -> SeedMember | None:
    """Return the invitation that waits for a member's answer."""
    return SeedMember.objects.filter(member=member, answered_at=None, ended_at=None).first() if member else None


def not_to_invite(community: int, now: datetime) -> frozenset[int]:
    """Return the members who are no candidates.

    Staff; who has no account to answer with; who is in the programme; who said no or was taken out a short time ago.
    """
    operators = staff_of(community).values("account")
    of_staff = Member.objects.filter(community=community, state=MemberState.ACTIVE)
    of_staff = of_staff.filter(Q(account__isnull=True) | Q(account__in=operators))
    lately = Q(ended_at=None) | Q(ended_at__gt=now - RESPITE)
    known = SeedMember.objects.filter(lately, community=community)
    return frozenset(of_staff.values_list("pk", flat=True)) | frozenset(known.values_list("member", flat=True))


def seed_tag(language: str) -> str:
    """Return the tag of seed members in a community of this language."""
    with override(language):
        return gettext("seed")
