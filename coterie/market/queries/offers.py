"""Offers for their visitors, and for who sells."""

from collections.abc import Collection

from django.db.models import Prefetch, Q, QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.communities.queries.communities import public_communities
from coterie.kit.actor import Actor
from coterie.market.enums import LadderState, OfferKind, OfferState
from coterie.market.models import Offer, Rung, Variant

WITH_PARTS = "variants__parts__variant__offer"
"""What is read with offers among which there may be bundles: the ways to buy them, and what is in those."""


def offers_run_by(actor: Actor, community: int) -> QuerySet[Offer]:
    """All offers of a community for its staff, the latest first; projects have pages of their own."""
    require(actor, Permission.SEE_CONSOLE, community)
    rows = Offer.objects.filter(community=community, project=None)
    return with_ways(rows).prefetch_related(WITH_PARTS).order_by("-created_at", "-id")


def offers_for_doors(community: int) -> list[tuple[int, str, bool]]:
    """Return what can be asked for at a door: the offers that are or were for sale, and whether each is a plan."""
    rows = Offer.objects.filter(community=community, project=None).exclude(state=OfferState.DRAFT)
    found = rows.order_by("title", "pk").values_list("pk", "title", "kind")
    return [(pk, title, kind == OfferKind.PLAN) for pk, title, kind in found]


def offers_to_give(community: int) -> QuerySet[Offer]:
    """The offers that can be given as they are: what they open needs no time, no turn, no address, no other offer."""
    kinds, states = (OfferKind.PRODUCT, OfferKind.COURSE), (OfferState.OPEN, OfferState.CLOSED)
    rows = Offer.objects.filter(community=community, project=None, kind__in=kinds, state__in=states)
    return rows.exclude(with_address=True).order_by("title", "pk")


def offer_keys(community: int) -> dict[int, str]:
    """Return the keys of a community's offers, by number."""
    return dict(Offer.objects.filter(community=community).values_list("pk", "key"))


def offers_called(offers: Collection[int]) -> dict[int, str]:
    """Return what offers are called, by number."""
    return dict(Offer.objects.filter(pk__in=offers).values_list("pk", "title"))


def offers_on_sale() -> QuerySet[Offer]:
    """Offers whose page answers: they can be bought, or could until lately."""
    shown = Q(state__in=(OfferState.OPEN, OfferState.CLOSED), community__in=public_communities().order_by())
    return with_ways(Offer.objects.filter(shown).select_related("community")).order_by("id")


def in_tests() -> QuerySet[Rung]:
    """The sizes of tests of prices that run: no list names them, for nobody is to see two prices."""
    return Rung.objects.filter(ladder__state=LadderState.RUNNING).order_by()


def listed_on_sale() -> QuerySet[Offer]:
    """Those of them that lists name."""
    return offers_on_sale().exclude(pk__in=in_tests().values("offer"))


def with_ways(rows: QuerySet[Offer]) -> QuerySet[Offer]:
    """Read offers with the ways to buy them, alone and together."""
    return rows.prefetch_related(Prefetch("variants", Variant.objects.select_related("team_terms")))


def called(row: Variant) -> str:
    """Return how a way to buy an offer is called."""
    return " · ".join(filter(None, (row.offer.title, row.name)))
