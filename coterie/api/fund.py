"""Projects that many pay for: for who runs them."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import File, Query, Router, Status
from ninja.files import UploadedFile

from coterie.api.found import community_at
from coterie.api.fund_shapes import (
    Evidence,
    PledgeOut,
    ProjectChange,
    ProjectIn,
    ProjectOut,
    Stage,
    StretchIn,
    TierChange,
    TierIn,
    UpdateIn,
    UpdateOut,
    WhichPledges,
    WhichProjects,
    pledge_shown,
    project_shown,
    update_shown,
)
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of
from coterie.api.upload import refuse_large
from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.market.domain.decision import cancel_project
from coterie.market.domain.offer_picture import set_offer_picture
from coterie.market.domain.paying import confirm_payment
from coterie.market.domain.project import edit_project, make_project, open_project, set_stretch, write_update
from coterie.market.domain.refund import refund_order
from coterie.market.domain.tier import add_tier, edit_tier
from coterie.market.enums import PaymentState
from coterie.market.models import Order, Project
from coterie.market.queries.projects import pledges_to, projects_run_by
from coterie.market.rules import MANUAL
from coterie.platform.files.picture import LARGEST
from coterie.rituals.queries.gatherings import gatherings_run_by

router = Router(tags=["projects"])
ALL = "/communities/{slug}/projects"
ONE = f"{ALL}/{{key}}"
EDIT = Permission.EDIT_OFFERS


def project_in(request: HttpRequest, community: Community, key: str) -> Project:
    """Return a project of a community. Raises NotFound."""
    row = projects_run_by(actor_of(request), community.pk).filter(offer__key=key).first()
    if row is None:
        raise NotFound(_("There is no such project."))
    return row


def pledge_in(request: HttpRequest, slug: str, key: str, pledge: str) -> Order:
    """Return a pledge to a project, for who may change it. Raises NotFound."""
    row = project_in(request, community_at(request, slug, EDIT), key)
    found = pledges_to(actor_of(request), row).filter(key=pledge).first()
    if found is None:
        raise NotFound(_("There is no such pledge."))
    return found


def facts_in(request: HttpRequest, community: Community, body: ProjectIn | ProjectChange) -> dict[str, Any]:
    """Return the facts of a project as the verbs take them."""
    given, key = body.dict(exclude_unset=True), body.gathering
    if key is not None:
        row = gatherings_run_by(actor_of(request), community.pk).filter(key=key).first()
        if row is None:
            raise NotFound(_("There is no such gathering."), field="gathering")
        given["gathering"] = row.pk
    return {**given, "actor": actor_of(request), "now": now()}


def shown_again(request: HttpRequest, community: Community, key: str) -> dict[str, Any]:
    """Return a project as it is now."""
    return project_shown(project_in(request, community, key))


@router.get(ALL, response=Page[ProjectOut])
def projects(request: HttpRequest, slug: str, part: Query[WhichProjects]) -> dict[str, object]:
    """List the projects, newest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    rows = projects_run_by(actor_of(request), community.pk, part.state or "").prefetch_related(
        "tiers__variant", "stretches"
    )
    return page_of(rows, part, project_shown)


@router.post(ALL, response={201: ProjectOut})
def new_project(request: HttpRequest, slug: str, body: ProjectIn) -> Status[dict[str, Any]]:
    """Write a project."""
    community = community_at(request, slug, EDIT)
    row = make_project(community=community.pk, **facts_in(request, community, body))
    return Status(201, shown_again(request, community, row.offer.key))


