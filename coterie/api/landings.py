"""Landing pages: written, published, tested."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from coterie.api.found import community_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.joining.domain.landing import (
    create_landing,
    edit_landing,
    publish_landing,
    remove_landing,
    restore_landing,
    unpublish_landing,
)
from coterie.joining.domain.landing_test import begin_landing_test, end_landing_test
from coterie.joining.enums import Arm, BlockKind, LandingDesign
from coterie.joining.models import LandingPage, LandingTest
from coterie.joining.queries.landings import counted_tests, landings_visible_to, tallies, versions_of
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.review.rules.comparison import Finding, Tried, compared

router = Router(tags=["live codes"])
SMALL = 2**31 - 1


class Block(Schema):
    """A part of a page; benefits, voices, schedules and questions are lines, `before | after`."""

    kind: BlockKind
    heading: str = Field("", max_length=120)
    text: str = Field("", max_length=4000)


class LandingIn(Schema):
    """The draft of a page; `code` is the slug of a live code, nothing the front door."""

    slug: str = Field(min_length=1, max_length=40)
    title: str = Field(min_length=1, max_length=80)
    description: str = Field("", max_length=200)
    design: LandingDesign = LandingDesign.LETTER
    code: str = Field("", max_length=7)
    blocks: list[Block] = Field([], max_length=30)


class LandingOut(LandingIn):
    """A page; `shown` is the number of the version that visitors see."""

    key: str
    shown: int | None
    created_at: datetime


class VersionOut(Schema):
    """A page as it was published."""

    number: int
    title: str
    description: str
    design: LandingDesign
    blocks: list[Block]
    published_at: datetime


class ArmOut(Schema):
    """A version in a test."""

    version: int
    seen: int
    joined: int


class TestOut(Schema):
    """A test: its figures, and what may be said (`early` and `not_yet` mean nothing yet, `broken` distrust)."""

    a: ArmOut
    b: ArmOut
    begun_at: datetime
    ended_at: datetime | None
    kept: str
    finding: Finding
    p_b_better: float
    loss_a: float
    loss_b: float
    p_split: float


class Ending(Schema):
    """Which version is kept."""

    keep: Arm


def shown(row: LandingPage) -> dict[str, Any]:
    """Return a page as the API shows one."""
    facts = {name: getattr(row, name) for name in LandingOut.model_fields}
    return {**facts, "code": row.code.slug if row.code else "", "shown": row.shown.number if row.shown else None}


def landing_at(request: HttpRequest, slug: str, key: str, permission: str) -> LandingPage:
    """Return one page of a community."""
    community = community_at(request, slug, permission)
    row = landings_visible_to(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such page."))
    return row


@router.get("/communities/{slug}/landing-pages", response=Page[LandingOut])
def landings(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the landing pages, newest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    return page_of(landings_visible_to(actor_of(request), community.pk), part, shown)


@router.post("/communities/{slug}/landing-pages", response={201: LandingOut})
def new_landing(request: HttpRequest, slug: str, body: LandingIn) -> Status[dict[str, Any]]:
    """Begin a landing page."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    row = create_landing(community=community.pk, **body.dict(), actor=actor_of(request), now=now())
    return Status(201, shown(row))


