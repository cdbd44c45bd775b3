"""The way in: from a scanned code to the first page of the group."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from coterie.accounts.enums import Way
from coterie.accounts.models import Account
from coterie.accounts.queries.accounts import account_with
from coterie.communities.models import Community
from coterie.joining.domain.joining import Joined, join
from coterie.joining.models import LiveCode
from coterie.joining.queries.codes import seat_of
from coterie.joining.queries.progress import steps_for
from coterie.kit.clock import now
from coterie.members.queries.members import member_of
from coterie.web.attempt import attempt
from coterie.web.place import set_place
from coterie.web.public.arrival import asked_code, note_link
from coterie.web.public.join_form import JoinForm
from coterie.web.public.visitor import remember, visitor_of
from coterie.web.request import actor_of, community_or_404
from coterie.web.sign_in.session import sign_in


def join_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the threshold, and let in who passes it."""
    community = community_or_404(request, slug)
    set_place(request, community)
    code, visitor = asked_code(request, community), visitor_of(request)
    note_link(request, community, code, visitor)
    form = form_for(request, community, code, visitor)
    if request.method == "POST" and form.is_valid():
        joined = attempt(form, enter, request=request, community=community, code=code, visitor=visitor, form=form)
        if isinstance(joined, Joined):
            return remember(welcome(request, community, joined), visitor)
    words = {"community": community, "form": form, "code": code, "waits": waits(request)}
    words["seat"] = seat_of(code.pk, visitor) if code else None
    return remember(render(request, "public/join.html", words), visitor)


def waits(request: HttpRequest) -> bool:
    """Tell whether the code had no seat for this visitor."""
    return request.GET.get("wait") == "1" and request.method == "GET"


def form_for(request: HttpRequest, community: Community, code: LiveCode | None, visitor: int) -> JoinForm:
    """Return the form with the steps that are left for this visitor."""
    member = member_of(actor_of(request), community.pk)
    steps = steps_for(
        community=community.pk, code=code.pk if code else None, visitor=visitor, member=member.pk if member else None
    )
    known = request.user.is_authenticated
    name = member.name if member else request.user.name if isinstance(request.user, Account) else ""
    return JoinForm(request.POST or None, steps=steps, known=known, initial={"name": name})


def enter(request: HttpRequest, community: Community, code: LiveCode | None, visitor: int, form: JoinForm) -> Joined:
    """Join with what was filled in."""
    actor = actor_of(request)
    door: dict[str, Any] = {"community": community.pk, "code": code.slug if code else "", "visitor": visitor}
    return join(**door, **form.facts(), account=actor.account, language=get_language() or "", actor=actor, now=now())


def welcome(request: HttpRequest, community: Community, joined: Joined) -> HttpResponse:
    """Sign the new member in and lead them to their seat."""
    if not request.user.is_authenticated:
        sign_in(request, account_with(joined.account), way=Way.JOINING)
    if joined.external_url:
        return HttpResponseRedirect(joined.external_url)
    if joined.group_key:
        return redirect("member:group", community.slug, joined.group_key)
    return redirect("member:home", community.slug)
