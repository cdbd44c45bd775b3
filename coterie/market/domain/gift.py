"""Gifts: a code for each piece, made when the order is paid, redeemed once, void when the money goes back.

A code is worked out of the order and the install's secret: its buyer can read it again, and the table alone tells it to
nobody.
"""

import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock
from coterie.kit.errors import NotFound
from coterie.market.domain.entry import Entry, come_in
from coterie.market.domain.grant import open_to
from coterie.market.errors import GiftUnknown
from coterie.market.events import GiftRedeemed
from coterie.market.models import GiftCode, Offer, Order, OrderLine
from coterie.market.queries.gifts import code_of, digest_of
from coterie.market.queries.offers import offers_on_sale
from coterie.platform.events.log import publish
from coterie.platform.limits.allowance import demand

A_WHILE, TRIES, TRIES_OF_ADDRESS = timedelta(minutes=10), 10, 60


def make_gifts(order: Order, lines: Sequence[OrderLine]) -> None:
    """Make a code for each piece of an order that is paid, for a bundle one; in the payment's transaction."""
    rows = [
        GiftCode(line=line, place=place, digest=digest_of(line.variant.offer_id, code_of(order.key, line.pk, place)))
        for line in lines
        if line.bundle_id is None
        for place in range(1, line.quantity + 1)
    ]
    GiftCode.objects.bulk_create(rows, ignore_conflicts=True)


def give_code(*, offer: int, source: str) -> str:
    """Make a code that was not bought: `source` says which reward it is; in the caller's transaction. Return it."""
    digest = digest_of(offer, code_of(source, offer, 1))
    GiftCode.objects.get_or_create(source=source, defaults={"offer_id": offer, "digest": digest})
    return source


def void_code(*, source: str, now: datetime) -> bool:
    """Void a code that was not bought, unless somebody used it; tell whether it is void."""
    rows = GiftCode.objects.filter(source=source, used_at=None)
    return bool(rows.filter(voided_at=None).update(voided_at=now)) or rows.exists()


def void_gifts(lines: Sequence[OrderLine], back: Mapping[int, int], now: datetime) -> None:
    """Void unused codes: all of a line of which all is given back, else as many as came back."""
    for line in lines:
        unused = lock(GiftCode.objects.filter(line=line, used_at=None, voided_at=None).order_by("-place"))
        whole = line.refunded == line.amount and line.amount > 0
        rows = list(unused if whole else unused[: back.get(line.pk, 0)])
        GiftCode.objects.filter(pk__in=[row.pk for row in rows], used_at=None).update(voided_at=now)


def redeem_gift(
    *, offer: int, code: str, entry: Entry | None = None, origin: str, actor: Actor, now: datetime
) -> Offer:
    """Open to the actor what a gift opens, and make them a member if they are none.

    Raises TooMany, NotFound signed out, GiftUnknown for a code that is unknown, used or void: always in the same words.
    """
    if actor.account is None:
        raise NotFound(_("There is no such page."))
    facts: dict[str, Any] = {"window": A_WHILE, "now": now, "durable": True}
    demand("gift.account", str(actor.account), per=TRIES, **facts)
    demand("gift.address", origin, per=TRIES_OF_ADDRESS, **facts)
    return redeemed(offer=offer, code=code, entry=entry, actor=actor, now=now)


@transaction.atomic
def redeemed(*, offer: int, code: str, entry: Entry | None, actor: Actor, now: datetime) -> Offer:
    """Use the code up, and open what it opens."""
    parent = offers_on_sale().filter(pk=offer).first()
    if parent is None:
        raise NotFound(_("There is no such offer."))
    member = come_in(parent.community_id, entry, actor, now)
    found = gift_with(offer, code)
    if found is None or not used_up(found.pk, member, now):
        raise GiftUnknown(_("This code opens nothing here, or it was used already."), field="code")
    community = parent.community_id
    for one, pieces in opened_by(found):
        open_to(member, one, pieces, source=f"gift:{found.key}", community=community, actor=actor, now=now)
    told: dict[str, Any] = {"community": community, "actor": actor.account, "member": member, "subject": found.pk}
    order = found.line.order_id if found.line else None
    publish(GiftRedeemed(at=now, order=order, data={"offer": offer}, **told))
    return parent


def opened_by(gift: GiftCode) -> list[tuple[int, int]]:
    """Return of which offers a gift opens how many pieces: its own, and what is in it where it is a bundle."""
    line = gift.line
    if line is None:
        return [(gift.offer_id or 0, 1)]
    parts = OrderLine.objects.filter(order=line.order_id, bundle=line.variant_id).order_by("pk")
    inside = [(one.variant.offer_id, one.quantity // line.quantity) for one in parts.select_related("variant")]
    return [(line.variant.offer_id, 1), *inside]


def gift_with(offer: int, code: str) -> GiftCode | None:
    """Return the gift whose code was typed; digests are compared in constant time."""
    digest = digest_of(offer, code)
    of_it = Q(line__variant__offer=offer) | Q(offer=offer)
    found = GiftCode.objects.filter(of_it, digest=digest).select_related("line__variant").first()
    return found if hmac.compare_digest(found.digest if found else "", digest) else None


def used_up(gift: int, member: int, now: datetime) -> bool:
    """Use a gift up, if nobody has and it is not void: the database compares and writes in one statement."""
    unused = GiftCode.objects.filter(pk=gift, used_at=None, voided_at=None)
    return bool(unused.update(member=member, used_at=now))
