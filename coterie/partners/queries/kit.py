"""What helps partners to sell: for who writes it, and as a partner finds it."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.market.queries.shop import open_offers
from coterie.partners.models import Partner, ShareText
from coterie.partners.rules import filled


def share_texts_run_by(actor: Actor, community: int) -> QuerySet[ShareText]:
    """The ready texts of a community, for staff, the latest first."""
    require(actor, Permission.SEE_MEMBERS, community)
    rows = ShareText.objects.filter(programme__community=community).select_related("offer")
    return rows.order_by("-written_at", "-pk")


def share_texts_for(partner: Partner) -> QuerySet[ShareText]:
    """The ready texts of use to a partner now: of what is for sale, and of everything."""
    rows = ShareText.objects.filter(programme=partner.programme_id).select_related("offer")
    about = Q(offer=None) | Q(offer__in=open_offers(partner.programme.community_id).order_by().values("pk"))
    return rows.filter(about).order_by("channel", "-written_at", "-pk")


@dataclass(frozen=True, slots=True)
class OwnText:
    """A ready text with a partner's own link and code; `offer` is what it is about, if that is one thing."""

    row: ShareText
    text: str


def own_text(row: ShareText, link: str, code: str) -> OwnText:
    """Return a ready text as a partner passes it on."""
    return OwnText(row, filled(row.text, link, code))
