"""Baits for operators, for visitors at the door, and for members who have them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.joining.enums import BaitKind, BaitState
from coterie.joining.models import Bait, BaitDelivery, BaitText, Channel, LiveCode, PromisedBait
from coterie.joining.rules import bait_state
from coterie.kit.actor import Actor
from coterie.kit.db.prepared import Prepared

LOW = 0.1
"""From this share of what there was, a bait is nearly out."""
SOON = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Promise:
    """What a door promises, and whether it can be kept."""

    title: str
    kind: str
    state: str

    @property
    def kept(self) -> bool:
        """Whether somebody who joins now gets it."""
        return self.state == BaitState.THERE


@dataclass(frozen=True, slots=True)
class Worry:
    """A bait that an operator should look at: out or expired, or with so few left or so little time."""

    key: str
    title: str
    state: str
    left: int | None
    expires_at: datetime | None


def baits_visible_to(actor: Actor, community: int) -> QuerySet[Bait]:
    """The baits of a community, newest first, with the texts that are left, for its staff.

    Raises NotFound or Forbidden to everybody else.
    """
    require(actor, Permission.SEE_CONSOLE, community)
    left = Count("texts", filter=Q(texts__given_at=None))
    return Bait.objects.filter(community=community).annotate(texts_left=left).order_by("-id")


def deliveries_visible_to(actor: Actor, community: int) -> QuerySet[BaitDelivery]:
    """Who got which bait, the latest first, for staff who may see members."""
    require(actor, Permission.SEE_MEMBERS, community)
    rows = BaitDelivery.objects.filter(bait__community=community)
    return rows.select_related("bait", "member", "text").order_by("-id")


def things_of(member: int) -> QuerySet[BaitDelivery]:
    """What a member was given, the latest first."""
    return BaitDelivery.objects.filter(member=member).select_related("bait", "text").order_by("-id")


def hooks_of(bait: int) -> tuple[QuerySet[LiveCode], QuerySet[Channel]]:
    """Return the codes and the channels on which a bait hangs."""
    return (
        LiveCode.objects.filter(bait=bait).order_by("title", "id"),
        Channel.objects.filter(bait=bait).order_by("name"),
    )


PROMISED = Prepared(
    lambda visitor, community: (
        PromisedBait.objects.filter(visitor=visitor, bait__community=community).order_by("pk").values_list("bait")
    ),
    int,
    int,
)


def promised_to(visitor: int, community: int) -> list[int]:
    """Return the baits that replies of a community promised to a visitor, the first one first."""
    return [bait for (bait,) in PROMISED(visitor, community)]


def left_of(row: Bait, texts_left: int) -> int | None:
    """Return how many are left; None for as many as come."""
    by_limit = None if row.limit is None else row.limit - row.delivered
    by_texts = texts_left if row.kind == BaitKind.TEXTS else None
    known = [left for left in (by_limit, by_texts) if left is not None]
    return min(known) if known else None


def hung_at(code: LiveCode | None) -> int | None:
    """Return the bait that hangs on a code, or else on its channel."""
    if code is None:
        return None
    return code.bait_id or Channel.objects.filter(pk=code.channel_id or 0).values_list("bait", flat=True).first()


def promise_at(code: LiveCode | None, *, now: datetime) -> Promise | None:
    """Return what somebody is promised who joins by a code; None where nothing hangs."""
    hung = hung_at(code)
    row = Bait.objects.filter(pk=hung, archived_at=None).first() if hung else None
    if row is None:
        return None
    texts = BaitText.objects.filter(bait=row, given_at=None)[:1].count() if row.kind == BaitKind.TEXTS else 0
    return Promise(row.title, row.kind, bait_state(row, now, texts=texts))


def minded(community: int) -> QuerySet[Bait, tuple[str, str, str, int | None, int, datetime | None, int]]:
    """Return what tells whether baits that are not put away last: of those that can end."""
    left = BaitText.objects.filter(bait=OuterRef("pk"), given_at=None).order_by().values("bait")
    rows = Bait.objects.filter(community=community, archived_at=None)
    ending = rows.filter(~Q(limit=None) | ~Q(expires_at=None) | Q(kind=BaitKind.TEXTS))
    texts = Subquery(left.annotate(n=Count("pk")).values("n"))
    return ending.annotate(texts_left=texts).values_list(
        "key", "title", "kind", "limit", "delivered", "expires_at", "texts_left"
    )


MINDED = Prepared(minded, int)


def worries(community: int, *, now: datetime) -> list[Worry]:
    """Return the baits that are out, expired, nearly out or about to expire."""
    found = []
    for key, title, kind, limit, delivered, expires_at, texts_left in MINDED(community):
        row = Bait(kind=kind, limit=limit, delivered=delivered, expires_at=expires_at)
        left = left_of(row, texts_left or 0)
        state = bait_state(row, now, texts=texts_left or 0)
        low = left is not None and left <= LOW * (left + delivered)
        soon = expires_at is not None and expires_at - now <= SOON
        if state != BaitState.THERE or low or soon:
            found.append(Worry(key, title, str(state), left, expires_at))
    return found