@router.get("/communities/{slug}/landing-pages/{key}", response=LandingOut)
def one(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show the draft of a page."""
    return shown(landing_at(request, slug, key, Permission.SEE_CONSOLE))


@router.put("/communities/{slug}/landing-pages/{key}", response=LandingOut)
def change(request: HttpRequest, slug: str, key: str, body: LandingIn) -> dict[str, Any]:
    """Change the draft of a page; visitors see it once it is published."""
    row = landing_at(request, slug, key, Permission.EDIT_CODES)
    edit_landing(page=row.pk, **body.dict(), actor=actor_of(request), now=now())
    return one(request, slug, key)


@router.delete("/communities/{slug}/landing-pages/{key}", response={204: None})
def removal(request: HttpRequest, slug: str, key: str) -> Status[None]:
    """Delete a page with its versions."""
    row = landing_at(request, slug, key, Permission.EDIT_CODES)
    remove_landing(page=row.pk, actor=actor_of(request), now=now())
    return Status(204, None)


@router.put("/communities/{slug}/landing-pages/{key}/publication", response=LandingOut)
def publication(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show visitors the draft, as a new version."""
    row = landing_at(request, slug, key, Permission.EDIT_CODES)
    publish_landing(page=row.pk, actor=actor_of(request), now=now())
    return one(request, slug, key)


@router.delete("/communities/{slug}/landing-pages/{key}/publication", response=LandingOut)
def unpublication(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show the page to nobody."""
    row = landing_at(request, slug, key, Permission.EDIT_CODES)
    unpublish_landing(page=row.pk, actor=actor_of(request), now=now())
    return one(request, slug, key)


@router.get("/communities/{slug}/landing-pages/{key}/versions", response=Page[VersionOut])
def versions(request: HttpRequest, slug: str, key: str, part: Query[Slice]) -> dict[str, object]:
    """List the versions of a page, newest first."""
    return page_of(versions_of(landing_at(request, slug, key, Permission.SEE_CONSOLE).pk), part)


@router.put("/communities/{slug}/landing-pages/{key}/versions/{number}/restoration", response=LandingOut)
def restoration(request: HttpRequest, slug: str, key: str, number: int) -> dict[str, Any]:
    """Make the words of a version the draft again."""
    row = landing_at(request, slug, key, Permission.EDIT_CODES)
    restore_landing(page=row.pk, number=number if 0 < number <= SMALL else 0, actor=actor_of(request), now=now())
    return one(request, slug, key)


@router.get("/communities/{slug}/landing-pages/{key}/tests", response=Page[TestOut])
def tests(request: HttpRequest, slug: str, key: str, part: Query[Slice]) -> dict[str, object]:
    """List the tests of a page, newest first."""
    return page_of(counted_tests(landing_at(request, slug, key, Permission.SEE_CONSOLE).pk), part, told)


@router.get("/communities/{slug}/landing-pages/{key}/test", response=TestOut)
def test(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show how the running test stands."""
    found = counted_tests(landing_at(request, slug, key, Permission.SEE_CONSOLE).pk).filter(ended_at=None).first()
    if found is None:
        raise NotFound(_("No test is running."))
    return told(found)


@router.post("/communities/{slug}/landing-pages/{key}/test", response={201: TestOut})
def new_test(request: HttpRequest, slug: str, key: str) -> Status[dict[str, Any]]:
    """Show half of the visitors the draft, the other half what is shown now."""
    row = landing_at(request, slug, key, Permission.EDIT_CODES)
    begun = begin_landing_test(page=row.pk, actor=actor_of(request), now=now())
    return Status(201, told(counted_tests(row.pk).get(pk=begun.pk)))


@router.put("/communities/{slug}/landing-pages/{key}/test/end", response=TestOut)
def end(request: HttpRequest, slug: str, key: str, body: Ending) -> dict[str, Any]:
    """Show everybody one of the two versions."""
    row = landing_at(request, slug, key, Permission.EDIT_CODES)
    ended = end_landing_test(page=row.pk, keep=body.keep, actor=actor_of(request), now=now())
    return told(counted_tests(row.pk).get(pk=ended.pk))


def told(row: LandingTest) -> dict[str, Any]:
    """Return a test as the API shows one."""
    found = tallies(row)
    arms = {arm: Tried(tally.seen, tally.joined) for arm, tally in found.items()}
    result = compared(arms[Arm.A], arms[Arm.B])
    return {
        "a": {"version": row.a.number, "seen": arms[Arm.A].seen, "joined": arms[Arm.A].done},
        "b": {"version": row.b.number, "seen": arms[Arm.B].seen, "joined": arms[Arm.B].done},
        "begun_at": row.begun_at,
        "ended_at": row.ended_at,
        "kept": row.kept,
        "finding": result.finding,
        "p_b_better": result.p_best,
        "loss_a": result.loss_a,
        "loss_b": result.loss_b,
        "p_split": result.p_split,
    }
