"""Variants: what an offer costs, how many there are, and what it opens."""

from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.queries.groups import group_names
from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Conflict, Invalid
from coterie.kit.text import clean
from coterie.market.domain.offer import facts_of, own_offer
from coterie.market.enums import BenefitKind
from coterie.market.events import OfferChanged
from coterie.market.models import Benefit, Offer, Variant
from coterie.market.queries.offers import in_tests
from coterie.platform.events.log import publish

LIMITS = {
    "price": (0, 10**11), "cost": (0, 10**11), "left": (0, 1_000_000), "most_each": (1, 1000), "days": (1, 3660),
}  # fmt: skip


class VariantFacts(TypedDict, total=False):
    """What an operator decides; what is left out stays, or is as usual.

    How many there are (`left`) is said once; later some come to it (`more`) or are taken out: others buy meanwhile.
    """

    name: str
    price: int
    cost: int
    left: int | None
    most_each: int | None
    more: int
    on: bool


@transaction.atomic
def add_variant(*, offer: int, actor: Actor, now: datetime, **facts: Unpack[VariantFacts]) -> Variant:
    """Let an offer be bought in one more way. Raises Invalid naming what is wrong."""
    parent = own_offer(offer, actor)
    kept = checked(facts, now)
    kept.pop("more", None)
    row = Variant(offer=parent, **kept)
    refuse_in_test(row)
    refuse_twice(row)
    row.save()
    return told(row, parent, ["made"], actor, now)


@transaction.atomic
def edit_variant(*, variant: int, actor: Actor, now: datetime, **facts: Unpack[VariantFacts]) -> Variant:
    """Change a way to buy; orders keep their prices. Raises Invalid naming what is wrong."""
    row = locked(Variant.objects.select_related("offer").filter(pk=variant))
    require(actor, Permission.EDIT_OFFERS, row.offer.community_id)
    kept = checked(facts, now)
    kept["left"] = restocked(row, kept.pop("more", 0))
    if row.closed_at and kept.get("closed_at"):
        del kept["closed_at"]
    fields = altered(row, kept)
    if "price" in fields:
        refuse_in_test(row)
    refuse_twice(row)
    if fields:
        row.save(update_fields=fields)
        told(row, row.offer, fields, actor, now)
    return row


def restocked(row: Variant, more: int) -> int | None:
    """Return how many are left when some come to it. Raises Invalid for fewer than none, or where there is no end."""
    if row.left is None:
        if more:
            raise Invalid(_("There are as many as people want."), field="more")
        return None
    if not 0 <= row.left + more <= LIMITS["left"][1]:
        raise Invalid(_("So many are not there."), field="more")
    return row.left + more


def checked(facts: VariantFacts, now: datetime) -> dict[str, Any]:
    """Return the facts as they are kept."""
    kept: dict[str, Any] = dict(facts)
    if "name" in kept:
        kept["name"] = clean(kept["name"])[:60]
    if "on" in kept:
        kept["closed_at"] = None if kept.pop("on") else now
    refuse_beyond(LIMITS, {name: value for name, value in kept.items() if value is not None})
    return kept


def refuse_in_test(row: Variant) -> None:
    """Refuse a price that people who look at a running test would see besides the one that they saw."""
    if in_tests().filter(offer=row.offer_id).exists():
        raise Conflict(_("A test of prices runs with this offer; its prices stay until it is decided."), field="price")


def refuse_twice(row: Variant) -> None:
    """Refuse what has no price, or a name that another variant has."""
    if row.price is None:
        raise Invalid(_("Say what it costs."), field="price")
    others = Variant.objects.filter(offer=row.offer_id, name=row.name, closed_at=None).exclude(pk=row.pk)
    if row.closed_at is None and others.exists():
        raise Invalid(_("Another one has this name."), field="name")


@transaction.atomic
def set_benefit(*, offer: int, kind: str, target: int, days: int | None = None, actor: Actor, now: datetime) -> Benefit:
    """Let an offer open a group to its buyers, for so many days or for good; who bought before gains nothing."""
    parent = own_offer(offer, actor)
    refuse_beyond(LIMITS, {} if days is None else {"days": days})
    if kind == BenefitKind.GROUP and target not in group_names(parent.community_id):
        raise Invalid(_("There is no such group."), field="group")
    row, _made = Benefit.objects.update_or_create(offer=parent, kind=kind, target=target, defaults={"days": days})
    publish(OfferChanged(at=now, data={"fields": ["benefits"]}, **facts_of(parent, actor)))
    return row


@transaction.atomic
def drop_benefit(*, benefit: int, actor: Actor, now: datetime) -> None:
    """Open it to nobody more; who has it keeps it."""
    row = locked(Benefit.objects.filter(pk=benefit))
    parent = own_offer(row.offer_id, actor)
    row.delete()
    publish(OfferChanged(at=now, data={"fields": ["benefits"]}, **facts_of(parent, actor)))


def told(row: Variant, offer: Offer, fields: list[str], actor: Actor, now: datetime) -> Variant:
    """Tell of a change."""
    publish(OfferChanged(at=now, data={"fields": sorted(fields), "variant": row.pk}, **facts_of(offer, actor)))
    return row
