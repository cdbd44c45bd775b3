"""Rows of groups for screens."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import may, require
from coterie.groups.models import Group, Membership
from coterie.kit.actor import Actor
from coterie.kit.db.prepared import Prepared
from coterie.kit.db.written import model_of


def groups_run_by(actor: Actor, community: int) -> QuerySet[Group]:
    """All groups of a community, for its staff.

    Raises NotFound or Forbidden to everybody else.
    """
    require(actor, Permission.SEE_CONSOLE, community)
    return Group.objects.filter(community=community).order_by("id")


OPEN = Prepared(
    lambda community: Group.objects.filter(community=community, archived_at=None).order_by("id").values_list(), int
)


def open_groups_run_by(actor: Actor, community: int) -> list[Group]:
    """Return the groups that are not archived, for the staff of their community; errors as above."""
    require(actor, Permission.SEE_CONSOLE, community)
    return [model_of(Group, row) for row in OPEN(community)]


def groups_visible_to(actor: Actor, community: int) -> QuerySet[Group]:
    """Groups whose inside the actor may see: own seats, or all for staff."""
    rows = Group.objects.filter(community=community, archived_at=None).order_by("id")
    if may(actor, Permission.SEE_CONSOLE, community):
        return rows
    if actor.account is None:
        return rows.none()
    return rows.filter(
        memberships__member__account=actor.account, memberships__member__state="active", memberships__left_at=None
    )


def members_in(group: int) -> QuerySet[Membership]:
    """The seats taken in a group, first comers first."""
    return Membership.objects.filter(group=group, left_at=None).select_related("member").order_by("joined_at", "id")


def joined_between(group: int, zone: ZoneInfo, first: date, last: date) -> QuerySet[Membership]:
    """The seats taken on some dates, both included, by a clock."""
    since, until = (datetime.combine(on, time(), tzinfo=zone) for on in (first, last + timedelta(days=1)))
    return members_in(group).filter(joined_at__gte=since, joined_at__lt=until)


def joining_dates(group: int, zone: ZoneInfo, first: date, last: date) -> set[date]:
    """Return the dates on which somebody joined a group who still sits there."""
    moments = joined_between(group, zone, first, last).values_list("joined_at", flat=True)
    return {at.astimezone(zone).date() for at in moments}


def seats_of(member: int) -> QuerySet[Membership]:
    """The groups a member sits in."""
    return Membership.objects.filter(member=member, left_at=None).select_related("group").order_by("joined_at")


def public_groups(community: int) -> QuerySet[Group]:
    """The groups that a community's public page names."""
    return Group.objects.filter(community=community, archived_at=None).order_by("id")


def community_of(group: int) -> int | None:
    """Return the community of a group that is not put away."""
    return Group.objects.filter(pk=group, archived_at=None).values_list("community", flat=True).first()


def group_names(community: int) -> dict[int, str]:
    """Return the names of a community's groups by id."""
    return dict(Group.objects.filter(community=community).values_list("pk", "name"))


def group_keys(community: int) -> dict[int, str]:
    """Return the keys of a community's groups by id."""
    return dict(Group.objects.filter(community=community).values_list("pk", "key"))
