"""Bounties, as a partner finds them, and what one handed in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from coterie.kit.clock import now
from coterie.partners.domain.work import hand_in_work
from coterie.partners.domain.work_file import Sent, looked_over
from coterie.partners.models import Work
from coterie.partners.queries.bounties import OwnBounty, bounties_for, own_works
from coterie.web.attempt import attempt
from coterie.web.files_input import FilesField, FilesInput
from coterie.web.member.partner_money import own_or_nobody
from coterie.web.member.place import Standing, member_page
from coterie.web.request import one_or_404, page_of
from coterie.web.work_file import handed_work_file

ACCEPTED = (
    "image/jpeg,image/png,image/webp,image/gif,audio/mpeg,audio/mp4,audio/x-m4a,video/mp4,video/quicktime,"
    ".pdf,.docx,.xlsx,.pptx,.txt,.zip"
)
"""What phones offer to send; what is taken, the bytes decide."""


class WorkForm(forms.Form):
    """What one did, in words, as a link and with files."""

    bounty = forms.ChoiceField(label=_("Bounty"))
    text = forms.CharField(label=_("What you did"), max_length=2000, widget=forms.Textarea({"rows": 4}))
    link = forms.CharField(
        label=_("Link"), max_length=500, required=False, help_text=_("Where it can be seen, if it is anywhere.")
    )
    files = FilesField(  # type: ignore[assignment]  # Django takes fields out of the class
        label=_("Files"), required=False, widget=FilesInput({"accept": ACCEPTED}),
        help_text=_("Up to five: pictures of up to 12 MB; PDF, MP3, M4A, MP4 or documents of up to 20 MB."),
    )  # fmt: skip

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
    form = WorkForm(request.POST or None, request.FILES or None, found=found)
    facts = {"community": standing.community, "actor": standing.actor, "now": at}
    if form.is_valid() and attempt(form, handed_in, **form.cleaned_data, **facts) is not None:
        messages.success(request, gettext("The hosts look at it, and answer here."))
        return redirect("member:bounties", standing.slug)
    rows = page_of(request, own_works(standing.actor, standing.community))
    words = {"standing": standing, "found": found, "form": form, "rows": rows, "mine": mine}
    words["takes"] = any(one.takes for one in found)
    return render(request, "member/bounties.html", words, status=422 if form.errors else 200)


def handed_in(*, files: Sequence[Sent], **facts: Any) -> Work:
    """Hand work in with the files that were sent."""
    return hand_in_work(files=looked_over(files), **facts)


@require_safe
@member_page("profile")
def work_file(request: HttpRequest, standing: Standing, key: str, file: str, size: str) -> HttpResponse:
    """Hand a file of one's own work over."""
    return handed_work_file(request, one_or_404(own_works(standing.actor, standing.community), key=key), file, size)
