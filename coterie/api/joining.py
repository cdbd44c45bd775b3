"""The way in: open communities, and joining."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from coterie.api.doorway import MOST_ANSWERS, Answers, At, answers_at, steps_at, visit_at
from coterie.api.inside import READ, WRITE
from coterie.api.me import account_of
from coterie.api.me import router as own
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import need_scope
from coterie.communities.models import Community
from coterie.communities.queries.communities import public_communities, rules_in_force
from coterie.groups.queries.groups import public_groups
from coterie.joining.domain.joining import Joined, join
from coterie.joining.queries.codes import front_door
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.members.queries.members import keys_of

router = Router(tags=["joining"])


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


class Joining(At):
    """What you say at the door."""

    community: str = Field(max_length=40)
    name: str = Field(min_length=1, max_length=60)
    answers: Answers = Field({}, max_length=MOST_ANSWERS, description="by the key of the question")
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


@own.post("/me/memberships", response={201: JoinedOut})
def enter(request: HttpRequest, body: Joining) -> Status[JoinedOut]:
    """Join a community; a second time changes nothing."""
    actor, account = need_scope(request, WRITE), account_of(request)
    visit = visit_at(actor, body.community, body.code)
    answers = answers_at(steps_at(actor, visit), body.answers)
    said: dict[str, Any] = {"name": body.name, "answers": answers, "accepted_rules": body.accepted_rules}
    place: dict[str, Any] = {"community": visit.community, "code": body.code, "visitor": visit.visitor}
    joined = join(**place, **said, account=account, language=get_language() or "", actor=actor, now=now())
    return Status(201, seated(body.community, visit.community, joined))


def seated(slug: str, community: int, joined: Joined) -> JoinedOut:
    """Return where somebody sits now."""
    return JoinedOut(
        community=slug,
        member=keys_of(community, [joined.member])[joined.member],
        number=joined.number,
        group=joined.group_key,
        external_url=joined.external_url,
    )
