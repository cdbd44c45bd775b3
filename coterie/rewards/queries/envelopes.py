"""Envelopes for who may open them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from coterie.groups.queries.groups import groups_visible_to
from coterie.kit.actor import Actor
from coterie.rewards.models import Envelope, EnvelopeShare


def envelopes_visible_to(actor: Actor, community: int) -> QuerySet[Envelope]:
    """The envelopes of the groups that the actor sees from inside, the latest first."""
    groups = groups_visible_to(actor, community).order_by().values("pk")
    rows = Envelope.objects.filter(group__in=groups).select_related("group", "member")
    return rows.order_by("-offered_at", "-id")


def with_taken(rows: QuerySet[Envelope]) -> QuerySet[Envelope]:
    """Count of each envelope how many of its shares are taken."""
    taken = EnvelopeShare.objects.filter(envelope=OuterRef("pk")).exclude(member=None).order_by().values("envelope")
    return rows.annotate(taken=Coalesce(Subquery(taken.annotate(n=Count("id")).values("n")), 0))


def envelopes_for(actor: Actor, community: int, member: int | None, now: datetime) -> QuerySet[Envelope]:
    """The envelopes from which a member can still take a share."""
    rows = envelopes_visible_to(actor, community).filter(closed_at=None, ends_at__gt=now)
    return rows.exclude(shares__member=member) if member else rows.none()


@dataclass(frozen=True, slots=True)
class Opened:
    """An envelope from inside: who took what; `own` is the reader's share, `best` the largest once all are taken."""

    taken: int
    points: int
    own: int | None
    best: int | None
    shares: Sequence[EnvelopeShare]
    open: bool


def opened(row: Envelope, reader: int | None, now: datetime) -> Opened:
    """Return how an envelope stands."""
    shares = row.shares.exclude(member=None)
    sums = shares.aggregate(taken=Count("id"), given=Sum("points"), best=Max("points"))
    own = shares.filter(member=reader).values_list("points", flat=True).first() if reader else None
    last = list(shares.select_related("member").order_by("-number")[:100])
    over = row.closed_at is not None or now >= row.ends_at
    return Opened(sums["taken"], sums["given"] or 0, own, sums["best"] if over else None, last, not over)
