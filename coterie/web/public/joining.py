"""The way in: from a scanned code to the first page of the group."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from coterie.accounts.enums import Way
from coterie.accounts.models import Account
from coterie.accounts.queries.accounts import account_with
from coterie.joining.domain.joining import Joined, join
from coterie.joining.queries.baits import promise_at
from coterie.joining.queries.codes import seat_of
from coterie.joining.queries.seat import LinePlace, line_place, picture_seat
from coterie.kit.clock import now
from coterie.members.queries.members import member_of
from coterie.web.attempt import attempt
from coterie.web.place import set_place
from coterie.web.public.arrival import asked_code, note_link
from coterie.web.public.doorway import Doorway, carried_on, doorway_of, marks, onward
from coterie.web.public.join_form import JoinForm
from coterie.web.public.visitor import remember
from coterie.web.public.waiting import words_of as line_words
from coterie.web.public.waiting_form import WaitingForm
from coterie.web.request import actor_of, community_or_404
from coterie.web.sign_in.session import sign_in


def join_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is left to do, and let in who has done it."""
    community = community_or_404(request, slug)
    set_place(request, community)
    doorway = doorway_of(request, community)
    note_link(request, community, asked_code(request, community), doorway.visit.visitor)
    if aside := led_aside(request, doorway):
        return remember(aside, doorway.visit.visitor)
    form = form_for(request, doorway)
    if request.method == "POST" and form.is_valid():
        joined = attempt(form, enter, request=request, doorway=doorway, form=form)
        if isinstance(joined, Joined):
            return remember(welcome(request, doorway, joined), doorway.visit.visitor)
    return remember(render(request, "public/join.html", words_of(request, doorway, form)), doorway.visit.visitor)


def led_aside(request: HttpRequest, doorway: Doorway) -> HttpResponse | None:
    """Answer who waits, has a seat behind a picture, has a step to do first, or comes by what somebody else used."""
    if doorway.spent:
        words = {"community": doorway.community, "carried": carried_on(request)}
        return render(request, "public/entered.html", words)
    code, line = doorway.code, waiting_place(request, doorway)
    if line and code:
        waiting = {"community": doorway.community, **line_words(code, line, WaitingForm())}
        return render(request, "public/waiting.html", waiting)
    if code and picture_seat(code.pk, doorway.visit.visitor, now=now()):
        return redirect("seat", doorway.community.slug, code.slug)
    return redirect(onward(request, doorway)) if doorway.next else None


def waiting_place(request: HttpRequest, doorway: Doorway) -> LinePlace | None:
    """Return the visitor's place in line, who was told at the code that there is no seat."""
    if request.GET.get("wait") != "1" or request.method != "GET" or doorway.code is None:
        return None
    return line_place(doorway.code.pk, doorway.visit.visitor)


def form_for(request: HttpRequest, doorway: Doorway) -> JoinForm:
    """Return the form with what is asked where one enters."""
    member = member_of(actor_of(request), doorway.community.pk)
    known = request.user.is_authenticated
    name = member.name if member else request.user.name if isinstance(request.user, Account) else applied_as(doorway)
    return JoinForm(request.POST or None, steps=doorway.last, known=known, initial={"name": name})


def applied_as(doorway: Doorway) -> str:
    """Return the name under which the visitor applied."""
    return next((step.passage.name for step in doorway.apart if step.passage and step.passage.name), "")


def words_of(request: HttpRequest, doorway: Doorway, form: JoinForm) -> dict[str, object]:
    """Return what the page where one enters shows."""
    code, visit = doorway.code, doorway.visit
    return {
        "community": doorway.community,
        "form": form,
        "code": code,
        "seat": seat_of(code.pk, visit.visitor) if code else None,
        "marks": marks(doorway),
        "promise": promise_at(code, now=now()),
    }


def enter(request: HttpRequest, doorway: Doorway, form: JoinForm) -> Joined:
    """Join with what was filled in."""
    actor, code = actor_of(request), asked_code(request, doorway.community)
    visitor = doorway.visit.visitor
    door: dict[str, Any] = {"community": doorway.community.pk, "code": code.slug if code else "", "visitor": visitor}
    return join(**door, **form.facts(), account=actor.account, language=get_language() or "", actor=actor, now=now())


def welcome(request: HttpRequest, doorway: Doorway, joined: Joined) -> HttpResponse:
    """Sign the new member in and lead them to what was promised, else to their seat."""
    if not request.user.is_authenticated:
        sign_in(request, account_with(joined.account), way=Way.JOINING)
    return HttpResponseRedirect(way_on(request, doorway, joined))


def way_on(request: HttpRequest, doorway: Doorway, joined: Joined) -> str:
    """Return the address where a new member goes on."""
    slug = doorway.community.slug
    if joined.picture and request.GET.get("code"):
        return reverse("seat", args=[slug, request.GET["code"].lower()])
    if joined.promised:
        door = f"&code={doorway.code.slug}" if doorway.code else ""
        return f"{reverse('member:things', args=[slug])}?new=1{door}"
    if joined.received and joined.group_key:
        return reverse("member:welcome", args=[slug])
    if joined.external_url:
        return joined.external_url
    if joined.group_key:
        return reverse("member:group", args=[slug, joined.group_key])
    return reverse("member:home", args=[slug])
