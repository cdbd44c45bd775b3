"""Check-in challenges: for operators, and for the members who take part."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Query, Router, Schema, Status, UploadedFile

from coterie.api.found import community_at
from coterie.api.inside import READ, WRITE, community_inside, own_member
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of, need_scope
from coterie.api.upload import MB, refuse_large
from coterie.communities.enums import Permission
from coterie.groups.queries.groups import public_groups
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.members.queries.members import member_of
from coterie.platform.files.picture import Drawn, drawn
from coterie.rituals.domain.challenge import archive_challenge, create_challenge, edit_challenge, pause_challenge
from coterie.rituals.domain.check_in import (
    Shown,
    check_in,
    join_challenge,
    leave_challenge,
    make_up,
    set_reminder,
)
from coterie.rituals.enums import DayState, Proof
from coterie.rituals.models import Challenge, Enrolment
from coterie.rituals.queries.challenges import (
    Place,
    board_of,
    challenges_run_by,
    challenges_visible_to,
    enrolment_of,
    squares_of,
)

router = Router(tags=["check-ins"])
ALL, ONE = "/communities/{slug}/challenges", "/communities/{slug}/challenges/{key}"
MINE, OWN = "/me/memberships/{slug}/challenges", "/me/memberships/{slug}/challenges/{key}"
LARGEST = 12 * MB


class ChallengeFacts(Schema):
    """What members do each day, and how they show it."""

    title: str = Field(min_length=1, max_length=80)
    brief: str = Field("", max_length=2000)
    proof: Proof = Proof.TEXT
    unit: str = Field("", max_length=15)
    first_on: date
    last_on: date
    cards: int = Field(2, ge=0, le=31, description="missed days that everybody may make up for")
    needed: int = Field(80, ge=1, le=100, description="per cent of the days that pass")
    says: bool = Field(default=True, description="whether a check-in is said in the group")


class ChallengeIn(ChallengeFacts):
    """A challenge to begin."""

    group: str = Field(max_length=12, description="key of a group")


class PauseFacts(Schema):
    """Days that are free for everybody."""

    first_on: date
    last_on: date
    reason: str = Field("", max_length=120)


class ChallengeOut(ChallengeFacts):
    """A challenge."""

    key: str
    group: str
    pauses: list[PauseFacts]


class PlaceOut(Schema):
    """How a member stands."""

    member: str
    days: int
    so_far: int = Field(description="days that could be done until today")
    streak: int
    longest: int
    cards: int
    done_today: bool


class Board(Schema):
    """Everybody in a challenge, most days first."""

    board: list[PlaceOut]


class DayOut(Schema):
    """A day of a challenge."""

    on: date
    state: DayState


class OwnOut(ChallengeOut):
    """A challenge as a member sees it; without `mine` you take no part."""

    mine: PlaceOut | None
    days: list[DayOut]
    board: list[PlaceOut]
    reminds: bool


class EnrolmentIn(Schema):
    """How you take part."""

    zone: str = Field("", max_length=40, description="where your day ends; the community's zone without one")
    reminds: bool = False


class ProofIn(Schema):
    """What you show; `on` is a missed day, for which a card is spent."""

    text: str = Field("", max_length=500)
    number: Decimal | None = None
    on: date | None = None


def facts_shown(row: Challenge) -> dict[str, Any]:
    """Return a challenge as the API shows one."""
    facts = {name: getattr(row, name) for name in ChallengeFacts.model_fields}
    pauses = [{name: getattr(pause, name) for name in PauseFacts.model_fields} for pause in row.pauses.all()]
    return {**facts, "key": row.key, "group": row.group.key, "pauses": pauses}


def place_shown(one: Place) -> dict[str, Any]:
    """Return a standing as the API shows one."""
    facts = {name: getattr(one, name) for name in PlaceOut.model_fields if name != "member"}
    return {"member": one.enrolment.member.key, **facts}


def challenge_at(request: HttpRequest, slug: str, key: str, permission: str) -> Challenge:
    """Return a challenge of a community."""
    community = community_at(request, slug, permission)
    return one_of(challenges_run_by(actor_of(request), community.pk).filter(key=key).first())


def one_of(row: Challenge | None) -> Challenge:
    """Return a challenge that was looked for. Raises NotFound."""
    if row is None:
        raise NotFound(_("There is no such challenge."))
    return row


@router.get(ALL, response=Page[ChallengeOut])
def challenges(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the challenges, newest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    return page_of(challenges_run_by(actor_of(request), community.pk), part, facts_shown)


@router.post(ALL, response={201: ChallengeOut})
def new_challenge(request: HttpRequest, slug: str, body: ChallengeIn) -> Status[dict[str, Any]]:
    """Begin a challenge in a group."""
    community = community_at(request, slug, Permission.EDIT_RITUALS)
    facts = body.dict()
    group = public_groups(community.pk).filter(key=facts.pop("group")).values_list("pk", flat=True).first() or 0
    row = create_challenge(community=community.pk, group=group, **facts, actor=actor_of(request), now=now())
    return Status(201, facts_shown(row))


@router.get(ONE, response=ChallengeOut)
def one(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a challenge."""
    return facts_shown(challenge_at(request, slug, key, Permission.SEE_CONSOLE))


