"""Sealed votes: opening, voting, counting at the end."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.queries.groups import public_groups
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock, locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.members.queries.members import member_of
from coterie.platform.events.log import publish
from coterie.rituals.enums import TieRule
from coterie.rituals.events import BallotClosed, BallotOpened, TieDecided, VoteCast
from coterie.rituals.models import Ballot, Vote
from coterie.rituals.queries.ballots import is_closed, people_of, tied, turnout, votes_of

MOST_OPTIONS, LONGEST_OPTION = 20, 120
LONGEST = timedelta(days=90)
AT_ONCE = 200


@transaction.atomic
def open_ballot(
    *,
    community: int,
    title: str,
    options: Sequence[str],
    closes_at: datetime,
    group: int | None = None,
    brief: str = "",
    tie_rule: str = TieRule.EARLIER,
    actor: Actor,
    now: datetime,
) -> Ballot:
    """Let members vote until a moment; what is asked is never changed. Raises Invalid naming what is wrong."""
    require(actor, Permission.EDIT_RITUALS, community)
    if group and not public_groups(community).filter(pk=group).exists():
        raise NotFound(_("There is no such group."), field="group")
    facts = {"title": title.strip()[:120], "brief": brief.strip()[:2000], "options": checked_options(options)}
    row = Ballot(community_id=community, group_id=group, tie_rule=tie_rule, **facts)
    row.opened_at, row.closes_at = now, closes_at
    refuse_unclear(row)
    row.save()
    Vote.objects.bulk_create((Vote(ballot=row, member_id=member) for member in people_of(row)), batch_size=1000)
    publish(BallotOpened(at=now, data={"closes": closes_at.isoformat()}, **facts_of(row, actor)))
    return row


@transaction.atomic
def cast_vote(*, ballot: int, choice: int, actor: Actor, now: datetime) -> Vote:
    """Vote, or vote otherwise; until the end, and never after it.

    Raises NotFound for who may not vote, Conflict after the end, Invalid for what is no option.
    """
    row = locked(Ballot.objects.filter(pk=ballot))
    member = member_of(actor, row.community_id)
    vote = lock(Vote.objects.filter(ballot=row, member=member)).first() if member else None
    if vote is None:
        raise NotFound(_("There is no such page."))
    if is_closed(row, now):
        raise Conflict(_("This vote is over."))
    if not 0 <= choice < len(row.options):
        raise Invalid(_("Choose from the list."), field="choice")
    fresh, vote.choice, vote.at = vote.choice is None, choice, now
    vote.save(update_fields=["choice", "at"])
    if fresh:
        publish(VoteCast(at=now, member=vote.member_id, **facts_of(row, actor)))
    return vote


def count_due(*, actor: Actor, now: datetime) -> int:
    """Count every vote whose end has come; return how many."""
    rows = Ballot.objects.filter(counted_at=None, closes_at__lte=now).order_by("closes_at")
    return sum(counted(ballot=pk, actor=actor, now=now) for pk in rows.values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def counted(*, ballot: int, actor: Actor, now: datetime) -> bool:
    """Count a vote once, at its end."""
    row = lock(Ballot.objects.filter(pk=ballot, counted_at=None, closes_at__lte=now)).first()
    if row is None:
        return False
    votes = votes_of(row)
    most = max(votes.values(), default=0)
    best = sorted(place for place, number in votes.items() if number == most)
    row.counted_at, row.winners = now, winners_of(best, row.tie_rule)
    row.save(update_fields=["counted_at", "winners"])
    voted, eligible = turnout(row.pk)
    data = {"votes": voted, "eligible": eligible, "tie": len(best) > 1}
    publish(BallotClosed(at=now, data=data, **facts_of(row, actor)))
    return True


def winners_of(best: Sequence[int], rule: str) -> list[int]:
    """Return who wins among the options with most votes; nobody yet where the operators decide."""
    if len(best) <= 1 or rule == TieRule.SHARED:
        return list(best)
    return list(best[:1]) if rule == TieRule.EARLIER else []


@transaction.atomic
def decide_tie(*, ballot: int, choice: int, reason: str, actor: Actor, now: datetime) -> Ballot:
    """Decide between options with equally many votes, and say why.

    Raises Conflict where there is nothing to decide, Invalid for another option or without a reason.
    """
    row = locked(Ballot.objects.filter(pk=ballot))
    require(actor, Permission.EDIT_RITUALS, row.community_id)
    best = tied(row)
    if not best:
        raise Conflict(_("There is nothing to decide."))
    if choice not in {line.place for line in best}:
        raise Invalid(_("Choose between those with most votes."), field="choice")
    if not reason.strip():
        raise Invalid(_("Say why."), field="reason")
    row.winners, row.decision = [choice], reason.strip()[:300]
    row.save(update_fields=["winners", "decision"])
    publish(TieDecided(at=now, data={"choice": choice}, **facts_of(row, actor)))
    return row


def checked_options(options: Sequence[str]) -> list[str]:
    """Return what can be voted for, each once."""
    kept = list(dict.fromkeys(" ".join(option.split())[:LONGEST_OPTION] for option in options if option.strip()))
    if not 2 <= len(kept) <= MOST_OPTIONS:
        raise Invalid(_("Give between 2 and 20 options."), field="options")
    return kept


def refuse_unclear(row: Ballot) -> None:
    """Refuse what asks nothing, ends at once or never, or does not say what a tie means."""
    if not row.title:
        raise Invalid(_("Please give a name."), field="title")
    if row.tie_rule not in TieRule.values:
        raise Invalid(_("Choose from the list."), field="tie_rule")
    if not row.opened_at < row.closes_at <= row.opened_at + LONGEST:
        raise Invalid(_("A vote ends within 90 days from now."), field="closes_at")


def facts_of(row: Ballot, actor: Actor) -> dict[str, Any]:
    """Return what every event of a vote says."""
    return {"community": row.community_id, "actor": actor.account, "group": row.group_id, "subject": row.pk}
