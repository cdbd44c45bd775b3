"""The programme: what a community promises its partners, in versions that are never changed."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.growth.domain.policy import refuse_unlawful
from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import lock_name
from coterie.kit.errors import Conflict, Invalid
from coterie.kit.text import clean
from coterie.market.queries.offers import offer_keys
from coterie.partners.enums import HOLDS, WHOLE, Buyer, Touch
from coterie.partners.events import ProgrammeChanged
from coterie.partners.models import Programme, Rate, Terms
from coterie.partners.queries.law import costs_to_join, promise_of
from coterie.partners.rules import Special
from coterie.platform.events.log import publish

BOUNDS = {
    "rate": (1, WHOLE), "cap": (1, WHOLE), "second_rate": (0, WHOLE), "months": (1, 120), "lock_days": (1, 365),
    "minimum": (0, 10**10),
}  # fmt: skip
MOST_RATES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What is promised; rates in basis points, `minimum` in minor units. docs/handbook/partners.md says what it means.

    `levels` and `buy_to_join` are what others may ask for and nobody gets: they are looked at and not kept.
    """

    agreement: str = ""
    rate: int = 1000
    months: int | None = None
    cap: int = 3000
    second_rate: int = 0
    hold_days: int = 30
    minimum: int = 0
    touch: str = Touch.LAST
    lock_days: int = 30
    course: int | None = None
    specials: tuple[Special, ...] = ()
    levels: int | None = None
    buy_to_join: bool = False

    @staticmethod
    def of(row: Terms) -> "Promise":
        """Return a version of the terms as it was written."""
        return Promise(**{name: getattr(row, name) for name in KEPT}, specials=specials_of(row))


KEPT = tuple(name for name in Promise.__slots__ if name not in ("specials", "levels", "buy_to_join"))


def specials_of(row: Terms) -> tuple[Special, ...]:
    """Return the rates of their own of one version."""
    return tuple(Special(*one) for one in row.rates.values_list("offer", "buyer", "brought", "rate"))


@transaction.atomic
def write_terms(*, community: int, promise: Promise, actor: Actor, now: datetime) -> Terms:
    """Write a new version of the terms; the same promise again is the same version. Partners keep what they accepted.

    Raises PolicyBroken, which names each rule, for what the policy pack of the community does not allow: a third level,
    paying to join, too high a cap; Invalid naming what is wrong.
    """
    require(actor, Permission.EDIT_PARTNERS, community)
    paid = promise.buy_to_join or costs_to_join(community, promise.course)
    asked = promise_of(promise.cap, promise.second_rate, levels=promise.levels, buy_to_join=paid)
    refuse_unlawful(community=community, promise=asked)
    refuse_odd(promise)
    refuse_odd_rates(community, promise)
    lock_name(f"programme:{community}")
    row, _fresh = Programme.objects.get_or_create(community_id=community, defaults={"made_at": now})
    latest = row.terms.order_by("-number").first()
    kept = {name: getattr(promise, name) for name in KEPT} | {"agreement": clean(promise.agreement)[:8000]}
    if latest and Promise.of(latest) == Promise(**kept, specials=promise.specials):
        return latest
    made = Terms.objects.create(programme=row, number=latest.number + 1 if latest else 1, made_at=now, **kept)
    Rate.objects.bulk_create(
        Rate(terms=made, offer_id=one.offer, buyer=one.buyer, brought=one.brought, rate=one.rate)
        for one in promise.specials
    )
    tell(row, made.number, actor, now)
    return made


@transaction.atomic
def turn_programme(*, community: int, is_open: bool, actor: Actor, now: datetime) -> Programme:
    """Let members apply, or no more; who is a partner stays one.

    Raises Conflict while nothing is promised, PolicyBroken where it is more than the policy pack allows by now.
    """
    require(actor, Permission.EDIT_PARTNERS, community)
    lock_name(f"programme:{community}")
    row = Programme.objects.filter(community=community).first()
    latest = row.terms.order_by("-number").first() if row else None
    if row is None or latest is None:
        raise Conflict(_("Say first what partners get."))
    if is_open:
        paid = costs_to_join(community, latest.course)
        asked = promise_of(latest.cap, latest.second_rate, buy_to_join=paid)
        refuse_unlawful(community=community, promise=asked)
    if row.is_open != is_open:
        row.is_open = is_open
        row.save(update_fields=["is_open"])
        tell(row, latest.number, actor, now)
    return row


def refuse_odd(promise: Promise) -> None:
    """Refuse numbers out of all reason."""
    refuse_beyond(BOUNDS, {name: value for name, value in asdict(promise).items() if value is not None})
    if not clean(promise.agreement):
        raise Invalid(_("Say what partners agree to."), field="agreement")
    if promise.hold_days not in HOLDS:
        raise Invalid(_("Choose from the list."), field="hold_days")
    if promise.touch not in Touch.values:
        raise Invalid(_("Choose from the list."), field="touch")


def refuse_odd_rates(community: int, promise: Promise) -> None:
    """Refuse more than the cap, offers of others, and two rates for the same."""
    if max([promise.rate, *(one.rate for one in promise.specials)]) + promise.second_rate > promise.cap:
        raise Invalid(_("Both levels together may not have more of an order than the cap."), field="rate")
    if len(promise.specials) > MOST_RATES:
        raise Invalid(_("There are at most 20 rates of their own."), field="specials")
    if len({one[:3] for one in promise.specials}) < len(promise.specials):
        raise Invalid(_("Two rates are for the same."), field="specials")
    ours: Any = {None, *offer_keys(community)}
    for one in promise.specials:
        if one.offer not in ours or one.buyer not in Buyer.values:
            raise Invalid(_("Choose from the list."), field="specials")
        refuse_beyond({"specials": (0, WHOLE)}, {"specials": one.rate})
        refuse_beyond({"specials": (0, 10**12)}, {"specials": one.brought})


def tell(row: Programme, version: int, actor: Actor, now: datetime) -> None:
    """Tell that a programme is another one now."""
    data = {"version": version, "open": row.is_open}
    publish(ProgrammeChanged(at=now, community=row.community_id, actor=actor.account, subject=row.pk, data=data))
