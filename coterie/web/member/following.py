"""Following a profile of the community."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from coterie.communities.queries.profiles import published_profiles
from coterie.kit.clock import now
from coterie.members.domain.follow import follow_profile
from coterie.web.member.place import Standing, member_page, own_or_404
from coterie.web.request import one_or_404


@require_POST
@member_page("home")
def following(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Follow a profile, or no more."""
    own_or_404(standing)
    row = one_or_404(published_profiles(standing.community), key=key)
    follow_profile(profile=row.pk, on=request.POST.get("on") == "1", actor=standing.actor, now=now())
    return redirect("ip", standing.slug, key)
