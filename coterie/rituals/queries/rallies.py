"""Rallies, who came, and how quickly."""

from dataclasses import dataclass
from statistics import median

from django.db.models import Count, F, QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.rituals.models import Rally, RallyCall


def rallies_run_by(actor: Actor, community: int) -> QuerySet[Rally]:
    """The rallies of a community with how many were called and came, the latest first, for its staff."""
    require(actor, Permission.SEE_CONSOLE, community)
    rows = Rally.objects.filter(community=community).annotate(called=Count("calls"), came=Count("calls__came_at"))
    return rows.order_by("-called_at", "-id")


def calls_to(community: int, member: int | None) -> QuerySet[RallyCall]:
    """The rallies of a community to which a member was called, the latest first."""
    rows = RallyCall.objects.filter(rally__community=community, member=member)
    return rows.select_related("rally").order_by("-rally__called_at", "-id")


def call_to(community: int, key: str, member: int | None) -> RallyCall | None:
    """Return a member's call to the rally of this key."""
    return calls_to(community, member).filter(rally__key=key).first()


def calls_of(rally: int) -> QuerySet[RallyCall]:
    """Who was called: who came first, then who did not come."""
    rows = RallyCall.objects.filter(rally=rally).select_related("member")
    return rows.order_by(F("came_at").asc(nulls_last=True), "member__name", "id")


@dataclass(frozen=True, slots=True)
class Response:
    """How a call was followed: of so many so many came; half of those who came did so within `median` seconds."""

    called: int
    came: int
    rate: float
    median: float | None


def response_to(row: Rally) -> Response:
    """Return how a call was followed so far."""
    moments = list(RallyCall.objects.filter(rally=row).values_list("came_at", flat=True))
    waits = [(at - row.called_at).total_seconds() for at in moments if at]
    half = median(waits) if waits else None
    return Response(len(moments), len(waits), len(waits) / len(moments) if moments else 0.0, half)
