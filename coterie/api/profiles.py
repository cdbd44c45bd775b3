"""The IP profiles of a community: for operators, with what their word weighs; and following, for members."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, File, Query, Router, Schema, Status, UploadedFile

from coterie.api.found import community_at
from coterie.api.inside import READ, WRITE, community_inside, own_member
from coterie.api.paging import Page, Slice, page_of
from coterie.api.review import SheetOut
from coterie.api.token import actor_of, need_scope
from coterie.api.upload import MB, refuse_large
from coterie.communities.domain.profile import (
    archive_profile,
    create_profile,
    edit_profile,
    publish_profile,
    set_profile_photo,
)
from coterie.communities.enums import Permission, ProfileKind
from coterie.communities.models import Profile
from coterie.communities.queries.profiles import profiles_run_by, published_profiles
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.members.domain.follow import follow_profile
from coterie.members.queries.follows import followed_by, followers_of
from coterie.members.queries.members import member_of
from coterie.members.queries.speakers import member_with, speakers_of
from coterie.review.queries.authority import authority
from coterie.review.queries.authority_sheet import authority_sheet
from coterie.review.queries.log import open_log
from coterie.review.queries.sheet import Sheet
from coterie.review.rules.period import Scope

router = Router(tags=["profiles"])
ALL, ONE = "/communities/{slug}/profiles", "/communities/{slug}/profiles/{key}"
MINE = "/me/memberships/{slug}/profiles"
LARGEST = 12 * MB


class Endorsement(Schema):
    """Who vouches, with what words."""

    who: str = Field(min_length=1, max_length=80)
    words: str = Field(min_length=1, max_length=300)


class Piece(Schema):
    """A signature piece and where it is."""

    title: str = Field(min_length=1, max_length=120)
    url: str = Field(min_length=9, max_length=500, description="begins with https://")


class ShownFacts(Schema):
    """What everybody reads of a profile."""

    kind: ProfileKind = ProfileKind.PERSON
    name: str = Field(min_length=1, max_length=60)
    headline: str = Field("", max_length=120)
    persona: str = Field("", max_length=2000)
    expertise: list[str] = Field(default_factory=list, max_length=12)
    endorsements: list[Endorsement] = Field(default_factory=list, max_length=12)
    pieces: list[Piece] = Field(default_factory=list, max_length=12)


class ProfileIn(ShownFacts):
    """A profile, and the account of who speaks as it: an operator, or a member with a title."""

    account: str | None = Field(None, max_length=12, description="key of an account")


class ProfileOut(ProfileIn):
    """A profile as operators see it."""

    key: str
    photo: bool
    published_at: datetime | None
    followers: int


class SeenOut(ShownFacts):
    """A profile that everybody sees, and whether you follow it."""

    key: str
    photo: bool
    followers: int
    follows: bool


class Following(Schema):
    """Whether you follow a profile."""

    follows: bool


def profile_shown(row: Profile, followers: int) -> dict[str, Any]:
    """Return a profile as the API shows one to operators."""
    account = row.account.key if row.account else None
    facts = {"key": row.key, "account": account, "published_at": row.published_at, "followers": followers}
    return {**seen_facts(row), **facts}


def seen_facts(row: Profile) -> dict[str, Any]:
    """Return what everybody reads of a profile."""
    return {name: getattr(row, name) for name in ShownFacts.model_fields} | {"photo": bool(row.photo)}


def facts_of(community: int, body: ProfileIn) -> dict[str, Any]:
    """Return what the verbs take. Raises NotFound for an account that cannot speak here."""
    facts = body.dict()
    if body.account is not None:
        found = speakers_of(community).get(body.account)
        if found is None:
            raise NotFound(_("There is no such account."), field="account")
        facts["account"] = found[0]
    return facts


def profile_at(request: HttpRequest, slug: str, key: str, permission: str) -> Profile:
    """Return a profile of a community."""
    community = community_at(request, slug, permission)
    row = profiles_run_by(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such profile."))
    return row


@router.get(ALL, response=Page[ProfileOut])
def profiles(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the profiles, newest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    people = followers_of(community.pk)
    rows = profiles_run_by(actor_of(request), community.pk)
    return page_of(rows, part, lambda row: profile_shown(row, people.get(row.pk, 0)))


@router.post(ALL, response={201: ProfileOut})
def new_profile(request: HttpRequest, slug: str, body: ProfileIn) -> Status[dict[str, Any]]:
    """Give the community one more profile, as a draft."""
    community = community_at(request, slug, Permission.EDIT_CANVAS)
    facts = facts_of(community.pk, body)
    return Status(
        201, profile_shown(create_profile(community=community.pk, **facts, actor=actor_of(request), now=now()), 0)
    )


@router.get(ONE, response=ProfileOut)
def one(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a profile."""
    row = profile_at(request, slug, key, Permission.SEE_CONSOLE)
    return profile_shown(row, followers_of(row.community_id).get(row.pk, 0))


