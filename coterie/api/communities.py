"""Communities, their canvas, state, rules and staff."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from coterie.api.found import community_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of, need_scope
from coterie.communities.domain.canvas import answer_canvas
from coterie.communities.domain.community import close_community, create_community, open_community
from coterie.communities.domain.rule_set import publish_rules
from coterie.communities.enums import Accent, CommunityType, Need, Permission, Purpose, State
from coterie.communities.models import Canvas, Community
from coterie.communities.queries.communities import communities_run_by, rules_in_force
from coterie.communities.rules import missing_answers
from coterie.kit.clock import now
from coterie.kit.errors import NotFound

router = Router(tags=["communities"])


class CommunityIn(Schema):
    """A community to begin."""

    slug: str = Field(max_length=40)
    name: str = Field(min_length=1, max_length=60)
    timezone: str = "UTC"
    currency: str = Field("CNY", pattern="^[A-Z]{3}$")
    language: str = Field("en", max_length=10)


class CommunityOut(Schema):
    """A community."""

    slug: str
    name: str
    slogan: str
    state: State
    timezone: str
    currency: str
    language: str
    accent: Accent
    logo: str
    """Key of the logo, at /c/SLUG/logo/KEY; nothing: the first letter of the name."""

    number_pattern: str
    created_at: datetime
    opened_at: datetime | None
    opened_anyway_reason: str


class Portrait(Schema):
    """For whom the community is."""

    who: str | None = Field(None, max_length=200)
    place: str | None = Field(None, max_length=100)
    interests: str | None = Field(None, max_length=200)
    age_from: int | None = Field(None, ge=0, le=150)
    age_to: int | None = Field(None, ge=0, le=150)


class CanvasFacts(Schema):
    """The canvas; when changing it, parts that are null stay as they are."""

    attribute: str | None = Field(None, max_length=300)
    goal: str | None = Field(None, max_length=300)
    own_rules: str | None = Field(None, max_length=300)
    what_kind: str | None = Field(None, max_length=300)
    why_together: str | None = Field(None, max_length=300)
    what_together: str | None = Field(None, max_length=300)
    types: list[CommunityType] | None = None
    purposes: list[Purpose] | None = None
    needs: list[Need] | None = None
    portrait: Portrait | None = None


class CanvasOut(CanvasFacts):
    """The canvas, and which parts a community must answer before it opens."""

    missing: list[str]


class Opening(Schema):
    """Opening, with a reason where the canvas is incomplete."""

    anyway: str = Field("", max_length=300)


class RulesIn(Schema):
    """Rules to publish."""

    text: str = Field(min_length=1, max_length=10_000)


class RulesOut(RulesIn):
    """Rules in force."""

    version: int
    published_at: datetime


@router.get("/communities", response=Page[CommunityOut])
def communities(request: HttpRequest, part: Query[Slice]) -> dict[str, object]:
    """List the communities that you run."""
    return page_of(communities_run_by(actor_of(request)), part)


@router.post("/communities", response={201: CommunityOut})
def begin(request: HttpRequest, body: CommunityIn) -> Status[Community]:
    """Begin a community; you become its owner."""
    actor = need_scope(request, "write_member")
    if actor.account is None:
        raise NotFound(_("There is no such person."))
    return Status(201, create_community(**body.dict(), owner=actor.account, actor=actor, now=now()))


@router.get("/communities/{slug}", response=CommunityOut)
def one(request: HttpRequest, slug: str) -> Community:
    """Show a community."""
    return community_at(request, slug, Permission.SEE_CONSOLE)


@router.get("/communities/{slug}/canvas", response=CanvasOut)
def canvas(request: HttpRequest, slug: str) -> dict[str, object]:
    """Show the canvas."""
    return drawn(community_at(request, slug, Permission.SEE_CONSOLE).canvas)


@router.patch("/communities/{slug}/canvas", response=CanvasOut)
def answers(request: HttpRequest, slug: str, body: CanvasFacts) -> dict[str, object]:
    """Answer parts of the canvas."""
    row = community_at(request, slug, Permission.EDIT_CANVAS)
    given = body.dict(exclude_none=True)
    return drawn(answer_canvas(community=row.pk, answers=given, actor=actor_of(request), now=now()))


def drawn(row: Canvas) -> dict[str, object]:
    """Return a canvas as the API shows one."""
    facts = {name: getattr(row, name) for name in CanvasFacts.model_fields}
    return {**facts, "missing": missing_answers(row)}


@router.post("/communities/{slug}/opening", response=CommunityOut)
def opening(request: HttpRequest, slug: str, body: Opening) -> Community:
    """Open the community."""
    row = community_at(request, slug, Permission.OPEN_COMMUNITY)
    return open_community(community=row.pk, anyway=body.anyway, actor=actor_of(request), now=now())


@router.post("/communities/{slug}/closure", response=CommunityOut)
def closure(request: HttpRequest, slug: str) -> Community:
    """Close the community."""
    row = community_at(request, slug, Permission.OPEN_COMMUNITY)
    return close_community(community=row.pk, actor=actor_of(request), now=now())


@router.get("/communities/{slug}/rules", response={200: RulesOut | None})
def rules(request: HttpRequest, slug: str) -> object:
    """Show the rules in force, null when there are none."""
    return rules_in_force(community_at(request, slug, Permission.SEE_CONSOLE).pk)


@router.post("/communities/{slug}/rules", response={201: RulesOut})
def new_rules(request: HttpRequest, slug: str, body: RulesIn) -> Status[object]:
    """Put a new version of the rules in force."""
    row = community_at(request, slug, Permission.PUBLISH_RULES)
    return Status(201, publish_rules(community=row.pk, text=body.text, actor=actor_of(request), now=now()))
