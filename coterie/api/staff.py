"""The operators of a community."""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from coterie.accounts.queries.accounts import account_by_email, account_by_key
from coterie.api.found import community_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of
from coterie.communities.domain.staff import appoint_staff, dismiss_staff
from coterie.communities.enums import Permission, Role
from coterie.communities.models import StaffMember
from coterie.communities.queries.communities import staff_of
from coterie.kit.clock import now
from coterie.kit.errors import Invalid
from coterie.platform.limits.allowance import demand

router = Router(tags=["staff"])

GUESSES, WINDOW = 30, timedelta(hours=1)
"""How often a program may ask whether an address has an account."""


class Appointment(Schema):
    """A role for an account."""

    role: Role


class Invitation(Appointment):
    """A role for who has an account with an address."""

    email: str = Field(min_length=3, max_length=254)


class StaffOut(Schema):
    """An operator."""

    account: str
    name: str
    role: Role
    since: datetime


def shown(row: StaffMember) -> StaffOut:
    """Return an operator as the API shows one."""
    return StaffOut(account=row.account.key, name=row.account.name, role=Role(row.role), since=row.since)


@router.get("/communities/{slug}/staff", response=Page[StaffOut])
def staff(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the operators."""
    return page_of(staff_of(community_at(request, slug, Permission.SEE_CONSOLE).pk), part, shown)


@router.post("/communities/{slug}/staff", response={201: StaffOut})
def invite(request: HttpRequest, slug: str, body: Invitation) -> Status[StaffOut]:
    """Give a role to who has an account with an e-mail address."""
    row, actor = community_at(request, slug, Permission.APPOINT_STAFF), actor_of(request)
    demand("staff_by_email", str(actor.account), per=GUESSES, window=WINDOW, now=now())
    person = account_by_email(body.email)
    if person is None:
        raise Invalid(_("Nobody with this address has an account yet. Ask them to sign in once."), field="email")
    return Status(
        201, shown(appoint_staff(community=row.pk, account=person.pk, role=body.role, actor=actor, now=now()))
    )


@router.put("/communities/{slug}/staff/{account}", response=StaffOut)
def appoint(request: HttpRequest, slug: str, account: str, body: Appointment) -> StaffOut:
    """Give an account a role."""
    row = community_at(request, slug, Permission.APPOINT_STAFF)
    person = account_by_key(account)
    return shown(appoint_staff(community=row.pk, account=person.pk, role=body.role, actor=actor_of(request), now=now()))


@router.delete("/communities/{slug}/staff/{account}", response={204: None})
def dismiss(request: HttpRequest, slug: str, account: str) -> Status[None]:
    """End an appointment."""
    row = community_at(request, slug, Permission.APPOINT_STAFF)
    dismiss_staff(community=row.pk, account=account_by_key(account).pk, actor=actor_of(request), now=now())
    return Status(204, None)
