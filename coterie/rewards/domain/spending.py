"""Points pay a part of something that is sold elsewhere, and come back when that comes to nothing."""

from datetime import datetime

from django.db import transaction

from coterie.kit.actor import Actor
from coterie.platform.events.log import publish
from coterie.platform.ledger.models import LedgerEntry
from coterie.platform.ledger.posting import book_entry, reverse_entry
from coterie.rewards.events import PointsGivenBack, PointsSpent
from coterie.rewards.queries.purses import SPENT, book_of, wallet


@transaction.atomic
def spend_points(*, community: int, member: int, points: int, source: str, actor: Actor, now: datetime) -> None:
    """Let a member pay with points, once for a source, and once more when these were given back. Raises NotEnough."""
    returned = LedgerEntry.objects.filter(key=f"{source}:back").exists()
    key, moves = f"{source}:again" if returned else source, {wallet(member): -points, SPENT: points}
    if book_entry(key=key, kind="order", book=book_of(community), moves=moves, at=now).fresh:
        facts = {"community": community, "actor": actor.account, "member": member}
        publish(PointsSpent(at=now, data={"points": points}, **facts))


@transaction.atomic
def give_points_back(*, community: int, member: int, points: int, source: str, actor: Actor, now: datetime) -> None:
    """Give back what a source was paid with, each payment once."""
    paid = LedgerEntry.objects.filter(key__in=(source, f"{source}:again")).order_by("pk")
    for entry, key in list(paid.values_list("pk", "key")):
        if reverse_entry(entry=entry, key=f"{key}:back", kind="order_back", at=now).fresh:
            facts = {"community": community, "actor": actor.account, "member": member}
            publish(PointsGivenBack(at=now, data={"points": points}, **facts))
