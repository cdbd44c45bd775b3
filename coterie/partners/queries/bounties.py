"""Bounties and the work for them: for staff, and as a partner finds them."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.members.queries.members import member_of
from coterie.partners.enums import WorkState
from coterie.partners.models import Bounty, CommissionEntry, Partner, Work, WorkFile
from coterie.partners.rules import most_pieces

ENTRIES = CommissionEntry.objects.filter(earning__work=OuterRef("pk")).order_by().values("earning")
WORTH = Coalesce(Subquery(ENTRIES.annotate(sum=Sum("amount")).values("sum")), 0)
"""What is earned by work: nothing once it was taken back."""


def counted() -> QuerySet[Work]:
    """The work that bounties pay for: accepted, and not taken back."""
    return Work.objects.filter(state=WorkState.ACCEPTED).annotate(worth=WORTH).filter(worth__gt=0).order_by()


def free_pieces(bounty: Bounty) -> int:
    """Return for how many more pieces a bounty pays."""
    return most_pieces(bounty.most, bounty.amount, bounty.budget) - counted().filter(bounty=bounty).count()


def taken_by(bounty: Bounty, partner: int) -> int:
    """Return how many pieces of a partner wait for an answer or are paid for."""
    waiting = Work.objects.filter(bounty=bounty, partner=partner, state=WorkState.HANDED_IN).count()
    return waiting + counted().filter(bounty=bounty, partner=partner).count()


def works_waiting(community: int) -> int:
    """Return how many pieces of work wait for an answer."""
    return Work.objects.filter(bounty__programme__community=community, state=WorkState.HANDED_IN).count()


def bounties_in(community: int) -> QuerySet[Bounty]:
    """The bounties of a community with how many pieces were accepted and how many wait, the latest first."""
    of = counted().filter(bounty=OuterRef("pk")).values("bounty")
    paid = of.annotate(number=Count("pk")).values("number")
    rows = Bounty.objects.filter(programme__community=community)
    waiting = Count("works", filter=Q(works__state=WorkState.HANDED_IN))
    return rows.annotate(accepted=Coalesce(Subquery(paid), 0), waiting=waiting).order_by("-offered_at", "-pk")


def bounties_run_by(actor: Actor, community: int) -> QuerySet[Bounty]:
    """The bounties of a community, for who runs the programme."""
    require(actor, Permission.EDIT_PARTNERS, community)
    return bounties_in(community)


def works_run_by(actor: Actor, community: int, state: str = "", bounty: str = "") -> QuerySet[Work]:
    """The work that partners handed in, for who runs the programme, the latest first; `bounty` is a key."""
    require(actor, Permission.EDIT_PARTNERS, community)
    rows = works().filter(bounty__programme__community=community)
    rows = rows.filter(state=state) if state in WorkState.values else rows
    return rows.filter(bounty__key=bounty) if bounty else rows


def own_works(actor: Actor, community: int) -> QuerySet[Work]:
    """The work that the actor handed in as a partner, the latest first."""
    member = member_of(actor, community)
    return works().filter(partner__member=member) if member else Work.objects.none()


def works() -> QuerySet[Work]:
    """Work with its bounty, its partner, its files and what it is worth (`worth`), the latest first."""
    rows = Work.objects.select_related("bounty", "partner__member").prefetch_related("files").annotate(worth=WORTH)
    return rows.order_by("-handed_in_at", "-pk")


def file_of(work: Work, file: str) -> WorkFile | None:
    """Return the file of work with this key."""
    return next((one for one in work.files.all() if one.file == file), None)


@dataclass(frozen=True, slots=True)
class OwnBounty:
    """A bounty as a partner finds it: for how many more pieces it pays, and whether they can hand in."""

    row: Bounty
    free: int
    takes: bool


def bounties_for(partner: Partner, now: datetime) -> list[OwnBounty]:
    """Return the bounties for which work can be handed in, for a partner, the latest first."""
    mine = Counter(
        one.bounty_id
        for one in Work.objects.filter(partner=partner).annotate(worth=WORTH)
        if one.state == WorkState.HANDED_IN or (one.state == WorkState.ACCEPTED and one.worth > 0)
    )
    found = [(row, free_of(row)) for row in open_bounties(partner.programme.community_id, now)]
    return [OwnBounty(row, free, free > 0 and mine[row.pk] < row.most_each) for row, free in found]


def open_bounties(community: int, now: datetime) -> QuerySet[Bounty]:
    """The bounties of a community for which work can be handed in, the latest first."""
    return bounties_in(community).filter(Q(until=None) | Q(until__gt=now), closed_at=None)


def free_of(row: Bounty) -> int:
    """Return for how many more pieces a bounty pays of which the query counted what was `accepted`."""
    return max(0, most_pieces(row.most, row.amount, row.budget) - getattr(row, "accepted", 0))
