"""A daily check-in: today's proof, one's days, the board, a certificate."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from coterie.groups.queries.seat import seats_in
from coterie.kit.clock import now
from coterie.platform.files.picture import drawn
from coterie.rituals.domain.check_in import (
    Shown,
    check_in,
    join_challenge,
    leave_challenge,
    make_up,
    set_reminder,
)
from coterie.rituals.enums import Proof
from coterie.rituals.models import Challenge, CheckIn, Enrolment
from coterie.rituals.queries.challenges import (
    Place,
    board_of,
    challenges_visible_to,
    enrolment_of,
    is_over,
    local_date,
    shown_by,
    squares_of,
    standings,
)
from coterie.web.attempt import attempt
from coterie.web.card_picture import card_answer
from coterie.web.drawing.line import Series
from coterie.web.member.place import Standing, member_page, own_or_404
from coterie.web.picture_input import PICTURE
from coterie.web.request import one_or_404

LAST = 30


class ProofForm(forms.Form):
    """What one shows; only what the challenge asks for stands in it."""

    number = forms.DecimalField(label=gettext_lazy("Number"), max_digits=11, decimal_places=3, required=False)
    picture = forms.FileField(label=gettext_lazy("Picture"), required=False, widget=PICTURE)
    text = forms.CharField(
        label=gettext_lazy("A few words"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )
    on = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, proof: str, unit: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {Proof.NUMBER, Proof.PICTURE} - {proof}:
            del self.fields[name]
        self.fields[proof].required = True
        if unit and proof == Proof.NUMBER:
            self.fields["number"].label = unit

    def shown(self) -> Shown:
        """Return what the verb takes. Raises Invalid for what is no picture."""
        file = self.cleaned_data.get("picture")
        shot = drawn(file.read()) if file else None
        return Shown(self.cleaned_data["text"], self.cleaned_data.get("number"), shot)


def challenge_at(standing: Standing, key: str) -> Challenge:
    """Find a challenge in one's groups, or 404."""
    return one_or_404(challenges_visible_to(standing.actor, standing.community), key=key)


def enrolled_at(standing: Standing, key: str) -> tuple[Challenge, Enrolment]:
    """Find a challenge in which one takes part, or 404."""
    row = challenge_at(standing, key)
    enrolment = enrolment_of(row.pk, own_or_404(standing))
    if enrolment is None:
        raise Http404
    return row, enrolment


@require_safe
@member_page("rituals")
def challenge(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Show a challenge: today's proof, one's days, the board."""
    row = challenge_at(standing, key)
    return shown(request, standing, row, ProofForm(proof=row.proof, unit=row.unit))


def shown(request: HttpRequest, standing: Standing, row: Challenge, form: ProofForm) -> HttpResponse:
    """Answer with the page of a challenge."""
    enrolment, board = enrolment_of(row.pk, standing.member), board_of(row, now())
    words: dict[str, Any] = {"standing": standing, "row": row, "form": form, "board": board}
    words["seated"] = row.group_id in {seat.group for seat in seats_in(standing.actor, standing.community)}
    if enrolment:
        words |= own_words(row, enrolment, board)
    return render(request, "member/challenge.html", words, status=422 if form.errors else 200)


def own_words(row: Challenge, enrolment: Enrolment, board: list[Place]) -> dict[str, Any]:
    """Return what the page says of the reader's own days."""
    mine = next((one for one in board if one.enrolment.pk == enrolment.pk), None)
    today, squares = local_date(now(), enrolment.zone), squares_of(row, enrolment, now())
    days = list(shown_by(enrolment)[:LAST])
    numbers = [day for day in reversed(days) if day.number is not None]
    return {
        "enrolment": enrolment,
        "mine": mine,
        "squares": squares,
        "days": days,
        "running": row.first_on <= today <= row.last_on,
        "missed": [one.on for one in squares if one.state == "missed"] if mine and mine.cards else [],
        "series": [Series(row.unit or row.title, [float(day.number or 0) for day in numbers])],
        "labels": [day.on.isoformat() for day in numbers],
        "certified": mine is not None and is_over(enrolment, now()) and mine.passed,
    }


@require_POST
@member_page("rituals")
def enrolments(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Take part, be reminded or not, or take part no more."""
    row, member = challenge_at(standing, key), own_or_404(standing)
    enrolment, reminds = enrolment_of(row.pk, member), request.POST.get("reminds") == "1"
    if enrolment is None:
        zone = str(getattr(request.user, "timezone", "") or "")
        join_challenge(
            challenge=row.pk, member=member, zone=zone, reminds=reminds, actor=standing.actor, now=now()
        )  # fmt: skip
    elif "leave" in request.POST:
        leave_challenge(enrolment=enrolment.pk, actor=standing.actor, now=now())
    else:
        set_reminder(enrolment=enrolment.pk, on=reminds, actor=standing.actor, now=now())
    return redirect("member:challenge", standing.slug, key)


@require_POST
@member_page("rituals")
def check_ins(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Check in for today, or make up for a missed day."""
    row, enrolment = enrolled_at(standing, key)
    form = ProofForm(request.POST, request.FILES, proof=row.proof, unit=row.unit)
    facts = {"proof": form, "enrolment": enrolment, "standing": standing}
    if form.is_valid() and attempt(form, handed_in, **facts) is not None:
        return redirect("member:challenge", standing.slug, key)
    return shown(request, standing, row, form)


def handed_in(*, proof: ProofForm, enrolment: Enrolment, standing: Standing) -> CheckIn:
    """Hand a proof in for its day."""
    shown, on, at = proof.shown(), proof.cleaned_data["on"], now()
    if on:
        return make_up(enrolment=enrolment.pk, on=on, shown=shown, actor=standing.actor, now=at)
    return check_in(enrolment=enrolment.pk, shown=shown, actor=standing.actor, now=at)


@require_safe
@member_page("rituals")
def certificate(_request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Hand over the picture of what was reached, once the challenge is over and passed."""
    row, enrolment = enrolled_at(standing, key)
    [mine] = standings(row, [enrolment], now())
    if not is_over(enrolment, now()) or not mine.passed:
        raise Http404
    words = {"days": mine.days, "of": mine.so_far, "longest": mine.longest, "challenge": row.title}
    line = _("%(challenge)s: %(days)s of %(of)s days, %(longest)s in a row") % words
    return card_answer(row.community_id, enrolment.member.name, line)
