"""Red envelopes: giving one, and being quick."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from coterie.kit.clock import now
from coterie.rewards.domain.envelope import offer_envelope
from coterie.rewards.domain.share import grab_share
from coterie.rewards.enums import Share
from coterie.rewards.models import Envelope
from coterie.rewards.queries.envelopes import envelopes_visible_to, opened
from coterie.rewards.queries.plan import gives_points, plan_of
from coterie.rewards.queries.purses import points_of
from coterie.web.attempt import attempt
from coterie.web.member.place import Room, Standing, member_page, own_or_404, room_page, seated_or_404
from coterie.web.member.points import name_of
from coterie.web.request import one_or_404


class EnvelopeForm(forms.Form):
    """What is in it, and how it is split."""

    amount = forms.IntegerField(label=gettext_lazy("How many points in all"), min_value=1, max_value=10_000_000)
    count = forms.IntegerField(label=gettext_lazy("For how many people"), min_value=1, max_value=5_000)
    split = forms.ChoiceField(label=gettext_lazy("Split"), choices=Share.choices, initial=Share.LUCKY)
    words = forms.CharField(label=gettext_lazy("What for"), max_length=60)
    hours = forms.IntegerField(
        label=gettext_lazy("Open for how many hours"), min_value=1, max_value=72, initial=24,
        help_text=gettext_lazy("What nobody took by then comes back."),
    )  # fmt: skip


@room_page
def new_envelope(request: HttpRequest, room: Room) -> HttpResponse:
    """Put points of one's own into an envelope for the group."""
    member, form = seated_or_404(room), EnvelopeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts: dict[str, Any] = {"group": room.group, "actor": room.actor, "now": now()}
        if row := attempt(form, offer_envelope, **form.cleaned_data, **facts):
            return redirect("member:envelope", room.slug, row.key)
    words: dict[str, object] = {"room": room, "form": form, "points": points_of(room.community, member)}
    words |= {"name": name_of(plan_of(room.community)), "gives": gives_points(room.community)}
    return render(request, "member/new_envelope.html", words, status=422 if form.errors else 200)


def envelope_at(standing: Standing, key: str) -> Envelope:
    """Find an envelope of a group in which one sits, or 404."""
    return one_or_404(envelopes_visible_to(standing.actor, standing.community), key=key)


@require_safe
@member_page("home")
def envelope(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Show an envelope: closed, or who took what."""
    return envelope_page(request, standing, envelope_at(standing, key), forms.Form())


def envelope_page(request: HttpRequest, standing: Standing, row: Envelope, form: forms.Form) -> HttpResponse:
    """Answer with the page of an envelope."""
    words = {
        "standing": standing, "row": row, "form": form, "name": name_of(plan_of(standing.community)),
        "inside": opened(row, standing.member, now()), "member": standing.member,
    }  # fmt: skip
    return render(request, "member/envelope.html", words, status=422 if form.errors else 200)


@require_POST
@member_page("home")
def share(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Take a share."""
    row, form = envelope_at(standing, key), forms.Form(request.POST)
    facts = {"envelope": row.pk, "member": own_or_404(standing), "actor": standing.actor, "now": now()}
    got = attempt(form, grab_share, **facts) if form.is_valid() else None
    if got is None:
        return envelope_page(request, standing, row, form)
    said = ngettext("You got %(number)s point.", "You got %(number)s points.", got) % {"number": got}
    messages.success(request, said)
    return redirect("member:envelope", standing.slug, key)
