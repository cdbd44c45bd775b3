"""Who asks to be let in, invitations, redeem codes, and what members said at the door."""

from datetime import datetime
from typing import Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status
from pydantic import AwareDatetime

from coterie.api.found import community_at
from coterie.api.members import member_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.joining.domain.application import approve_applications, decline_applications
from coterie.joining.domain.invitation import invite, revoke_invitation
from coterie.joining.domain.redeem_code import make_redeem_codes, void_redeem_codes
from coterie.joining.enums import PassageState, StepKind
from coterie.joining.models import Answer, Invitation, Passage, RedeemBatch
from coterie.joining.queries.answers import answers_visible_to
from coterie.joining.queries.applications import applications_visible_to
from coterie.joining.queries.invitations import invitations_visible_to, redeem_batches_visible_to
from coterie.kit.clock import now
from coterie.kit.errors import NotFound

router = Router(tags=["entry"])


class State(Slice):
    """Which applications."""

    state: Literal["waiting", "passed", "declined"] = "waiting"


class ApplicationOut(Schema):
    """Somebody who asks to be let in."""

    key: str
    name: str
    email: str
    words: str
    step: StepKind
    state: PassageState
    code: str | None
    right: int | None
    asked_at: datetime
    decided_at: datetime | None
    reason: str


class Decisions(Schema):
    """Applications by key, what is decided and, in words that they read, why."""

    applications: list[str] = Field(max_length=1000)
    action: Literal["approve", "decline"]
    reason: str = Field("", max_length=300)


class Decided(Schema):
    """How many were decided."""

    decided: int


class InvitationIn(Schema):
    """A personal way in."""

    invited: str = Field(min_length=1, max_length=60)
    most: int = Field(1, ge=1, le=10_000)
    expires_at: AwareDatetime | None = None


class InvitationOut(InvitationIn):
    """A personal way in; its link is the community's address with `/join?invitation=KEY`."""

    key: str
    used: int
    created_at: datetime
    revoked_at: datetime | None


class BatchIn(Schema):
    """Codes for one occasion."""

    title: str = Field(min_length=1, max_length=60)
    count: int = Field(ge=1, le=10_000)
    expires_at: AwareDatetime | None = None


class BatchOut(Schema):
    """A batch of redeem codes."""

    key: str
    title: str
    made: int
    used: int
    created_at: datetime
    expires_at: datetime | None
    voided_at: datetime | None


class Made(Schema):
    """A new batch and its codes, which cannot be read again."""

    key: str
    codes: list[str]


class Said(Schema):
    """What a member said at the door, in the words in which it was asked."""

    question: str
    answer: str
    at: datetime


@router.get("/communities/{slug}/applications", response=Page[ApplicationOut])
def applications(request: HttpRequest, slug: str, part: Query[State]) -> dict[str, object]:
    """List applications in a state, newest first."""
    community = community_at(request, slug, Permission.SEE_MEMBERS)
    return page_of(applications_visible_to(actor_of(request), community.pk, state=part.state), part, application_shown)


def application_shown(row: Passage) -> ApplicationOut:
    """Return an application as the API shows one."""
    names = ("key", "name", "email", "words", "state", "right", "decided_at", "reason")
    facts = {name: getattr(row, name) for name in names}
    return ApplicationOut(
        **facts, step=StepKind(row.threshold.kind), code=row.code.slug if row.code else None, asked_at=row.at
    )


@router.post("/communities/{slug}/applications/decisions", response=Decided)
def decisions(request: HttpRequest, slug: str, body: Decisions) -> dict[str, int]:
    """Approve or decline applications."""
    community, actor = community_at(request, slug, Permission.EDIT_MEMBERS), actor_of(request)
    rows = applications_visible_to(actor, community.pk, state="").filter(key__in=body.applications)
    verb = approve_applications if body.action == "approve" else decline_applications
    chosen = list(rows.values_list("pk", flat=True))
    return {"decided": verb(community=community.pk, passages=chosen, reason=body.reason, actor=actor, now=now())}


@router.get("/communities/{slug}/invitations", response=Page[InvitationOut])
def invitations(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the invitations, newest first."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    return page_of(invitations_visible_to(actor_of(request), community.pk), part)


@router.post("/communities/{slug}/invitations", response={201: InvitationOut})
def new_invitation(request: HttpRequest, slug: str, body: InvitationIn) -> Status[Invitation]:
    """Make an invitation."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    return Status(201, invite(community=community.pk, **body.dict(), actor=actor_of(request), now=now()))


@router.delete("/communities/{slug}/invitations/{key}", response={204: None})
def revocation(request: HttpRequest, slug: str, key: str) -> Status[None]:
    """Revoke an invitation; who came by it stays."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    row = invitations_visible_to(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound("there is no such invitation")
    revoke_invitation(invitation=row.pk, actor=actor_of(request), now=now())
    return Status(204, None)


@router.get("/communities/{slug}/redeem-codes", response=Page[BatchOut])
def batches(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the batches of redeem codes, newest first."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    return page_of(redeem_batches_visible_to(actor_of(request), community.pk), part)


@router.post("/communities/{slug}/redeem-codes", response={201: Made})
def new_batch(request: HttpRequest, slug: str, body: BatchIn) -> Status[dict[str, object]]:
    """Make redeem codes; they stand in this answer alone, which an Idempotency-Key keeps for a day."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    batch, codes = make_redeem_codes(community=community.pk, **body.dict(), actor=actor_of(request), now=now())
    return Status(201, {"key": batch.key, "codes": codes})


@router.delete("/communities/{slug}/redeem-codes/{key}", response={204: None})
def voiding(request: HttpRequest, slug: str, key: str) -> Status[None]:
    """Void the unused codes of a batch."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    row: RedeemBatch | None = redeem_batches_visible_to(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound("there is no such batch")
    void_redeem_codes(batch=row.pk, actor=actor_of(request), now=now())
    return Status(204, None)


@router.get("/communities/{slug}/members/{key}/answers", response=Page[Said])
def answers(request: HttpRequest, slug: str, key: str, part: Query[Slice]) -> dict[str, object]:
    """Show what a member said at the door."""
    row = member_at(request, slug, key, Permission.SEE_MEMBERS)
    rows = answers_visible_to(actor_of(request), row.community_id).filter(member=row.pk)
    return page_of(rows, part, said)


def said(row: Answer) -> dict[str, object]:
    """Return an answer as the API shows one."""
    return {"question": row.said_to, "answer": row.value, "at": row.at}
