"""The public page of a community."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coterie.communities.enums import State
from coterie.communities.queries.communities import rules_in_force
from coterie.communities.queries.profiles import published_profiles
from coterie.groups.queries.groups import public_groups
from coterie.joining.domain.sight import Look
from coterie.joining.models import LiveCode
from coterie.joining.queries.baits import promise_at
from coterie.joining.queries.codes import front_door
from coterie.joining.queries.replies import has_replies
from coterie.kit.clock import now
from coterie.market.queries.shop import listed_offers
from coterie.members.queries.members import member_of
from coterie.web.guests import shared
from coterie.web.place import set_place
from coterie.web.public.arrival import seen_by
from coterie.web.public.visitor import remember, visitor_of
from coterie.web.request import actor_of, community_or_404


def door_of(community: int, code: LiveCode | None) -> dict[str, object]:
    """Return the way in and what hangs there: by the code of the link, else by the front door."""
    door = code or front_door(community)
    return {"door": door, "asked": code, "promise": promise_at(door, now=now())}


def inside_of(community: int) -> dict[str, object]:
    """Return whom one meets there, in which groups, by which rules."""
    rows = {"faces": published_profiles(community), "groups": public_groups(community)}
    rows["offers"] = listed_offers(community)[:20]
    return {**rows, "rules": rules_in_force(community)}


@require_safe
def community(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the community is and the way in."""
    row, visitor = community_or_404(request, slug), visitor_of(request)
    set_place(request, row)
    code = seen_by(request, row, visitor)
    words = {
        "community": row,
        "canvas": row.canvas,
        **inside_of(row.pk),
        "asks": row.state == State.OPEN and has_replies(row.pk),
        **door_of(row.pk, code),
        "member": member_of(actor_of(request), row.pk),
    }
    return remember(shared(render(request, "public/community.html", words), Look(community=row.pk)), visitor)
