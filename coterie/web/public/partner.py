"""A partner's page: what the community sells, shown by somebody one knows."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.market.models import Offer
from coterie.partners.domain.binding import follow_partner
from coterie.partners.models import Partner
from coterie.partners.queries.kit import coupon_said
from coterie.partners.queries.partners import offers_shown_by, partner_at
from coterie.web.card_picture import card_answer
from coterie.web.place import set_place
from coterie.web.public.addresses import offer_address, partner_address
from coterie.web.public.arrival import is_person
from coterie.web.public.landing_sheet import in_script
from coterie.web.public.visitor import remember, visitor_of
from coterie.web.request import actor_of


def partner_or_404(code: str) -> Partner:
    """Find whose page it is, or 404."""
    row = partner_at(code)
    if row is None:
        raise Http404
    return row


@require_safe
def partner_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a partner shows; who comes this way and buys is their customer. Partners are led to their own desk."""
    row, visitor, actor = partner_or_404(code), visitor_of(request), actor_of(request)
    community = row.programme.community
    set_place(request, community)
    if led := led_on(row, code, actor):
        return led
    if is_person(request):
        follow_partner(partner=row.pk, visitor=visitor, actor=actor, now=now())
    offers, address = list(offers_shown_by(row)), partner_address(code)
    words = {"row": row, "community": community, "offers": offers, "address": address, "card": f"{address}/card.png"}
    words |= {"coupon": coupon_said(row, now()), "structured": structured(row, offers, address)}
    answer = render(request, "public/partner.html", words)
    answer["Cache-Control"] = "no-store"
    return remember(answer, visitor)


def led_on(row: Partner, code: str, actor: Actor) -> HttpResponse | None:
    """Lead partners to their own desk, and who comes by a word of before to the page of today."""
    if actor.account is not None and row.member and row.member.account_id == actor.account:
        return redirect("member:partner", row.programme.community.slug)
    return redirect("partner_page", row.code) if code != row.code else None


def structured(row: Partner, offers: list[Offer], address: str) -> object:
    """Return what search engines read: a list of what is for sale (schema.org)."""
    items = [
        {"@type": "ListItem", "position": place, "url": offer_address(one.slug), "name": one.title}
        for place, one in enumerate(offers, start=1)
    ]
    name = _("%(name)s shows %(community)s") % {"name": row.name, "community": row.programme.community.name}
    facts = {"@context": "https://schema.org", "@type": "ItemList", "@id": address, "url": address, "name": name}
    return in_script({**facts, "itemListElement": items})


@require_safe
def partner_card(_request: HttpRequest, code: str) -> HttpResponse:
    """Hand over the picture that is shown where the page is shared."""
    row = partner_or_404(code)
    community = row.programme.community
    return card_answer(community.pk, _("%(name)s recommends") % {"name": row.name}, community.name)
