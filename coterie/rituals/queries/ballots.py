"""Votes, and what came of them; before the end nobody, not even the staff, is told how anybody voted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.queries.groups import groups_visible_to, members_in
from coterie.kit.actor import Actor
from coterie.members.queries.members import active_members, memberships_of
from coterie.rituals.enums import TieRule
from coterie.rituals.models import Ballot, Vote


@dataclass(frozen=True, slots=True)
class Line:
    """An option with its votes, once they are counted."""

    place: int
    text: str
    votes: int
    share: float
    won: bool


def ballots_run_by(actor: Actor, community: int) -> QuerySet[Ballot]:
    """The votes of a community, the latest first, for its staff."""
    require(actor, Permission.SEE_CONSOLE, community)
    return told_of(Ballot.objects.filter(community=community))


def ballots_visible_to(actor: Actor, community: int) -> QuerySet[Ballot]:
    """The votes in groups that the actor sees, and those of the whole community."""
    groups = groups_visible_to(actor, community)
    belongs = groups.exists() or memberships_of(actor).filter(community=community).exists()
    rows = Ballot.objects.filter(Q(group=None) | Q(group__in=groups.values("pk")), community=community)
    return told_of(rows if belongs else rows.none())


def told_of(rows: QuerySet[Ballot]) -> QuerySet[Ballot]:
    """Return votes with what a screen says of them."""
    return rows.select_related("group", "community").order_by("-closes_at", "-id")


def people_of(row: Ballot) -> QuerySet[Any, int]:
    """The members who are there now, of the group or of the whole community: they get a vote when it is opened."""
    if row.group_id is None:
        return active_members(row.community_id).values_list("pk", flat=True)
    return members_in(row.group_id).filter(member__state="active").order_by().values_list("member", flat=True)


def may_vote(ballot: int, member: int | None) -> bool:
    """Tell whether a member is on the list of who may vote."""
    return member is not None and Vote.objects.filter(ballot=ballot, member=member).exists()


def is_closed(row: Ballot, now: datetime) -> bool:
    """Tell whether nobody votes any more."""
    return row.counted_at is not None or now >= row.closes_at


def choice_of(ballot: int, member: int | None) -> int | None:
    """Return what somebody voted, for themselves alone."""
    rows = Vote.objects.filter(ballot=ballot, member=member).values_list("choice", flat=True)
    return rows.first() if member else None


def turnout(ballot: int) -> tuple[int, int]:
    """Return how many have voted, and how many may."""
    rows = Vote.objects.filter(ballot=ballot)
    return rows.exclude(choice=None).count(), rows.count()


def votes_of(row: Ballot) -> Counter[int]:
    """Return how many voted for each option; only for counting."""
    choices = row.votes.values_list("choice", flat=True)
    return Counter(choice for choice in choices if choice is not None)


def result_of(row: Ballot) -> Sequence[Line] | None:
    """Return the options with their votes, in their order; None while the vote is sealed."""
    if row.counted_at is None:
        return None
    votes = votes_of(row)
    total = sum(votes.values())
    return [
        Line(place, text, votes[place], votes[place] / total if total else 0.0, place in row.winners)
        for place, text in enumerate(row.options)
    ]


def tied(row: Ballot) -> Sequence[Line]:
    """Return the options between which the operators are to decide; none where there is nothing to decide."""
    lines = result_of(row) or []
    most = max((line.votes for line in lines), default=0)
    is_open = most > 0 and not row.winners and row.tie_rule == TieRule.OPERATORS
    return [line for line in lines if line.votes == most] if is_open else []
