"""The guest book, guests at one time, what the audience asks, and how good it was found."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, File, Query, Router, Schema, Status, UploadedFile

from coterie.api.found import community_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.rituals import time_at
from coterie.api.token import actor_of
from coterie.api.upload import MB, refuse_large
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.rituals.domain.appearance import invite_guest, thank_guest, uninvite_guest
from coterie.rituals.domain.guest import add_guest, archive_guest, edit_guest, set_photo
from coterie.rituals.models import Appearance, Guest
from coterie.rituals.queries.guests import appearance_at, guests_run_by

router = Router(tags=["guests"])
ALL, ONE = "/communities/{slug}/guests", "/communities/{slug}/guests/{key}"
TIME = "/communities/{slug}/occurrences/{key}/guest"
LARGEST = 12 * MB


class GuestIn(Schema):
    """What the book says of a guest."""

    name: str = Field(min_length=1, max_length=60)
    headline: str = Field("", max_length=120)
    profile: str = Field("", max_length=2000)
    topics: str = Field("", max_length=600)
    contact: str = Field("", max_length=200, description="for operators alone")


class GuestOut(GuestIn):
    """A guest; `came` is how often they were here."""

    key: str
    photo: bool
    came: int
    created_at: datetime

    @staticmethod
    def resolve_photo(row: Guest) -> bool:
        """Tell whether there is a portrait."""
        return bool(row.photo)

    @staticmethod
    def resolve_came(row: Guest) -> int:
        """Return how often they were here."""
        return getattr(row, "came", 0)


class InvitationIn(Schema):
    """Who is asked to come."""

    guest: str = Field(max_length=12)


class InvitationOut(Schema):
    """A guest at one time: what they said, and the secret of their invitation."""

    guest: str = Field(validation_alias="guest.key")
    name: str = Field(validation_alias="guest.name")
    coming: str
    note: str
    secret: str
    asked_at: datetime
    answered_at: datetime | None
    thanked_at: datetime | None


def guest_at(request: HttpRequest, slug: str, key: str) -> Guest:
    """Return a guest of the book."""
    community = community_at(request, slug, Permission.EDIT_RITUALS)
    row = guests_run_by(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such guest."))
    return row


@router.get(ALL, response=Page[GuestOut])
def guests(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the guest book."""
    community = community_at(request, slug, Permission.EDIT_RITUALS)
    return page_of(guests_run_by(actor_of(request), community.pk).order_by("-id"), part)


@router.post(ALL, response={201: GuestOut})
def new_guest(request: HttpRequest, slug: str, body: GuestIn) -> Status[Guest]:
    """Write somebody into the guest book."""
    community = community_at(request, slug, Permission.EDIT_RITUALS)
    return Status(201, add_guest(community=community.pk, actor=actor_of(request), now=now(), **body.dict()))


@router.get(ONE, response=GuestOut)
def one(request: HttpRequest, slug: str, key: str) -> Guest:
    """Show a guest."""
    return guest_at(request, slug, key)


@router.put(ONE, response=GuestOut)
def change(request: HttpRequest, slug: str, key: str, body: GuestIn) -> Guest:
    """Change what the book says."""
    return edit_guest(guest=guest_at(request, slug, key).pk, actor=actor_of(request), now=now(), **body.dict())


@router.delete(ONE, response={204: None})
def away(request: HttpRequest, slug: str, key: str) -> Status[None]:
    """Put a guest away."""
    archive_guest(guest=guest_at(request, slug, key).pk, actor=actor_of(request), now=now())
    return Status(204, None)


@router.post(f"{ONE}/photo", response=GuestOut)
def photo(request: HttpRequest, slug: str, key: str, picture: File[UploadedFile]) -> Guest:
    """Keep a portrait."""
    row = guest_at(request, slug, key)
    refuse_large(picture, LARGEST, "picture")
    return set_photo(guest=row.pk, picture=picture.read(), actor=actor_of(request), now=now())


@router.get(TIME, response={200: InvitationOut | None})
def invited(request: HttpRequest, slug: str, key: str) -> Appearance | None:
    """Show who is guest at one time, null without one."""
    return appearance_at(time_at(request, slug, key, Permission.EDIT_RITUALS).pk)


@router.put(TIME, response=InvitationOut)
def invite(request: HttpRequest, slug: str, key: str, body: InvitationIn) -> Appearance | None:
    """Ask a guest to come, in place of another."""
    row, guest = time_at(request, slug, key, Permission.EDIT_RITUALS), guest_at(request, slug, body.guest)
    invite_guest(occurrence=row.pk, guest=guest.pk, actor=actor_of(request), now=now())
    return appearance_at(row.pk)


@router.delete(TIME, response={204: None})
def uninvite(request: HttpRequest, slug: str, key: str) -> Status[None]:
    """Let it take place without a guest."""
    row = time_at(request, slug, key, Permission.EDIT_RITUALS)
    uninvite_guest(occurrence=row.pk, actor=actor_of(request), now=now())
    return Status(204, None)


@router.put(f"{TIME}/thanks", response=InvitationOut)
def thank(request: HttpRequest, slug: str, key: str) -> Appearance | None:
    """Note that the guest was thanked."""
    row = time_at(request, slug, key, Permission.EDIT_RITUALS)
    thank_guest(occurrence=row.pk, actor=actor_of(request), now=now())
    return appearance_at(row.pk)