@router.put(ONE, response=ProfileOut)
def change(request: HttpRequest, slug: str, key: str, body: ProfileIn) -> dict[str, Any]:
    """Change a profile."""
    row = profile_at(request, slug, key, Permission.EDIT_CANVAS)
    edit_profile(profile=row.pk, **facts_of(row.community_id, body), actor=actor_of(request), now=now())
    return one(request, slug, key)


@router.delete(ONE, response={204: None})
def away(request: HttpRequest, slug: str, key: str) -> Status[None]:
    """Put a profile away."""
    row = profile_at(request, slug, key, Permission.EDIT_CANVAS)
    archive_profile(profile=row.pk, actor=actor_of(request), now=now())
    return Status(204, None)


@router.put(f"{ONE}/publication", response=ProfileOut)
def publish(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a profile to everybody."""
    return published(request, slug, key, on=True)


@router.delete(f"{ONE}/publication", response=ProfileOut)
def unpublish(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a profile to operators alone."""
    return published(request, slug, key, on=False)


def published(request: HttpRequest, slug: str, key: str, *, on: bool) -> dict[str, Any]:
    """Publish a profile, or hide it."""
    row = profile_at(request, slug, key, Permission.EDIT_CANVAS)
    publish_profile(profile=row.pk, on=on, actor=actor_of(request), now=now())
    return one(request, slug, key)


@router.post(f"{ONE}/photo", response=ProfileOut)
def photo(request: HttpRequest, slug: str, key: str, picture: File[UploadedFile]) -> dict[str, Any]:
    """Keep a portrait."""
    row = profile_at(request, slug, key, Permission.EDIT_CANVAS)
    refuse_large(picture, LARGEST, "picture")
    set_profile_photo(profile=row.pk, picture=picture.read(), actor=actor_of(request), now=now())
    return one(request, slug, key)


@router.get(f"{ONE}/authority", response=SheetOut)
def weight(request: HttpRequest, slug: str, key: str) -> Sheet:
    """Show what the word of a profile weighs, week by week: four series, and no total of them."""
    row = profile_at(request, slug, key, Permission.SEE_REVIEW)
    member = member_with(row.community_id, row.account_id)
    with open_log(Scope(community=row.community_id, now=now(), zone=row.community.timezone)) as log:
        return authority_sheet(authority(log, row.pk, member))


@router.get(MINE, response=Page[SeenOut])
def own_profiles(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the profiles that everybody sees, newest first, and whether you follow them."""
    actor = need_scope(request, READ)
    community = community_inside(actor, slug).pk
    member, people = member_of(actor, community), followers_of(community)
    mine = followed_by(member.pk if member else None)

    def shown(row: Profile) -> dict[str, Any]:
        facts = {"key": row.key, "followers": people.get(row.pk, 0), "follows": row.pk in mine}
        return {**seen_facts(row), **facts}

    return page_of(published_profiles(community), part, shown)


@router.put(f"{MINE}/{{key}}/following", response=Following)
def follow(request: HttpRequest, slug: str, key: str) -> dict[str, bool]:
    """Follow a profile."""
    return following(request, slug, key, on=True)


@router.delete(f"{MINE}/{{key}}/following", response=Following)
def unfollow(request: HttpRequest, slug: str, key: str) -> dict[str, bool]:
    """Follow a profile no more."""
    return following(request, slug, key, on=False)


def following(request: HttpRequest, slug: str, key: str, *, on: bool) -> dict[str, bool]:
    """Follow a profile, or no more."""
    actor = need_scope(request, WRITE)
    row = published_profiles(own_member(actor, slug).community_id).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such profile."))
    follow_profile(profile=row.pk, on=on, actor=actor, now=now())
    return {"follows": on}
