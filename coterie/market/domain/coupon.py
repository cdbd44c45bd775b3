"""Coupons: writing them, and taking them back."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import altered, lock_name, locked
from coterie.kit.errors import Invalid
from coterie.market.domain.reduction import code_of
from coterie.market.events import CouponChanged
from coterie.market.models import Coupon, Offer
from coterie.platform.events.log import publish

LIMITS = {
    "percent": (1, 100), "off": (1, 10**11), "least": (0, 10**11), "most_uses": (1, 1_000_000), "most_each": (1, 1000),
}  # fmt: skip


class CouponFacts(TypedDict, total=False):
    """What an operator decides; what is left out stays, or is as usual. `offers` are keys; none: all of them."""

    percent: int | None
    off: int | None
    least: int
    most_uses: int | None
    most_each: int | None
    since: datetime | None
    until: datetime | None
    offers: Collection[str]
    on: bool


@transaction.atomic
def make_coupon(*, community: int, code: str, actor: Actor, now: datetime, **facts: Unpack[CouponFacts]) -> Coupon:
    """Write a coupon. Raises Invalid naming what is wrong."""
    require(actor, Permission.EDIT_OFFERS, community)
    kept, offers = checked(facts, now), facts.get("offers", ())
    row = Coupon(community_id=community, code=code_of(code), created_at=now, **kept)
    refuse_odd(row)
    lock_name(f"coupon:{community}:{row.code}")
    if Coupon.objects.filter(community=community, code=row.code).exists():
        raise Invalid(_("This code is taken."), field="code")
    row.save()
    row.offers.set(offers_called(community, offers))
    return told(row, ["made"], actor, now)


@transaction.atomic
def edit_coupon(*, coupon: int, actor: Actor, now: datetime, **facts: Unpack[CouponFacts]) -> Coupon:
    """Change a coupon; orders keep what it took off. Raises Invalid naming what is wrong."""
    row = locked(Coupon.objects.filter(pk=coupon))
    require(actor, Permission.EDIT_OFFERS, row.community_id)
    kept = checked(facts, now)
    if row.closed_at and kept.get("closed_at"):
        del kept["closed_at"]
    fields = altered(row, kept)
    refuse_odd(row)
    row.save(update_fields=fields)
    if "offers" in facts:
        offers = offers_called(row.community_id, facts["offers"])
        fields += ["offers"] if {one.pk for one in offers} != set(row.offers.values_list("pk", flat=True)) else []
        row.offers.set(offers)
    return told(row, fields, actor, now) if fields else row


def checked(facts: CouponFacts, now: datetime) -> dict[str, Any]:
    """Return the facts as they are kept."""
    kept: dict[str, Any] = {name: value for name, value in facts.items() if name != "offers"}
    if "on" in kept:
        kept["closed_at"] = None if kept.pop("on") else now
    refuse_beyond(LIMITS, {name: value for name, value in kept.items() if value is not None})
    return kept


def refuse_odd(row: Coupon) -> None:
    """Refuse a coupon without a code, that takes off nothing or two things, or that ends before it begins."""
    if len(row.code) < 3:
        raise Invalid(_("Use at least three letters or digits."), field="code")
    if (row.percent is None) == (row.off is None):
        raise Invalid(_("Say either which share it takes off, or how much."), field="percent")
    if row.since and row.until and row.until <= row.since:
        raise Invalid(_("It ends before it begins."), field="until")


def offers_called(community: int, keys: Collection[str]) -> list[Offer]:
    """Return the offers with these keys. Raises Invalid for another's."""
    rows = list(Offer.objects.filter(community=community, key__in=keys))
    if len(rows) != len(set(keys)):
        raise Invalid(_("There is no such offer."), field="offers")
    return rows


def told(row: Coupon, fields: list[str], actor: Actor, now: datetime) -> Coupon:
    """Tell of a change."""
    facts = {"community": row.community_id, "actor": actor.account, "subject": row.pk}
    publish(CouponChanged(at=now, data={"fields": sorted(fields)}, **facts))
    return row
