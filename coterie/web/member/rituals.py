"""What one can expect: the rituals of one's groups, a session, its marks and the wishes for the next one."""

from datetime import datetime, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coterie.groups.queries.seat import seats_in
from coterie.kit.clock import now
from coterie.rituals.domain.idea import propose_idea, vote_for_idea
from coterie.rituals.domain.mark import mark_contribution, unmark_contribution
from coterie.rituals.models import Occurrence
from coterie.rituals.queries.ballots import ballots_visible_to
from coterie.rituals.queries.challenges import challenges_visible_to
from coterie.rituals.queries.contributions import session_of
from coterie.rituals.queries.gatherings import gatherings_visible_to
from coterie.rituals.queries.ideas import ideas_of, wishes_for
from coterie.rituals.queries.pieces import pieces_visible_to
from coterie.rituals.queries.rallies import calls_to
from coterie.rituals.queries.rituals import occurrences_visible_to
from coterie.rituals.queries.trials import trials_visible_to
from coterie.rituals.rules import AHEAD
from coterie.web.attempt import attempt
from coterie.web.member.feed import feed_address
from coterie.web.member.guest_part import of_guest
from coterie.web.member.place import Standing, member_page, own_or_404
from coterie.web.request import one_or_404

SHOWN, LAST, NEWEST = 30, 10, 3
LOOKED_AHEAD = timedelta(days=14)


@require_safe
@member_page("rituals")
def rituals(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Show what is going on, what comes, and what was."""
    rows, at = occurrences_visible_to(standing.actor, standing.community), now()
    words = {
        "standing": standing,
        "coming": rows.filter(state__in=AHEAD, ends_at__gt=at, starts_at__lt=at + LOOKED_AHEAD)[:SHOWN],
        "past": rows.filter(state="closed").order_by("-starts_at")[:LAST],
        "feed": feed_address(standing.member) if standing.member else "",
    }
    return render(request, "member/rituals.html", words | beside(standing, at))


def beside(standing: Standing, at: datetime) -> dict[str, object]:
    """Return what goes on beside the calendar: votes, gatherings and check-ins of these weeks, and what to read."""
    who, since = (standing.actor, standing.community), at - LOOKED_AHEAD
    return {
        "ballots": ballots_visible_to(*who).filter(closes_at__gte=since)[:LAST],
        "trials": trials_visible_to(*who).filter(feedback_until__gte=since)[:LAST],
        "calls": calls_to(standing.community, standing.member).filter(rally__closes_at__gte=at)[:LAST],
        "pieces": pieces_visible_to(*who)[:NEWEST],
        "gatherings": gatherings_visible_to(*who).filter(ends_at__gte=since)[:LAST],
        "challenges": challenges_visible_to(*who).filter(last_on__gte=since.date())[:LAST],
    }


@require_safe
@member_page("rituals")
def ritual(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Show one time of a ritual: when, about what, what was said in it, and what one wishes for the next time."""
    row = time_at(standing, key)
    return time_page(request, standing, row, IdeaForm())


def time_page(
    request: HttpRequest, standing: Standing, row: Occurrence, form: forms.Form, **forms_: forms.Form
) -> HttpResponse:
    """Answer with the page of one time."""
    words = {
        "standing": standing,
        "row": row,
        "form": form,
        "session": session_of(row, reader=standing.member, now=now()),
        "wishes": wishes_for(row.ritual_id, reader=standing.member),
        "seated": row.group_id in {seat.group for seat in seats_in(standing.actor, standing.community)},
    }
    wrong = any(one.errors for one in (form, *forms_.values()))
    words |= of_guest(standing, row) | forms_
    return render(request, "member/ritual.html", words, status=422 if wrong else 200)


class IdeaForm(forms.Form):
    """A topic to wish for."""

    text = forms.CharField(label="", max_length=120)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # what a form takes
        self.fields["text"].label = _("What should it be about?")


def time_at(standing: Standing, key: str) -> Occurrence:
    """Return one time that the reader may know of, or 404."""
    return one_or_404(occurrences_visible_to(standing.actor, standing.community), key=key)


@require_POST
@member_page("rituals")
def marks(request: HttpRequest, standing: Standing, key: str, message: str) -> HttpResponse:
    """Mark a contribution as good, or take the mark back."""
    row, member = time_at(standing, key), own_or_404(standing)
    verb = unmark_contribution if request.POST.get("on") == "0" else mark_contribution
    verb(occurrence=row.pk, member=member, message=message, actor=standing.actor, now=now())
    return redirect("member:ritual", standing.slug, key)


@require_POST
@member_page("rituals")
def ideas(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Wish for a topic."""
    row, form = time_at(standing, key), IdeaForm(request.POST)
    own_or_404(standing)
    facts = {"ritual": row.ritual_id, "actor": standing.actor, "now": now()}
    if form.is_valid() and attempt(form, propose_idea, text=form.cleaned_data["text"], **facts) is not None:
        messages.success(request, _("Your wish is kept."))
        return redirect("member:ritual", standing.slug, key)
    return time_page(request, standing, row, form)


@require_POST
@member_page("rituals")
def idea_vote(request: HttpRequest, standing: Standing, key: str, idea: str) -> HttpResponse:
    """Wish for another's topic too, or no more."""
    row = time_at(standing, key)
    own_or_404(standing)
    wanted = one_or_404(ideas_of(row.ritual_id), key=idea)
    vote_for_idea(idea=wanted.pk, on=request.POST.get("on") != "0", actor=standing.actor, now=now())
    return redirect("member:ritual", standing.slug, key)
