"""Buying in the shop: points for a prize, and never more than there are."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Forbidden, NotFound
from coterie.kit.ids import new_key
from coterie.kit.json import Json
from coterie.kit.text import clean
from coterie.members.queries.members import member_of
from coterie.platform.events.event import Event
from coterie.platform.events.log import publish
from coterie.platform.ledger.posting import book_entry, reverse_entry
from coterie.rewards.enums import Delivery
from coterie.rewards.errors import SoldOut
from coterie.rewards.events import PrizeBought, PrizeDelivered, PrizeReturned
from coterie.rewards.models import Prize, Purchase
from coterie.rewards.queries.purses import SPENT, book_of, wallet
from coterie.rewards.queries.ranks import rank_of


@transaction.atomic
def buy_prize(*, prize: int, actor: Actor, now: datetime) -> Purchase:
    """Buy one for points.

    Raises SoldOut, NotEnough, Conflict beyond what one member can have, Forbidden below its level, NotFound.
    """
    row = held(prize)
    member = member_of(actor, row.community_id)
    if member is None or row.closed_at:
        raise NotFound(_("There is no such page."))
    refuse_beyond_reach(row, member.pk)
    if not has_some(row):
        raise SoldOut(_("None is left."))
    key = new_key()
    moves = {wallet(member.pk): -row.price, SPENT: row.price}
    booked = book_entry(
        key=f"purchase:{key}", kind="purchase", book=book_of(row.community_id), moves=moves, at=now, subject=row.pk
    )
    take_one(row)
    facts = {"key": key, "points": row.price, "at": now, "entry": booked.entry}
    bought = Purchase.objects.create(prize=row, member=member, **facts)
    data: dict[str, Json] = {"prize": row.pk, "points": row.price}
    publish(PrizeBought(at=now, data=data, **told(bought, actor)))
    return bought


def held(prize: int) -> Prize:
    """Return a prize, locked: who comes next sees what is left then."""
    return locked(Prize.objects.filter(pk=prize))


def refuse_beyond_reach(row: Prize, member: int) -> None:
    """Refuse who stands too low, or has had enough of it."""
    rank = rank_of(member)
    if row.level > (rank.level if rank else 0):
        raise Forbidden(_("This is for members of a higher level."))
    had = row.purchases.filter(member=member).exclude(state=Delivery.RETURNED).count()
    if row.most_each is not None and had >= row.most_each:
        raise Conflict(_("You have had as many of it as one can have."))


def has_some(row: Prize) -> bool:
    """Tell whether one is left."""
    return row.left is None or row.left > 0


def take_one(row: Prize) -> None:
    """Take one away."""
    if row.left is not None:
        row.left -= 1
        row.save(update_fields=["left"])


@transaction.atomic
def deliver_purchase(*, purchase: int, note: str = "", actor: Actor, now: datetime) -> Purchase:
    """Hand over what was bought, with a word to the member. Raises Conflict when it is settled."""
    row = own_purchase(purchase, actor)
    row.note = clean(note)[:300]
    return settled(row, Delivery.DELIVERED, PrizeDelivered(at=now, **told(row, actor)), now)


@transaction.atomic
def return_purchase(*, purchase: int, note: str = "", actor: Actor, now: datetime) -> Purchase:
    """Take back what was bought: the points go back, and one more is left. Raises Conflict when it is settled."""
    row = own_purchase(purchase, actor)
    row.note = clean(note)[:300]
    prize = held(row.prize_id)  # before the purses, as whoever buys at this moment takes them
    reverse_entry(entry=row.entry, key=f"purchase-back:{row.key}", kind="purchase_back", at=now)
    if prize.left is not None:
        prize.left += 1
        prize.save(update_fields=["left"])
    event = PrizeReturned(at=now, data={"points": row.points}, **told(row, actor))
    return settled(row, Delivery.RETURNED, event, now)


def own_purchase(purchase: int, actor: Actor) -> Purchase:
    """Lock a purchase that waits for the operators."""
    row = locked(Purchase.objects.select_related("prize").filter(pk=purchase))
    require(actor, Permission.EDIT_REWARDS, row.prize.community_id)
    if row.state != Delivery.ASKED:
        raise Conflict(_("This is decided already."))
    return row


def settled(row: Purchase, state: Delivery, event: Event, now: datetime) -> Purchase:
    """Note how it ended."""
    row.state, row.settled_at = state, now
    row.save(update_fields=["state", "note", "settled_at"])
    publish(event)
    return row


def told(row: Purchase, actor: Actor) -> dict[str, Any]:
    """Return what every event of a purchase says."""
    return {
        "community": row.prize.community_id, "actor": actor.account, "subject": row.pk, "member": row.member_id,
    }  # fmt: skip
