"""Rituals as members see them: what comes, a session with its contributions, wishes for the next time."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from coterie.api.inside import READ, WRITE, community_inside, own_member
from coterie.api.paging import Page, Slice, page_of
from coterie.api.rituals import OccurrenceOut, time_shown
from coterie.api.token import need_scope
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.members.queries.members import keys_of, member_of
from coterie.rituals.domain.idea import propose_idea, vote_for_idea
from coterie.rituals.domain.mark import mark_contribution, unmark_contribution
from coterie.rituals.models import Occurrence
from coterie.rituals.queries.contributions import Contribution, session_of
from coterie.rituals.queries.ideas import ideas_of, wishes_for
from coterie.rituals.queries.rituals import occurrences_visible_to

router = Router(tags=["rituals"])
TIMES, TIME = "/me/memberships/{slug}/occurrences", "/me/memberships/{slug}/occurrences/{key}"


class ContributionOut(Schema):
    """What somebody said in a session, and how good others found it."""

    message: str
    member: str
    text: str
    posted_at: datetime
    by_hosts: int
    by_members: int
    signs: int
    score: int = Field(description="three for a host's mark, one for a member's, one for everybody with a sign")
    mine: bool = Field(description="whether you marked it")


class WishOut(Schema):
    """A topic for the next time."""

    key: str
    text: str
    votes: int
    mine: bool


class SessionOut(OccurrenceOut):
    """One time with what was said in it, at most 1,000 contributions, and what is wished for."""

    brief: str
    said: list[ContributionOut]
    top: list[ContributionOut]
    wishes: list[WishOut]


class IdeaIn(Schema):
    """A topic to wish for."""

    text: str = Field(min_length=1, max_length=120)


def time_in(actor: Actor, slug: str, key: str) -> Occurrence:
    """Return one time of a ritual in a group that the actor sees."""
    community = community_inside(actor, slug)
    row = occurrences_visible_to(actor, community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such ritual."))
    return row


def said(one: Contribution, keys: dict[int, str]) -> dict[str, Any]:
    """Return a contribution as the API shows one."""
    line = one.line
    facts = {"by_hosts": one.by_hosts, "by_members": one.by_members, "signs": line.signs, "score": one.score}
    who = {"message": line.key, "member": keys.get(line.member, ""), "text": line.text, "posted_at": line.posted_at}
    return {**who, **facts, "mine": one.mine}


def session_shown(actor: Actor, row: Occurrence) -> dict[str, Any]:
    """Return one time with all that belongs to it."""
    member = member_of(actor, row.community_id)
    reader = member.pk if member else None
    found = session_of(row, reader=reader, now=now())
    keys = keys_of(row.community_id, {one.line.member for one in found.contributions})
    lists = {"said": [said(one, keys) for one in found.contributions], "top": [said(one, keys) for one in found.top]}
    wishes = [
        {"key": wish.key, "text": wish.text, "votes": wish.votes, "mine": wish.mine}
        for wish in wishes_for(row.ritual_id, reader=reader)
    ]
    return {**time_shown(row), **lists, "brief": row.ritual.brief, "wishes": wishes}


@router.get(TIMES, response=Page[OccurrenceOut])
def occurrences(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the times of the rituals of your groups, the latest first."""
    actor = need_scope(request, READ)
    rows = occurrences_visible_to(actor, community_inside(actor, slug).pk)
    return page_of(rows, part, time_shown, by_time="starts_at")


@router.get(TIME, response=SessionOut)
def session(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show one time with what was said in it."""
    actor = need_scope(request, READ)
    return session_shown(actor, time_in(actor, slug, key))


@router.put(f"{TIME}/marks/{{message}}", response={204: None})
def mark(request: HttpRequest, slug: str, key: str, message: str) -> Status[None]:
    """Mark another's contribution as good."""
    actor = need_scope(request, WRITE)
    row, member = time_in(actor, slug, key), own_member(actor, slug)
    mark_contribution(occurrence=row.pk, member=member.pk, message=message, actor=actor, now=now())
    return Status(204, None)


@router.delete(f"{TIME}/marks/{{message}}", response={204: None})
def unmark(request: HttpRequest, slug: str, key: str, message: str) -> Status[None]:
    """Take your mark back."""
    actor = need_scope(request, WRITE)
    row, member = time_in(actor, slug, key), own_member(actor, slug)
    unmark_contribution(occurrence=row.pk, member=member.pk, message=message, actor=actor, now=now())
    return Status(204, None)


@router.post(f"{TIME}/ideas", response={201: SessionOut})
def idea(request: HttpRequest, slug: str, key: str, body: IdeaIn) -> Status[dict[str, Any]]:
    """Wish for a topic of the next time."""
    actor = need_scope(request, WRITE)
    own_member(actor, slug)
    row = time_in(actor, slug, key)
    propose_idea(ritual=row.ritual_id, text=body.text, actor=actor, now=now())
    return Status(201, session_shown(actor, row))


@router.put(f"{TIME}/ideas/{{idea}}/vote", response=SessionOut)
def vote(request: HttpRequest, slug: str, key: str, idea: str) -> dict[str, Any]:
    """Wish for a topic too."""
    return voted(request, slug, key, idea, on=True)


@router.delete(f"{TIME}/ideas/{{idea}}/vote", response=SessionOut)
def no_vote(request: HttpRequest, slug: str, key: str, idea: str) -> dict[str, Any]:
    """Wish for a topic no more."""
    return voted(request, slug, key, idea, on=False)


def voted(request: HttpRequest, slug: str, key: str, idea: str, *, on: bool) -> dict[str, Any]:
    """Change a wish; return the session."""
    actor = need_scope(request, WRITE)
    own_member(actor, slug)
    row = time_in(actor, slug, key)
    wanted = ideas_of(row.ritual_id).filter(key=idea).first()
    if wanted is None:
        raise NotFound(_("There is no such wish."))
    vote_for_idea(idea=wanted.pk, on=on, actor=actor, now=now())
    return session_shown(actor, row)
