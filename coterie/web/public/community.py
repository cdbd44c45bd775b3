"""The public page of a community."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coterie.communities.queries.communities import rules_in_force
from coterie.groups.queries.groups import public_groups
from coterie.joining.domain.sight import see_page
from coterie.joining.queries.codes import front_door
from coterie.kit.clock import now
from coterie.members.queries.members import member_of
from coterie.web.guests import shared
from coterie.web.place import set_place
from coterie.web.public.visitor import remember, visitor_of
from coterie.web.request import actor_of, community_or_404


@require_safe
def community(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the community is and the way in."""
    row, actor, visitor = community_or_404(request, slug), actor_of(request), visitor_of(request)
    set_place(request, row)
    see_page(community=row.pk, visitor=visitor, actor=actor, now=now())
    words = {
        "community": row,
        "canvas": row.canvas,
        "rules": rules_in_force(row.pk),
        "groups": public_groups(row.pk),
        "door": front_door(row.pk),
        "member": member_of(actor, row.pk),
    }
    answer = render(request, "public/community.html", words)
    return remember(shared(answer, row.pk), visitor)