@router.put(ONE, response=ChallengeOut)
def change(request: HttpRequest, slug: str, key: str, body: ChallengeFacts) -> dict[str, Any]:
    """Change a challenge."""
    row = challenge_at(request, slug, key, Permission.EDIT_RITUALS)
    edit_challenge(challenge=row.pk, **body.dict(), actor=actor_of(request), now=now())
    return one(request, slug, key)


@router.delete(ONE, response={204: None})
def put_away(request: HttpRequest, slug: str, key: str) -> Status[None]:
    """Put a challenge away."""
    row = challenge_at(request, slug, key, Permission.EDIT_RITUALS)
    archive_challenge(challenge=row.pk, actor=actor_of(request), now=now())
    return Status(204, None)


@router.post(f"{ONE}/pauses", response={201: ChallengeOut})
def pause(request: HttpRequest, slug: str, key: str, body: PauseFacts) -> Status[dict[str, Any]]:
    """Set days free for everybody; they break no streak."""
    row = challenge_at(request, slug, key, Permission.EDIT_RITUALS)
    pause_challenge(challenge=row.pk, **body.dict(), actor=actor_of(request), now=now())
    return Status(201, one(request, slug, key))


@router.get(f"{ONE}/board", response=Board)
def board(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show how everybody stands."""
    row = challenge_at(request, slug, key, Permission.SEE_MEMBERS)
    return {"board": [place_shown(one) for one in board_of(row, now())]}


def challenge_in(actor: Actor, slug: str, key: str) -> Challenge:
    """Return a challenge in the actor's groups."""
    community = community_inside(actor, slug)
    return one_of(challenges_visible_to(actor, community.pk).filter(key=key).first())


def enrolment_in(actor: Actor, slug: str, key: str) -> Enrolment:
    """Return how the actor takes part."""
    row = enrolment_of(challenge_in(actor, slug, key).pk, own_member(actor, slug).pk)
    if row is None:
        raise NotFound(_("You take no part in this challenge."))
    return row


def own_shown(actor: Actor, slug: str, key: str) -> dict[str, Any]:
    """Return a challenge as the actor sees it."""
    row = challenge_in(actor, slug, key)
    member = member_of(actor, row.community_id)
    enrolment = enrolment_of(row.pk, member.pk if member else None)
    places = board_of(row, now())
    mine = next((one for one in places if enrolment and one.enrolment.pk == enrolment.pk), None)
    days = [{"on": day.on, "state": day.state} for day in squares_of(row, enrolment, now())] if enrolment else []
    return {
        **facts_shown(row),
        "mine": place_shown(mine) if mine else None,
        "days": days,
        "board": [place_shown(one) for one in places],
        "reminds": bool(enrolment and enrolment.reminds),
    }


@router.get(MINE, response=Page[ChallengeOut])
def own_challenges(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the challenges of your groups, newest first."""
    actor = need_scope(request, READ)
    return page_of(challenges_visible_to(actor, community_inside(actor, slug).pk), part, facts_shown)


@router.get(OWN, response=OwnOut)
def own_challenge(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a challenge, your days and the board."""
    return own_shown(need_scope(request, READ), slug, key)


@router.put(f"{OWN}/enrolment", response=OwnOut)
def enrol(request: HttpRequest, slug: str, key: str, body: EnrolmentIn) -> dict[str, Any]:
    """Take part, and be reminded by mail or not."""
    actor = need_scope(request, WRITE)
    row, member = challenge_in(actor, slug, key), own_member(actor, slug)
    enrolment = join_challenge(challenge=row.pk, member=member.pk, zone=body.zone, actor=actor, now=now())
    set_reminder(enrolment=enrolment.pk, on=body.reminds, actor=actor, now=now())
    return own_shown(actor, slug, key)


@router.delete(f"{OWN}/enrolment", response={204: None})
def leave(request: HttpRequest, slug: str, key: str) -> Status[None]:
    """Take part no more; your days stay."""
    actor = need_scope(request, WRITE)
    leave_challenge(enrolment=enrolment_in(actor, slug, key).pk, actor=actor, now=now())
    return Status(204, None)


@router.post(f"{OWN}/days", response=OwnOut)
def day(
    request: HttpRequest, slug: str, key: str, proof: Form[ProofIn], picture: File[UploadedFile | None] = None
) -> dict[str, Any]:
    """Check in for today, or make up for a missed day."""
    actor = need_scope(request, WRITE)
    enrolment = enrolment_in(actor, slug, key)
    shown = Shown(proof.text, proof.number, drawn_of(picture) if picture else None)
    if proof.on:
        make_up(enrolment=enrolment.pk, on=proof.on, shown=shown, actor=actor, now=now())
    else:
        check_in(enrolment=enrolment.pk, shown=shown, actor=actor, now=now())
    return own_shown(actor, slug, key)


def drawn_of(picture: UploadedFile) -> Drawn:
    """Draw a picture anew. Raises TooLarge, and Invalid for what is none."""
    refuse_large(picture, LARGEST, "picture")
    return drawn(picture.read())
