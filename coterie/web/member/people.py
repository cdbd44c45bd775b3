"""Who sits in a group, and coming and going."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coterie.groups.domain.membership import join_group, leave_group
from coterie.groups.queries.groups import members_in
from coterie.kit.clock import now
from coterie.members.domain.member import admit_member, leave_community
from coterie.members.enums import MemberState
from coterie.web.member.place import Room, Standing, member_page, own_or_404, room_page, seated_or_404
from coterie.web.request import page_of
from coterie.web.sign_in.session import account_of


@require_GET
@room_page
def people(request: HttpRequest, room: Room) -> HttpResponse:
    """Show who sits in the group."""
    words = request.GET.get("q", "").strip()
    seats = members_in(room.group).filter(member__state=MemberState.ACTIVE, member__name__icontains=words)
    return render(request, "member/people.html", {"room": room, "words": words, "people": page_of(request, seats)})


@require_POST
@room_page
def seat(request: HttpRequest, room: Room) -> HttpResponse:
    """Seat staff who look at a group, as members like everybody."""
    if room.member is None:
        at, account = now(), account_of(request)
        name = str(getattr(request.user, "name", ""))
        member = admit_member(community=room.community, account=account, name=name, actor=room.actor, now=at)
        join_group(group=room.group, member=member.pk, actor=room.actor, now=at)
    return redirect(room.url)


@require_http_methods(["GET", "POST"])
@room_page
def group_departure(request: HttpRequest, room: Room) -> HttpResponse:
    """Say what leaving the group means; leave it."""
    member = seated_or_404(room)
    if request.method == "GET":
        return render(request, "member/group_departure.html", {"room": room})
    leave_group(group=room.group, member=member, actor=room.actor, now=now())
    messages.success(request, _("You left %(group)s.") % {"group": room.name})
    return redirect("member:home", room.slug)


@require_http_methods(["GET", "POST"])
@member_page("profile")
def departure(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Say what leaving the community means; leave it."""
    member = own_or_404(standing)
    if request.method == "GET":
        return render(request, "member/departure.html", {"standing": standing})
    leave_community(member=member, actor=standing.actor, now=now())
    messages.success(request, _("You left %(community)s.") % {"community": standing.name})
    return redirect("member:communities")
