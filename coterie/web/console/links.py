"""Building links for a placement: with its tracking code and tags, to copy or as a picture."""

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.joining.models import Placement
from coterie.joining.queries.channels import placements_visible_to
from coterie.joining.queries.code_picture import drawn
from coterie.joining.queries.links import Target, link_path, utm_for
from coterie.web.console.slots import PICTURES
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404

TARGETS = [
    (Target.LANDING.value, _("the public page")),
    (Target.JOIN.value, _("the door")),
    (Target.LIVE.value, _("the live code, short")),
]


class LinkForm(forms.Form):
    """Where a link leads, and which tags are to be other than usual."""

    to = forms.ChoiceField(label=_("Leads to"), choices=TARGETS, required=False)
    campaign = forms.CharField(label="utm_campaign", max_length=60, required=False)
    content = forms.CharField(label="utm_content", max_length=60, required=False)
    term = forms.CharField(label="utm_term", max_length=60, required=False)

    def address(self, community: Community, place: Placement) -> str:
        """Return the whole link; a wrong value counts as none."""
        self.is_valid()
        given = {name: self.cleaned_data.get(name, "") for name in ("campaign", "content", "term")}
        target = self.cleaned_data.get("to") or Target.LANDING
        return settings.BASE_URL + link_path(community.slug, place, target, utm_for(place, **given))


def link_form(request: HttpRequest, place: Placement) -> LinkForm:
    """Return the builder as it stands in the address, with the usual tags where nothing is said."""
    usual = {"to": Target.LANDING.value, "campaign": place.channel.name, "content": place.name}
    return LinkForm({**usual, **{name: value for name, value in request.GET.items() if value}})


@require_safe
@console_page("draw_in", Permission.SEE_CONSOLE)
def link_picture(request: HttpRequest, community: Community, key: str, form: str) -> HttpResponse:
    """Draw a link as a QR."""
    place = one_or_404(placements_visible_to(actor_of(request), community.pk), key=key)
    if form not in PICTURES:
        raise Http404
    address = link_form(request, place).address(community, place)
    return HttpResponse(drawn(place.code, address, form), content_type=PICTURES[form])
