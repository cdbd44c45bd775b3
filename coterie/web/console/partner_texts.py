"""Ready texts for partners: what they can pass on as it is."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.market.queries.orders_run import offers_in
from coterie.partners.domain.share_text import change_share_text, drop_share_text, write_share_text
from coterie.partners.enums import TextFor
from coterie.partners.models import ShareText
from coterie.partners.queries.kit import share_texts_run_by
from coterie.web.attempt import attempt
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of

EDIT = Permission.EDIT_PARTNERS


class ShareTextForm(forms.Form):
    """A text, where it is to be passed on, and what it is about."""

    channel = forms.ChoiceField(label=_("Where to"), choices=TextFor)
    offer = forms.ChoiceField(label=_("What it is about"), required=False)
    text = forms.CharField(
        label=_("Text"), max_length=2000, widget=forms.Textarea({"rows": 8}),
        help_text=_("{link} and {code} become each partner's own."),
    )  # fmt: skip

    def __init__(self, *args: Any, offers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["offer"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("everything")), *offers]


@console_page("spread", Permission.SEE_MEMBERS)
def partner_texts(request: HttpRequest, community: Community) -> HttpResponse:
    """List the ready texts."""
    actor = actor_of(request)
    words = {
        "rows": page_of(request, share_texts_run_by(actor, community.pk)),
        "may_edit": may(actor, EDIT, community.pk), "may_count": may(actor, Permission.SEE_REVIEW, community.pk),
    }  # fmt: skip
    return render(request, "console/partner_texts.html", words)


@console_page("spread", EDIT)
def new_partner_text(request: HttpRequest, community: Community) -> HttpResponse:
    """Write a text."""
    form = ShareTextForm(request.POST or None, offers=offers_of(request, community))
    facts: dict[str, Any] = {"community": community.pk, "actor": actor_of(request), "now": now()}
    if form.is_valid() and attempt(form, write_share_text, **form.cleaned_data, **facts) is not None:
        return redirect("console:partner_texts", community.slug)
    return answered(request, form, gettext("New text for partners"))


@console_page("spread", EDIT)
def partner_text(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Change a text."""
    row = text_at(request, community, key)
    first = {"channel": row.channel, "offer": row.offer.key if row.offer else "", "text": row.text}
    form = ShareTextForm(request.POST or None, initial=first, offers=offers_of(request, community))
    facts: dict[str, Any] = {"text": row.pk, "actor": actor_of(request), "now": now()}
    if form.is_valid():
        given = form.cleaned_data
        words = {"channel": given["channel"], "offer": given["offer"], "words": given["text"]}
        if attempt(form, change_share_text, **words, **facts):
            return redirect("console:partner_texts", community.slug)
    return answered(request, form, gettext("Text for partners"))


@require_POST
@console_page("spread", EDIT)
def partner_text_end(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Throw a text away."""
    drop_share_text(text=text_at(request, community, key).pk, actor=actor_of(request), now=now())
    return redirect("console:partner_texts", community.slug)


def text_at(request: HttpRequest, community: Community, key: str) -> ShareText:
    """Find a text of the community, or 404."""
    return one_or_404(share_texts_run_by(actor_of(request), community.pk), key=key)


def offers_of(request: HttpRequest, community: Community) -> list[tuple[str, str]]:
    """Return the offers as a form names them."""
    return [(row.key, row.title) for row in offers_in(actor_of(request), community.pk)]


def answered(request: HttpRequest, form: ShareTextForm, title: str) -> HttpResponse:
    """Answer with the form."""
    words = {"form": form, "title": title, "back": "console:partner_texts"}
    return render(request, "console/form.html", words, status=422 if form.errors else 200)
