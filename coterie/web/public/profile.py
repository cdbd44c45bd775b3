"""The page of a profile of the community: for people on a phone, and for machines that read the web."""

import json
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from coterie.communities.enums import ProfileKind
from coterie.communities.models import Community, Profile
from coterie.communities.queries.profiles import photo_of, profile_shown
from coterie.joining.domain.sight import Look
from coterie.kit.clock import now
from coterie.members.models import Member
from coterie.members.queries.follows import followed_by, followers_of
from coterie.members.queries.members import member_of
from coterie.rituals.queries.pieces import pieces_of_profile
from coterie.rituals.queries.rituals import times_held_by
from coterie.web.card_picture import card_answer
from coterie.web.files import handed
from coterie.web.guests import shared
from coterie.web.place import set_place
from coterie.web.public.addresses import profile_address, public_address
from coterie.web.public.arrival import seen_by
from coterie.web.public.landing_sheet import IN_SCRIPT
from coterie.web.public.visitor import remember, visitor_of
from coterie.web.request import actor_of, community_or_404

SHOWN_TIMES, SHOWN_PIECES = 3, 3


def profile_at(request: HttpRequest, community: Community, key: str) -> Profile:
    """Find a profile that the asker may see, or 404."""
    row = profile_shown(actor_of(request), community.pk, key)
    if row is None:
        raise Http404
    return row


@require_safe
def ip(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Show who this is, what they know, who vouches for them, and what comes next."""
    community, visitor = community_or_404(request, slug), visitor_of(request)
    row, member = profile_at(request, community, key), member_of(actor_of(request), community.pk)
    set_place(request, community)
    code = seen_by(request, community, visitor)
    words = {"community": community, "row": row, "member": member, "asked": code, **facts_of(community, row, member)}
    with timezone.override(ZoneInfo(community.timezone)):
        answer = render(request, "public/profile.html", words)
    return remember(shared(answer, Look(community=community.pk)), visitor)


def facts_of(community: Community, row: Profile, member: Member | None) -> dict[str, object]:
    """Return what the page shows besides the profile itself."""
    return {
        "times": times_held_by(community.pk, row.account_id, now())[:SHOWN_TIMES],
        "latest": pieces_of_profile(row.pk)[:SHOWN_PIECES],
        "followers": followers_of(community.pk).get(row.pk, 0),
        "follows": row.pk in followed_by(member.pk if member else None),
        **addresses_of(community, row),
    }


def addresses_of(community: Community, row: Profile) -> dict[str, object]:
    """Return where the page and its pictures are, and what machines read of it."""
    address = profile_address(community.slug, row.key)
    photo = f"{address}/photo/{row.photo}" if row.photo else ""
    pictures = {"photo": photo, "card": f"{address}/card.png"}
    return {"address": address, **pictures, "structured": structured(community, row, address, photo)}


def structured(community: Community, row: Profile, address: str, photo: str) -> SafeString:
    """Return what search engines read: a person or an organisation (schema.org)."""
    home = public_address(community.slug)
    organisation = {"@type": "Organization", "@id": f"{home}#organization", "name": community.name, "url": home}
    brand = row.kind == ProfileKind.BRAND
    about: dict[str, Any] = {
        "@type": "Organization" if brand else "Person", "@id": address, "url": address, "name": row.name,
        "description": row.headline, "knowsAbout": row.expertise,
        ("parentOrganization" if brand else "worksFor"): {"@id": organisation["@id"]},
    }  # fmt: skip
    about |= {"image": photo} if photo else {}
    about |= {"subjectOf": [piece_of(one) for one in row.pieces]} if row.pieces else {}
    page = {"@type": "ProfilePage", "url": address, "mainEntity": {"@id": address}}
    text = json.dumps({"@context": "https://schema.org", "@graph": [organisation, about, page]}, ensure_ascii=False)
    return mark_safe(text.translate(IN_SCRIPT))  # noqa: S308 - JSON without the signs that could end a script


def piece_of(one: dict[str, str]) -> dict[str, str]:
    """Return a signature piece as search engines read one."""
    return {"@type": "CreativeWork", "name": one["title"], "url": one["url"]}


@require_safe
def ip_photo(request: HttpRequest, slug: str, key: str, photo: str) -> HttpResponse:
    """Hand the portrait over to whoever may see the page; a new one has another address."""
    community = community_or_404(request, slug)
    file = photo_of(actor_of(request), community.pk, key, photo)
    if file is None:
        raise Http404
    return handed(file, keep="public, max-age=31536000, immutable")


@require_safe
def ip_card(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Hand over the picture that is shown where the page is shared."""
    community = community_or_404(request, slug)
    row = profile_at(request, community, key)
    return card_answer(community.pk, row.name, row.headline or community.name)