@router.get(ONE, response=ProjectOut)
def project(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a project."""
    return shown_again(request, community_at(request, slug, Permission.SEE_CONSOLE), key)


@router.patch(ONE, response=ProjectOut)
def change(request: HttpRequest, slug: str, key: str, body: ProjectChange) -> dict[str, Any]:
    """Change a project; its rules stay as they are once it is open."""
    community = community_at(request, slug, EDIT)
    edit_project(project=project_in(request, community, key).pk, **facts_in(request, community, body))
    return shown_again(request, community, key)


@router.put(f"{ONE}/state", response=ProjectOut)
def state(request: HttpRequest, slug: str, key: str, body: Stage) -> dict[str, Any]:
    """Let people pledge, or call it off: then everybody gets their money back."""
    community = community_at(request, slug, EDIT)
    verb = open_project if body.state == "running" else cancel_project
    verb(project=project_in(request, community, key).pk, actor=actor_of(request), now=now())
    return shown_again(request, community, key)


@router.post(f"{ONE}/picture", response=ProjectOut)
def picture(request: HttpRequest, slug: str, key: str, picture: File[UploadedFile]) -> dict[str, Any]:
    """Show a picture of it, in place of the one before."""
    community = community_at(request, slug, EDIT)
    row = project_in(request, community, key)
    refuse_large(picture, LARGEST, "picture")
    set_offer_picture(offer=row.offer_id, picture=picture.read(), actor=actor_of(request), now=now())
    return shown_again(request, community, key)


@router.delete(f"{ONE}/picture", response={204: None})
def no_picture(request: HttpRequest, slug: str, key: str) -> Status[None]:
    """Show no picture of it."""
    row = project_in(request, community_at(request, slug, EDIT), key)
    set_offer_picture(offer=row.offer_id, picture=None, actor=actor_of(request), now=now())
    return Status(204, None)


@router.put(f"{ONE}/stretch", response=ProjectOut)
def stretch(request: HttpRequest, slug: str, key: str, body: StretchIn) -> dict[str, Any]:
    """Say what more there is when so much comes together; no words take it away."""
    community = community_at(request, slug, EDIT)
    row = project_in(request, community, key)
    set_stretch(project=row.pk, **body.dict(), actor=actor_of(request), now=now())
    return shown_again(request, community, key)


@router.post(f"{ONE}/tiers", response={201: ProjectOut})
def new_tier(request: HttpRequest, slug: str, key: str, body: TierIn) -> Status[dict[str, Any]]:
    """Let a project be backed in one more way."""
    community = community_at(request, slug, EDIT)
    row = project_in(request, community, key)
    add_tier(project=row.pk, **body.dict(exclude_unset=True), actor=actor_of(request), now=now())
    return Status(201, shown_again(request, community, key))


@router.patch(f"{ONE}/tiers/{{tier}}", response=ProjectOut)
def change_tier(request: HttpRequest, slug: str, key: str, tier: str, body: TierChange) -> dict[str, Any]:
    """Change one way to back a project."""
    community = community_at(request, slug, EDIT)
    row = project_in(request, community, key).tiers.filter(variant__key=tier).first()
    if row is None:
        raise NotFound(_("There is no such tier."))
    edit_tier(tier=row.pk, **body.dict(exclude_unset=True), actor=actor_of(request), now=now())
    return shown_again(request, community, key)


@router.get(f"{ONE}/updates", response=Page[UpdateOut])
def updates(request: HttpRequest, slug: str, key: str, part: Query[Slice]) -> dict[str, object]:
    """List how it went on, newest first."""
    row = project_in(request, community_at(request, slug, Permission.SEE_CONSOLE), key)
    return page_of(row.updates.order_by("-at", "-id"), part, update_shown)


@router.post(f"{ONE}/updates", response={201: UpdateOut})
def new_update(request: HttpRequest, slug: str, key: str, body: UpdateIn) -> Status[dict[str, Any]]:
    """Tell how it goes on; backers who want letters get one."""
    row = project_in(request, community_at(request, slug, EDIT), key)
    return Status(201, update_shown(write_update(project=row.pk, **body.dict(), actor=actor_of(request), now=now())))


@router.get(f"{ONE}/pledges", response=Page[PledgeOut])
def pledges(request: HttpRequest, slug: str, key: str, part: Query[WhichPledges]) -> dict[str, object]:
    """List who backs a project, newest first."""
    row = project_in(request, community_at(request, slug, Permission.SEE_REVIEW), key)
    return page_of(pledges_to(actor_of(request), row, part.state or ""), part, pledge_shown, by_time="placed_at")


@router.put(f"{ONE}/pledges/{{pledge}}/payment", response=PledgeOut)
def payment(request: HttpRequest, slug: str, key: str, pledge: str, body: Evidence) -> dict[str, Any]:
    """Confirm by hand that the money is there."""
    row = pledge_in(request, slug, key, pledge)
    asked = row.payments.filter(state=PaymentState.ASKED, provider=MANUAL).first()
    if asked is None:
        raise NotFound(_("No payment by hand is waited for."))
    confirm_payment(payment=asked.pk, evidence=body.evidence, actor=actor_of(request), now=now())
    return pledge_shown(pledge_in(request, slug, key, pledge))


@router.delete(f"{ONE}/pledges/{{pledge}}", response=PledgeOut)
def give_back(request: HttpRequest, slug: str, key: str, pledge: str) -> dict[str, Any]:
    """Give the money of one pledge back."""
    row = pledge_in(request, slug, key, pledge)
    refund_order(order=row.pk, actor=actor_of(request), now=now())
    return pledge_shown(pledge_in(request, slug, key, pledge))
