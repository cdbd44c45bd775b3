"""Which letters members want."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from coterie.members.enums import MemberState
from coterie.members.models import LetterWish


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who may be told what they missed, with all that a letter needs."""

    wish: int
    member: int
    account: int
    community: int
    name: str
    slug: str
    language: str
    timezone: str
    secret: str
    digest: str


def wish_of(member: int | None) -> LetterWish | None:
    """Return which letters a member wants, if they ever said so."""
    return LetterWish.objects.filter(member=member).first() if member else None


def wish_with(secret: str) -> LetterWish | None:
    """Return the wish that an address of a letter speaks of."""
    return LetterWish.objects.filter(secret=secret).select_related("member__community").first()


READER = (
    "pk", "member", "member__account", "member__community", "member__community__name", "member__community__slug",
    "member__community__language", "member__community__timezone", "secret", "digest",
)  # fmt: skip


def readers_to_tell(now: datetime, most: int) -> list[Reader]:
    """Return members whose digest is due, who waits longest first."""
    rows = LetterWish.objects.filter(due_at__lte=now, member__state=MemberState.ACTIVE, member__account__isnull=False)
    return [Reader(*row) for row in rows.order_by("due_at").values_list(*READER)[:most]]


def readers_of_pieces(community: int) -> list[Reader]:
    """Return the members who want what the community publishes by letter."""
    rows = LetterWish.objects.filter(member__community=community, member__state=MemberState.ACTIVE, pieces=True)
    return [Reader(*row) for row in rows.exclude(member__account=None).order_by("pk").values_list(*READER)]


def who_may_be_called(members: Collection[int]) -> dict[int, str]:
    """Return those of the members who may be called by letter, with the secret that ends it."""
    rows = LetterWish.objects.filter(member__in=members, calls=True)
    return dict(rows.values_list("member", "secret"))
