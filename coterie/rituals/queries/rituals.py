"""Rituals and their times, for screens and for the clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.queries.groups import groups_visible_to, public_groups, seats_of
from coterie.kit.actor import Actor
from coterie.kit.db.prepared import Prepared
from coterie.rituals.models import Occurrence, Ritual
from coterie.rituals.rules import AHEAD, Recurrence


def rituals_run_by(actor: Actor, community: int) -> QuerySet[Ritual]:
    """The rituals of a community that are not put away, for its staff."""
    require(actor, Permission.SEE_CONSOLE, community)
    return Ritual.objects.filter(community=community, archived_at=None).prefetch_related("groups").order_by("id")


def occurrences_run_by(actor: Actor, community: int) -> QuerySet[Occurrence]:
    """All times of all rituals of a community, for its staff."""
    require(actor, Permission.SEE_CONSOLE, community)
    return told_of(Occurrence.objects.filter(community=community))


def occurrences_visible_to(actor: Actor, community: int) -> QuerySet[Occurrence]:
    """The times of rituals in groups that the actor sees."""
    groups = groups_visible_to(actor, community).values("pk")
    return told_of(Occurrence.objects.filter(community=community, group__in=groups))


def occurrences_of_member(member: int, *, since: datetime) -> QuerySet[Occurrence]:
    """The times of rituals in the groups where a member sits, from a moment on."""
    groups = seats_of(member).filter(group__archived_at=None).values("group")
    return told_of(Occurrence.objects.filter(group__in=groups, starts_at__gte=since))


def times_held_by(community: int, account: int | None, now: datetime) -> QuerySet[Occurrence]:
    """The times to come that a person holds, in groups of which everybody may know, the earliest first."""
    rows = Occurrence.objects.filter(community=community, state__in=AHEAD, ends_at__gt=now)
    groups = public_groups(community).values("pk")
    return told_of(rows.filter(group__in=groups, host__account=account, host__account__isnull=False))


def told_of(rows: QuerySet[Occurrence]) -> QuerySet[Occurrence]:
    """Return times with what a screen says of them, the earliest first."""
    return rows.select_related("ritual", "group", "host", "community").order_by("starts_at", "id")


def recurrence_of(row: Ritual) -> Recurrence:
    """Return when a ritual recurs."""
    return Recurrence(
        rule=row.rule, first=row.first_on, until=row.until, weekdays=frozenset(row.weekdays), every=row.every,
        after=row.after,
    )  # fmt: skip


def zone_of(row: Ritual | Occurrence) -> ZoneInfo:
    """Return the zone of the community's clock; the community must be loaded."""
    return ZoneInfo(row.community.timezone)


def unheld(community: int, now: datetime, until: datetime) -> QuerySet[Occurrence, tuple[int]]:
    """Return how many times come before a moment and have nobody who holds them: the gaps of the rota."""
    rows = Occurrence.objects.filter(community=community, state__in=AHEAD, ends_at__gt=now, starts_at__lt=until)
    rows = rows.filter(Q(host=None) | ~Q(host__state="active"))
    return rows.values("community").annotate(times=Count("id")).values_list("times")


UNHELD = Prepared(unheld, int, datetime, datetime)


def times_without_host(community: int, now: datetime, until: datetime) -> int:
    """Return how many times before a moment nobody holds."""
    return sum(times for (times,) in UNHELD(community, now, until))
