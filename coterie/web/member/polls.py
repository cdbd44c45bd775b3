"""Polls: asking one, choosing, closing."""

from functools import partial

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from coterie.kit.clock import now
from coterie.talk.domain.poll import ask_poll, choose, close_poll
from coterie.web.attempt import attempt
from coterie.web.member.answer import changed, reloaded
from coterie.web.member.composer import new_nonce
from coterie.web.member.moment_input import MomentField
from coterie.web.member.place import Room, found, room_page, seated_or_404


class PollForm(forms.Form):
    """A question with its choices, one on a line."""

    text = forms.CharField(label=_("What do you ask?"), max_length=500)
    options = forms.CharField(
        label=_("Choices"),
        help_text=_("One on a line, 2 to 12."),
        max_length=1_200,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    most = forms.IntegerField(label=_("How many may one choose?"), initial=1, min_value=1, max_value=12)
    open_until = MomentField(label=_("Open until"), help_text=_("Empty: until you close it."), required=False)
    nonce = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def clean_options(self) -> list[str]:
        """Return the choices."""
        return [line for line in self.cleaned_data["options"].splitlines() if line.strip()]


class ChoiceForm(forms.Form):
    """One of the choices."""

    option = forms.IntegerField(min_value=0)


@require_http_methods(["GET", "POST"])
@room_page
def new_poll(request: HttpRequest, room: Room) -> HttpResponse:
    """Ask the group to choose."""
    member = seated_or_404(room)
    form = PollForm(request.POST or None, initial={"nonce": new_nonce()})
    asked = partial(ask_poll, group=room.group, member=member, actor=room.actor, now=now())
    if form.is_valid() and (said := attempt(form, asked, **form.cleaned_data)):
        return redirect(f"{room.url}#message-{said.key}")
    return render(request, "member/new_poll.html", {"room": room, "form": form}, status=422 if form.is_bound else 200)


@require_POST
@room_page
def choices(request: HttpRequest, room: Room, message: str) -> HttpResponse:
    """Choose."""
    return chosen(request, room, message, on=True)


@require_POST
@room_page
def choices_removal(request: HttpRequest, room: Room, message: str) -> HttpResponse:
    """Take a choice back."""
    return chosen(request, room, message, on=False)


def chosen(request: HttpRequest, room: Room, message: str, *, on: bool) -> HttpResponse:
    """Choose or take back, and draw the poll anew."""
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    facts = {"message": found(room, message), "member": seated_or_404(room), **form.cleaned_data}
    choose(**facts, on=on, actor=room.actor, now=now())
    return changed(request, room, message)


@require_POST
@room_page
def closing(request: HttpRequest, room: Room, message: str) -> HttpResponse:
    """Take no more choices."""
    close_poll(message=found(room, message), actor=room.actor, now=now())
    return reloaded(request, room, message)
