"""What a community is known by: name, slogan, colour, logo, member numbers."""

from django.http import HttpRequest
from ninja import Field, File, Router, Schema, UploadedFile

from coterie.api.communities import CommunityOut
from coterie.api.found import community_at
from coterie.api.token import actor_of
from coterie.api.upload import MB, refuse_large
from coterie.communities.domain.identity import set_identity, set_logo
from coterie.communities.enums import Accent, Permission
from coterie.communities.models import Community
from coterie.kit.clock import now

router = Router(tags=["communities"])

LARGEST = 12 * MB


class IdentityFacts(Schema):
    """What to change; what is null stays as it is."""

    name: str | None = Field(None, min_length=1, max_length=60)
    slogan: str | None = Field(None, max_length=120)
    accent: Accent | None = None
    number_pattern: str | None = Field(None, max_length=20)
    """The run of # is the number with at least as many digits: XH-#### gives XH-0007."""


@router.patch("/communities/{slug}/identity", response=CommunityOut)
def new_identity(request: HttpRequest, slug: str, body: IdentityFacts) -> Community:
    """Change what the community is known by."""
    row = community_at(request, slug, Permission.EDIT_CANVAS)
    return set_identity(community=row.pk, **body.dict(exclude_none=True), actor=actor_of(request), now=now())


@router.post("/communities/{slug}/logo", response=CommunityOut)
def new_logo(request: HttpRequest, slug: str, picture: File[UploadedFile]) -> Community:
    """Put a picture (JPEG, PNG, WebP or GIF, up to 12 MB) in the place of the letter."""
    row = community_at(request, slug, Permission.EDIT_CANVAS)
    refuse_large(picture, LARGEST, "picture")
    return set_logo(community=row.pk, picture=picture.read(), actor=actor_of(request), now=now())


@router.delete("/communities/{slug}/logo", response=CommunityOut)
def no_logo(request: HttpRequest, slug: str) -> Community:
    """Put the letter back."""
    row = community_at(request, slug, Permission.EDIT_CANVAS)
    return set_logo(community=row.pk, picture=None, actor=actor_of(request), now=now())
