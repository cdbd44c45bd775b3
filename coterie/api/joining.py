"""The way in: open communities, what stands at their door, and joining."""

from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from coterie.api.inside import READ, WRITE, community_in
from coterie.api.me import account_of
from coterie.api.me import router as own
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import need_scope
from coterie.communities.models import Community
from coterie.communities.queries.communities import public_communities, rules_in_force
from coterie.groups.queries.groups import public_groups
from coterie.joining.domain.joining import Joined, join
from coterie.joining.enums import QuestionKind
from coterie.joining.queries.codes import code_at, front_door
from coterie.joining.queries.progress import Step, steps_for
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.members.queries.members import keys_of, member_of

router = Router(tags=["joining"])

MOST_ANSWERS = 40
QUESTION = ("key", "text", "kind", "choices", "required")


class OpenCommunity(Schema):
    """A community that anybody may join."""

    slug: str
    name: str
    slogan: str
    language: str


class RoomAtDoor(Schema):
    """A group as the public page names it."""

    name: str
    tier: str
    description: str
    members: int = Field(validation_alias="taken")
    capacity: int


class PublicPage(OpenCommunity):
    """What the public page says; `door` is the address of the code behind it, null while it is closed."""

    what_kind: str
    why_together: str
    what_together: str
    own_rules: str
    rules: str | None
    groups: list[RoomAtDoor]
    door: str | None


class QuestionAtDoor(Schema):
    """A question, and what you answered to it so far."""

    key: str
    text: str
    kind: QuestionKind
    choices: list[str]
    required: bool
    answer: str


class Rules(Schema):
    """Rules to accept, by their version."""

    version: int
    text: str
    accepted: bool


class DoorOut(Schema):
    """What you do to enter; null rules and no questions: nothing but say your name."""

    rules: Rules | None
    questions: list[QuestionAtDoor]


class At(Schema):
    """Through which live code; without one through the front door."""

    code: str = Field("", max_length=7)


class Joining(At):
    """What you say at the door."""

    community: str = Field(max_length=40)
    name: str = Field(min_length=1, max_length=60)
    answers: dict[str, str] = Field({}, max_length=MOST_ANSWERS, description="by the key of the question")
    accepted_rules: int | None = Field(None, ge=1, le=2**31 - 1, description="the version you read")


class JoinedOut(Schema):
    """Where you are now: in a group, or on the way to an address elsewhere."""

    community: str
    member: str
    number: int
    group: str | None
    external_url: str


@router.get("/open-communities", response=Page[OpenCommunity])
def open_communities(request: HttpRequest, part: Query[Slice]) -> dict[str, object]:
    """List the communities that anybody may join, newest first."""
    need_scope(request, READ)
    return page_of(public_communities(), part)


@router.get("/open-communities/{community}", response=PublicPage)
def public_page(request: HttpRequest, community: str) -> dict[str, object]:
    """Show what the public page of a community says."""
    need_scope(request, READ)
    row = public_communities().filter(slug=community).first()
    if row is None:
        raise NotFound(_("There is no such community."))
    return page_at(row)


def page_at(row: Community) -> dict[str, object]:
    """Return what a stranger may read of a community."""
    facts = {name: getattr(row, name) for name in OpenCommunity.model_fields}
    said = {name: getattr(row.canvas, name) for name in ("what_kind", "why_together", "what_together", "own_rules")}
    rules, door = rules_in_force(row.pk), front_door(row.pk)
    return {
        **facts,
        **said,
        "rules": rules.text if rules else None,
        "groups": list(public_groups(row.pk)),
        "door": f"{settings.BASE_URL}/g/{door.slug}" if door else None,
    }


@router.get("/open-communities/{community}/door", response=DoorOut)
def door(request: HttpRequest, community: str, at: Query[At]) -> dict[str, object]:
    """Show what you do to enter a community, and how far you are."""
    actor = need_scope(request, READ)
    steps = steps_at(actor, community_in(actor, community).pk, at.code)
    rules = next((step for step in steps if step.rules_version is not None), None)
    asked = [one for step in steps for one in step.asked]
    return {
        "rules": rules and {"version": rules.rules_version, "text": rules.rules_text, "accepted": rules.done},
        "questions": [
            {**{name: getattr(one.question, name) for name in QUESTION}, "answer": one.value} for one in asked
        ],
    }


@own.post("/me/memberships", response={201: JoinedOut})
def enter(request: HttpRequest, body: Joining) -> Status[JoinedOut]:
    """Join a community; a second time changes nothing."""
    actor, account = need_scope(request, WRITE), account_of(request)
    community = community_in(actor, body.community).pk
    answers = answers_at(steps_at(actor, community, body.code), body.answers)
    said: dict[str, Any] = {"name": body.name, "answers": answers, "accepted_rules": body.accepted_rules}
    place: dict[str, Any] = {"community": community, "code": body.code, "visitor": visitor_of(account)}
    joined = join(**place, **said, account=account, language=get_language() or "", actor=actor, now=now())
    return Status(201, seated(body.community, community, joined))


def answers_at(steps: list[Step], answers: dict[str, str]) -> dict[int, str]:
    """Return answers by the row of their question.

    Raises NotFound for an answer to nothing that is asked.
    """
    asked = {one.question.key: one.question.pk for step in steps for one in step.asked}
    if not answers.keys() <= asked.keys():
        raise NotFound(_("There is no such question."), field="answers")
    return {asked[key]: text for key, text in answers.items()}


def steps_at(actor: Actor, community: int, code: str) -> list[Step]:
    """Return the steps at a door as the actor stands before them.

    Raises NotFound for a code of another community.
    """
    row = code_at(code) if code else None
    if code and (row is None or row.community_id != community):
        raise NotFound(_("There is no such code."), field="code")
    member, visitor = member_of(actor, community), visitor_of(actor.account or 0)
    return steps_for(
        community=community, code=row.pk if row else None, visitor=visitor, member=member.pk if member else None
    )


def visitor_of(account: int) -> int:
    """Return the visitor's number of somebody who comes without a browser: always the same, so that a seat is kept."""
    key = blake2b(settings.SECRET_KEY.encode()).digest()
    return int.from_bytes(blake2b(str(account).encode(), digest_size=8, key=key).digest()) >> 2 | 1


def seated(slug: str, community: int, joined: Joined) -> JoinedOut:
    """Return where somebody sits now."""
    return JoinedOut(
        community=slug,
        member=keys_of(community, [joined.member])[joined.member],
        number=joined.number,
        group=joined.group_key,
        external_url=joined.external_url,
    )
