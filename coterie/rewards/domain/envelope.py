"""Red envelopes: giving points away to whoever is quick."""

from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.communities.queries.address import member_address
from coterie.groups.queries.groups import community_of, groups_visible_to
from coterie.groups.queries.seat import open_seat
from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import lock
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.kit.json import Json
from coterie.members.queries.members import member_of
from coterie.platform.events.log import publish
from coterie.platform.ledger.posting import Purse, book_entry, reverse_entry
from coterie.platform.ledger.reading import entry_called
from coterie.rewards.domain.plan import fund_month, lock_points
from coterie.rewards.enums import Share
from coterie.rewards.events import EnvelopeClosed, EnvelopeOffered
from coterie.rewards.models import Envelope, EnvelopeShare, PointsPlan
from coterie.rewards.queries.plan import day_of, giving_plans, source_of
from coterie.rewards.queries.purses import book_of, envelope_purse, wallet
from coterie.rewards.rules import cut_by_luck, cut_equally
from coterie.talk.domain.message import post_message

MOST_POINTS, MOST_SHARES = 10_000_000, 5_000
LONGEST = timedelta(days=3)
DICE = SystemRandom()


@transaction.atomic
def offer_envelope(
    *, group: int, amount: int, count: int, words: str, split: str = Share.LUCKY, hours: int = 24, own: bool = True,
    actor: Actor, now: datetime,
) -> Envelope:  # fmt: skip
    """Put points into an envelope for a group: one's own, or the community's where its staff gives them.

    Raises NotEnough beyond the wallet or the budget, Invalid naming what is wrong, Conflict where no points are given.
    """
    community = seen_from_inside(group, actor)
    plan = giving_plans([community]).get(community)
    if plan is None:
        raise Conflict(_("No points are given here yet."))
    member = member_of(actor, community)
    if not own:
        require(actor, Permission.EDIT_REWARDS, community)
    elif member is None:
        raise NotFound(_("There is no such page."))
    said = " ".join(words.split())[:60]
    if not said:
        raise Invalid(_("Say what it is for."), field="words")
    refuse_beyond({"amount": (1, MOST_POINTS), "count": (1, MOST_SHARES)}, {"amount": amount, "count": count})
    refuse_beyond({"hours": (1, 72)}, {"hours": hours})
    if amount < count:
        raise Invalid(_("Every share has at least one point."), field="count")
    whose = wallet(member.pk) if own and member else given_by(plan, now)
    return filled(
        Envelope(
            group_id=group, member=member if own else None, words=said, amount=amount, count=count,
            split=Share(split), offered_at=now, ends_at=now + timedelta(hours=hours),
        ),
        community, whose, actor, now,
    )  # fmt: skip


def seen_from_inside(group: int, actor: Actor) -> int:
    """Return the community of a group that the actor sees from inside. Raises NotFound."""
    community = community_of(group)
    if community is None or not groups_visible_to(actor, community).filter(pk=group).exists():
        raise NotFound(_("There is no such page."))
    return community


def given_by(plan: PointsPlan, now: datetime) -> Purse:
    """Return the purse of the community's gifts, filled for this month."""
    lock_points(plan.community_id)
    on = day_of(plan.community_id, now)
    fund_month(plan, on, now)
    return source_of(plan, on)


def filled(row: Envelope, community: int, whose: Purse, actor: Actor, now: datetime) -> Envelope:
    """Book the points into the envelope, and cut them."""
    row.save()
    moves, book = {whose: -row.amount, envelope_purse(row.pk): row.amount}, book_of(community)
    book_entry(key=filling(row), kind="envelope", book=book, moves=moves, at=now, subject=row.pk)
    announce(row, actor, now)
    lucky = row.split == Share.LUCKY
    cut = cut_by_luck(row.amount, row.count, DICE) if lucky else cut_equally(row.amount, row.count)
    shares = (EnvelopeShare(envelope=row, number=place, points=points) for place, points in enumerate(cut, start=1))
    EnvelopeShare.objects.bulk_create(shares, batch_size=500)
    data: dict[str, Json] = {"amount": row.amount, "shares": row.count}
    publish(EnvelopeOffered(at=now, data=data, member=row.member_id, **told(row, community, actor)))
    return row


def filling(row: Envelope) -> str:
    """Return the business key under which an envelope was filled."""
    return f"envelope:{row.key}"


def announce(row: Envelope, actor: Actor, now: datetime) -> None:
    """Say in the group that there is something to take, where the giver sits there."""
    slug = row.group.community.slug
    member = member_of(actor, row.group.community_id)
    if member and open_seat(row.group_id, member.pk, account=actor.account):
        text = f"🧧 {row.words}\n{member_address(slug, f'envelopes/{row.key}')}"
        post_message(group=row.group_id, member=member.pk, text=text, actor=actor, now=now)


@transaction.atomic
def close_envelope(*, envelope: int, actor: Actor, now: datetime) -> int:
    """End an envelope whose time is over: what nobody took goes back to whoever gave it; return how much."""
    row = lock(Envelope.objects.select_related("group").filter(pk=envelope, closed_at=None)).first()
    if row is None or now < row.ends_at:
        return 0
    if row.member_id is None:
        lock_points(row.group.community_id)
    rest = sum(row.shares.filter(member=None).values_list("points", flat=True))
    if rest:
        reverse_entry(
            entry=entry_called(filling(row)), key=f"envelope-rest:{row.key}", kind="envelope_rest", at=now, each=rest
        )
    ended(row, row.group.community_id, rest, actor, now)
    return rest


def ended(row: Envelope, community: int, returned: int, actor: Actor, now: datetime) -> None:
    """Note that an envelope is over."""
    Envelope.objects.filter(pk=row.pk).update(closed_at=now)
    publish(EnvelopeClosed(at=now, data={"returned": returned}, **told(row, community, actor)))


def close_due(*, actor: Actor, now: datetime) -> int:
    """End every envelope whose time is over; return how many there were."""
    rows = Envelope.objects.filter(closed_at=None, ends_at__lte=now).order_by("ends_at", "id")
    due = list(rows.values_list("pk", flat=True))
    for envelope in due:
        close_envelope(envelope=envelope, actor=actor, now=now)
    return len(due)


def told(row: Envelope, community: int, actor: Actor) -> dict[str, Any]:
    """Return what every event of an envelope says."""
    return {"community": community, "actor": actor.account, "subject": row.pk, "group": row.group_id}
