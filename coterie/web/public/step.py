"""The pages of the steps before one enters, and the way back to them."""

from collections.abc import Collection

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from coterie.joining.domain.answer import A_DAY
from coterie.joining.domain.bought import go_and_buy
from coterie.joining.enums import AfterTries, PassageState, StepKind
from coterie.joining.queries.applications import before_in_queue
from coterie.joining.queries.baits import promise_at
from coterie.joining.queries.progress import Step, doors_left
from coterie.joining.rules import return_seal
from coterie.kit.clock import now
from coterie.kit.ids import new_visitor
from coterie.web.attempt import attempt
from coterie.web.place import set_place
from coterie.web.public.doorway import Doorway, carried_on, doorway_of, marks, onward
from coterie.web.public.step_form import CARRIED, FORMS, HELD, BoughtForm, Hand, StepForm
from coterie.web.public.visitor import remember, visitor_of
from coterie.web.request import actor_of, community_or_404


def join_step(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Show one step of the way in, and let who passes it go on."""
    community = community_or_404(request, slug)
    set_place(request, community)
    doorway = doorway_of(request, community)
    step = step_here(doorway, kind)
    if step is None or doorway.spent:
        return remember(redirect(onward(request, doorway)), doorway.visit.visitor)
    given = request.POST if request.method == "POST" else None
    form = FORMS[kind](given, step=step, initial=carried(request))
    if request.method == "POST" and form.is_valid() and handed_in(request, doorway, form):
        return remember(redirect(onward(request, doorway_of(request, community))), doorway.visit.visitor)
    return remember(render(request, "public/step.html", words_of(doorway, step, form)), doorway.visit.visitor)


def step_here(doorway: Doorway, kind: str) -> Step | None:
    """Return the step of a page; None when another one is next, for the operators may have changed the way."""
    if kind not in FORMS:
        raise Http404
    return doorway.next if doorway.next and doorway.next.kind == kind else None


def carried(request: HttpRequest) -> dict[str, str]:
    """Return what the link by which somebody came fills in."""
    return {field: request.GET[name][:40] for name, field in CARRIED.items() if name in request.GET}


def handed_in(request: HttpRequest, doorway: Doorway, form: StepForm) -> bool:
    """Hand the step in; what is refused becomes an error of the form."""
    hand = Hand(actor_of(request), str(request.META.get("REMOTE_ADDR", "")), now())
    return attempt(form, form.hand_in, doorway=doorway, hand=hand) is not None


def words_of(doorway: Doorway, step: Step, form: StepForm) -> dict[str, object]:
    """Return what the page of a step shows."""
    waiting = step.passage if step.passage and step.passage.state == PassageState.WAITING else None
    return {
        "community": doorway.community,
        "step": step,
        "form": form,
        "marks": marks(doorway, step.kind),
        "carried": f"?code={doorway.code.slug}" if doorway.code else "",
        "promise": promise_at(doorway.code, now=now()),
        "before": before_in_queue(waiting) if waiting else 0,
        **tries_of(step),
    }


def tries_of(step: Step) -> dict[str, object]:
    """Return whether all tries are spent, and from when on there are new ones."""
    if step.tries_left != 0 or step.row is None or step.passage is None:
        return {}
    again_at = step.passage.at + A_DAY
    renewed = step.row.after_tries == AfterTries.TOMORROW
    return {"closed": not renewed, "again_at": again_at if renewed and again_at > now() else None}


@require_POST
def join_shop(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Remember the door, and lead to what is to be bought."""
    community = community_or_404(request, slug)
    doorway = doorway_of(request, community)
    step = step_here(doorway, kind)
    offer = BoughtForm(step=step).offer if step and kind in HELD else None
    if offer is None:
        return remember(redirect(onward(request, doorway)), doorway.visit.visitor)
    go_and_buy(visit=doorway.visit, kind=StepKind(kind), actor=actor_of(request), now=now())
    return remember(redirect("offer", offer.slug), doorway.visit.visitor)


def door_left(request: HttpRequest, offers: Collection[int]) -> str:
    """Return the page of the step at which this browser went to buy one of these offers, if it did."""
    found = doors_left(visitor_of(request), offers)
    if found is None:
        return ""
    path = reverse("join_step", args=[found.threshold.community.slug, found.threshold.kind])
    return f"{path}?code={found.code.slug}" if found.code else path


@require_POST
def join_anew(request: HttpRequest, slug: str) -> HttpResponse:
    """Let somebody else, who shares the browser, begin at the first step."""
    community = community_or_404(request, slug)
    return remember(redirect(reverse("join", args=[community.slug]) + carried_on(request)), new_visitor())


@require_safe
def join_return(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Know an applicant again who comes by the link in a letter."""
    community = community_or_404(request, slug)
    visitor = return_seal().read(token)
    if visitor is None:
        raise Http404
    doorway = doorway_of(request, community)
    return remember(redirect(onward(request, Doorway(community, doorway.code, None, ()))), int(visitor, 16))
