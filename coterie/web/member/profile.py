"""What a member is in a community."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from coterie.groups.queries.seat import seats_in
from coterie.joining.queries.progress import asks_for_members
from coterie.members.queries.members import member_of
from coterie.web.member.place import Standing, member_page


@require_GET
@member_page("profile")
def profile(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Show the own name, number and title, the own groups, and the ways out."""
    member = member_of(standing.actor, standing.community)
    seats = seats_in(standing.actor, standing.community)
    words = {"standing": standing, "member": member, "seats": seats}
    return render(request, "member/profile.html", {**words, "sends": asks_for_members(standing.community)})
