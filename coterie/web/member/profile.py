"""What a member is in a community."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from coterie.groups.queries.seat import seats_in
from coterie.growth.queries.progress import has_campaigns
from coterie.joining.queries.progress import asks_for_members
from coterie.kit.clock import now
from coterie.members.domain.card import edit_card
from coterie.members.queries.badges import badges_on
from coterie.members.queries.members import member_of, memberships_of
from coterie.members.queries.seeds import seed_of
from coterie.partners.queries.partners import has_partners
from coterie.rewards.queries.plan import gives_points
from coterie.web.attempt import attempt
from coterie.web.member.place import Standing, member_page, own_or_404
from coterie.web.request import one_or_404


@require_GET
@member_page("profile")
def profile(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Show the own name, number and title, the own groups, and the ways out."""
    member = member_of(standing.actor, standing.community)
    seats = seats_in(standing.actor, standing.community)
    badges = badges_on(member.pk) if member else ()
    words: dict[str, object] = {"standing": standing, "member": member, "seats": seats, "badges": badges}
    words |= {"sends": asks_for_members(standing.community), "gives": gives_points(standing.community)}
    words["seed"] = seed_of(standing.member)
    words["partners"] = member is not None and has_partners(standing.community)
    words["campaigns"] = member is not None and has_campaigns(standing.actor, standing.community, now())
    return render(request, "member/profile.html", words)


class CardForm(forms.Form):
    """What one says of oneself, and whether others may see it."""

    line = forms.CharField(
        label=_("A line about yourself"), max_length=120, required=False, widget=forms.Textarea({"rows": 2})
    )
    shared = forms.BooleanField(
        label=_("Share my card"),
        required=False,
        help_text=_("Whoever has its address sees name, number, title, badges and your line. Search engines do not."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("profile")
def card(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Change one's card."""
    own_or_404(standing)
    member = one_or_404(memberships_of(standing.actor), community=standing.community)
    form = CardForm(request.POST or None, initial={"line": member.line, "shared": member.card_key is not None})
    if request.method == "POST" and form.is_valid():
        facts = {"member": member.pk, "actor": standing.actor, "now": now()}
        if attempt(form, edit_card, **form.cleaned_data, **facts):
            return redirect("member:profile", standing.slug)
    return render(request, "member/card.html", {"standing": standing, "form": form})
