"""Which letters one wants."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from coterie.kit.clock import now
from coterie.members.domain.letter_wish import wish_for_letters
from coterie.members.enums import Digest
from coterie.members.queries.letters import wish_of
from coterie.web.attempt import attempt
from coterie.web.member.place import Standing, member_page, own_or_404
from coterie.web.member.push import key_shown


class LettersForm(forms.Form):
    """How often, and of what."""

    digest = forms.ChoiceField(
        label=gettext_lazy("What I missed"), choices=Digest.choices, required=False, widget=forms.RadioSelect
    )
    calls = forms.BooleanField(
        label=gettext_lazy("When I am called"), required=False, help_text=gettext_lazy("A rally of those who count.")
    )
    pieces = forms.BooleanField(
        label=gettext_lazy("What is published here"), required=False, help_text=gettext_lazy("Each new piece.")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("profile")
def letters(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Say which letters one wants; none come unasked."""
    member = own_or_404(standing)
    wish = wish_of(member)
    known = {"digest": wish.digest, "calls": wish.calls, "pieces": wish.pieces} if wish else {"digest": ""}
    form = LettersForm(request.POST or None, initial=known)
    facts = {"member": member, "actor": standing.actor, "now": now()}
    if form.is_valid() and attempt(form, wish_for_letters, **form.cleaned_data, **facts) is not None:
        messages.success(request, _("That is how it will be."))
        return redirect("member:profile", standing.slug)
    words = {"standing": standing, "form": form, "push_key": key_shown()}
    return render(request, "member/letters.html", words, status=422 if form.errors else 200)
