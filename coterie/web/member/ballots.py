"""A sealed vote as a member sees it, and the card of its result."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coterie.kit.clock import now
from coterie.rituals.domain.ballot import cast_vote
from coterie.rituals.models import Ballot
from coterie.rituals.queries.ballots import ballots_visible_to, choice_of, is_closed, may_vote, result_of, turnout
from coterie.web.attempt import attempt
from coterie.web.card_picture import card_answer
from coterie.web.member.place import Standing, member_page, own_or_404
from coterie.web.request import one_or_404


class VoteForm(forms.Form):
    """One of the options."""

    choice = forms.TypedChoiceField(label="", coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: object, options: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # what a form takes
        self.fields["choice"].label = _("Your vote")
        self.fields["choice"].choices = [(str(place), text) for place, text in enumerate(options)]  # type: ignore[attr-defined]  # a ChoiceField


def ballot_at(standing: Standing, key: str) -> Ballot:
    """Find a vote of one's groups or of the whole community, or 404."""
    return one_or_404(ballots_visible_to(standing.actor, standing.community), key=key)


@require_safe
@member_page("rituals")
def ballot(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Show a vote: the options, one's own vote, and once it is over the result."""
    row = ballot_at(standing, key)
    mine = choice_of(row.pk, standing.member)
    form = VoteForm(options=row.options, initial={"choice": "" if mine is None else str(mine)})
    return ballot_page(request, standing, row, form)


def ballot_page(request: HttpRequest, standing: Standing, row: Ballot, form: VoteForm) -> HttpResponse:
    """Answer with the page of a vote."""
    member = standing.member
    words = {
        "standing": standing, "row": row, "form": form, "result": result_of(row), "voted": turnout(row.pk)[0],
        "mine": choice_of(row.pk, member), "open": may_vote(row.pk, member) and not is_closed(row, now()),
    }  # fmt: skip
    return render(request, "member/ballot.html", words, status=422 if form.errors else 200)


@require_POST
@member_page("rituals")
def vote(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Vote, or vote otherwise."""
    row = ballot_at(standing, key)
    own_or_404(standing)
    form = VoteForm(request.POST, options=row.options)
    facts = {"ballot": row.pk, "actor": standing.actor, "now": now()}
    if form.is_valid() and attempt(form, cast_vote, choice=form.cleaned_data["choice"], **facts) is not None:
        return redirect("member:ballot", standing.slug, key)
    return ballot_page(request, standing, row, form)


@require_safe
@member_page("rituals")
def ballot_card(_request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Hand over the picture of the result, once there is one."""
    row = ballot_at(standing, key)
    won = [line for line in result_of(row) or [] if line.won]
    if not won:
        raise Http404
    return card_answer(row.community_id, " · ".join(line.text for line in won), row.title)
