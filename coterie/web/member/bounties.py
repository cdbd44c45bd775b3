"""Bounties, as a partner finds them, and what one handed in."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coterie.kit.clock import now
from coterie.partners.domain.work import hand_in_work
from coterie.partners.queries.bounties import OwnBounty, bounties_for, own_works
from coterie.web.attempt import attempt
from coterie.web.member.partner_money import own_or_nobody
from coterie.web.member.place import Standing, member_page
from coterie.web.request import page_of


class WorkForm(forms.Form):
    """What one did, in words and as a link."""

    bounty = forms.ChoiceField(label=_("Bounty"))
    text = forms.CharField(label=_("What you did"), max_length=2000, widget=forms.Textarea({"rows": 4}))
    link = forms.CharField(
        label=_("Link"), max_length=500, required=False, help_text=_("Where it can be seen, if it is anywhere.")
    )

    def __init__(self, *args: Any, found: list[OwnBounty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["bounty"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(one.row.key, one.row.title) for one in found if one.takes]


@member_page("profile")
def bounties(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Show the bounties and what one handed in, and hand in work."""
    mine, at = own_or_nobody(standing), now()
    found = bounties_for(mine, at)
    form = WorkForm(request.POST or None, found=found)
    facts = {"community": standing.community, "actor": standing.actor, "now": at}
    if form.is_valid() and attempt(form, hand_in_work, **form.cleaned_data, **facts) is not None:
        messages.success(request, gettext("The hosts look at it, and answer here."))
        return redirect("member:bounties", standing.slug)
    rows = page_of(request, own_works(standing.actor, standing.community))
    words = {"standing": standing, "found": found, "form": form, "rows": rows, "mine": mine}
    words["takes"] = any(one.takes for one in found)
    return render(request, "member/bounties.html", words, status=422 if form.errors else 200)
