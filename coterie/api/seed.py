"""The seed programme: candidates with reasons, invitations, warmth, promotion; and the invited member's answer."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override
from ninja import Field, Query, Router, Schema, Status

from coterie.api.found import community_at
from coterie.api.inside import READ, WRITE, own_member
from coterie.api.paging import Page, Slice, cut_of, page_of
from coterie.api.token import actor_of, need_scope
from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.members.domain.seed_end import end_seed
from coterie.members.domain.seed_invitation import answer_seed_invitation, invite_seeds
from coterie.members.domain.seed_promotion import promote_seed
from coterie.members.enums import Promotion, SeedState
from coterie.members.models import SeedMember
from coterie.members.queries.members import keys_of, members_visible_to
from coterie.members.queries.seeds import not_to_invite, seed_of, seeds_visible_to
from coterie.review.queries.candidates import Candidate, Candidates
from coterie.review.queries.seed_look import look_for_seeds
from coterie.review.queries.seed_words import reasons_of
from coterie.review.queries.warmth import Pulse
from coterie.review.rules.warmth import Warmth

router = Router(tags=["seed"])
ALL, ONE = "/communities/{slug}/seed", "/communities/{slug}/seed/{key}"
OWN = "/me/memberships/{slug}/seed"


class MeasureOut(Schema):
    """A measure of a candidate: the figure (of speed: minus the seconds), its percentile, and the share at the top."""

    name: str
    value: float
    percentile: float
    top: float


class CandidateOut(Schema):
    """A member who could be asked: `score` is the mean of the percentiles, `reasons` the strongest in words."""

    member: str
    score: float
    reasons: list[str]
    measures: list[MeasureOut]


class InvitedIn(Schema):
    """Members who are asked."""

    members: list[str] = Field(min_length=1, max_length=200)


class InvitedOut(Schema):
    """Who was invited now; who was in the programme before is not among them."""

    invited: list[str]


class SeedOut(Schema):
    """Somebody of the programme; warmth and what follows is null for who is not in it now."""

    key: str
    member: str
    state: SeedState
    reasons: list[str]
    invited_at: datetime
    answered_at: datetime | None
    since: datetime | None
    promoted_to: str
    promoted_at: datetime | None
    ended_at: datetime | None
    warmth: Warmth | None = None
    last_seen: datetime | None = None
    recent_days: int | None = Field(None, description="active days of the last 14")
    usual_days: float | None = Field(None, description="as many as their 76 days before let expect")
    called: int | None = Field(None, description="rallies of the last 90 days")
    came: int | None = None
    median_s: float | None = Field(None, description="seconds within which they came half of the times")


class OwnSeedOut(Schema):
    """How you stand in the programme."""

    state: SeedState
    reasons: list[str]
    invited_at: datetime
    answered_at: datetime | None
    since: datetime | None
    promoted_to: str
    ended_at: datetime | None


class PromotionIn(Schema):
    """What somebody becomes; an opinion leader bears a title."""

    to: Promotion
    title: str = Field("", max_length=30)


class AnswerIn(Schema):
    """Yes, or no; a no later on ends it."""

    yes: bool


def looked(community: Community, *members: int) -> tuple[Candidates, dict[int, Pulse]]:
    """Look into the log."""
    at = now()
    without = not_to_invite(community.pk, at)
    return look_for_seeds(community=community.pk, zone=community.timezone, without=without, members=members, now=at)


def candidate_shown(one: Candidate, key: str) -> dict[str, Any]:
    """Return a candidate as the API shows one."""
    measures = [
        {"name": name, "value": standing.value, "percentile": standing.percentile, "top": standing.top}
        for name, standing in one.found.items()
    ]
    return {"member": key, "score": one.score, "reasons": reasons_of(one), "measures": measures}


def seed_shown(row: SeedMember, pulse: Pulse | None) -> dict[str, Any]:
    """Return somebody of the programme as the API shows them."""
    names = ("key", "reasons", "invited_at", "answered_at", "since", "promoted_to", "promoted_at", "ended_at")
    shown = {**{name: getattr(row, name) for name in names}, "member": row.member.key, "state": row.state}
    if pulse is None:
        return shown
    called = pulse.rallies
    rallies = {"called": called.called, "came": called.came, "median_s": called.median_s}
    warmth = {"warmth": pulse.warmth, "last_seen": pulse.last_seen}
    return {**shown, **warmth, "recent_days": pulse.recent, "usual_days": pulse.expected, **rallies}


def seed_at(request: HttpRequest, slug: str, key: str, permission: str) -> SeedMember:
    """Return somebody of a community's programme."""
    community = community_at(request, slug, permission)
    row = seeds_visible_to(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such seed member."))
    return row


@router.get(f"{ALL}/candidates", response=Page[CandidateOut])
def candidates(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List who could be asked, with the reasons, the strongest first."""
    community = community_at(request, slug, Permission.SEE_MEMBERS)
    best = looked(community)[0].best
    keys = keys_of(community.pk, [one.member for one in best])
    return cut_of([one for one in best if one.member in keys], part, lambda one: candidate_shown(one, keys[one.member]))


@router.get(ALL, response=Page[SeedOut])
def seeds(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List who is or was in the programme, newest first, with how warm they are."""
    community = community_at(request, slug, Permission.SEE_MEMBERS)
    rows = seeds_visible_to(actor_of(request), community.pk)
    page = page_of(rows, part)
    inside = [row.member_id for row in page["items"] if row.state == SeedState.IN]
    warm = looked(community, *inside)[1]
    shown = [seed_shown(row, warm.get(row.member_id) if row.state == SeedState.IN else None) for row in page["items"]]
    return {**page, "items": shown}


@router.post(ALL, response={201: InvitedOut})
def invite(request: HttpRequest, slug: str, body: InvitedIn) -> Status[dict[str, Any]]:
    """Invite members; candidates read the reasons."""
    community, actor = community_at(request, slug, Permission.EDIT_MEMBERS), actor_of(request)
    rows = members_visible_to(actor, community.pk).filter(key__in=body.members)
    members = list(rows.values_list("pk", flat=True))
    if len(members) != len(set(body.members)):
        raise NotFound(_("There is no such member."), field="members")
    with override(community.language):
        reasons = {one.member: reasons_of(one) for one in looked(community)[0].best}
    made = invite_seeds(community=community.pk, members=members, reasons=reasons, actor=actor, now=now())
    return Status(201, {"invited": [row.member.key for row in made]})


@router.get(ONE, response=SeedOut)
def one(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show somebody of the programme."""
    return seed_now(seed_at(request, slug, key, Permission.SEE_MEMBERS))


def seed_now(row: SeedMember) -> dict[str, Any]:
    """Return somebody with how warm they are."""
    if row.state != SeedState.IN:
        return seed_shown(row, None)
    return seed_shown(row, looked(row.community, row.member_id)[1][row.member_id])


@router.put(f"{ONE}/promotion", response=SeedOut)
def promote(request: HttpRequest, slug: str, key: str, body: PromotionIn) -> dict[str, Any]:
    """Make a seed member an opinion leader or a partner."""
    row = seed_at(request, slug, key, Permission.EDIT_MEMBERS)
    promote_seed(seed=row.pk, to=body.to, title=body.title, actor=actor_of(request), now=now())
    return one(request, slug, key)


@router.delete(ONE, response={204: None})
def end(request: HttpRequest, slug: str, key: str) -> Status[None]:
    """Let somebody be in the programme no more, or take an invitation back."""
    row = seed_at(request, slug, key, Permission.EDIT_MEMBERS)
    end_seed(seed=row.pk, actor=actor_of(request), now=now())
    return Status(204, None)


def own_at(member: int) -> SeedMember:
    """Return how a member stands. Raises NotFound for who was never asked."""
    row = seed_of(member)
    if row is None:
        raise NotFound(_("You were not invited."))
    return row


@router.get(OWN, response=OwnSeedOut)
def own(request: HttpRequest, slug: str) -> SeedMember:
    """Show your invitation, or how you stand."""
    return own_at(own_member(need_scope(request, READ), slug).pk)


@router.put(f"{OWN}/answer", response=OwnSeedOut)
def answer(request: HttpRequest, slug: str, body: AnswerIn) -> SeedMember:
    """Say yes or no to the invitation."""
    actor = need_scope(request, WRITE)
    row = own_at(own_member(actor, slug).pk)
    return answer_seed_invitation(seed=row.pk, yes=body.yes, actor=actor, now=now())
