"""The shop as its visitors see it: what is for sale, what it opens, and one's own orders."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min, Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from coterie.communities.queries.communities import communities_run_by
from coterie.groups.queries.groups import group_keys, group_names
from coterie.kit.actor import Actor
from coterie.kit.db.prepared import Prepared
from coterie.market.enums import BenefitKind, OfferKind, OfferState
from coterie.market.models import Benefit, Offer, Order, Refund, Variant
from coterie.market.queries.bundles import counted
from coterie.market.queries.grants import lasting
from coterie.market.queries.offers import WITH_PARTS, in_tests, offers_on_sale, with_ways
from coterie.members.queries.members import member_of


@dataclass(frozen=True, slots=True)
class Opened:
    """What an offer opens: its name, for how many days, and the group's key if it is one."""

    name: str
    days: int | None
    group: str


def offer_shown(actor: Actor, slug: str) -> Offer | None:
    """Return an offer whose page answers; staff see it before it is for sale."""
    row = offers_on_sale().filter(slug=slug).first()
    if row is None and actor.account is not None:
        own = Offer.objects.filter(slug=slug, community__in=communities_run_by(actor).values("pk"))
        row = with_ways(own.select_related("community")).first()
    if row and row.kind == OfferKind.BUNDLE:
        prefetch_related_objects([row], WITH_PARTS)
    return row


def open_offers(community: int) -> QuerySet[Offer]:
    """The offers of a community that can be bought now, the latest first, each with its `least` price."""
    rows = offers_on_sale().filter(community=community, state=OfferState.OPEN).prefetch_related(WITH_PARTS)
    least = Min("variants__price", filter=Q(variants__closed_at=None))
    return rows.annotate(least=least).order_by("-opened_at", "-id")


def listed_offers(community: int) -> QuerySet[Offer]:
    """Those of them that lists name: the sizes of a test of prices that runs have its address instead."""
    return open_offers(community).exclude(pk__in=in_tests().values("offer"))


@dataclass(frozen=True, slots=True)
class AtDoor:
    """An offer by which one enters."""

    slug: str
    title: str
    least: int | None
    currency: str
    open: bool


def offer_at_door(offer: int) -> AtDoor | None:
    """Return what is bought to enter, and from which price on; None when it is gone."""
    rows = Offer.objects.filter(pk=offer).select_related("community")
    row = rows.annotate(least=Min("variants__price", filter=Q(variants__closed_at=None))).first()
    if row is None:
        return None
    return AtDoor(row.slug, row.title, row.least, row.community.currency, row.state == OfferState.OPEN)


VARIANT_ON_SALE = Prepared(
    lambda community, key: Variant.objects.filter(
        key=key, closed_at=None,
        offer__in=offers_on_sale().filter(community=community, state=OfferState.OPEN).order_by().values("pk"),
    ).values_list("pk"),
    int, str,
)  # fmt: skip


def variants_called(community: int, keys: Collection[str]) -> dict[str, int]:
    """Return those of the variants with these keys that are for sale in a community; an order names a few."""
    return {key: pk for key in keys for (pk,) in VARIANT_ON_SALE(community, key)}


def variants_of(offer: Offer) -> list[Variant]:
    """Return the ways to buy an offer that are not closed, the cheapest first; of bundles as many as can be made."""
    rows = sorted((row for row in offer.variants.all() if row.closed_at is None), key=lambda row: (row.price, row.pk))
    return list(counted(rows)) if offer.kind == OfferKind.BUNDLE else rows


def is_out(offer: Offer) -> bool:
    """Tell whether nothing of an offer is left, or it is not for sale."""
    return offer.state != OfferState.OPEN or all(row.left == 0 for row in variants_of(offer))


def opens(offer: Offer) -> list[Opened]:
    """Return what an offer opens besides itself."""
    rows = list(Benefit.objects.filter(offer=offer).order_by("pk"))
    if not rows:
        return []
    names, keys = group_names(offer.community_id), group_keys(offer.community_id)
    titles = dict(Offer.objects.filter(pk__in=[row.target for row in rows]).values_list("pk", "title"))
    found = [
        Opened(names.get(row.target, ""), row.days, keys.get(row.target, ""))
        if row.kind == BenefitKind.GROUP
        else Opened(titles.get(row.target, ""), row.days, "")
        for row in rows
    ]
    return [one for one in found if one.name]


def orders_of(actor: Actor, community: int) -> QuerySet[Order]:
    """The actor's own orders in a community, the latest first; those of elsewhere name no member."""
    member = member_of(actor, community)
    rows = Order.objects.filter(member=member) if member else Order.objects.none()
    return rows.prefetch_related("lines__variant__offer", "payments").order_by("-placed_at", "-id")


def refunds_of(order: Order) -> list[Refund]:
    """Return what was given back of an order, first things first."""
    return list(Refund.objects.filter(payment__order=order).order_by("at", "pk"))


@dataclass(frozen=True, slots=True)
class Access:
    """What an order opened, until when, and the group's key if it is one; or the offer's address."""

    name: str
    until: datetime | None
    group: str
    offer: str


def opened_by(order: Order, now: datetime) -> list[Access]:
    """Return what an order opened to its buyer and is still open."""
    sources = [f"line:{line.pk}" for line in order.lines.all()]
    rows = list(lasting(now).filter(member=order.member_id, source__in=sources).order_by("pk"))
    if not rows:
        return []
    names, keys = group_names(order.community_id), group_keys(order.community_id)
    offers = {row.pk: row for row in Offer.objects.filter(pk__in=[row.target for row in rows])}
    found = []
    for row in rows:
        if row.kind == BenefitKind.GROUP and row.target in names:
            found.append(Access(names[row.target], row.until, keys[row.target], ""))
        elif row.kind == BenefitKind.OFFER and (offer := offers.get(row.target)):
            found.append(Access(offer.title, row.until, "", offer.slug))
    return found


def step_of(order: Order) -> str:
    """Return what its buyer does next with an order, in a few words."""
    if order.state == "pending":
        asked = any(row.state == "asked" for row in order.payments.all())
        return _("Pay it, or wait until the hosts confirm your payment.") if asked else _("Choose how to pay.")
    return _("Give the codes away.") if order.is_gift and order.state == "paid" else ""
