"""The first pages of the member space: my communities, and one of them."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from coterie.communities.queries.communities import communities_run_by
from coterie.groups.queries.groups import groups_visible_to
from coterie.groups.queries.seat import seats_in
from coterie.growth.queries.news import news_of
from coterie.joining.queries.onboarding import WEEK, newcomer_of
from coterie.kit.clock import now
from coterie.members.queries.members import memberships_of
from coterie.members.queries.seeds import invitation_to
from coterie.rewards.queries.envelopes import envelopes_for
from coterie.rituals.models import Occurrence
from coterie.rituals.queries.rallies import calls_to
from coterie.rituals.queries.rituals import occurrences_visible_to
from coterie.rituals.rules import AHEAD, DAY
from coterie.talk.queries.announcement import Announcement, announcements_of
from coterie.talk.queries.latest import Latest, latest_in
from coterie.talk.queries.unread import unread_in, unseen_notices, until_of
from coterie.web.member.day import moment_said
from coterie.web.member.place import Standing, member_page
from coterie.web.request import actor_of

FRESH = timedelta(days=3)
"""How long it is said on the first page what a campaign brought."""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in the list: what is announced there, what was said last."""

    key: str
    name: str
    tier: str
    taken: int
    mine: bool
    announcement: Announcement | None
    latest: Latest | None
    when: str
    unread: int
    named: int


@require_GET
@login_required
def communities(request: HttpRequest) -> HttpResponse:
    """Show the communities where one is a member, and those that one runs."""
    actor = actor_of(request)
    facts = {"memberships": memberships_of(actor), "run": communities_run_by(actor)}
    return render(request, "member/communities.html", facts)


@require_GET
@member_page("home")
def home(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Show one's groups in a community: what is announced, what was said last."""
    tonight, groups = list(soon(standing)), group_rows(standing)
    words = {
        "standing": standing,
        "groups": groups,
        "unread": any(group.unread for group in groups),
        "named": sum(group.named for group in groups),
        "first_week": first_week(standing),
        "tonight": tonight,
        **waiting(standing),
        "announced": {row.group.key for row in tonight},
    }
    return render(request, "member/home.html", words)


def waiting(standing: Standing) -> dict[str, object]:
    """Return what waits for the reader: calls to rallies, an invitation, open envelopes, what campaigns brought."""
    calls = calls_to(standing.community, standing.member).filter(came_at=None, rally__closes_at__gt=now())
    envelopes = envelopes_for(standing.actor, standing.community, standing.member, now())
    brought = news_of(standing.member, now() - FRESH, now()) if standing.member else []
    rows = {"calls": calls[:3], "envelopes": envelopes[:3], "brought": brought}
    return {**rows, "invitation": invitation_to(standing.member)}


def soon(standing: Standing) -> QuerySet[Occurrence]:
    """Return what is going on or begins within a day in one's groups."""
    at = now()
    rows = occurrences_visible_to(standing.actor, standing.community)
    return rows.filter(state__in=AHEAD, ends_at__gt=at, starts_at__lt=at + DAY)[:3]


def first_week(standing: Standing) -> bool:
    """Tell whether the reader is in their first week here."""
    row = newcomer_of(standing.member)
    return row is not None and now() < row.joined_at + WEEK


def group_rows(standing: Standing) -> list[GroupRow]:
    """Return the groups that one sees, the livelier first."""
    groups = list(groups_visible_to(standing.actor, standing.community))
    keys = [group.pk for group in groups]
    seats = seats_in(standing.actor, standing.community)
    mine, new = {seat.group for seat in seats}, unread_in(standing.member or 0, until_of(seats))
    named = unseen_notices(standing.member) if standing.member else {}
    announced, latest = announcements_of(keys), latest_in(keys)
    rows = [
        GroupRow(
            key=group.key,
            name=group.name,
            tier=group.get_tier_display(),
            taken=group.taken,
            mine=group.pk in mine,
            announcement=announced.get(group.pk),
            latest=latest.get(group.pk),
            when=moment_said(latest[group.pk].posted_at, standing.zone) if group.pk in latest else "",
            unread=new.get(group.pk, 0),
            named=named.get(group.pk, 0),
        )
        for group in groups
    ]
    return sorted(rows, key=last_said, reverse=True)


def last_said(row: GroupRow) -> float:
    """Return when a group last spoke, for the order of the list."""
    return row.latest.posted_at.timestamp() if row.latest else 0.0
